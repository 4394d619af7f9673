//! Watches Zuora for the operators: a metric and a line in the log say whether it can be reached. No
//! request depends on it, and no token is fetched for it.

use crate::server::{metrics, zuora_client::ZuoraClient};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

const INTERVAL: Duration = Duration::from_secs(10);

/// Watches Zuora for as long as the process lives, and has the bearer token renewed in time even
/// while nobody uses it.
pub async fn watch(zuora: Arc<ZuoraClient>) {
    let mut was_reachable = true;
    loop {
        was_reachable = look(&zuora, was_reachable).await;
        sleep(INTERVAL).await;
    }
}

/// Looks once. Returns whether Zuora could be reached.
async fn look(zuora: &ZuoraClient, was_reachable: bool) -> bool {
    let connected = zuora.connect().await;
    match (&connected, was_reachable) {
        (Err(error), true) => tracing::warn!(%error, "Zuora cannot be reached"),
        (Ok(()), false) => tracing::info!("Zuora can be reached again"),
        _ => {}
    }
    metrics::zuora_reachable(connected.is_ok());
    if connected.is_ok() {
        zuora.bearer.renew_if_due();
    }
    connected.is_ok()
}
