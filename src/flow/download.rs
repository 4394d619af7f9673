//! The download of one file from Zuora as a state machine: its progress, and every way it ends.

use crate::{api_error::ApiError, zuora::Refusal};

/// The state of a download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Download {
    /// The page's code does not run yet.
    Closed,
    /// The download may be started, and none is in flight.
    Ready,
    /// Stage 1: the shop's server is getting a ticket for this file.
    Signing,
    /// Stage 2: bytes are arriving.
    Arriving(Progress),
    /// The whole file has arrived. `address` is the Blob's URL on this page.
    Arrived { bytes: u64, address: String },
    /// The customer cancelled it.
    Cancelled,
    /// It ended without a file.
    Failed(DownloadFailure),
}

/// How many bytes have arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub received: u64,
    /// The file's length, when Zuora sent a `Content-Length`.
    pub total: Option<u64>,
}

/// How a download can fail. None of them leaves a file behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadFailure {
    /// Stage 1 failed.
    NotSigned(ApiError),
    /// Zuora refused.
    Refused(Refusal),
    /// No response, or none that can be read.
    NoAnswer,
    /// The connection broke before the whole file had arrived.
    Broken,
    /// The file is no PDF, or shorter than its `Content-Length`.
    NotAsClaimed,
}

impl Download {
    /// Whether a download may be started.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Ready | Self::Arrived { .. } | Self::Cancelled | Self::Failed(_))
    }

    /// The progress, while the download is in flight.
    pub fn progress(&self) -> Option<Progress> {
        match self {
            Self::Signing => Some(Progress::default()),
            Self::Arriving(progress) => Some(*progress),
            _ => None,
        }
    }

    /// The Blob's URL, once the file has arrived.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Arrived { address, .. } => Some(address.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api_error::ApiErrorKind;

    #[test]
    fn a_download_may_begin_when_none_is_under_way_and_the_page_is_live() {
        let arrived = Download::Arrived { bytes: 7, address: "blob:x".into() };
        let failed = Download::Failed(DownloadFailure::NotSigned(ApiErrorKind::NoSession.into()));
        let unknown = Progress { received: 3, total: None };
        let known = Progress { received: 3, total: Some(7) };
        for (state, is_open, progress, address) in [
            (Download::Closed, false, None, None),
            (Download::Ready, true, None, None),
            (Download::Signing, false, Some(Progress::default()), None),
            (Download::Arriving(unknown), false, Some(unknown), None),
            (Download::Arriving(known), false, Some(known), None),
            (arrived, true, None, Some("blob:x")),
            (Download::Cancelled, true, None, None),
            (failed, true, None, None),
            (Download::Failed(DownloadFailure::Broken), true, None, None),
        ] {
            assert_eq!(state.is_open(), is_open, "{state:?}");
            assert_eq!(state.progress(), progress, "{state:?}");
            assert_eq!(state.address().as_deref(), address, "{state:?}");
        }
    }
}
