//! German.

#[cfg(not(target_arch = "wasm32"))]
mod failures;

#[cfg(not(target_arch = "wasm32"))]
use super::{AddCard, Fields, Frame, NotStarted, TestCards};
use super::{Failure, Progress, Saved, Words};
#[cfg(not(target_arch = "wasm32"))]
use crate::card::{CardFault, CardField, ExpiryError, HolderError, NumberError, SecurityCodeError};

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
        not_started: NotStarted {
            unknown: "Diese Seite lädt noch, oder sie konnte nicht sicher starten. Bis sie gestartet ist, bleibt das Formular geschlossen, und \
                      nichts, was Sie eingeben, wird gesendet. Wenn diese Meldung bleibt, laden Sie die Seite neu. Wenn das nicht hilft, schalten \
                      Sie Browser-Erweiterungen für diese Website aus, oder nehmen Sie einen anderen Browser.",
            no_webassembly: "Diese Seite konnte nicht sicher starten. In Ihrem Browser ist WebAssembly ausgeschaltet, und nur solcher Code \
                             verarbeitet Ihre Karte. Nichts, was Sie eingeben, wird gesendet. Auf einem iPhone, iPad oder Mac im Blockierungsmodus: \
                             Erlauben Sie diese Website in Safari unter Seitenmenü > Website-Einstellungen > Blockierungsmodus. Sonst nehmen Sie \
                             einen anderen Browser.",
            no_markup: "Diese Seite konnte nicht sicher starten. Eine Browser-Erweiterung oder ein Benutzerskript lässt sie nichts anzeigen \
                        (Trusted Types). Nichts, was Sie eingeben, wird gesendet. Schalten Sie Erweiterungen für diese Website aus, oder öffnen \
                        Sie die Seite in einem privaten Fenster.",
            lost: "Diese Seite konnte nicht sicher starten, weil eine ihrer Dateien nicht angekommen ist. Nichts, was Sie eingeben, wird \
                   gesendet. Prüfen Sie Ihre Verbindung, und laden Sie die Seite neu. Wenn das nicht hilft, hält vielleicht ein Inhaltsblocker die \
                   Datei zurück: Schalten Sie ihn für diese Website aus.",
            changed: "Diese Seite konnte nicht sicher starten, weil eine ihrer Dateien nicht die von uns veröffentlichte ist. Nichts, was Sie \
                      eingeben, wird gesendet. Laden Sie die Seite neu. Wenn diese Meldung wiederkommt, nehmen Sie ein anderes Netz oder einen \
                      anderen Browser, und sagen Sie uns Bescheid.",
            no_handlers: "Diese Seite konnte nicht sicher starten, weil etwas in Ihrem Browser das Formular stört. Nichts, was Sie eingeben, \
                          wird gesendet. Schalten Sie Browser-Erweiterungen für diese Website aus, und laden Sie die Seite neu.",
        },
        idle: "Diese Seite wurde 14 Minuten lang nicht benutzt. In einer Minute werden die eingegebenen Kartendaten gelöscht.",
        still_here: "Ich bin noch da",
        cleared: "Diese Seite wurde 15 Minuten lang nicht benutzt. Darum wurden die eingegebenen Kartendaten gelöscht. Nichts wurde gesendet.",
        operations: "Aufrufe, die ein Browser machen darf",
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
        signed_in_as: "Jetzt angemeldet:",
        #[cfg(feature = "demo")]
        test_cards_only: "Nur Testkarten: Wählen Sie eine",
    },
    #[cfg(not(target_arch = "wasm32"))]
    fault,
    #[cfg(not(target_arch = "wasm32"))]
    explained: failures::explained,
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

#[cfg(not(target_arch = "wasm32"))]
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
            HolderError::Unsupported => {
                "Nehmen Sie Emojis und dergleichen heraus: Zuora bewahrt sie nicht auf"
            }
            HolderError::HoldsCardNumber => {
                "Im Namen steht eine Kartennummer: Geben Sie den Namen so ein, wie er auf der Karte steht"
            }
            HolderError::IsSecurityCode => {
                "Im Namen steht eine Kartenprüfnummer: Geben Sie den Namen so ein, wie er auf der Karte steht"
            }
        },
        CardFault::SecurityCode(error) => match error {
            SecurityCodeError::Empty => "Geben Sie die Kartenprüfnummer ein",
            SecurityCodeError::ThreeOrFour => "Die Kartenprüfnummer muss 3 oder 4 Ziffern haben",
            SecurityCodeError::Length(4) => {
                "Die Kartenprüfnummer muss aus den 4 Ziffern auf der Vorderseite der Karte bestehen"
            }
            SecurityCodeError::Length(_) => {
                "Die Kartenprüfnummer muss aus den 3 Ziffern auf der Rückseite der Karte bestehen"
            }
        },
        CardFault::Refused(field) => match field {
            CardField::Number => "Prüfen Sie die Kartennummer: Zuora hat sie nicht angenommen",
            CardField::Expiry => "Prüfen Sie „Gültig bis“: Zuora hat es nicht angenommen",
            CardField::Holder => {
                "Prüfen Sie den Namen auf der Karte: Zuora hat ihn nicht angenommen"
            }
            CardField::SecurityCode => {
                "Prüfen Sie die Kartenprüfnummer: Zuora hat sie nicht angenommen"
            }
        },
    }
}
