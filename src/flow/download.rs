//! One file on its way from Zuora to the customer's disk: how far it has come, and every way it can end.

use crate::{api_error::ApiError, zuora::Refusal};

/// Where a download stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Download {
    /// The page's code does not run yet.
    Closed,
    /// Nothing is under way.
    Ready,
    /// Stage 1: the shop's server is getting a ticket for this file.
    Signing,
    /// Stage 2: so many bytes have arrived, of so many, where Zuora says how many there are.
    Arriving(u64, Option<u64>),
    /// It is here, this many bytes, at this address of the page's own.
    Arrived(u64, String),
    /// The customer wanted it no longer.
    Cancelled,
    /// It ended without a file.
    Failed(DownloadFailure),
}

/// How a download can fail. None of them leaves anything behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadFailure {
    /// Stage 1 failed.
    NotSigned(ApiError),
    /// Zuora refused.
    Refused(Refusal),
    /// No answer, or none that can be read.
    NoAnswer,
    /// It broke off.
    Broken,
    /// It is no PDF, or not as long as it was said to be.
    NotAsClaimed,
}

impl Download {
    /// Whether a download may begin.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Ready | Self::Arrived(..) | Self::Cancelled | Self::Failed(_))
    }

    /// How much has arrived, and of how much, while it is under way.
    pub fn progress(&self) -> Option<(u64, Option<u64>)> {
        match self {
            Self::Signing => Some((0, None)),
            Self::Arriving(arrived, whole) => Some((*arrived, *whole)),
            _ => None,
        }
    }

    /// Where the file is, once it has arrived.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Arrived(_, address) => Some(address.clone()),
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
        let arrived = Download::Arrived(7, "blob:x".into());
        let failed = Download::Failed(DownloadFailure::NotSigned(ApiErrorKind::NoSession.into()));
        for (state, is_open, progress, address) in [
            (Download::Closed, false, None, None),
            (Download::Ready, true, None, None),
            (Download::Signing, false, Some((0, None)), None),
            (Download::Arriving(3, None), false, Some((3, None)), None),
            (Download::Arriving(3, Some(7)), false, Some((3, Some(7))), None),
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
