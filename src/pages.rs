//! One page per operation. Pages compose; what runs in the browser is an island.
//!
//! Each page's code is a program of its own in a release, built with `PAGE=…`, so that nobody downloads another page's; while developing, one program
//! has them all. Adding a page is a `mod` and two lines here (docs/add-an-operation.md).

#[cfg(any(every_page, page = "account"))]
mod account;
#[cfg(any(every_page, page = "add_card"))]
mod add_card;
#[cfg(any(every_page, page = "documents"))]
mod documents;
#[cfg(any(every_page, page = "hosted_page"))]
mod hosted_page;
#[cfg(not(target_arch = "wasm32"))]
mod page;

#[cfg(not(target_arch = "wasm32"))]
pub use all::*;

#[cfg(not(target_arch = "wasm32"))]
mod all {
    pub use super::page::{Operations, Page, PageWords, Program, offered};
    use super::{account, add_card, documents, hosted_page, page::NotFound};
    use leptos::prelude::*;
    use leptos_router::{
        components::{Route, Routes},
        path,
    };

    /// Every page, in the order of the navigation.
    pub static ALL: [&Page; 4] =
        [&add_card::PAGE, &account::PAGE, &documents::PAGE, &hosted_page::PAGE];

    /// The page that was asked for.
    #[component]
    pub fn CurrentPage() -> impl IntoView {
        view! {
            <Routes fallback=NotFound>
                <Route path=path!("/") view=add_card::AddCardPage />
                <Route path=path!("/account") view=account::AccountPage />
                <Route path=path!("/documents") view=documents::DocumentsPage ssr=leptos_router::SsrMode::Async />
                <Route path=path!("/hosted-page") view=hosted_page::HostedPagePage />
            </Routes>
        }
    }
}
