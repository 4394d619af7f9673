//! The surface of `browser` on the server, with functions that do nothing. Pages and components
//! name handlers that run in the browser alone; with this twin, they compile for both targets as
//! they stand. What the two lack of each other's surface does not compile where it is used.

use crate::{flow::Phase, words::NoticeAction};
use leptos::prelude::RwSignal;
use std::marker::PhantomData;

pub trait CardOperation: 'static {}

impl<Op: 'static> CardOperation for Op {}

/// The run of a form that no code has opened.
pub struct CardRun<Op: CardOperation> {
    pub phase: RwSignal<Phase>,
    operation: PhantomData<fn(Op)>,
}

impl<Op: CardOperation> Clone for CardRun<Op> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Op: CardOperation> Copy for CardRun<Op> {}

impl<Op: CardOperation> CardRun<Op> {
    #[expect(clippy::new_without_default)] // as in the browser
    pub fn new() -> Self {
        Self { phase: RwSignal::new(Phase::Closed), operation: PhantomData }
    }

    pub fn start(self) {}

    pub fn used(self) {}

    pub fn press(self) {}

    pub fn submit(self) {}

    pub fn act(self, _: NoticeAction) {}
}

pub mod create_account {
    use crate::flow::Phase;
    use leptos::{ev::Event, prelude::RwSignal};

    pub fn handle_input(_: &Event, _: RwSignal<Phase>) {}
}

pub mod download {
    use crate::flow::Download;
    use leptos::{
        ev::MouseEvent,
        html,
        prelude::{NodeRef, RwSignal},
    };

    type Place = NodeRef<html::Div>;

    pub fn set_enabled(_: Place, _: bool) {}

    pub fn file_name(_: Place) -> String {
        String::new()
    }

    pub fn start(_: &MouseEvent, _: Place, _: RwSignal<Download>) {}

    pub fn cancel(_: Place, _: RwSignal<Download>) {}

    pub fn abort_on_leave() {}
}

pub mod editing {
    use crate::{card::CardField, flow::Phase};
    use leptos::{
        ev::{Event, FocusEvent},
        prelude::RwSignal,
    };

    pub fn start() -> usize {
        0
    }

    pub fn handle_input(_: &Event, _: &mut usize) {}

    pub fn handle_focusout(_: &FocusEvent, _: RwSignal<Phase>) {}

    pub fn is_on_page(_: CardField) -> bool {
        true
    }
}

pub mod hosted_page {
    use crate::flow::Hosted;
    use leptos::prelude::RwSignal;

    pub fn start(_: RwSignal<Hosted>) {}

    pub fn open(_: RwSignal<Hosted>) {}

    pub fn greet(_: RwSignal<Hosted>) {}
}

pub mod liveness {
    pub fn mark_as_live() {}
}

/// On the server, the sentences come from `words`.
pub mod sentences {
    use crate::{
        card::CardFault,
        words::{AccountWords, Explained, FailureKind, NoticeSource, NoticeWords, Outcome, words},
    };

    pub fn card_fault(fault: CardFault) -> &'static str {
        (words().card_fault)(fault)
    }

    pub fn account_outcome() -> &'static Outcome {
        &AccountWords::current().outcome
    }

    pub fn notice_words() -> &'static NoticeWords {
        &words().notice
    }

    pub fn notice_source() -> NoticeSource<'static> {
        NoticeSource { words: notice_words(), explain: &explained }
    }

    fn explained(kind: FailureKind) -> Explained<String> {
        words().explained(kind).into()
    }
}

#[cfg(feature = "demo")]
pub mod test_cards {
    use leptos::ev::MouseEvent;

    pub fn fill_in(_: &MouseEvent) {}
}

#[cfg(feature = "demo")]
pub mod laboratory {
    pub fn start() {}
}
