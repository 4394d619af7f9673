//! German.

#[cfg(not(target_arch = "wasm32"))]
use super::{AddCard, Fields, Frame, TestCards};
use super::{Explained, Failure, Progress, Saved, Words};
use crate::{
    api::ApiErrorKind,
    card::{CardFault, CardField, ExpiryError, HolderError, NumberError, SecurityCodeError},
    zuora::Cause,
};

/// The words in German.
pub const GERMAN: &Words = &Words {
    tag: "de",
    name: "Deutsch",
    direction: "ltr",
    #[cfg(not(target_arch = "wasm32"))]
    frame: Frame {
        site: "Zuora-CORS-Beispiel",
        pages: "Seiten",
        languages: "Sprache",
        signed_in_as: "Angemeldet als",
        customers: "Kunden",
        skip: "Zum Formular",
        no_real_cards: "Testumgebung. Bitte keine echten Karten: Hier wird nichts abgebucht.",
        not_found: "Seite nicht gefunden",
        nothing_here: "Unter dieser Adresse gibt es nichts.",
        not_started: "Diese Seite konnte nicht sicher starten, deshalb bleibt das Formular geschlossen. Nichts, was Sie eingeben, wird \
                      gesendet. Laden Sie die Seite neu, um es noch einmal zu versuchen.",
        cleared: "Diese Seite wurde 15 Minuten lang nicht benutzt. Darum wurden die Eingaben gelöscht. Nichts wurde gesendet.",
        operations: "Vier Aufrufe, die ein Browser machen darf",
        operation: "Operation von Zuora",
        bound: "Die Signatur gilt nur für",
        learns: "Der Server dieser Website erfährt",
        questionnaire: "PCI-Fragebogen",
        assessor: "Welchen Fragebogen ein Shop beantwortet, sagt sein Prüfer; dies ergibt sich aus FAQ 1291 und 1588 des Councils.",
    },
    #[cfg(not(target_arch = "wasm32"))]
    add_card: AddCard {
        title: "Kreditkarte hinzufügen",
        description: "Eine Kreditkarte speichern: Sie geht von Ihrem Browser direkt an Zuora und nie an den Server dieser Website.",
        where_it_goes: "Ihre Karte geht von diesem Browser direkt an Zuora, unseren Zahlungsdienst. Der Server dieser Website erhält sie nie.",
        no_script: "Dieses Formular braucht JavaScript, und das mit Absicht: Ohne JavaScript käme Ihre Karte nur über den Server dieser Website \
                    zu Zuora. Nichts, was Sie hier eingeben, wird gesendet.",
        default: "Als Standardkarte verwenden",
    },
    #[cfg(not(target_arch = "wasm32"))]
    fields: Fields {
        brands: "Karten, die wir annehmen",
        number: "Kartennummer",
        expiry: "Gültig bis",
        expiry_hint: "Zum Beispiel 10/2030",
        month: "Monat",
        year: "Jahr",
        holder: "Name auf der Karte",
        security_code: "Kartenprüfnummer",
        code_on_either: "Die letzten 3 Ziffern auf der Rückseite der Karte, bei American Express die 4 Ziffern auf der Vorderseite",
        code_on_back: "Die letzten 3 Ziffern auf der Rückseite der Karte",
        code_on_front: "Die 4 Ziffern auf der Vorderseite der Karte",
    },
    form: "Kreditkarte",
    save: "Karte speichern",
    not_secure: "Diese Seite wurde nicht über https geöffnet, deshalb bleibt das Formular geschlossen: Unterwegs hätte sie jemand \
                 verändern können. Nichts, was Sie eingeben, wird gesendet.",
    error: "Fehler: ",
    problem: "Es gibt ein Problem",
    progress: Progress {
        signing: "Die Erlaubnis zum Senden Ihrer Karte wird eingeholt\u{a0}…",
        sending: "Ihre Karte wird an Zuora gesendet\u{a0}…",
    },
    saved: Saved {
        heading: "Karte gespeichert",
        ending_in: " mit den Endziffern ",
        now_default: " ist jetzt Ihre Standardkarte",
        id: "Kennung der Zahlungsmethode:",
        checking: "Die Karte wird bei Zuora nachgesehen\u{a0}…",
        as_zuora_has_it: "So steht sie bei Zuora:",
        expires: "Gültig bis:",
        default: "Standardkarte:",
        yes: "Ja",
        no: "Nein",
        status: "Status:",
        not_confirmed: "Zuora hat die Karte gespeichert und ihr diese Kennung gegeben. Nachsehen ließ sie sich gerade nicht; Sie müssen nichts \
                        weiter tun.",
    },
    failure: Failure {
        nothing_saved: "Es wurde nichts gespeichert.",
        maybe_saved: "Ihre Karte wurde vielleicht gespeichert.",
        code: "Code:",
        zuoras_code: "Zuora-Code",
        process: "Vorgang:",
        request: "Anfrage:",
        minutes_to_wait: "Minuten Wartezeit:",
    },
    fault,
    refused,
    not_signed,
    no_answer: Explained {
        heading: UNKNOWN,
        meaning: "Die Karte war unterwegs zu Zuora, und es kam keine Antwort zurück.",
        cause: "Die Verbindung brach ab, dauerte zu lange oder wurde vom Browser unterbunden.",
        fix: ASK_FIRST,
    },
    #[cfg(not(target_arch = "wasm32"))]
    test_cards: TestCards {
        heading: "Testkarten",
        explanation: "Veröffentlichte Nummern, die niemandem gehören. Wählen Sie eine, um das Formular auszufüllen. Was aus ihr wird, bestimmt die Sandbox; bei einem Testmandanten werden vielleicht alle gespeichert.",
        saved: "wird gespeichert",
        slow: "wird nach 5 Sekunden gespeichert",
        declined: "wird von der Bank abgelehnt",
        no_funds: "ist nicht gedeckt",
        broken: "trifft auf eine Störung bei Zuora",
    },
};

