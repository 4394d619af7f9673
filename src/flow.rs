//! A run through the two stages as a state machine: the state of a form, and every way a run ends.

mod card_list;
mod cards;
mod download;
mod hosted;
mod phase;
mod run;

pub use card_list::{CardList, Change, ChangeFailure, ListStatus};
pub use cards::{Ambiguous, CardLook, FoundCard, SavedCard, card_name, expiry_text, find_new};
pub use download::{Download, DownloadFailure, Progress};
pub use hosted::{FrameProblem, Hosted, HostedFailure, Shown};
pub use phase::{Confirmation, Failure, Faults, FieldFault, Phase};
pub use run::{Effect, Event, Run, Sent};
