//! The hosted page as a state machine: opened, shown, its report checked by the server.

use crate::{
    api_error::ApiError,
    zuora::{FrameMessage, FrameReport, PaymentMethod, Refusal},
};

/// In CSS pixels. Less hides a form, and more hides the rest of the page.
const HEIGHTS: std::ops::RangeInclusive<u32> = 160..=1920;

/// The state of the hosted page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosted {
    /// The page's code does not run yet.
    Closed,
    /// Both stages: the server is getting a ticket, then the browser an RSA signature.
    Opening,
    /// The form is in the frame.
    Shown(Shown),
    /// The frame has reported a card, and the server is checking that report.
    Confirming(Shown),
    /// The card is in the account, as Zuora has it, where that could be read back.
    Saved(Option<PaymentMethod>),
    Failed(HostedFailure),
}

/// The form in the frame, opened once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its whole address.
    pub source: String,
    /// The tenant's public key, which the frame gets once it has loaded.
    pub key: String,
    /// The height of its content in CSS pixels, once the frame has said so.
    pub height: Option<u32>,
    /// Whether the frame has sent any message.
    pub has_answered: bool,
    /// What has gone wrong although the form is still there.
    pub problem: Option<FrameProblem>,
}

impl Shown {
    pub fn new(source: String, key: String) -> Self {
        Self { source, key, height: None, has_answered: false, problem: None }
    }
}

/// What can go wrong while the form stays in the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameProblem {
    /// The frame has not sent any message for so long that it has probably not loaded.
    Silent,
    /// The form was submitted, and no card was saved. Zuora's error code says why.
    NotSaved(String),
}

/// How it can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostedFailure {
    /// Stage 1 failed.
    NotSigned(ApiError),
    /// Zuora refused the RSA signature.
    Refused(Refusal),
    /// Zuora gave a token and no signature: the parameters of the page are too long for its key.
    NullSignature,
    /// No response, or none that can be read.
    NoAnswer,
    /// Zuora did not show the form, or it can no longer be used. Its error code says why.
    NotShown { code: String },
    /// The server refused the frame's report, or could not check it.
    NotConfirmed(ApiError),
}

impl Hosted {
    /// The address of what is in the frame.
    pub fn source(&self) -> Option<String> {
        self.shown().map(|shown| shown.source.clone())
    }

    /// The height of the frame in CSS pixels, where its content has one.
    pub fn height(&self) -> Option<u32> {
        self.shown()?.height
    }

    /// What is in the frame.
    pub fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Shown(shown) | Self::Confirming(shown) => Some(shown),
            _ => None,
        }
    }

    /// Whether another form may be shown in place of what is there.
    pub fn may_reopen(&self) -> bool {
        match self {
            Self::Saved(_) | Self::Failed(_) => true,
            Self::Shown(shown) => shown.problem.is_some(),
            _ => false,
        }
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Failed(_))
    }

    /// Changes the state by a message of the frame. Returns the report that the server has to check.
    pub fn receive(&mut self, message: FrameMessage) -> Option<FrameReport> {
        let (Self::Shown(shown) | Self::Confirming(shown)) = self else {
            return None;
        };
        shown.has_answered = true;
        if shown.problem == Some(FrameProblem::Silent) {
            shown.problem = None;
        }
        if let FrameMessage::Resize(height) = message {
            shown.height = Some(height.clamp(*HEIGHTS.start(), *HEIGHTS.end()));
        }
        // A second report while the first is being checked would be refused as a replay.
        let Self::Shown(shown) = self else {
            return None;
        };
        match message {
            FrameMessage::Saved(report) => {
                shown.problem = None;
                *self = Self::Confirming(shown.clone());
                return Some(report);
            }
            FrameMessage::Failed(code) => shown.problem = Some(FrameProblem::NotSaved(code)),
            FrameMessage::Ended(code) => *self = Self::Failed(HostedFailure::NotShown { code }),
            FrameMessage::Resize(_) | FrameMessage::Other => {}
        }
        None
    }

    /// The time in which the frame with this address should have sent a message is over.
    pub fn time_out(&mut self, source: &str) {
        if let Self::Shown(shown) = self
            && shown.source == source
            && !shown.has_answered
        {
            shown.problem = Some(FrameProblem::Silent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown() -> Hosted {
        Hosted::Shown(Shown::new("https://www.zuora.com/".into(), "key".into()))
    }

    fn report() -> FrameMessage {
        let text = String::new;
        FrameMessage::Saved(FrameReport {
            ref_id: text(),
            token: text(),
            timestamp: text(),
            passthrough: text(),
            signature: text(),
        })
    }

    #[test]
    fn a_silent_frame_is_a_problem_until_it_answers() {
        let mut hosted = shown();
        hosted.time_out("https://www.zuora.com/?another");
        assert!(!hosted.may_reopen(), "that one is not shown any more");
        hosted.time_out("https://www.zuora.com/");
        assert!(hosted.may_reopen() && hosted.source().is_some(), "and the form stays");
        assert_eq!(hosted.receive(FrameMessage::Other), None);
        assert!(!hosted.may_reopen());
        hosted.time_out("https://www.zuora.com/");
        assert!(!hosted.may_reopen(), "it has answered");
    }

    #[test]
    fn the_frame_is_as_high_as_its_content_within_bounds() {
        let mut hosted = shown();
        for (height, expected) in [(500, 500), (0, 160), (u32::MAX, 1920)] {
            hosted.receive(FrameMessage::Resize(height));
            assert_eq!(hosted.height(), Some(expected));
        }
    }

    #[test]
    fn a_failure_leaves_the_form_and_an_end_does_not() {
        let mut hosted = shown();
        hosted.receive(FrameMessage::Failed("GatewayTransactionError".into()));
        assert!(hosted.may_reopen() && hosted.source().is_some());
        assert!(hosted.receive(report()).is_some(), "the next submission may succeed");
        assert!(!hosted.may_reopen(), "while it is checked");
        let mut hosted = shown();
        hosted.receive(FrameMessage::Ended("Token_Expired".into()));
        assert!(hosted.is_over() && hosted.source().is_none());
        assert_eq!(hosted.receive(report()), None, "what comes from it now is not heard");
    }

    #[test]
    fn one_report_is_checked() {
        let mut hosted = shown();
        assert!(hosted.receive(report()).is_some());
        for message in
            [report(), FrameMessage::Failed(String::new()), FrameMessage::Ended(String::new())]
        {
            assert_eq!(hosted.receive(message), None);
            assert!(matches!(hosted, Hosted::Confirming(_)));
        }
    }
}
