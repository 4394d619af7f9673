//! Which Zuora is called, and as which client.

use secrecy::SecretString;
use url::Url;

#[derive(Clone, Debug)]
pub enum Zuora {
    /// The embedded sandbox, which the server starts.
    #[cfg(feature = "demo")]
    Sandbox { addr: std::net::SocketAddr, client: Client },
    /// A Zuora that is already there.
    Tenant { base_url: Url, client: Client },
}

/// An OAuth client of Zuora's.
#[derive(Clone, Debug)]
pub struct Client {
    /// Zuora: exactly 36 characters.
    pub id: String,
    pub secret: SecretString,
    /// Zuora: the entity to act in, where the client is valid for more than one.
    pub entity_id: Option<String>,
}
