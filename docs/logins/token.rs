//! The customers of a shop whose login issues signed tokens (OpenID Connect, or any JWT). Copy this
//! over `src/server/customers/own.rs` (docs/logins.md).
//!
//! The shop's login sets the cookie `shop-token`. A token is believed by its signature alone, so
//! signing out does not take it back: it counts until it expires, and one that is valid for more
//! than an hour never does. This file is compiled and tested with the rest (`src/server.rs`).

pub use crate::server::customers::signed_in::SignedIn;

use crate::{
    server::{
        account_resolver::{AccountResolver, BoxFuture, NoAccount},
        cookies,
        customers::shop_service::ShopService,
        session::{Session, Sessions},
        settings::{customers::CustomerSettings, faults::Fault},
    },
    zuora::AccountKey,
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, Validation, decode, decode_header,
    errors::{Error, ErrorKind},
    jwk::{Jwk, JwkSet},
};
use serde::Deserialize;
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// The cookie that the shop's login sets.
const TOKEN_COOKIE: &str = "shop-token";
const KEYS_URL: &str = "SHOP_TOKEN_KEYS_URL";
const ISSUER: &str = "SHOP_TOKEN_ISSUER";
const AUDIENCE: &str = "SHOP_TOKEN_AUDIENCE";

/// The longest time for which a token may be valid: so long it counts after its customer has signed
/// out.
const MAX_LIFETIME: Duration = Duration::from_hours(1);
/// How far the clocks of the login and of this server may be apart.
const CLOCK_SKEW: Duration = Duration::from_secs(30);
/// Keys are fetched again after this, so that one that the login has withdrawn goes.
const KEYS_FRESH: Duration = Duration::from_mins(10);
/// While no others can be fetched, they count for this long.
const KEYS_USABLE: Duration = Duration::from_hours(1);
/// A forged token looks like one that was signed with a new key. So the keys are fetched at most
/// once in this time, however many tokens name a key that is not known.
const FETCH_INTERVAL: Duration = Duration::from_secs(10);

/// What a token says. `iss`, `aud` and `nbf` are checked before it is read.
#[derive(Deserialize)]
struct Claims {
    iat: u64,
    exp: u64,
    /// The number or id of the customer's account in Zuora.
    zuora_account: Option<String>,
}

/// The shop's customers.
#[derive(Clone, Debug)]
pub struct Customers {
    keys: Arc<Keys>,
    issuer: String,
    audience: String,
}

impl Customers {
    /// # Errors
    /// What is wrong with the settings.
    pub fn read(settings: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let [keys, issuer, audience] = settings.own.required([
            (KEYS_URL, "the address of the login's keys, `jwks_uri` in its configuration"),
            (ISSUER, "the login's name in `iss`"),
            (AUDIENCE, "this shop's name in `aud`"),
        ])?;
        let service = ShopService::new(&keys);
        let service = service.map_err(|problem| vec![Fault::new(KEYS_URL, problem)])?;
        Ok(Self { keys: Arc::new(Keys::new(service)), issuer, audience })
    }

    /// The site's routes. The login is elsewhere, so nothing is added.
    #[expect(clippy::unused_self)] // the interface that all customers have
    pub fn around(self, site: Router, _: Sessions) -> Router {
        site
    }

    /// The account of the first token that counts. Another path or a parent domain can set a cookie
    /// of the same name, so there may be two.
    async fn account(&self, headers: &HeaderMap) -> Result<AccountKey, NoAccount> {
        let mut refused = NoAccount::SignedOut;
        for token in cookies::values(headers, TOKEN_COOKIE).filter(|t| !t.is_empty()).take(2) {
            match self.account_of(token).await {
                Err(NoAccount::Refused(reason)) => refused = NoAccount::Refused(reason),
                known => return known,
            }
        }
        Err(refused)
    }

    async fn account_of(&self, token: &str) -> Result<AccountKey, NoAccount> {
        let id = decode_header(token).map_err(refusal)?.kid;
        let jwk = self.keys.get(id.ok_or(NoAccount::refused("it names no key"))?).await?;
        let key = DecodingKey::from_jwk(&jwk).map_err(refusal)?;
        let validation = self.validation(&jwk, key.family())?;
        let claims: Claims = decode(token, &key, &validation).map_err(refusal)?.claims;
        if claims.exp.saturating_sub(claims.iat) > MAX_LIFETIME.as_secs() {
            return Err(NoAccount::refused("it is valid for more than an hour"));
        }
        if claims.iat > jsonwebtoken::get_current_timestamp() + CLOCK_SKEW.as_secs() {
            return Err(NoAccount::refused("it was issued in the future"));
        }
        let account = claims.zuora_account.filter(|account| !account.is_empty());
        account.map(AccountKey::from).ok_or(NoAccount::NoneYet)
    }

