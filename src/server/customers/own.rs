//! Your own customers: **the one file that a shop replaces** (README, "Your own customers";
//! `docs/logins/` has three that compile). It has two items: `Customers`, which maps a
//! session to an account, and `SignedIn`, which stands at the top of every page.
//!
//! Until it is replaced there are no customers, and a build without the demonstration does not
//! start.

pub use super::{nobody::Customers, signed_in::SignedIn};

#[cfg(all(test, not(feature = "demo")))]
mod tests {
    use crate::server::settings::{Settings, Source};

    #[test]
    fn settings_are_refused_until_this_file_is_replaced() {
        let values = [
            ("ZUORA_BASE_URL", "https://rest.zuora.com"),
            ("ZUORA_CLIENT_ID", "5a4db0c5-1111-4111-8111-000000000001"),
            ("ZUORA_CLIENT_SECRET", "s"),
        ];
        let faults = Settings::read(Source::from(values)).expect_err("no customers").to_string();
        assert!(faults.contains("this build has no customers"), "{faults}");
    }
}
