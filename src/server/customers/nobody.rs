//! A build without the demonstration has no customers of its own, and does not start until a shop has put in some.

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture},
        session::{Session, Sessions},
        settings::{
            customers::{CustomerSettings, PUT_YOUR_OWN},
            faults::Fault,
        },
    },
    zuora::AccountKey,
};
use axum::{Router, http::HeaderMap};
use leptos::prelude::*;

/// There are none: nothing makes this.
#[derive(Clone, Debug)]
pub struct Customers(());

impl Customers {
    /// The customers that the settings ask for.
    ///
    /// # Errors
    /// Always.
    pub fn read(_: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let problem = format!("this build has no customers: {PUT_YOUR_OWN}");
        Err(vec![Fault::new("APP_ENV", problem)])
    }

    /// The site's routes, with whatever signing in needs around them.
    #[expect(clippy::unused_self)] // others need it
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async { None })
    }
}

/// Who has signed in: nobody.
#[component]
pub fn SignedIn() -> impl IntoView {}
