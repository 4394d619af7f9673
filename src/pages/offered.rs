//! The pages that a site has with its settings.

use crate::{
    server::AppState,
    site_map::{PAGES, Page, PageKind},
};

/// The pages that work with these settings, in the order of the navigation. The others can be
/// opened and say what is missing.
pub fn offered() -> impl Iterator<Item = &'static Page> {
    let has_hosted_page = AppState::current().is_some_and(|state| state.hosted_page.is_some());
    PAGES.into_iter().filter(move |page| page.kind != PageKind::ZuoraFrame || has_hosted_page)
}
