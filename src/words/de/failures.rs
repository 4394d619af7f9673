//! German: the failures explained.

use crate::{api_error::SigningFailure, words::Explained, zuora::Cause};

const NOT_SAVED: &str = "Zuora hat die Karte nicht gespeichert";
const UNKNOWN: &str = "Wir wissen nicht, ob Ihre Karte gespeichert wurde";
const CHECK_FIRST: &str = "Prüfen Sie, ob sie gespeichert wurde, bevor Sie es noch einmal versuchen. Sonst wird sie vielleicht zweimal gespeichert. Wenn wir es nicht herausfinden, kontaktieren Sie uns.";
const WAS_NOT_SAVED: &str = "Ihre Karte wurde nicht gespeichert";
const ASKED_ZUORA: &str = "Wir haben bei Zuora nachgesehen.";
const NOT_YOUR_CARD: &str =
    "Es liegt nicht an Ihrer Karte. Kontaktieren Sie uns und nennen Sie uns den Code unten.";

pub const NO_ANSWER: Explained = Explained {
    heading: UNKNOWN,
    meaning: "Die Karte wurde an Zuora gesendet, aber es kam keine Antwort zurück.",
    cause: "Die Verbindung brach ab, dauerte zu lange oder wurde vom Browser blockiert.",
    fix: CHECK_FIRST,
};

pub const NOT_SAVED_AFTER_ALL: Explained = Explained {
    heading: WAS_NOT_SAVED,
    meaning: ASKED_ZUORA,
    cause: "Die Verbindung zu Zuora brach ab oder wurde blockiert, bevor die Karte ankam.",
    fix: "Ihre übrigen Angaben stehen noch im Formular. Geben Sie die Kartenprüfnummer erneut ein und versuchen Sie es noch einmal.",
};

pub const NOT_SAVED_FOR_REASON: Explained = Explained {
    heading: WAS_NOT_SAVED,
    meaning: ASKED_ZUORA,
    cause: "Zuora nennt den Grund unten.",
    fix: "Ihre übrigen Angaben stehen noch im Formular. Geben Sie die Kartenprüfnummer erneut ein und versuchen Sie es noch einmal. Wenn der Grund von der Bank kommt, verwenden Sie eine andere Karte oder fragen Sie Ihre Bank.",
};

pub fn refused(cause: Cause) -> Explained {
    let (meaning, cause, fix) = match cause {
        Cause::SpentToken => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Zuora meldet, dass die Erlaubnis zum Senden dieser Karte nicht mehr gültig war. Dieser Aufruf hat nichts gespeichert.",
                cause: "Eine Erlaubnis gilt für einen Aufruf und nur kurz: Sie war schon verwendet worden oder abgelaufen. Bricht eine Verbindung ab, sendet ein Browser einen Aufruf manchmal zweimal; dann hat vielleicht der erste die Karte gespeichert.",
                fix: CHECK_FIRST,
            };
        }
        Cause::WrongSignature => (
            "Die Erlaubnis galt für ein anderes Konto oder eine andere Adresse als die, an die die Karte gesendet wurde.",
            "Die Anfrage wurde unterwegs verändert, oder diese Website ist nicht richtig eingerichtet.",
            "Laden Sie die Seite neu und versuchen Sie es noch einmal. Wenn es wieder geschieht, kontaktieren Sie uns und nennen Sie uns den Code unten.",
        ),
        Cause::NotCorsEnabled => (
            "Zuora erlaubt Browsern nicht, diese Adresse aufzurufen.",
            "Diese Website hat eine Operation verwendet, die nur Server aufrufen dürfen.",
            NOT_YOUR_CARD,
        ),
        Cause::NotAllowed => (
            "Zuora erlaubt dieser Website nicht, Karten zu speichern.",
            "Dem Zuora-Zugang dieser Website fehlt eine Berechtigung, oder seine Anmeldung ist nicht mehr gültig.",
            NOT_YOUR_CARD,
        ),
        Cause::Rejected => (
            "Zuora hat einige Angaben nicht angenommen.",
            "Ein Wert fehlt, hat das falsche Format oder verstößt gegen eine Regel von Zuora.",
            "Prüfen Sie die Kartendaten anhand der Meldung von Zuora unten, geben Sie die Kartenprüfnummer erneut ein und versuchen Sie es noch einmal.",
        ),
        Cause::NotFound => (
            "Zuora findet das Konto für diese Karte nicht.",
            "Das Konto wurde gelöscht, oder diese Website ist mit einem anderen Zuora-Mandanten verbunden.",
            NOT_YOUR_CARD,
        ),
        Cause::NotUnderstood => (
            "Zuora hat die Anfrage nicht verstanden.",
            "Diese Website und Zuora verwenden verschiedene Versionen der Schnittstelle.",
            NOT_YOUR_CARD,
        ),
        Cause::Busy => (
            "Zuora ist überlastet.",
            "Es gab zu viele Anfragen auf einmal, oder etwas anderes änderte gerade dasselbe Konto.",
            "Ihre Angaben stehen noch im Formular. Warten Sie eine Minute, geben Sie die Kartenprüfnummer erneut ein und versuchen Sie es noch einmal.",
        ),
        Cause::Declined => (
            "Die Bank hat diese Karte abgelehnt.",
            "Sie hat keinen anderen Grund genannt als den unten.",
            "Prüfen Sie die Kartendaten, verwenden Sie eine andere Karte oder fragen Sie Ihre Bank.",
        ),
        Cause::InternalFault => {
            return Explained {
                heading: UNKNOWN,
                meaning: "Bei Zuora gab es ein technisches Problem, während die Karte gespeichert wurde.",
                cause: "Wie weit Zuora kam, ist nicht bekannt.",
                fix: CHECK_FIRST,
            };
        }
        Cause::Unlisted => (
            "Zuora nennt den Grund unten.",
            "Diese Website kennt diesen Grund nicht.",
            "Prüfen Sie die Kartendaten. Wenn sie stimmen, kontaktieren Sie uns und nennen Sie uns den Grund unten.",
        ),
        Cause::NoReason => (
            "Zuora hat die Karte abgelehnt und keinen Grund genannt.",
            "In der Antwort von Zuora steht nur, dass nichts gespeichert wurde.",
            "Prüfen Sie die Kartendaten. Wenn sie stimmen, kontaktieren Sie uns und sagen Sie uns, wann Sie es versucht haben.",
        ),
    };
    Explained { heading: NOT_SAVED, meaning, cause, fix }
}

