//! What every page has to say.

/// What a page opens with.
#[derive(Debug)]
pub struct PageIntro {
    pub title: &'static str,
    /// The description that search engines and link previews show.
    pub description: &'static str,
    pub lead: &'static str,
    /// Why the page needs JavaScript.
    pub no_script: &'static str,
}

/// A page's name in the navigation, and what the page "How it works" says of its operation.
#[derive(Debug)]
pub struct PageWords {
    pub name: &'static str,
    /// Zuora's name of the operation.
    pub operation: &'static str,
    /// What Zuora binds to the signature.
    pub bound: &'static str,
    /// What the shop's server sees.
    pub learns: &'static str,
    /// Which PCI questionnaire a shop with this page answers.
    pub questionnaire: &'static str,
}