fn fault(fault: CardFault) -> &'static str {
    match fault {
        CardFault::Number(error) => match error {
            NumberError::Empty => "Geben Sie eine Kartennummer ein",
            NumberError::NotDigits => "Die Kartennummer darf nur aus Ziffern bestehen",
            NumberError::UnknownBrand => {
                "Die Kartennummer muss von Visa, Mastercard, American Express, Discover, Diners Club oder JCB sein"
            }
            NumberError::TooShort => "Die Kartennummer ist zu kurz",
            NumberError::TooLong => "Die Kartennummer ist zu lang",
            NumberError::Mistyped => "Prüfen Sie die Kartennummer: Eine Ziffer stimmt nicht",
        },
        CardFault::Expiry(error) => match error {
            ExpiryError::Empty => "Geben Sie ein, bis wann die Karte gültig ist",
            ExpiryError::Month => "Der Monat muss eine Zahl von 1 bis 12 sein",
            ExpiryError::Year => "Das Jahr muss zwei oder vier Ziffern haben",
            ExpiryError::Past => "„Gültig bis“ muss in der Zukunft liegen",
            ExpiryError::TooFar => "Prüfen Sie das Jahr: Es liegt zu weit in der Zukunft",
        },
        CardFault::Holder(error) => match error {
            HolderError::Empty => "Geben Sie den Namen auf der Karte ein",
            HolderError::TooLong => "Der Name auf der Karte darf höchstens 50 Zeichen haben",
            HolderError::HoldsCardNumber => "Im Namen steht eine Kartennummer: Geben Sie den Namen so ein, wie er auf der Karte steht",
            HolderError::IsSecurityCode => "Im Namen steht eine Kartenprüfnummer: Geben Sie den Namen so ein, wie er auf der Karte steht",
        },
        CardFault::SecurityCode(error) => match error {
            SecurityCodeError::Empty => "Geben Sie die Kartenprüfnummer ein",
            SecurityCodeError::ThreeOrFour => "Die Kartenprüfnummer muss 3 oder 4 Ziffern haben",
            SecurityCodeError::Length(4) => "Die Kartenprüfnummer muss aus den 4 Ziffern auf der Vorderseite der Karte bestehen",
            SecurityCodeError::Length(_) => "Die Kartenprüfnummer muss aus den 3 Ziffern auf der Rückseite der Karte bestehen",
        },
        CardFault::Refused(field) => match field {
            CardField::Number => "Prüfen Sie die Kartennummer: Zuora hat sie nicht angenommen",
            CardField::Expiry => "Prüfen Sie „Gültig bis“: Zuora hat es nicht angenommen",
            CardField::Holder => "Prüfen Sie den Namen auf der Karte: Zuora hat ihn nicht angenommen",
            CardField::SecurityCode => "Prüfen Sie die Kartenprüfnummer: Zuora hat sie nicht angenommen",
        },
    }
}

