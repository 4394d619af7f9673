//! A Zuora whose certificate nobody has signed, as behind a proxy that breaks TLS open, or under a
//! name that somebody else has taken over.

use super::support::{AuditLog, Call, assert_closed_form, kind, listen, session, site};
use axum::http::StatusCode;
use futures::future::join_all;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio_rustls::TlsAcceptor;

/// Returns its base URL, and how many connections it has taken.
async fn zuora_with_own_certificate() -> (String, Arc<AtomicUsize>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("TLS 1.3")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a key that fits");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (listener, base_url) = listen().await;
    let connections = Arc::<AtomicUsize>::default();
    let count = connections.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                assert!(acceptor.accept(stream).await.is_err(), "nobody trusts it");
            });
        }
    });
    (base_url.replace("http://127.0.0.1", "https://localhost"), connections)
}

#[tokio::test]
async fn r9_a_certificate_that_nobody_has_signed_is_refused_by_name_and_tried_three_times() {
    let (zuora, connections) = zuora_with_own_certificate().await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let log = AuditLog::start();
    let (status, _, body) = Call::new(&cookie).send(&site).await;
    assert_eq!((status, &*kind(&body)), (StatusCode::SERVICE_UNAVAILABLE, "zuora_unreachable"));
    assert_closed_form(&body);
    let lines = log.take_lines();
    let line = lines.lines().find(|line| line.contains("Zuora call failed")).expect("a line");
    assert!(line.contains("TLS failed") && line.contains("certificate"), "{line}");
    assert_eq!(connections.load(Ordering::Relaxed), 3);
}

/// However many customers come: they share the token request, and its failure.
#[tokio::test]
async fn r9_a_bad_certificate_is_not_tried_by_each_customer() {
    let (zuora, connections) = zuora_with_own_certificate().await;
    let site = site(&zuora);
    let cookie = session(&site).await;
    let all = join_all((0..30).map(|_| Call::new(&cookie).send(&site))).await;
    for (status, _, body) in all {
        assert_eq!((status.as_u16(), &*kind(&body)), (503, "zuora_unreachable"));
    }
    assert_eq!(connections.load(Ordering::Relaxed), 3);
}