pub fn not_signed(failure: SigningFailure) -> Explained {
    match failure {
        SigningFailure::SiteUnreachable => Explained {
            heading: "Diese Website ist nicht erreichbar",
            meaning: "Ihr Browser konnte diese Website nicht erreichen, um die Erlaubnis zum Senden der Karte zu erhalten.",
            cause: "Die Verbindung brach ab oder dauerte zu lange.",
            fix: "Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Ihre Angaben stehen noch im Formular.",
        },
        SigningFailure::SessionEnded => Explained {
            heading: "Ihre Sitzung ist beendet",
            meaning: "Diese Seite hat keine Sitzung mehr.",
            cause: "Die Seite war lange geöffnet, oder Ihre Cookies wurden gelöscht.",
            fix: "Laden Sie die Seite neu, melden Sie sich bei Bedarf an und geben Sie Ihre Karte noch einmal ein. Wenn das nicht hilft, erlauben Sie Cookies für diese Website.",
        },
        SigningFailure::CustomerChanged => Explained {
            heading: "Jetzt ist jemand anderes angemeldet",
            meaning: "Diese Seite ist für den Kunden, dessen Name oben steht. Es wurde nichts gesendet: Die Karte hat Ihren Browser nicht verlassen.",
            cause: "In einem anderen Tab oder Fenster hat sich jemand als der unten genannte Kunde angemeldet.",
            fix: "Laden Sie diese Seite neu, um als dieser Kunde fortzufahren. Oder melden Sie sich in einem anderen Tab wieder selbst an und versuchen Sie es hier noch einmal.",
        },
        SigningFailure::WrongHost => Explained {
            heading: "Das ist nicht die Adresse dieser Website",
            meaning: "Die Adresse in der Adresszeile Ihres Browsers ist nicht die dieser Website. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Der Link, dem Sie gefolgt sind, ist veraltet, oder diese Website ist nicht richtig eingerichtet.",
            fix: "Öffnen Sie die Website noch einmal unter ihrer eigenen Adresse.",
        },
        SigningFailure::TooManyRequests => Explained {
            heading: "Zu viele Versuche",
            meaning: "Diese Website hat keinen weiteren Versuch zugelassen. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Es gab zu viele Versuche in kurzer Zeit: von Ihnen, von anderen in Ihrem Netz oder mit Ihrem Konto.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie so lange wie unten angegeben und versuchen Sie es dann noch einmal.",
        },
        SigningFailure::NotHuman => Explained {
            heading: "Wir konnten nicht bestätigen, dass Sie ein Mensch sind",
            meaning: "Diese Website hat keinen weiteren Versuch zugelassen. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Etwas an dieser Sitzung sieht automatisiert aus.",
            fix: "Laden Sie die Seite neu und geben Sie Ihre Karte noch einmal ein. Wenn das nicht hilft, kontaktieren Sie uns und nennen Sie uns den Code unten.",
        },
        SigningFailure::ZuoraUnreachable => Explained {
            heading: "Der Zahlungsdienst ist nicht erreichbar",
            meaning: "Zuora hat dieser Website nicht geantwortet, deshalb hat Ihr Browser keine Erlaubnis zum Senden der Karte bekommen. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Zuora ist gestört oder überlastet, oder diese Website kann keine Verbindung dorthin herstellen.",
            fix: "Ihre Angaben stehen noch im Formular. Warten Sie eine Minute und versuchen Sie es noch einmal.",
        },
        SigningFailure::ZuoraRefused => Explained {
            heading: "Wir konnten das Speichern Ihrer Karte nicht beginnen",
            meaning: "Zuora hat die Erlaubnis zum Senden der Karte nicht erteilt. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Das Problem liegt bei uns: Diese Website ist nicht richtig eingerichtet, oder bei Zuora hat sich etwas geändert.",
            fix: "Es liegt nicht an Ihrer Karte, und ein neuer Versuch hilft wahrscheinlich nicht. Kontaktieren Sie uns und nennen Sie uns den Code unten.",
        },
        SigningFailure::OwnFault => Explained {
            heading: "Mit dieser Website stimmt etwas nicht",
            meaning: "Diese Website konnte die Anfrage nicht vorbereiten. Die Karte hat Ihren Browser nicht verlassen.",
            cause: "Diese Seite und der Server der Website passen nicht zusammen. Eins von beiden ist vielleicht veraltet.",
            fix: "Es liegt nicht an Ihrer Karte. Laden Sie die Seite neu. Wenn das nicht hilft, kontaktieren Sie uns und nennen Sie uns den Code unten.",
        },
    }
}