    /// What a token that is signed with this key has to fulfil. The key says how, never the token.
    fn validation(&self, jwk: &Jwk, family: AlgorithmFamily) -> Result<Validation, NoAccount> {
        // Everybody knows the login's keys, so a shared secret would be none.
        if family == AlgorithmFamily::Hmac {
            return Err(NoAccount::refused("its key is not a public one"));
        }
        let stated = jwk.common.key_algorithm.and_then(|name| name.to_string().parse().ok());
        let stated = stated.filter(|stated: &Algorithm| family.algorithms().contains(stated));
        let mut validation =
            stated.map_or_else(|| Validation::new_for_family(family), Validation::new);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation.validate_nbf = true;
        validation.leeway = CLOCK_SKEW.as_secs();
        Ok(validation)
    }
}

/// Why a token does not count. Nothing of the token is in it.
fn refusal(error: Error) -> NoAccount {
    NoAccount::refused(match error.kind() {
        ErrorKind::ExpiredSignature => "it has expired",
        ErrorKind::ImmatureSignature => "it is not valid yet",
        ErrorKind::InvalidSignature => "its signature is wrong",
        ErrorKind::InvalidIssuer => "it is another login's",
        ErrorKind::InvalidAudience => "it is for another service",
        ErrorKind::InvalidAlgorithm => "its algorithm is not its key's",
        ErrorKind::MissingRequiredClaim(_) => "it lacks a claim",
        _ => "it cannot be read",
    })
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        _: &'a Session,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        Box::pin(self.account(headers))
    }
}

/// The public keys of the login, as it publishes them (RFC 7517).
#[derive(Debug)]
struct Keys {
    service: ShopService,
    interval: Duration,
    fresh: Duration,
    current: RwLock<Option<Fetched>>,
    /// The last attempt to fetch them, and why it failed. Locked while they are fetched.
    attempt: Mutex<Option<(Instant, Option<String>)>>,
}

#[derive(Debug)]
struct Fetched {
    keys: JwkSet,
    at: Instant,
}

impl Keys {
    fn new(service: ShopService) -> Self {
        Self {
            service,
            interval: FETCH_INTERVAL,
            fresh: KEYS_FRESH,
            current: RwLock::default(),
            attempt: Mutex::default(),
        }
    }

    /// The key with this id. If it is not among the last ones, they are fetched again.
    async fn get(self: &Arc<Self>, id: String) -> Result<Jwk, NoAccount> {
        if let Some(key) = self.known(&id, self.fresh) {
            return Ok(key);
        }
        // A task of its own, so that a visitor who leaves does not end it for all who wait.
        let keys = self.clone();
        let renewed = tokio::spawn(async move { keys.renew(&id).await });
        renewed.await.map_err(|_| NoAccount::unknown("the login's keys were not fetched"))?
    }

