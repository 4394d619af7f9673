//! The route of each page.

use super::{account, add_card, documents, hosted_page};
#[cfg(feature = "demo")]
use super::{
    operations::{OPERATIONS_PATH, OperationsPage},
    tour::{TOUR_PATH, TourPage},
};
use crate::{
    site_map::{ACCOUNT, ADD_CARD, DOCUMENTS, HOSTED_PAGE},
    words::words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    MatchNestedRoutes, SsrMode, StaticSegment,
    components::{Route, Routes},
};

/// The page at the request's path.
#[component]
pub fn CurrentPage() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=StaticSegment(ADD_CARD.path) view=add_card::AddCardPage />
            <Route path=StaticSegment(ACCOUNT.path) view=account::AccountPage />
            <Route
                path=StaticSegment(DOCUMENTS.path)
                view=documents::DocumentsPage
                ssr=SsrMode::Async
            />
            <Route path=StaticSegment(HOSTED_PAGE.path) view=hosted_page::HostedPagePage />
            <OperationsRoute />
            <TourRoute />
        </Routes>
    }
}

/// The page for developers, in the demonstration.
#[component(transparent)]
fn OperationsRoute() -> impl MatchNestedRoutes + Clone + Send {
    #[cfg(feature = "demo")]
    return view! { <Route path=StaticSegment(OPERATIONS_PATH) view=OperationsPage /> }
        .into_inner();
}

/// The guided tour, in the demonstration.
#[component(transparent)]
fn TourRoute() -> impl MatchNestedRoutes + Clone + Send {
    #[cfg(feature = "demo")]
    return view! { <Route path=StaticSegment(TOUR_PATH) view=TourPage /> }.into_inner();
}

#[component]
fn NotFound() -> impl IntoView {
    let all = words();
    let words = &all.frame;
    view! {
        <Title text=words.not_found />
        <h1>{words.not_found}</h1>
        <p>{words.nothing_here} " " <a href=ADD_CARD.path>{all.add_card.intro.title}</a></p>
    }
}
