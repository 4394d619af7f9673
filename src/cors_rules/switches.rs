//! The switches of the CORS laboratory: what a page can send, and how the server can answer. The server
//! knows the answer's switches by the names and values here.

/// A switch, of which one value is chosen.
pub trait Switch: Copy + PartialEq + 'static {
    /// Its name, in the query and as an id in the page.
    const NAME: &'static str;
    /// Every value, in the order in which people choose.
    const ALL: &'static [Self];
    /// The value, in the query.
    fn value(self) -> &'static str;
}

macro_rules! switches {
    ($($(#[$attribute:meta])* pub enum $switch:ident: $name:literal {
        $($(#[$of_value:meta])* $variant:ident = $value:literal,)+
    })+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $switch {
            $($(#[$of_value])* $variant,)+
        }

        impl Switch for $switch {
            const NAME: &'static str = $name;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn value(self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)+
                }
            }
        }
    )+};
}

switches! {
    /// The method of the call.
    pub enum Method: "method" {
        Get = "get",
        Post = "post",
        Put = "put",
    }

    pub enum Mode: "mode" {
        Cors = "cors",
        NoCors = "no-cors",
        SameOrigin = "same-origin",
    }

    /// Whether cookies go with the call. The sandbox has none; the checks differ all the same.
    pub enum Credentials: "send-credentials" {
        Omit = "omit",
        /// To the page's own origin: across origins the same as `omit`.
        SameOrigin = "same-origin",
        Include = "include",
    }

    /// The headers that the page sets.
    pub enum HeaderSet: "send-headers" {
        None = "none",
        /// A type of content that a form could send too.
        PlainText = "plain-text",
        Json = "json",
        /// As for a call to Zuora: JSON, with a signature and its token.
        Ticket = "ticket",
        /// The one header that `*` does not cover.
        Authorization = "authorization",
    }

    /// How often the page calls the same address, one call after the other.
    pub enum Times: "times" {
        Once = "once",
        Twice = "twice",
    }

    /// `Access-Control-Allow-Origin`
    pub enum AllowOrigin: "origin" {
        /// The page's origin.
        Exact = "exact",
        Other = "other",
        Any = "any",
        /// The word `null`, which stands for a page without an origin of its own.
        Null = "null",
        Missing = "missing",
    }

    /// `Access-Control-Allow-Headers`
    pub enum AllowHeaders: "headers" {
        /// Every header that the page can send here.
        Listed = "listed",
        Any = "any",
        Missing = "missing",
    }

    /// `Access-Control-Allow-Methods`
    pub enum AllowMethods: "methods" {
        Listed = "listed",
        Any = "any",
        Missing = "missing",
    }

    /// `Access-Control-Allow-Credentials`
    pub enum AllowCredentials: "credentials" {
        True = "true",
        Missing = "missing",
    }

    /// `Access-Control-Max-Age`. No header means five seconds. Browsers differ in the longest time that
    /// they take: two hours in Chromium, a day in Firefox, ten minutes in Safari.
    pub enum MaxAge: "max-age" {
        Missing = "missing",
        Zero = "0",
        TenMinutes = "600",
    }

    /// Which answer is a redirect, with status 307, which keeps method and headers. It leads to another
    /// address of the sandbox, which answers by the same switches and redirects no more.
    pub enum Redirect: "redirect" {
        None = "none",
        Preflight = "preflight",
        Call = "call",
    }

    /// The status of the answer to the preflight, where it is no redirect.
    pub enum PreflightStatus: "preflight-status" {
        NoContent = "204",
        NotFound = "404",
    }

    /// `Access-Control-Allow-Private-Network`, which is no part of the Fetch standard. Chromium once asked
    /// for it when a public page called a private address; since version 142 it asks the user instead
    /// (Local Network Access). Page and sandbox are both on this machine, so no browser asks for either,
    /// and the header changes nothing.
    pub enum PrivateNetwork: "private-network" {
        Missing = "missing",
        True = "true",
    }
}

/// What the page sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    pub mode: Mode,
    pub credentials: Credentials,
    pub headers: HeaderSet,
    pub times: Times,
}

/// How the server answers, the preflight and the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub origin: AllowOrigin,
    pub headers: AllowHeaders,
    pub methods: AllowMethods,
    pub credentials: AllowCredentials,
    pub max_age: MaxAge,
    pub redirect: Redirect,
    pub preflight_status: PreflightStatus,
    pub private_network: PrivateNetwork,
}

impl Method {
    pub fn token(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

impl HeaderSet {
    /// The headers, by name and value.
    pub fn headers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::None => &[],
            Self::PlainText => &[("content-type", "text/plain")],
            Self::Json => &[("content-type", "application/json")],
            Self::Ticket => &[
                ("content-type", "application/json"),
                ("signature", "of-the-laboratory"),
                ("token", "of-the-laboratory"),
            ],
            Self::Authorization => &[("authorization", "Basic bGFib3JhdG9yeQ==")],
        }
    }

    /// Those that need a preflight.
    pub(super) fn unsafe_headers(self) -> &'static [&'static str] {
        match self {
            Self::None | Self::PlainText => &[],
            Self::Json => &["content-type: application/json"],
            Self::Ticket => &["content-type: application/json", "signature", "token"],
            Self::Authorization => &["authorization"],
        }
    }
}

impl Times {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Once => 1,
            Self::Twice => 2,
        }
    }
}

impl Answer {
    /// The query that sets the server's switches.
    pub fn query(&self) -> String {
        let pairs = [
            pair(self.origin),
            pair(self.headers),
            pair(self.methods),
            pair(self.credentials),
            pair(self.max_age),
            pair(self.redirect),
            pair(self.preflight_status),
            pair(self.private_network),
        ];
        let mut query = String::new();
        for (name, value) in pairs {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.push_str(value);
        }
        query
    }
}

fn pair<S: Switch>(switch: S) -> (&'static str, &'static str) {
    (S::NAME, switch.value())
}