    fn known(&self, id: &str, max_age: Duration) -> Option<Jwk> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let current = current.as_ref().filter(|current| current.at.elapsed() < max_age)?;
        current.keys.find(id).cloned()
    }

    /// One at a time fetches the keys. All others wait for it, and find what it has found.
    async fn renew(&self, id: &str) -> Result<Jwk, NoAccount> {
        let mut attempt = self.attempt.lock().await;
        if let Some(key) = self.known(id, self.fresh) {
            return Ok(key);
        }
        if attempt.as_ref().is_none_or(|(at, _)| at.elapsed() >= self.interval) {
            let failure = match self.fetch().await {
                Ok(keys) => {
                    let fetched = Some(Fetched { keys, at: Instant::now() });
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = fetched;
                    None
                }
                Err(failure) => Some(failure),
            };
            *attempt = Some((Instant::now(), failure));
        }
        let failure = attempt.as_ref().and_then(|(_, failure)| failure.clone());
        self.known(id, KEYS_USABLE).ok_or_else(|| match failure {
            Some(failure) => NoAccount::unknown(format!("the login's keys: {failure}")),
            None => NoAccount::refused("its key is not one of the login's"),
        })
    }

    async fn fetch(&self) -> Result<JwkSet, String> {
        let (status, body) = self.service.get(HeaderMap::new()).await?;
        match status {
            StatusCode::OK => serde_json::from_slice(&body).map_err(|_| "they are no keys".into()),
            status => Err(format!("it answered {status}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::customers::OwnSettings;
    use axum::{
        http::{HeaderValue, header::COOKIE},
        response::IntoResponse as _,
        routing::get,
    };
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use futures::future::join_all;
    use jsonwebtoken::{EncodingKey, Header, encode, get_current_timestamp};
    use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
    use serde_json::{Value, json};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::net::TcpListener;

    const ACCOUNT: &str = "K/4711 \u{fc}";

    /// A key of the login's.
    struct SigningKey {
        id: &'static str,
        pair: KeyPair,
    }

    impl SigningKey {
        fn new(id: &'static str) -> Self {
            Self { id, pair: KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("a key") }
        }

        fn published(&self) -> Value {
            // Its first byte says that both coordinates follow.
            let coordinates = &self.pair.public_key_raw()[1..];
            let [x, y] = [&coordinates[..32], &coordinates[32..]]
                .map(|number| URL_SAFE_NO_PAD.encode(number));
            json!({"kty": "EC", "crv": "P-256", "kid": self.id, "alg": "ES256", "x": x, "y": y})
        }

        fn sign(&self, claims: &Value) -> String {
            let key = EncodingKey::from_ec_der(&self.pair.serialize_der());
            let header = Header { kid: Some(self.id.to_owned()), ..Header::new(Algorithm::ES256) };
            encode(&header, claims, &key).expect("a token")
        }
    }

    /// The shop's login: what it publishes, and how often it was asked.
    #[derive(Clone, Default)]
    struct Login {
        published: Arc<RwLock<Option<Value>>>,
        fetches: Arc<AtomicUsize>,
    }

    impl Login {
        fn publish(&self, keys: &[&SigningKey]) {
            let keys: Vec<_> = keys.iter().map(|key| key.published()).collect();
            *self.published.write().expect("one writer") = Some(json!({"keys": keys}));
        }

        /// Customers who fetch its keys at most once in this time.
        async fn customers(&self, interval: Duration) -> Customers {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = format!("http://{}/keys", listener.local_addr().expect("an address"));
            let login = self.clone();
            let keys = get(async move || {
                login.fetches.fetch_add(1, Ordering::SeqCst);
                match &*login.published.read().expect("no writer has failed") {
                    Some(keys) => keys.to_string().into_response(),
                    None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                }
            });
            let routes = Router::new().route("/keys", keys);
            tokio::spawn(axum::serve(listener, routes).into_future());
            let own = OwnSettings::from([
                (KEYS_URL, &*address),
                (ISSUER, "https://login.shop.example"),
                (AUDIENCE, "cards"),
            ]);
            let settings = CustomerSettings {
                production: true,
                tenant: None,
                in_sandbox: false,
                account_key: None,
                own,
            };
            let mut customers = Customers::read(&settings).expect("customers");
            Arc::get_mut(&mut customers.keys).expect("nobody else has them").interval = interval;
            customers
        }

        fn fetches(&self) -> usize {
            self.fetches.load(Ordering::SeqCst)
        }
    }

    /// A right token's claims, with these in their place.
    fn claims(changed: Value) -> Value {
        let now = get_current_timestamp();
        let mut claims = json!({
            "iss": "https://login.shop.example",
            "aud": "cards",
            "iat": now,
            "exp": now + 600,
            "zuora_account": ACCOUNT,
        });
        let right = claims.as_object_mut().expect("an object");
        right.extend(changed.as_object().cloned().unwrap_or_default());
        right.retain(|_, value| !value.is_null());
        claims
    }

    async fn account(customers: &Customers, token: &str) -> Result<AccountKey, NoAccount> {
        let value = HeaderValue::try_from(format!("{TOKEN_COOKIE}={token}")).expect("a value");
        let headers = HeaderMap::from_iter([(COOKIE, value)]);
        customers.account_key(&Session::new(None), &headers).await
    }

    #[expect(clippy::unnecessary_wraps)] // what an outcome is compared with
    fn its_account() -> Result<AccountKey, NoAccount> {
        Ok(AccountKey::from(ACCOUNT.to_owned()))
    }

    fn refused(reason: &'static str) -> Result<AccountKey, NoAccount> {
        Err(NoAccount::refused(reason))
    }

    #[tokio::test]
    async fn t27_only_a_token_of_the_login_for_this_shop_counts() {
        let (login, key) = (Login::default(), SigningKey::new("1"));
        login.publish(&[&key]);
        let customers = login.customers(FETCH_INTERVAL).await;
        let now = get_current_timestamp();
        for (changed, expected) in [
            (json!({}), its_account()),
            (json!({"aud": ["other", "cards"]}), its_account()),
            (json!({"aud": "other"}), refused("it is for another service")),
            (json!({"aud": null}), refused("it lacks a claim")),
            (json!({"iss": "https://login.other.example"}), refused("it is another login's")),
            (json!({"iss": null}), refused("it lacks a claim")),
            (json!({"iat": now - 700, "exp": now - 100}), refused("it has expired")),
            (json!({"exp": null}), refused("it cannot be read")),
            (json!({"nbf": now + 100}), refused("it is not valid yet")),
            (json!({"iat": now + 100}), refused("it was issued in the future")),
            (json!({"iat": null}), refused("it cannot be read")),
            (json!({"zuora_account": null}), Err(NoAccount::NoneYet)),
            (json!({"zuora_account": ""}), Err(NoAccount::NoneYet)),
            (json!({"zuora_account": ["A1"]}), refused("it cannot be read")),
        ] {
            let token = key.sign(&claims(changed.clone()));
            assert_eq!(account(&customers, &token).await, expected, "{changed}");
        }
        assert_eq!(login.fetches(), 1);
    }

    #[tokio::test]
    async fn t27_a_forged_token_is_refused_however_it_is_signed() {
        let (login, key, other) = (Login::default(), SigningKey::new("1"), SigningKey::new("1"));
        login.publish(&[&key]);
        let customers = login.customers(FETCH_INTERVAL).await;
        let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let unsigned = |alg: &str| {
            format!("{}.{}.", part(json!({"alg": alg, "kid": "1"})), part(claims(json!({}))))
        };
        let with_secret = |secret: &[u8]| {
            let header = Header { kid: Some("1".into()), ..Header::new(Algorithm::HS256) };
            encode(&header, &claims(json!({})), &EncodingKey::from_secret(secret)).expect("a token")
        };
        let right = key.sign(&claims(json!({})));
        let (start, signature) = right.rsplit_once('.').expect("three parts");
        let (header, _) = start.split_once('.').expect("three parts");
        let changed = part(claims(json!({"zuora_account": "A00000001"})));
        let no_key = encode(
            &Header::new(Algorithm::ES256),
            &claims(json!({})),
            &EncodingKey::from_ec_der(&key.pair.serialize_der()),
        );
        for (what, token, reason) in [
            ("no algorithm", unsigned("none"), "it cannot be read"),
            ("no signature", unsigned("ES256"), "its signature is wrong"),
            (
                "the public key as a secret",
                with_secret(key.pair.public_key_raw()),
                "its algorithm is not its key's",
            ),
            (
                "the published key as a secret",
                with_secret(key.published().to_string().as_bytes()),
                "its algorithm is not its key's",
            ),
            ("another key", other.sign(&claims(json!({}))), "its signature is wrong"),
            ("other claims", format!("{header}.{changed}.{signature}"), "its signature is wrong"),
            ("no key", no_key.expect("a token"), "it names no key"),
            ("no token", "nonsense".into(), "it cannot be read"),
        ] {
            assert_eq!(account(&customers, &token).await, refused(reason), "{what}");
        }
        assert_eq!(account(&customers, &right).await, its_account());
        assert_eq!(account(&customers, "").await, Err(NoAccount::SignedOut));
        let two = format!("forged; {TOKEN_COOKIE}={right}");
        assert_eq!(account(&customers, &two).await, its_account(), "the second counts");
        // The first that is known decides: the second may be somebody else's.
        let new = key.sign(&claims(json!({"zuora_account": null})));
        for two in [
            format!("{new}; {TOKEN_COOKIE}={right}"),
            format!("{new}; {TOKEN_COOKIE}=forged"),
            format!("forged; {TOKEN_COOKIE}={new}"),
        ] {
            assert_eq!(account(&customers, &two).await, Err(NoAccount::NoneYet));
        }
    }

    #[tokio::test]
    async fn t27_a_published_secret_is_no_key() {
        let login = Login::default();
        let secret = json!({"kty": "oct", "kid": "1", "alg": "HS256", "k": "c2VjcmV0"});
        *login.published.write().expect("one writer") = Some(json!({"keys": [secret]}));
        let customers = login.customers(FETCH_INTERVAL).await;
        let header = Header { kid: Some("1".into()), ..Header::new(Algorithm::HS256) };
        let token = encode(&header, &claims(json!({})), &EncodingKey::from_secret(b"secret"));
        let token = token.expect("a token");
        assert_eq!(account(&customers, &token).await, refused("its key is not a public one"));
    }

    #[tokio::test]
    async fn t27_a_new_key_is_fetched_and_one_that_was_withdrawn_goes() {
        let (login, old, new) = (Login::default(), SigningKey::new("old"), SigningKey::new("new"));
        login.publish(&[&old]);
        let mut customers = login.customers(Duration::ZERO).await;
        let [by_old, by_new] = [&old, &new].map(|key| key.sign(&claims(json!({}))));
        assert_eq!(account(&customers, &by_old).await, its_account());
        login.publish(&[&old, &new]);
        assert_eq!(account(&customers, &by_new).await, its_account());
        assert_eq!(account(&customers, &by_old).await, its_account());
        assert_eq!(login.fetches(), 2);
        login.publish(&[&new]);
        Arc::get_mut(&mut customers.keys).expect("nobody else has them").fresh = Duration::ZERO;
        let gone = refused("its key is not one of the login's");
        assert_eq!(account(&customers, &by_old).await, gone);
        assert_eq!(account(&customers, &by_new).await, its_account());
    }

    #[tokio::test]
    async fn t27_a_flood_of_unknown_keys_causes_one_call_and_locks_nobody_out() {
        let (login, key) = (Login::default(), SigningKey::new("1"));
        login.publish(&[&key]);
        let customers = login.customers(FETCH_INTERVAL).await;
        let right = key.sign(&claims(json!({})));
        assert_eq!(account(&customers, &right).await, its_account());
        let forged = SigningKey::new("unknown").sign(&claims(json!({})));
        let flood = join_all((0..200).map(|_| account(&customers, &forged))).await;
        let unknown = refused("its key is not one of the login's");
        assert!(flood.iter().all(|outcome| *outcome == unknown), "{flood:?}");
        assert_eq!(account(&customers, &right).await, its_account());
        assert_eq!(login.fetches(), 1, "the first fetch was a moment ago");
    }

    #[tokio::test]
    async fn two_hundred_first_visitors_share_one_fetch() {
        let (login, key) = (Login::default(), SigningKey::new("1"));
        login.publish(&[&key]);
        let customers = login.customers(Duration::ZERO).await;
        let token = key.sign(&claims(json!({})));
        let outcomes = join_all((0..200).map(|_| account(&customers, &token))).await;
        assert!(outcomes.iter().all(|outcome| *outcome == its_account()), "{outcomes:?}");
        assert_eq!(login.fetches(), 1);
    }

    #[tokio::test]
    async fn while_the_login_is_down_its_last_keys_count_and_without_any_nobody_is_known() {
        let (login, key) = (Login::default(), SigningKey::new("1"));
        let token = key.sign(&claims(json!({})));
        let down =
            Err(NoAccount::unknown("the login's keys: it answered 500 Internal Server Error"));
        let mut customers = login.customers(Duration::ZERO).await;
        assert_eq!(account(&customers, &token).await, down);
        login.publish(&[&key]);
        assert_eq!(account(&customers, &token).await, its_account());
        *login.published.write().expect("one writer") = None;
        Arc::get_mut(&mut customers.keys).expect("nobody else has them").fresh = Duration::ZERO;
        assert_eq!(account(&customers, &token).await, its_account());
    }

    #[tokio::test]
    async fn t28_a_token_counts_for_an_hour_at_most_whoever_has_signed_out() {
        let (login, key) = (Login::default(), SigningKey::new("1"));
        login.publish(&[&key]);
        let customers = login.customers(FETCH_INTERVAL).await;
        let now = get_current_timestamp();
        for (issued, expires, expected) in [
            (now, now + 3600, its_account()),
            (now, now + 3601, refused("it is valid for more than an hour")),
            // It would count in its last hour.
            (now - 36_000, now + 60, refused("it is valid for more than an hour")),
            (now - 3600, now - 60, refused("it has expired")),
        ] {
            let token = key.sign(&claims(json!({"iat": issued, "exp": expires})));
            assert_eq!(account(&customers, &token).await, expected, "{issued} {expires}");
        }
    }
}
