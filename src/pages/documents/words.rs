//! What is said on the page "Documents".

use crate::{
    api_error::{ApiError, ApiErrorKind},
    flow::{Download, DownloadFailure, Progress},
    words::InEveryLanguage,
    zuora::{Cause, Reason},
};

/// The words.
#[derive(Debug)]
pub struct Words {
    pub progress: &'static str,
    pub cancel: &'static str,
    pub save: &'static str,
    pub open: &'static str,
    pub signing: &'static str,
    pub arriving: [&'static str; 2],
    pub arrived: &'static str,
    pub failed: &'static str,
    pub nothing_kept: &'static str,
    pub cancelled: &'static str,
    pub visit_ended: &'static str,
    pub customer_changed: &'static str,
    pub too_often: &'static str,
    pub not_yours: &'static str,
    pub unreachable: &'static str,
    pub no_permission: &'static str,
    pub vanished: &'static str,
    pub spent: &'static str,
    pub refused: &'static str,
    pub no_answer: &'static str,
    pub broken: &'static str,
    pub not_as_claimed: &'static str,
    pub code: &'static str,
    pub decimal: char,
}

impl Words {
    /// What is said of a download; as an error, when something is wrong.
    pub fn status(&self, state: &Download) -> Option<Result<String, String>> {
        match state {
            Download::Closed | Download::Ready => None,
            Download::Signing => Some(Ok(self.signing.to_owned())),
            // The bar says how far; to say every step aloud would be too much.
            Download::Arriving(_) => Some(Ok(self.arriving[0].to_owned())),
            Download::Arrived { bytes, .. } => {
                Some(Ok([self.arrived, " ", &self.size(*bytes), "."].concat()))
            }
            Download::Cancelled => Some(Ok(self.cancelled.to_owned())),
            Download::Failed(failure) => {
                let (why, code) = self.why(failure);
                let mut text = vec![self.failed, why, self.nothing_kept];
                let code = code.map(|code| [self.code, " ", &code].concat());
                text.extend(code.as_deref());
                Some(Err(text.join(" ")))
            }
        }
    }

    fn why(&self, failure: &DownloadFailure) -> (&'static str, Option<String>) {
        match failure {
            DownloadFailure::NotSigned(error) => {
                let name = error.signed_in_as.as_deref();
                let code = [error.kind.name(), name.map_or("", |_| ": "), name.unwrap_or_default()]
                    .concat();
                (self.not_signed(error), Some(code))
            }
            DownloadFailure::Refused(refusal) => {
                let why = match refusal.cause() {
                    Cause::NotFound => self.vanished,
                    Cause::SpentToken | Cause::WrongSignature => self.spent,
                    Cause::Busy => self.unreachable,
                    _ => self.refused,
                };
                let first = refusal.reasons.first();
                (why, first.map(Reason::text))
            }
            DownloadFailure::NoAnswer => (self.no_answer, Some("no_answer".to_owned())),
            DownloadFailure::Broken => (self.broken, Some("broken_off".to_owned())),
            DownloadFailure::NotAsClaimed => {
                (self.not_as_claimed, Some("not_as_claimed".to_owned()))
            }
        }
    }

    /// Why the server gave no permission: for what was looked up first, or for the signature itself.
    fn not_signed(&self, error: &ApiError) -> &'static str {
        match error.kind {
            ApiErrorKind::NoSession | ApiErrorKind::NotSameOrigin => self.visit_ended,
            ApiErrorKind::CustomerChanged => self.customer_changed,
            ApiErrorKind::TooManyRequests => self.too_often,
            ApiErrorKind::NoSuchFile => self.not_yours,
            ApiErrorKind::ZuoraUnreachable
            | ApiErrorKind::ZuoraBusy
            | ApiErrorKind::ZuoraTimeout
            | ApiErrorKind::SiteBusy
            | ApiErrorKind::SiteUnreachable => self.unreachable,
            _ => self.no_permission,
        }
    }

    /// How much has arrived, and of how much.
    pub fn so_far(&self, progress: Progress) -> String {
        let received = self.size(progress.received);
        match progress.total {
            Some(total) => [&*received, " ", self.arriving[1], " ", &self.size(total)].concat(),
            None => received,
        }
    }

