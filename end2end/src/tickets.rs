//! Tickets on their way from the site's server to the page, kept and changed: what a thief, a fault or a learner would do.

use crate::{Result, Visit};
use playwright_rs::{FetchOptions, FulfillOptions, Route};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Every ticket for an operation passes `change` on its way. `operation` is the last word of the endpoint's path.
///
/// # Errors
/// When the browser does not let itself be routed.
pub async fn change_tickets(
    visit: &Visit,
    operation: &str,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Result {
    visit
        .page
        .route(&endpoint(operation), move |route| {
            let change = change.clone();
            async move {
                let mut ticket = given_ticket(&route).await?;
                change(&mut ticket);
                route.fulfill(FulfillOptions::builder().json(&ticket)?.build()).await
            }
        })
        .await?;
    Ok(())
}

/// From now on the page gets the first ticket again and again.
///
/// # Errors
/// When the browser does not let itself be routed.
pub async fn repeat_first_ticket(visit: &Visit, operation: &str) -> Result {
    let first = Arc::new(Mutex::new(None));
    let keep = move |ticket: &mut Value| {
        if let Ok(mut first) = first.lock() {
            *ticket = first.get_or_insert_with(|| ticket.clone()).clone();
        }
    };
    change_tickets(visit, operation, keep).await
}

fn endpoint(operation: &str) -> String {
    format!("**/api/sign/{operation}")
}

/// The ticket the site's server gives to the request that was stopped on its way.
///
/// # Errors
/// When it gives none.
pub async fn given_ticket(route: &Route) -> playwright_rs::Result<Value> {
    let request = route.request();
    let mut headers = request.headers();
    // What a browser adds by itself, and a request made in its place does not.
    headers.insert("sec-fetch-site".into(), "same-origin".into());
    let again = FetchOptions::builder()
        .headers(headers)
        .post_data(request.post_data().unwrap_or_default())
        .build();
    route.fetch(again).await?.json()
}
