//! How the page calls a server function: one POST with JSON both ways.
//!
//! The server's half is that of `server_fn`. The browser's half is our own: the one that comes with
//! server functions has no time limit, and its generic code is compiled for every function anew.

use super::json::{Replies, Strict};
use crate::{api_error::ApiError, zuora::FromFields};
use leptos::server_fn::{Http, Protocol, client::Client, server::Server};
use serde::Serialize;

/// The protocol.
#[derive(Debug)]
pub enum JsonPost {}

type OnServer = Http<Strict, Replies>;

impl<Input, Output, AnyClient, AnyServer> Protocol<Input, Output, AnyClient, AnyServer, ApiError>
    for JsonPost
where
    Input: Serialize + Send,
    Output: FromFields + Send,
    AnyClient: Client<ApiError>,
    AnyServer: Server<ApiError>,
    OnServer: Protocol<Input, Output, AnyClient, AnyServer, ApiError>,
{
    const METHOD: http::Method = http::Method::POST;

    fn run_server<F, Fut>(
        request: AnyServer::Request,
        server_fn: F,
    ) -> impl Future<Output = Result<AnyServer::Response, ApiError>> + Send
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, ApiError>> + Send,
    {
        OnServer::run_server(request, server_fn)
    }

    #[cfg(target_arch = "wasm32")]
    fn run_client(
        path: &str,
        input: Input,
    ) -> impl Future<Output = Result<Output, ApiError>> + Send {
        use crate::{api_error::ApiErrorKind, browser::post};
        // Arguments are structs of texts, which can always be written as JSON.
        let reply = post(path, serde_json::to_string(&input).unwrap_or_default());
        async move { Output::from_fields(&reply.await?).ok_or(ApiErrorKind::SiteUnreachable.into()) }
    }

    /// Never called: the server runs its functions itself.
    #[cfg(not(target_arch = "wasm32"))]
    fn run_client(
        path: &str,
        input: Input,
    ) -> impl Future<Output = Result<Output, ApiError>> + Send {
        OnServer::run_client(path, input)
    }
}
