//! German: the failures explained.

use crate::{api_error::SigningFailure, words::Explained, zuora::Cause};

const NOT_SAVED: &str = "Zuora hat die Karte nicht gespeichert";
const UNKNOWN: &str = "Wir wissen nicht, ob Ihre Karte gespeichert wurde";
const ASK_FIRST: &str = "Bitten Sie uns nachzusehen, bevor Sie es noch einmal versuchen, damit nichts zweimal gespeichert wird.";
const NOT_YOUR_CARD: &str = "Das liegt nicht an Ihrer Karte. Nennen Sie uns den Code unten.";

pub const NO_ANSWER: Explained = Explained {
    heading: UNKNOWN,
    meaning: "Die Karte war unterwegs zu Zuora, und es kam keine Antwort zurück.",
    cause: "Die Verbindung brach ab, dauerte zu lange oder wurde vom Browser unterbunden.",
    fix: ASK_FIRST,
};

pub fn refused(cause: Cause) -> Explained {
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
            "Prüfen Sie die Angaben zur Karte. Stimmen sie, nennen Sie uns, was unten steht.",
        ),
        Cause::NoReason => (
            "Zuora hat abgelehnt und keinen Grund genannt.",
            "In der Antwort steht nur, dass nichts getan wurde.",
            "Prüfen Sie die Angaben zur Karte. Stimmen sie, sagen Sie uns, wann Sie es versucht haben.",
        ),
    };
    Explained { heading: NOT_SAVED, meaning, cause, fix }
}

pub fn not_signed(failure: SigningFailure) -> Explained {
    match failure {
        SigningFailure::SiteUnreachable => Explained {
            heading: "Diese Website ist nicht erreichbar",
            meaning: "Ihr Browser konnte diese Website nicht um die Erlaubnis bitten, die Karte zu senden.",
            cause: "Die Verbindung brach ab oder dauerte zu lange.",
            fix: "Prüfen Sie Ihre Verbindung und drücken Sie noch einmal auf den Knopf. Ihre Angaben stehen noch im Formular.",
        },
        SigningFailure::SessionEnded => Explained {
            heading: "Ihr Besuch ist beendet",
            meaning: "Diese Seite gehört zu keiner Sitzung dieser Website mehr.",
            cause: "Sie war lange offen, oder Cookies wurden gelöscht.",
            fix: "Laden Sie die Seite neu und geben Sie die Karte noch einmal ein. Wenn das nicht hilft, erlauben Sie dieser Website Cookies.",
        },
        SigningFailure::CustomerChanged => Explained {
            heading: "Jetzt ist jemand anderes angemeldet",
            meaning: "Diese Seite wurde für den Kunden geöffnet, dessen Name oben steht. Nichts wurde gesendet: Die Karte hat Ihren Browser nicht verlassen.",
            cause: "In einem anderen Tab oder Fenster hat sich jemand als der unten genannte Kunde angemeldet.",
            fix: "Laden Sie diese Seite neu, um als dieser Kunde weiterzumachen. Oder melden Sie sich in einem anderen Tab wieder selbst an und drücken Sie noch einmal auf den Knopf.",
        },
        SigningFailure::WrongHost => Explained {
            heading: "Das ist nicht die Adresse dieser Website",
            meaning: "Unter dem Namen in der Adresszeile Ihres Browsers ist die Website nicht erreichbar. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Der Link, der Sie hierher geführt hat, ist veraltet, oder diese Website ist falsch eingerichtet.",
            fix: "Öffnen Sie die Website noch einmal unter ihrer eigenen Adresse.",
        },
        SigningFailure::TooManyRequests => Explained {
            heading: "Zu viele Versuche",
            meaning: "Diese Website hat nicht um die Erlaubnis gebeten, die Karte zu senden. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "In kurzer Zeit wurden zu viele Karten versucht: von Ihnen, von anderen in Ihrem Netz oder mit Ihrem Konto.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie so lange, wie unten steht, und drücken Sie dann noch einmal auf den Knopf.",
        },
        SigningFailure::NotHuman => Explained {
            heading: "Wir konnten nicht erkennen, dass Sie ein Mensch sind",
            meaning: "Diese Website hat nicht um die Erlaubnis gebeten, die Karte zu senden. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Etwas an diesem Besuch sieht nach einem Programm aus.",
            fix: "Laden Sie die Seite neu und geben Sie die Karte noch einmal ein. Hilft das nicht, nennen Sie uns den Code unten.",
        },
        SigningFailure::ZuoraUnreachable => Explained {
            heading: "Der Zahlungsdienst ist nicht erreichbar",
            meaning: "Diese Website bekam keine Antwort von Zuora und damit keine Erlaubnis für Ihren Browser, die Karte zu senden. Die Karte hat \
                      Ihren Browser nicht verlassen.",
            cause: "Zuora ist gestört oder überlastet, oder diese Website hat keinen Weg dorthin.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie eine Minute und drücken Sie noch einmal auf den Knopf.",
        },
        SigningFailure::ZuoraRefused => Explained {
            heading: "Der Zahlungsdienst gab keine Erlaubnis",
            meaning: "Zuora ließ diese Website die Anfrage nicht unterschreiben. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Diese Website ist falsch eingerichtet, oder Zuora hat sich geändert.",
            fix: "Das liegt nicht an Ihrer Karte, und ein neuer Versuch hilft kaum. Nennen Sie uns den Code unten.",
        },
        SigningFailure::OwnFault => Explained {
            heading: "Mit dieser Website stimmt etwas nicht",
            meaning: "Diese Website konnte die Anfrage nicht vorbereiten. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Diese Seite und der Server der Website passen nicht zusammen; eins von beiden ist vielleicht veraltet.",
            fix: "Das liegt nicht an Ihrer Karte. Laden Sie die Seite neu; hilft das nicht, nennen Sie uns den Code unten.",
        },
    }
}
