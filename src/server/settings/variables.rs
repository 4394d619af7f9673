//! The list of settings, for people.

/// The variables, their defaults and meanings, as `--help` lists them.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    (
        "ZUORA_BASE_URL",
        "unset: the embedded sandbox",
        "one of Zuora's published REST hosts (https), or loopback",
    ),
    ("ZUORA_ALLOW_HOST", "unset", "one further host that ZUORA_BASE_URL may name"),
    ("ZUORA_CLIENT_ID", "the sandbox's demo client", "OAuth client; required with ZUORA_BASE_URL"),
    (
        "ZUORA_CLIENT_SECRET",
        "the sandbox's demo client",
        "its secret; required with ZUORA_BASE_URL; or in a file that ZUORA_CLIENT_SECRET_FILE names",
    ),
    ("ZUORA_ENTITY_ID", "unset", "sent as Zuora-Entity-Ids"),
    (
        "ZUORA_ACCOUNT_KEY",
        "the sandbox's own",
        "the one account the demo customer acts for; required with ZUORA_BASE_URL",
    ),
    (
        "ZUORA_PAGE_ID",
        "the sandbox's demo page",
        "id of the Payment Pages 2.0 page that /hosted-page shows; unset with another Zuora: it shows none",
    ),
    ("LEPTOS_SITE_ADDR", "127.0.0.1:3000", "where the site listens; port 0 takes a free one"),
    ("LEPTOS_SITE_ROOT", "target/site", "the built site"),
    ("PUBLIC_ORIGIN", "http://localhost:3000", "the one origin browsers see; https in production"),
    (
        "SESSION_KEY",
        "random at start",
        "64 or more random bytes, base64; required in production; equal on every replica; or in a file that SESSION_KEY_FILE names",
    ),
    (
        "SESSION_KEY_OLD",
        "unset",
        "the key before this one: sessions that it has signed are still read; or in a file that SESSION_KEY_OLD_FILE names",
    ),
    ("SANDBOX_ADDR", "127.0.0.1:3100", "where the embedded sandbox listens; loopback only"),
    ("FLOW_INSPECTOR", "on with the sandbox, else off", "on or off (there is no panel yet)"),
    (
        "SIGNATURE_BUDGET",
        "60/10m; 5/10m in production",
        "signatures a session may ask for, COUNT/TIME with s, m or h; what others may ask for follows from it",
    ),
    (
        "TRUSTED_PROXIES",
        "none",
        "networks (CIDR, separated by commas) whose forwarding header is believed; required, if only as none, with an https PUBLIC_ORIGIN",
    ),
    (
        "IDLE_TIMEOUT",
        "75s",
        "how long a kept-alive connection may idle; longer than a load balancer in front keeps its own",
    ),
    ("APP_ENV", "development", "development or production"),
    ("RUST_LOG", "info", "what is logged"),
    ("LOG_FORMAT", "pretty", "pretty, or json for machines"),
    ("ADMIN_ADDR", "127.0.0.1:3200", "where metrics are served; never on the public listener"),
];