    /// A size as people read it, with one digit behind the point.
    pub fn size(&self, bytes: u64) -> String {
        let (tenth, unit) = if bytes < 1_000_000 { (100, " kB") } else { (100_000, " MB") };
        let tenths = bytes.div_ceil(tenth);
        let point = String::from(self.decimal);
        [&*(tenths / 10).to_string(), &point, &(tenths % 10).to_string(), unit].concat()
    }
}

pub static WORDS: InEveryLanguage<Words> = InEveryLanguage {
    en: Words {
        progress: "How much has arrived",
        cancel: "Cancel",
        save: "Save again",
        open: "Open",
        signing: "Asking for permission to fetch the file…",
        arriving: ["Fetching the file from Zuora…", "of"],
        arrived: "The file has arrived and is being saved:",
        failed: "The file did not arrive.",
        nothing_kept: "Nothing of it was kept.",
        cancelled: "Cancelled. Nothing of it was kept.",
        visit_ended: "Nobody has signed in, or the visit has ended. Sign in, then open this page again.",
        customer_changed: "This page shows another customer’s documents: in another tab, somebody else has signed in. Reload the page to see the documents of the customer named here.",
        too_often: "Files were asked for too often in a short time. Wait some minutes, then try again.",
        not_yours: "It is not among the documents of your account. Reload the page to see which are.",
        unreachable: "Zuora or this site cannot be reached, or has too much to do. Wait a minute, then try again.",
        no_permission: "This site got no permission for it from Zuora. Trying again is unlikely to help: tell us, with the code.",
        vanished: "Zuora no longer has it. Reload the page to see what there is.",
        spent: "The permission was no longer good. Try again: each time, a new one is asked for.",
        refused: "Zuora refused to hand it out. Tell us, with the code.",
        no_answer: "No answer came from Zuora, or the browser blocked it. Check your connection, then try again.",
        broken: "The connection broke before all of it had come. Try again.",
        not_as_claimed: "What came is not the PDF that it should be, so it was thrown away. Try again; if that does not help, tell us.",
        code: "Code:",
        decimal: '.',
    },
    de: Words {
        progress: "Wie viel schon da ist",
        cancel: "Abbrechen",
        save: "Noch einmal sichern",
        open: "Öffnen",
        signing: "Die Erlaubnis, die Datei zu holen, wird erbeten …",
        arriving: ["Die Datei wird von Zuora geholt …", "von"],
        arrived: "Die Datei ist angekommen und wird gesichert:",
        failed: "Die Datei ist nicht angekommen.",
        nothing_kept: "Nichts davon wurde behalten.",
        cancelled: "Abgebrochen. Nichts davon wurde behalten.",
        visit_ended: "Niemand ist angemeldet, oder der Besuch ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
        customer_changed: "Diese Seite zeigt die Dokumente eines anderen Kunden: In einem anderen Tab hat sich jemand anderes angemeldet. Laden Sie die Seite neu, um die Dokumente des hier genannten Kunden zu sehen.",
        too_often: "In kurzer Zeit wurden zu oft Dateien angefordert. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
        not_yours: "Sie ist nicht unter den Dokumenten Ihres Kontos. Laden Sie die Seite neu, um diese zu sehen.",
        unreachable: "Zuora oder diese Website ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        no_permission: "Diese Website hat dafür von Zuora keine Erlaubnis bekommen. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
        vanished: "Zuora hat sie nicht mehr. Laden Sie die Seite neu, um zu sehen, was es gibt.",
        spent: "Die Erlaubnis galt nicht mehr. Versuchen Sie es noch einmal: Jedes Mal wird eine neue erbeten.",
        refused: "Zuora gibt sie nicht heraus. Nennen Sie uns den Code.",
        no_answer: "Von Zuora kam keine Antwort, oder der Browser hat sie blockiert. Prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
        broken: "Die Verbindung ist abgebrochen, bevor alles da war. Versuchen Sie es noch einmal.",
        not_as_claimed: "Was ankam, ist nicht das PDF, das es sein sollte, und wurde verworfen. Versuchen Sie es noch einmal; wenn das nicht hilft, sagen Sie es uns.",
        code: "Code:",
        decimal: ',',
    },
};
