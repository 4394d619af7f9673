//! The route of each page.

use super::{account, add_card, documents, hosted_page, not_found::NotFound};
#[cfg(feature = "demo")]
use super::{
    laboratory::{LABORATORY_PATH, LaboratoryPage},
    operations::{OPERATIONS_PATH, OperationsPage},
    tour::{TOUR_PATH, TourPage},
};
use crate::site_map::{ACCOUNT, ADD_CARD, DOCUMENTS, HOSTED_PAGE};
use leptos::prelude::*;
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
            <DeveloperRoutes />
        </Routes>
    }
}

/// The pages for developers, in the demonstration.
#[component(transparent)]
fn DeveloperRoutes() -> impl MatchNestedRoutes + Clone + Send {
    #[cfg(feature = "demo")]
    return (
        view! { <Route path=StaticSegment(TOUR_PATH) view=TourPage /> }.into_inner(),
        view! { <Route path=StaticSegment(OPERATIONS_PATH) view=OperationsPage /> }.into_inner(),
        view! { <Route path=StaticSegment(LABORATORY_PATH) view=LaboratoryPage /> }.into_inner(),
    );
}
