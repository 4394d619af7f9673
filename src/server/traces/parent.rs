//! The trace that a request belongs to already: the `traceparent` (W3C Trace Context) of a proxy that
//! `TRUSTED_PROXIES` names.
//!
//! Anybody else could join traces together, or choose what is sampled. `tracestate` is not read: it is
//! free text. Neither header goes on to Zuora or back to the browser.

use crate::server::client_address::TrustedProxies;
use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};
use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator as _},
    trace::TraceContextExt as _,
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use std::net::SocketAddr;

const TRACEPARENT: &str = "traceparent";

/// The context that a trusted peer has sent, if it is one.
pub fn context(request: &Request, proxies: &TrustedProxies) -> Option<Context> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    if !proxies.trusts(peer.ip()) {
        return None;
    }
    let context = TraceContextPropagator::new()
        .extract_with_context(&Context::new(), &TraceParent(request.headers()));
    context.has_active_span().then_some(context)
}

struct TraceParent<'a>(&'a HeaderMap);

impl Extractor for TraceParent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        let mut lines = self.0.get_all(TRACEPARENT).iter().filter(|_| key == TRACEPARENT);
        // Two of them contradict each other.
        let line = lines.next().filter(|_| lines.next().is_none())?;
        line.to_str().ok().filter(|line| is_well_formed(line))
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

/// The library takes shorter ids too (W3C: 32 and 16 digits).
fn is_well_formed(line: &str) -> bool {
    let lengths: Vec<_> = line.split('-').map(str::len).collect();
    matches!(lengths[..], [2, 32, 16, 2, ..])
}
