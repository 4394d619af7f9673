//! Answers of Zuora's that would fill the memory of whoever reads them to their end.

use axum::{
    Json, Router,
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
    routing::post,
};
use end2end::{
    App, Request, Result, block_on, client_at, session,
    soak::{Process, SIGNATURE_BUDGET},
};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::{
    convert::Infallible,
    io::Write as _,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

const SIGN: &str = "/api/sign/create-payment-method";
const MIB: usize = 1024 * 1024;
/// As often as each answer comes.
const TIMES: usize = 20;
/// As much of an answer as there is. All of them are read as one, were they not cut off.
const LENGTH: usize = 64 * MIB;
/// The memory of a process goes up and down by pages that its allocator keeps.
const MAX_GROWTH: u64 = 5 * MIB as u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Good,
    Endless,
    Long,
    Compressed,
}

/// What comes as long as somebody reads it.
fn spaces(length: usize) -> Body {
    let chunk = Bytes::from(vec![b' '; 64 * 1024]);
    let chunks = (0..length / chunk.len()).map(move |_| Ok::<_, Infallible>(chunk.clone()));
    Body::from_stream(futures::stream::iter(chunks))
}

fn compressed(length: usize) -> Result<Bytes> {
    let mut body = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..length / MIB {
        body.write_all(&vec![b' '; MIB])?;
    }
    Ok(body.finish()?.into())
}

fn answer(answer: Answer, bomb: Bytes) -> Response {
    match answer {
        Answer::Good => {
            Json(json!({"success": true, "signature": "c2ln", "token": "dG9rZW4"})).into_response()
        }
        Answer::Endless => spaces(usize::MAX).into_response(),
        Answer::Long => ([(header::CONTENT_LENGTH, LENGTH)], spaces(LENGTH)).into_response(),
        Answer::Compressed => ([(header::CONTENT_ENCODING, "gzip")], bomb).into_response(),
    }
}

/// A Zuora whose signatures are answered like this, and its address.
async fn zuora(next: Arc<Mutex<Answer>>) -> Result<String> {
    let bomb = compressed(LENGTH)?;
    let token = || async {
        Json(json!({"access_token": "token", "token_type": "bearer", "expires_in": 3600}))
    };
    let sign = async move || {
        let next = next.lock().map_or(Answer::Good, |next| *next);
        answer(next, bomb.clone())
    };
    let routes =
        Router::new().route("/oauth/token", post(token)).route("/v1/hmac-signatures", post(sign));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(url)
}

#[test]
fn r14_huge_answers_do_not_stay_in_memory() {
    block_on(async {
        let next = Arc::new(Mutex::new(Answer::Good));
        let settings = [
            ("ZUORA_BASE_URL", zuora(next.clone()).await?),
            ("ZUORA_CLIENT_ID", "0".repeat(36)),
            ("ZUORA_CLIENT_SECRET", "0".repeat(40)),
            ("ZUORA_ACCOUNT_KEY", "A00000001".into()),
            ("SIGNATURE_BUDGET", SIGNATURE_BUDGET.into()),
        ];
        let app = App::start(&settings).await?;
        let client = client_at(Ipv4Addr::LOCALHOST)?;
        let cookie = session(&client, &app.site).await?;
        let process = Process::new(app.process_id())?;
        let sign = async |times: usize, answer: Answer| -> Result<()> {
            if let Ok(mut next) = next.lock() {
                *next = answer;
            }
            for _ in 0..times {
                let status = Request::call(&app.site, SIGN, &cookie).send(&client).await?.status();
                let expected = if answer == Answer::Good { 200 } else { 502 };
                assert_eq!(status.as_u16(), expected, "{answer:?}");
            }
            Ok(())
        };
        for answer in [Answer::Endless, Answer::Long, Answer::Compressed] {
            // What the process needs to work at all is not growth. Nor may the circuit open.
            sign(TIMES, Answer::Good).await?;
            sign(1, answer).await?;
            let before = process.memory()?;
            sign(TIMES, answer).await?;
            let growth = process.memory()?.saturating_sub(before);
            assert!(growth < MAX_GROWTH, "{answer:?}: {growth} bytes more");
        }
        sign(1, Answer::Good).await
    });
}