const NOT_SAVED: &str = "Zuora hat die Karte nicht gespeichert";
const UNKNOWN: &str = "Wir wissen nicht, ob Ihre Karte gespeichert wurde";
const ASK_FIRST: &str = "Bitten Sie uns nachzusehen, bevor Sie es noch einmal versuchen, damit nichts zweimal gespeichert wird.";
const NOT_YOUR_CARD: &str = "Das liegt nicht an Ihrer Karte. Nennen Sie uns den Code unten.";

fn refused(cause: Cause) -> Explained {
    let (meaning, cause, fix) = match cause {
        Cause::SpentToken => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora sagt, die Erlaubnis zum Senden dieser Karte galt nicht mehr. Durch diesen Aufruf wurde nichts gespeichert.",
                cause: "Jede Erlaubnis gilt einmal und nur kurz: Sie war schon benutzt oder abgelaufen. Bricht eine Verbindung ab, senden Browser \
                        einen Aufruf von selbst noch einmal; dann hat vielleicht die erste Sendung die Karte gespeichert.",
                fix: ASK_FIRST,
            };
        }
        Cause::WrongSignature => (
            "Die Erlaubnis galt für ein anderes Konto oder eine andere Adresse als die, für die die Karte gesendet wurde.",
            "Die Anfrage wurde unterwegs verändert, oder diese Website ist falsch eingerichtet.",
            "Laden Sie die Seite neu und versuchen Sie es noch einmal. Geschieht es wieder, nennen Sie uns den Code unten.",
        ),
        Cause::NotCorsEnabled => (
            "Zuora lässt Browser diese Adresse nicht aufrufen.",
            "Diese Website hat einen Vorgang verlangt, der nur Servern offensteht.",
            NOT_YOUR_CARD,
        ),
        Cause::NotAllowed => (
            "Zuora lässt diese Website keine Karten speichern.",
            "So, wie diese Website eingerichtet ist, fehlt ihr ein Recht oder eine Anmeldung.",
            NOT_YOUR_CARD,
        ),
        Cause::Rejected => (
            "Zuora hat einige Angaben nicht angenommen.",
            "Ein Wert fehlt, ist anders geschrieben, als Zuora ihn will, oder verstößt gegen eine Regel.",
            "Vergleichen Sie die Angaben mit dem, was Zuora unten sagt, geben Sie die Kartenprüfnummer erneut ein und drücken Sie noch einmal auf den Knopf.",
        ),
        Cause::NotFound => (
            "Zuora kennt das Konto nicht, für das die Karte bestimmt ist.",
            "Das Konto wurde gelöscht, oder diese Website ist für ein anderes Zuora eingerichtet.",
            NOT_YOUR_CARD,
        ),
        Cause::NotUnderstood => (
            "Zuora hat die Anfrage nicht verstanden.",
            "Diese Website und Zuora sprechen nicht dieselbe Version.",
            NOT_YOUR_CARD,
        ),
        Cause::Busy => (
            "Zuora ist überlastet.",
            "Es kamen zu viele Anfragen auf einmal, oder etwas anderes änderte gerade dasselbe Konto.",
            "Ihre Angaben stehen noch im Formular. Warten Sie eine Minute, geben Sie die Kartenprüfnummer erneut ein und drücken Sie noch einmal auf den Knopf.",
        ),
        Cause::Declined => (
            "Die Bank oder ihr Zahlungsdienst hat die Karte nicht angenommen.",
            "Mehr, als unten steht, weiß nur die Bank.",
            "Prüfen Sie die Angaben, nehmen Sie eine andere Karte oder fragen Sie Ihre Bank.",
        ),
        Cause::InternalFault => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Bei Zuora gab es eine Störung, während die Karte gespeichert wurde.",
                cause: "Wie weit es kam, sagt Zuora nicht.",
                fix: ASK_FIRST,
            };
        }
        Cause::Unlisted => (
            "Zuora nennt den Grund unten.",
            "Es ist keiner von denen, die diese Website kennt.",
            "Prüfen Sie die Angaben zur Karte. Stimmen sie, nennen Sie uns den Code unten.",
        ),
    };
    Explained {
        heading: NOT_SAVED,
        meaning,
        cause,
        fix,
    }
}

