//! No customers: what a build without the demonstration has until a shop replaces `own.rs`. It does
//! not start.

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        session::{Session, Sessions},
        settings::{
            customers::{CustomerSettings, PUT_YOUR_OWN},
            faults::Fault,
        },
    },
    zuora::AccountKey,
};
use axum::{Router, http::HeaderMap};

/// There is no way to make one.
#[derive(Clone, Debug)]
pub struct Customers(());

impl Customers {
    /// # Errors
    /// Always.
    pub fn read(_: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let problem = format!("this build has no customers: {PUT_YOUR_OWN}");
        Err(vec![Fault::new("APP_ENV", problem)])
    }

    #[expect(clippy::unused_self)] // the interface that all customers have
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(async { Err(NoAccount::SignedOut) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::customers::OwnSettings;

    /// That such a build has these customers is held by the test in `own.rs`.
    #[test]
    fn t24_a_build_without_the_demonstration_does_not_start_until_it_has_customers() {
        let settings = CustomerSettings {
            production: true,
            tenant: None,
            in_sandbox: false,
            account_key: Some("A1".into()),
            own: OwnSettings::default(),
        };
        let faults = Customers::read(&settings).expect_err("no customers");
        assert!(faults[0].problem.contains("this build has no customers"), "{faults:?}");
    }
}
