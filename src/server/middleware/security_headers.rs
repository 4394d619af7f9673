//! Sets the security headers of every response.

use crate::{
    server::{
        html::is_page,
        middleware::request_body::CSP_REPORT_PATH,
        origin::Origin,
        page_integrity::{assets::integrity, inline_scripts::INLINE},
        zuora_client::hosted_page::HostedPage,
    },
    site_map::{PAGES, PageKind},
};
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use leptos::{config::LeptosOptions, hydration::AutoReload, prelude::*};
use std::sync::Arc;

/// What the headers depend on.
#[derive(Clone)]
pub struct Policy {
    zuora: Arc<str>,
    https: bool,
    /// Whether HSTS is sent.
    https_only: bool,
    /// The socket of `cargo leptos watch`, and the hash of the script that listens to it; only
    /// under that command.
    reload: Option<(Arc<str>, Arc<str>)>,
    /// The origin whose pages may be framed, on the one page that frames one. Zuora redirects the
    /// frame (regional hosts, 3-D Secure), so a path would be too narrow.
    frame: Option<Arc<str>>,
}

/// Whether the page at this path frames Zuora's hosted page.
fn has_frame(path: &str) -> bool {
    PAGES.iter().any(|page| page.path == path && page.kind == PageKind::ZuoraFrame)
}

impl Policy {
    /// The policy of a site at `public_origin` whose pages call the Zuora at `zuora`.
    pub fn new(
        public_origin: &Origin,
        zuora: &Origin,
        hosted_page: Option<&HostedPage>,
        reload_port: Option<u16>,
    ) -> Self {
        Self {
            zuora: zuora.to_string().into(),
            https: public_origin.is_https(),
            // The names of this machine are shared with every other server on it.
            https_only: public_origin.is_https() && !public_origin.is_local(),
            reload: reload_port.map(|port| {
                let socket = format!("ws://{}:{port}", public_origin.host());
                (socket.into(), reload_script(port).into())
            }),
            frame: hosted_page.map(|page| page.uri.origin().ascii_serialization().into()),
        }
    }

    fn of_page(&self, frame: Option<&str>) -> String {
        match &self.reload {
            None => page_policy(&self.zuora, frame, self.https),
            Some((socket, script)) => {
                let policy = page_policy(&format!("{} {socket}", self.zuora), frame, self.https);
                policy.replacen("script-src", &format!("script-src {script}"), 1)
            }
        }
    }
}

/// The hash of the script that `cargo leptos watch` reloads pages with.
fn reload_script(port: u16) -> String {
    let options = LeptosOptions::builder().output_name("").reload_port(u32::from(port)).build();
    let html = Owner::new().with(|| view! { <AutoReload options /> }.to_html());
    // Under `cargo leptos watch` there are comments around it.
    let script = html.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>"));
    format!("'{}'", integrity(script.map(|(script, _)| script).unwrap_or_default().as_bytes()))
}

/// What a page may do: run our own code, call our server and Zuora, frame at most one origin, and
/// submit no form. The inline scripts are always the same, so the policy names them by their
/// hashes: there is no nonce in the page that an injected script could read.
pub fn page_policy(zuora: &str, frame: Option<&str>, https: bool) -> String {
    let frame = frame.unwrap_or("'none'");
    let upgrade = if https { "; upgrade-insecure-requests" } else { "" };
    let inline: String =
        INLINE.map(|script| format!("'{}' ", integrity(script.text.as_bytes()))).concat();
    format!(
        "default-src 'none'; script-src 'self' {inline}'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self' {zuora}; form-action 'none'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; frame-src {frame}; worker-src 'none'; manifest-src 'self'; \
         require-trusted-types-for 'script'; trusted-types default; report-uri {CSP_REPORT_PATH}; report-to csp{upgrade}"
    )
}

/// What a response that is no page may do: nothing.
const OF_ANYTHING_ELSE: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The endpoint that `report-to csp` names.
pub const REPORTING_ENDPOINTS: HeaderValue = HeaderValue::from_static("csp=\"/csp-report\"");

/// Two years of https only.
pub const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Zuora's page has no CORP header, so a browser that required one would not show it.
pub const ANY_EMBEDDED: HeaderValue = HeaderValue::from_static("unsafe-none");
pub const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

/// The headers of every response.
pub const ALWAYS: [(HeaderName, HeaderValue); 10] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (EMBEDDER_POLICY, HeaderValue::from_static("require-corp")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (HeaderName::from_static("origin-agent-cluster"), HeaderValue::from_static("?1")),
    (header::X_DNS_PREFETCH_CONTROL, HeaderValue::from_static("off")),
    (
        HeaderName::from_static("x-permitted-cross-domain-policies"),
        HeaderValue::from_static("none"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), \
             encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
             storage-access=(), usb=(), window-management=(), xr-spatial-tracking=()",
        ),
    ),
];

/// Adds the headers of [`Policy`] to the answer.
pub fn add_security_headers(
    policy: &Policy,
    request: &Request,
) -> impl FnOnce(Response) -> Response + use<> {
    let policy = policy.clone();
    let has_frame = has_frame(request.uri().path());
    move |response| policy.add_headers(response, has_frame)
}

impl Policy {
    fn add_headers(&self, mut response: Response, has_frame: bool) -> Response {
        let frame = self.frame.as_deref().filter(|_| has_frame);
        let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
        let headers = response.headers_mut();
        // For the headers below as well: the table grows once.
        headers.reserve(ALWAYS.len() + 5);
        for (name, value) in ALWAYS {
            headers.insert(name, value);
        }
        let content_policy =
            is_page(headers).then(|| HeaderValue::try_from(self.of_page(frame)).ok()).flatten();
        if frame.is_some() {
            headers.insert(EMBEDDER_POLICY, ANY_EMBEDDED);
        }
        if content_policy.is_some() {
            headers.insert(HeaderName::from_static("reporting-endpoints"), REPORTING_ENDPOINTS);
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, content_policy.unwrap_or(OF_ANYTHING_ELSE));
        // A file of the site may be cached, and is revalidated; nothing else may be cached.
        let caching = if headers.contains_key(header::LAST_MODIFIED) || is_unchanged {
            headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
            "no-cache"
        } else {
            "no-store"
        };
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
        if self.https_only {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
        }
        response
    }
}
