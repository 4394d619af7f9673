//! The sentences of the page "Documents".

#[cfg(not(target_arch = "wasm32"))]
use super::{Formats, PageIntro};
use crate::{
    api_error::{ApiErrorKind, SigningFailure},
    flow::{Download, DownloadFailure, Progress},
    shop::SHOP,
    words::{ContactWords, failure_kind::code_of},
    zuora::{Cause, Reason},
};

#[derive(Debug)]
pub struct DocumentsWords {
    pub contact: &'static ContactWords,
    #[cfg(not(target_arch = "wasm32"))]
    pub page: DocumentsPageWords,
    /// The accessible name of the progress bar.
    pub progress: &'static str,
    pub cancel: &'static str,
    pub save: &'static str,
    pub open: &'static str,
    pub signing: &'static str,
    pub arriving: &'static str,
    /// Stands between the bytes received and the total.
    pub of: &'static str,
    pub arrived: &'static str,
    pub failed: &'static str,
    pub nothing_kept: &'static str,
    pub cancelled: &'static str,
    pub session_ended: &'static str,
    pub customer_changed: &'static str,
    pub too_many_requests: &'static str,
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
    /// The decimal separator.
    pub decimal: char,
}

/// What only the server renders.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct DocumentsPageWords {
    pub intro: PageIntro,
    pub download: &'static str,
    pub none: &'static str,
    pub no_list: &'static str,
    pub not_listed: NotListed,
    pub retry: &'static str,
    pub formats: Formats,
    pub pdf: &'static str,
    pub paid: &'static str,
    pub due: &'static str,
}

/// Why the invoices could not be listed.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct NotListed {
    pub session_ended: &'static str,
    pub elsewhere: &'static str,
    pub too_many_requests: &'static str,
    pub unreachable: &'static str,
    pub site_busy: &'static str,
    pub refused: &'static str,
    pub not_understood: &'static str,
    pub own_fault: &'static str,
}

#[cfg(not(target_arch = "wasm32"))]
impl NotListed {
    pub fn because(&self, kind: ApiErrorKind) -> &'static str {
        match (kind, kind.signing_failure()) {
            (ApiErrorKind::NotSameOrigin, _) => self.elsewhere,
            (ApiErrorKind::ZuoraProtocol, _) => self.not_understood,
            (_, SigningFailure::SessionEnded | SigningFailure::NotHuman) => self.session_ended,
            (_, SigningFailure::TooManyRequests) => self.too_many_requests,
            (_, SigningFailure::ZuoraUnreachable) => self.unreachable,
            (_, SigningFailure::SiteUnreachable) => self.site_busy,
            (_, SigningFailure::ZuoraRefused) => self.refused,
            (
                _,
                SigningFailure::CustomerChanged
                | SigningFailure::WrongHost
                | SigningFailure::OwnFault,
            ) => self.own_fault,
        }
    }
}

impl DocumentsWords {
    /// The status of a download, or its error.
    pub fn status(&self, state: &Download) -> Option<Result<String, String>> {
        match state {
            Download::Closed | Download::Ready => None,
            Download::Signing => Some(Ok(self.signing.to_owned())),
            // The progress bar shows how far; a screen reader would announce every step.
            Download::Arriving(_) => Some(Ok(self.arriving.to_owned())),
            Download::Arrived { bytes, .. } => {
                Some(Ok([self.arrived, " ", &self.size(*bytes), "."].concat()))
            }
            Download::Cancelled => Some(Ok(self.cancelled.to_owned())),
            Download::Failed(failure) => {
                let (why, code) = self.why(failure);
                let why = self.contact.complete(why, SHOP.contact);
                let mut text = vec![self.failed, &*why, self.nothing_kept];
                let code = code.map(|code| [self.code, " ", &code].concat());
                text.extend(code.as_deref());
                Some(Err(text.join(" ")))
            }
        }
    }

    fn why(&self, failure: &DownloadFailure) -> (&'static str, Option<String>) {
        match failure {
            DownloadFailure::NotSigned(error) => {
                (self.not_signed(error.kind), Some(code_of(error)))
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

    fn not_signed(&self, kind: ApiErrorKind) -> &'static str {
        if kind == ApiErrorKind::NoSuchFile {
            return self.not_yours;
        }
        match kind.signing_failure() {
            SigningFailure::SessionEnded => self.session_ended,
            SigningFailure::CustomerChanged => self.customer_changed,
            SigningFailure::TooManyRequests => self.too_many_requests,
            SigningFailure::ZuoraUnreachable | SigningFailure::SiteUnreachable => self.unreachable,
            SigningFailure::WrongHost
            | SigningFailure::NotHuman
            | SigningFailure::ZuoraRefused
            | SigningFailure::OwnFault => self.no_permission,
        }
    }

    /// How much has arrived, and of how much.
    pub fn so_far(&self, progress: Progress) -> String {
        let received = self.size(progress.received);
        match progress.total {
            Some(total) => [&*received, " ", self.of, " ", &self.size(total)].concat(),
            None => received,
        }
    }

    /// A size with one decimal.
    pub fn size(&self, bytes: u64) -> String {
        let (tenth, unit) = if bytes < 1_000_000 { (100, " kB") } else { (100_000, " MB") };
        let tenths = bytes.div_ceil(tenth);
        let point = String::from(self.decimal);
        [&*(tenths / 10).to_string(), &point, &(tenths % 10).to_string(), unit].concat()
    }
}
