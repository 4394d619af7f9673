//! The order of the layers around the site.

use super::support::{Call, Fixture, calls, fixture, session};
use axum::http::header;

type Spoil = fn(Call) -> Call;

/// What is wrong with a request, from what the outermost layer refuses to what the function does, each
/// with the status of its answer.
const FAULTS: [(Spoil, u16); 5] = [
    (|call| call.header("transfer-encoding", "chunked"), 411),
    (|call| call.header("host", "shop.example"), 421),
    (|call| call.header("sec-fetch-site", "cross-site"), 403),
    (|call| call.header("content-type", "text/plain"), 415),
    (|call| call.without("cookie"), 403),
];

/// Of a request with several faults, the outermost is answered, within the layers of every answer.
#[tokio::test]
async fn the_outermost_layer_answers_a_request_with_several_faults() {
    let Fixture { site, zuora } = fixture().await;
    let cookie = session(&site).await;
    for outermost in 0..FAULTS.len() {
        let (_, expected) = FAULTS[outermost];
        let faults = FAULTS[outermost..].iter();
        let call = faults.fold(Call::new(&cookie), |call, (spoil, _)| spoil(call));
        let (status, headers, body) = call.send(&site).await;
        assert_eq!(status.as_u16(), expected, "{outermost}: {body}");
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY), "{outermost}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{outermost}");
    }
    assert_eq!(calls(&zuora).await, Vec::<String>::new());
}
