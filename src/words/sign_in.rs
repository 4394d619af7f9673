//! What a visitor without an account reads.

#[derive(Debug)]
pub struct SignInWords {
    /// The heading, with the shop's name.
    pub sign_in_to: fn(&str) -> String,
    pub why: &'static str,
    /// The link to the shop's login.
    pub sign_in: &'static str,
    /// Where the login leads back to, with the page's name.
    pub back_to: fn(&str) -> String,
    /// The shop has not said where its login is.
    pub elsewhere: &'static str,
    /// Stands before the link to the page on which an account is created.
    pub new_here: &'static str,
    /// The customer has signed in, and has no account yet, as a heading.
    pub no_account: &'static str,
    pub no_account_meaning: &'static str,
    pub no_account_fix: &'static str,
    /// The shop's login does not answer, as a heading.
    pub not_known: &'static str,
    pub not_known_meaning: &'static str,
    pub not_known_fix: &'static str,
    /// The link in the header.
    pub sign_out: &'static str,
}
