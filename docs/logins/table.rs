//! The customers of a shop that keeps its sessions in a table, in PostgreSQL or SQLite. Copy this
//! over `src/server/customers/own.rs` (docs/logins.md).
//!
//! The shop's login sets the cookie `shop-session` to a random text, and stores its SHA-256 beside
//! the account. Whoever can read the table cannot sign in with it. Every page and every signature
//! looks the session up, so nobody whose row is gone can save a card here. This file is compiled and
//! tested with the rest (`src/server.rs`).

pub use crate::server::customers::signed_in::SignedIn;

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        cookies,
        session::{Session, Sessions},
        settings::{customers::CustomerSettings, faults::Fault},
    },
    zuora::AccountKey,
};
use axum::{Router, http::HeaderMap};
use sha2::{Digest as _, Sha256};
use sqlx::{
    AnyPool,
    any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers},
};
use std::{
    fmt::Write as _,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::timeout;

/// The cookie that the shop's login sets.
const SESSION_COOKIE: &str = "shop-session";
const DATABASE_URL: &str = "SHOP_DATABASE_URL";

/// `token_hash` is the SHA-256 of the cookie's value in small hexadecimal digits, `expires_at` is in
/// seconds since 1970, and `account` the number or id of the customer's account in Zuora, or `NULL`.
const SESSION: &str = "SELECT account FROM sessions WHERE token_hash = $1 AND expires_at > $2";

/// A page waits no longer than this.
const TIMEOUT: Duration = Duration::from_secs(2);
const MAX_CONNECTIONS: u32 = 8;

/// The shop's customers.
#[derive(Clone, Debug)]
pub struct Customers {
    options: AnyConnectOptions,
    /// Made with the first visitor: settings are read before there is a runtime.
    pool: Arc<OnceLock<AnyPool>>,
}

impl Customers {
    /// # Errors
    /// What is wrong with the settings.
    pub fn read(settings: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let meaning = "the database with the shop's sessions, postgres://… or sqlite://…";
        let [url] = settings.own.required([(DATABASE_URL, meaning)])?;
        // The URL may hold a password, so the fault does not show it.
        let fault = || vec![Fault::new(DATABASE_URL, "must begin with postgres:// or sqlite://")];
        let is_known = ["postgres://", "postgresql://", "sqlite:"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        let options = url.parse().ok().filter(|_| is_known).ok_or_else(fault)?;
        Ok(Self { options, pool: Arc::default() })
    }

    /// The site's routes. The login is elsewhere, so nothing is added.
    #[expect(clippy::unused_self)] // the interface that all customers have
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }

    fn pool(&self) -> &AnyPool {
        self.pool.get_or_init(|| {
            install_default_drivers();
            AnyPoolOptions::new()
                .max_connections(MAX_CONNECTIONS)
                .acquire_timeout(TIMEOUT)
                .connect_lazy_with(self.options.clone())
        })
    }

    /// The account of the first session that the table has. Another path or a parent domain can set
    /// a cookie of the same name, so there may be two.
    async fn find_account(&self, headers: &HeaderMap) -> Result<AccountKey, NoAccount> {
        let mut refused = NoAccount::SignedOut;
        for cookie in cookies::values(headers, SESSION_COOKIE).filter(|c| !c.is_empty()).take(2) {
            match self.find_account_of(cookie).await {
                Err(NoAccount::Refused(reason)) => refused = NoAccount::Refused(reason),
                known => return known,
            }
        }
        Err(refused)
    }

    async fn find_account_of(&self, cookie: &str) -> Result<AccountKey, NoAccount> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let query = sqlx::query_scalar::<_, Option<String>>(SESSION)
            .bind(hash(cookie))
            .bind(i64::try_from(now).unwrap_or(i64::MAX))
            .fetch_optional(self.pool());
        let row = timeout(TIMEOUT, query)
            .await
            .map_err(|_| NoAccount::unknown("the database does not answer in time"))?
            .map_err(|error| NoAccount::unknown(format!("the database failed: {error}")))?;
        let account = row.ok_or(NoAccount::refused("it has ended, or never began"))?;
        let account = account.filter(|account| !account.is_empty());
        account.map(AccountKey::from).ok_or(NoAccount::NoneYet)
    }
}

