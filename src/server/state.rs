//! What requests share: the state that axum and Leptos hand to handlers and server functions.

use crate::server::{
    account_resolver::AccountResolver,
    audit::Audit,
    client_address::TrustedProxies,
    marks::Marks,
    rate_limits::Budgets,
    session::Sessions,
    zuora_client::{ZuoraClient, hosted_page::HostedPage},
};
use std::sync::Arc;

/// The state of the application.
#[derive(Clone)]
pub struct AppState {
    /// Zuora, as this server calls it.
    pub zuora: Arc<ZuoraClient>,
    /// Whose accounts visitors act for.
    pub customers: Arc<dyn AccountResolver>,
    /// Whose word is taken for where a request comes from.
    pub proxies: TrustedProxies,
    /// How many signatures may be asked for.
    pub signatures: Arc<Budgets>,
    /// How many lists may be drawn.
    pub lists: Arc<Budgets>,
    /// How many saved cards and the like may be looked up.
    pub lookups: Arc<Budgets>,
    /// Writes down who asked for a signature.
    pub audit: Audit,
    /// Marks what a visitor's session has begun, where that has to come back from elsewhere; and whom a page is for.
    pub marks: Marks,
    /// Begins the session of a customer who has just signed up.
    pub sessions: Sessions,
    /// The page that Zuora hosts, where one is set up.
    pub hosted_page: Option<HostedPage>,
    /// Whether no real card is expected, so that test cards are offered.
    pub offers_test_cards: bool,
}