fn not_signed(kind: ApiErrorKind) -> Explained {
    match kind {
        ApiErrorKind::SiteUnreachable | ApiErrorKind::SiteBusy => Explained {
            heading: "Diese Website ist nicht erreichbar",
            meaning: "Ihr Browser konnte diese Website nicht um die Erlaubnis bitten, die Karte zu senden.",
            cause: "Die Verbindung brach ab oder dauerte zu lange.",
            fix: "Prüfen Sie Ihre Verbindung und drücken Sie noch einmal auf den Knopf. Ihre Angaben stehen noch im Formular.",
        },
        ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => Explained {
            heading: "Ihr Besuch ist beendet",
            meaning: "Diese Seite gehört zu keiner Sitzung dieser Website mehr.",
            cause: "Sie war lange offen, oder Cookies wurden gelöscht.",
            fix: "Laden Sie die Seite neu und geben Sie die Karte noch einmal ein.",
        },
        ApiErrorKind::TooManyRequests => Explained {
            heading: "Zu viele Versuche",
            meaning: "Diese Website hat nicht um die Erlaubnis gebeten, die Karte zu senden. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "In kurzer Zeit wurden zu viele Karten versucht: von Ihnen, von anderen in Ihrem Netz oder mit Ihrem Konto.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie so lange, wie unten steht, und drücken Sie dann noch einmal auf den Knopf.",
        },
        ApiErrorKind::NotHuman => Explained {
            heading: "Wir konnten nicht erkennen, dass Sie ein Mensch sind",
            meaning: "Diese Website hat nicht um die Erlaubnis gebeten, die Karte zu senden. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Etwas an diesem Besuch sieht nach einem Programm aus.",
            fix: "Laden Sie die Seite neu und geben Sie die Karte noch einmal ein. Hilft das nicht, nennen Sie uns den Code unten.",
        },
        ApiErrorKind::ZuoraUnreachable | ApiErrorKind::ZuoraTimeout | ApiErrorKind::ZuoraBusy => Explained {
            heading: "Der Zahlungsdienst ist nicht erreichbar",
            meaning: "Diese Website bekam keine Antwort von Zuora und damit keine Erlaubnis für Ihren Browser, die Karte zu senden. Die Karte hat \
                      Ihren Browser nicht verlassen.",
            cause: "Zuora ist gestört oder überlastet, oder diese Website hat keinen Weg dorthin.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie eine Minute und drücken Sie noch einmal auf den Knopf.",
        },
        ApiErrorKind::ZuoraRefused | ApiErrorKind::ZuoraProtocol => Explained {
            heading: "Der Zahlungsdienst gab keine Erlaubnis",
            meaning: "Zuora ließ diese Website die Anfrage nicht unterschreiben. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Diese Website ist falsch eingerichtet, oder Zuora hat sich geändert.",
            fix: "Das liegt nicht an Ihrer Karte, und ein neuer Versuch hilft kaum. Nennen Sie uns den Code unten.",
        },
        _ => Explained {
            heading: "Mit dieser Website stimmt etwas nicht",
            meaning: "Diese Website konnte die Anfrage nicht vorbereiten. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Diese Seite und der Server der Website passen nicht zusammen; eins von beiden ist vielleicht veraltet.",
            fix: "Das liegt nicht an Ihrer Karte. Laden Sie die Seite neu; hilft das nicht, nennen Sie uns den Code unten.",
        },
    }
}
