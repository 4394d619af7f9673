//! The scripts within every page: the content policy names them by their hashes, and the manifest
//! of payment pages lists them.

use crate::app::LOADER;

pub const THIS_REPOSITORY: &str = "this repository";
pub const BY_REVIEW: &str = "the review of the change that brought it, in the repository's history";
pub const BY_LOCK_FILE: &str = "the review of the change of Cargo.lock that brought this version";

/// A script within every page.
#[derive(Debug)]
pub struct Inline {
    /// What it does.
    pub text: &'static str,
    pub owner: &'static str,
    pub reason: &'static str,
    pub authorised_by: &'static str,
}

const fn of_leptos(text: &'static str) -> Inline {
    Inline {
        text,
        owner: "Leptos, which renders the page",
        reason: "declares the empty lists that the page's code looks for data in",
        authorised_by: BY_LOCK_FILE,
    }
}

/// The inline scripts of every page. Leptos adds its own to pages that stream; ours do not.
pub const INLINE: [Inline; 3] = [
    Inline {
        text: LOADER,
        owner: THIS_REPOSITORY,
        reason: "gets the page's files, and says so when one cannot be had",
        authorised_by: BY_REVIEW,
    },
    of_leptos(
        "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    ),
    of_leptos("__INCOMPLETE_CHUNKS=[];"),
];
