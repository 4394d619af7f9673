//! One file on its way from Zuora to the customer's disk: how far it has come, and every way it can end.

use crate::{api::ApiError, zuora::Refusal};

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
