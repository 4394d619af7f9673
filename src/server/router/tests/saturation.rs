//! A Zuora that hangs, and more requests for signatures than there are places: what pages lose by
//! that.

use super::support::{Call, ScriptedZuora, get, kind, send, session, signed, site_with};
use axum::http::{StatusCode, header};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, time::timeout};

/// Longer than anything in these tests takes on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn r22_pages_are_served_while_zuora_hangs_and_every_place_for_signatures_is_taken() {
    let (gate, arrived) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (opened, came) = (gate.clone(), arrived.clone());
    let zuora = ScriptedZuora::start(move |_| {
        let (opened, came) = (opened.clone(), came.clone());
        async move {
            came.add_permits(1);
            opened.acquire().await.expect("it is not closed").forget();
            signed()
        }
    })
    .await;
    let site = site_with(&zuora.base_url, &[("SIGNATURE_BUDGET", "1000/1m")], |_| ());
    let cookie = session(&site).await;
    let begun = Instant::now();
    let waiting: Vec<_> = (0..256)
        .map(|_| {
            let (site, call) = (site.clone(), Call::new(&cookie));
            tokio::spawn(async move { call.send(&site).await.0 })
        })
        .collect();
    let all = timeout(PATIENCE, arrived.acquire_many(256)).await.expect("all are at Zuora");
    all.expect("it is not closed").forget();
    // Zuora has three seconds to answer. Unless this machine is very slow, it still hangs after this.
    for path in ["/", "/account", "/boot.js", "/healthz", "/"] {
        assert_eq!(send(&site, get(path)).await.0, StatusCode::OK, "{path}");
    }
    let (status, headers, body) = Call::new(&cookie).send(&site).await;
    let hung = begun.elapsed() < Duration::from_secs(3);
    gate.add_permits(1000);
    let answered = futures::future::join_all(waiting).await;
    if hung {
        assert_eq!((status.as_u16(), &*kind(&body)), (503, "site_busy"));
        assert_eq!(headers[header::RETRY_AFTER], "1");
        let statuses: Vec<_> = answered.into_iter().map(|one| one.expect("no panic")).collect();
        assert!(statuses.iter().all(|status| *status == StatusCode::OK), "{statuses:?}");
    }
    assert_eq!(Call::new(&cookie).send(&site).await.0, StatusCode::OK, "and it recovers");
}
