//! Tickets on their way from the site's server to the page, changed or repeated: what a thief, a
//! fault or a learner would do.

use crate::{BrowserTest, Result};
use playwright_rs::{FetchOptions, FulfillOptions, Route};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Applies `change` to every ticket for an operation. `operation` is the last word of the
/// endpoint's path.
pub async fn change_tickets(
    test: &BrowserTest,
    operation: &str,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Result {
    test.page
        .route(&endpoint(operation), move |route| {
            let change = change.clone();
            async move {
                let mut ticket = fetch_json(&route).await?;
                change(&mut ticket);
                route.fulfill(FulfillOptions::builder().json(&ticket)?.build()).await
            }
        })
        .await?;
    Ok(())
}

/// From now on the page gets the first ticket every time.
pub async fn repeat_first_ticket(test: &BrowserTest, operation: &str) -> Result {
    let first = Arc::new(Mutex::new(None));
    let repeat = move |ticket: &mut Value| {
        if let Ok(mut first) = first.lock() {
            *ticket = first.get_or_insert_with(|| ticket.clone()).clone();
        }
    };
    change_tickets(test, operation, repeat).await
}

fn endpoint(operation: &str) -> String {
    format!("**/api/sign/{operation}")
}

/// Makes the page's request, which was intercepted, and reads the answer.
pub async fn fetch_json(route: &Route) -> playwright_rs::Result<Value> {
    let request = route.request();
    let mut headers = request.headers();
    // A browser adds this by itself; a request made in its place does not have it.
    headers.insert("sec-fetch-site".into(), "same-origin".into());
    let again = FetchOptions::builder()
        .headers(headers)
        .post_data(request.post_data().unwrap_or_default())
        .build();
    route.fetch(again).await?.json()
}