/// The SHA-256 in hexadecimal digits. The token is random, so no slower hash is needed.
fn hash(token: &str) -> String {
    Sha256::digest(token).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(self.find_account(headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::customers::OwnSettings;
    use axum::http::{HeaderValue, header::COOKIE};
    use std::{env, fs};
    use uuid::Uuid;

    const TABLE: &str = "CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, account TEXT, expires_at BIGINT NOT NULL)";
    const INSERT: &str =
        "INSERT INTO sessions (token_hash, account, expires_at) VALUES ($1, $2, $3)";
    /// In the year 2100.
    const LATER: i64 = 4_102_444_800;

    fn at(url: &str) -> Result<Customers, Vec<Fault>> {
        let own = OwnSettings::from([(DATABASE_URL, url)]);
        Customers::read(&CustomerSettings {
            production: true,
            tenant: None,
            in_sandbox: false,
            account_key: None,
            own,
        })
    }

    /// The account of a request with this cookie, which the tests call `session`, whatever its name
    /// is.
    async fn account(customers: &Customers, cookie: &str) -> Result<AccountKey, NoAccount> {
        let cookie = cookie.replace("session=", &format!("{SESSION_COOKIE}="));
        let value = HeaderValue::from_bytes(cookie.as_bytes()).expect("a value");
        let headers = HeaderMap::from_iter([(COOKIE, value)]);
        customers.account_key(&Session::new(None), &headers).await
    }

    /// What a table has to do, whichever database it is in.
    async fn only_a_session_that_the_table_still_has_counts(url: &str) {
        let customers = at(url).expect("customers");
        sqlx::query(TABLE).execute(customers.pool()).await.expect("a table");
        for (token, account, expires_at) in [
            ("number", Some("A00000042"), LATER),
            ("id", Some("2c92c0f96bd1f8a6016bd5b4d1a30ac3"), LATER),
            ("any-form", Some("K/4711 \u{fc}%2F?#' --"), LATER),
            ("new", None, LATER),
            ("expired", Some("A00000042"), 1),
        ] {
            let row = sqlx::query(INSERT).bind(hash(token)).bind(account).bind(expires_at);
            row.execute(customers.pool()).await.expect("a row");
        }
        let ended = || Err(NoAccount::refused("it has ended, or never began"));
        let injected = "session=' OR 'a'='a".to_owned();
        for (cookie, expected) in [
            ("session=number", Ok("A00000042")),
            ("session=id", Ok("2c92c0f96bd1f8a6016bd5b4d1a30ac3")),
            ("session=any-form", Ok("K/4711 \u{fc}%2F?#' --")),
            ("session=foreign; session=number", Ok("A00000042")),
            ("session=new", Err(NoAccount::NoneYet)),
            // The first that is known decides: another one may be somebody else's.
            ("session=new; session=number", Err(NoAccount::NoneYet)),
            ("session=new; session=expired", Err(NoAccount::NoneYet)),
            ("session=expired; session=new", Err(NoAccount::NoneYet)),
            ("session=expired", ended()),
            ("session=nobody", ended()),
            // Who has read the table has no session.
            (&format!("session={}", hash("number")), ended()),
            (&injected, ended()),
            ("session=", Err(NoAccount::SignedOut)),
            ("other=number", Err(NoAccount::SignedOut)),
        ] {
            let expected = expected.map(|key| AccountKey::from(key.to_owned()));
            assert_eq!(account(&customers, cookie).await, expected, "{cookie}");
        }
        // Signing out takes the row away, and the next request is refused.
        let row = sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(hash("number"));
        row.execute(customers.pool()).await.expect("it is gone");
        let ended = ended().map(|key: &str| AccountKey::from(key.to_owned()));
        assert_eq!(account(&customers, "session=number").await, ended);
        customers.pool().close().await;
    }

    #[tokio::test]
    async fn t28_after_signing_out_no_session_of_a_table_in_sqlite_counts() {
        let file = env::temp_dir().join(format!("shop-sessions-{}.db", Uuid::new_v4()));
        let url = format!("sqlite://{}?mode=rwc", file.display());
        only_a_session_that_the_table_still_has_counts(&url).await;
        fs::remove_file(file).expect("it was there");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn t28_after_signing_out_no_session_of_a_table_in_postgresql_counts() {
        let server = crate::server::postgres::Postgres::start();
        only_a_session_that_the_table_still_has_counts(&server.url()).await;
        drop(server);
    }

    #[tokio::test]
    async fn nobody_signs_while_the_database_is_down_and_the_reason_has_no_password() {
        let customers = at("postgres://shop:hush@127.0.0.1:9/shop").expect("customers");
        match account(&customers, "session=number").await {
            Err(NoAccount::Unknown(reason)) => assert!(!reason.contains("hush"), "{reason}"),
            other => panic!("{other:?}"),
        }
        let faults = at("mysql://shop:hush@db/shop").expect_err("another database");
        assert!(!format!("{faults:?}").contains("hush"), "{faults:?}");
    }
}
