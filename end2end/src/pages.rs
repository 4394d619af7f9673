//! Page objects, one for each page of the site: what a person can do there, by role and accessible
//! name only.

mod account;
mod add_card;
mod card_fields;
mod card_list;
mod documents;
mod flow_inspector;
mod flow_panel;
mod hosted_page;
pub mod names;
mod site_page;

pub use account::AccountPage;
pub use add_card::AddCardPage;
pub use card_fields::{Card, CardFields};
pub use card_list::CardList;
pub use documents::DocumentsPage;
pub use flow_inspector::FlowInspector;
pub use flow_panel::{FlowPanel, PageOperation};
pub use hosted_page::HostedPage;
pub use names::{ENGLISH, GERMAN, Names};
pub use site_page::{SitePage, expect_focus, named};
