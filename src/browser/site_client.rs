//! Calls server functions from the page: one POST, with a time limit.
//!
//! It replaces the client that comes with server functions, which has no time limit and brings code
//! for streams, sockets and forms. No server function here uses those, so their methods return an
//! error.

use super::{
    dom::rendered_for,
    fetch::{fetch, request},
};
use crate::api_error::{ApiError, ApiErrorKind};
use futures::{Stream, sink::Drain, stream::Empty};
use http::Method;
use js_sys::Uint8Array;
use leptos::{
    server_fn::{Bytes, client::Client, request::ClientReq, response::ClientRes},
    task::spawn_local,
};
use send_wrapper::SendWrapper;
use std::future::Future;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// The time limit for the shop's server: a little more than the server gives Zuora.
const CALL_TIMEOUT_MS: u32 = 10_000;

/// The client of the server functions.
#[derive(Debug)]
pub enum SiteClient {}

/// A call of a server function.
#[derive(Debug)]
pub struct SiteRequest {
    path: String,
    content_type: String,
    accepts: String,
    body: Bytes,
}

/// The server's response.
#[derive(Debug)]
pub struct SiteResponse {
    status: u16,
    body: Bytes,
}

impl Client<ApiError> for SiteClient {
    type Request = SiteRequest;
    type Response = SiteResponse;

    fn send(call: SiteRequest) -> impl Future<Output = Result<SiteResponse, ApiError>> + Send {
        SendWrapper::new(async move {
            post(call).await.map_err(|_| ApiErrorKind::SiteUnreachable.into())
        })
    }

    #[expect(refining_impl_trait)] // the types of a socket that never opens
    async fn open_websocket(
        _: &str,
    ) -> Result<(Empty<Result<Bytes, Bytes>>, Drain<Bytes>), ApiError> {
        Err(unused())
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        spawn_local(future);
    }
}

async fn post(call: SiteRequest) -> Result<SiteResponse, JsValue> {
    let customer = rendered_for().unwrap_or_default();
    let mut headers = vec![("Accept", &*call.accepts), ("Content-Type", &*call.content_type)];
    if !customer.is_empty() {
        headers.push(("Drawn-For", &*customer));
    }
    let request = request("POST", &headers, &Uint8Array::from(&*call.body).into())?;
    let response =
        fetch(&call.path, &request, &AbortSignal::timeout_with_u32(CALL_TIMEOUT_MS)).await?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok(SiteResponse { status: response.status(), body: Uint8Array::new(&body).to_vec().into() })
}

fn unused() -> ApiError {
    ApiErrorKind::Internal.into()
}

impl ClientReq<ApiError> for SiteRequest {
    type FormData = ();

    fn try_new_req_bytes(
        path: &str,
        content_type: &str,
        accepts: &str,
        body: Bytes,
        _: Method,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            path: path.into(),
            content_type: content_type.into(),
            accepts: accepts.into(),
            body,
        })
    }

    fn try_new_req_query(_: &str, _: &str, _: &str, _: &str, _: Method) -> Result<Self, ApiError> {
        Err(unused())
    }

    fn try_new_req_text(_: &str, _: &str, _: &str, _: String, _: Method) -> Result<Self, ApiError> {
        Err(unused())
    }

    fn try_new_req_form_data(
        _: &str,
        _: &str,
        _: &str,
        (): (),
        _: Method,
    ) -> Result<Self, ApiError> {
        Err(unused())
    }

    fn try_new_req_multipart(_: &str, _: &str, (): (), _: Method) -> Result<Self, ApiError> {
        Err(unused())
    }

    fn try_new_req_streaming(
        _: &str,
        _: &str,
        _: &str,
        _: impl Stream<Item = Bytes> + Send + 'static,
        _: Method,
    ) -> Result<Self, ApiError> {
        Err(unused())
    }
}

impl ClientRes<ApiError> for SiteResponse {
    async fn try_into_string(self) -> Result<String, ApiError> {
        String::from_utf8(self.body.into()).map_err(|_| unused())
    }

    async fn try_into_bytes(self) -> Result<Bytes, ApiError> {
        Ok(self.body)
    }

    fn try_into_stream(
        self,
    ) -> Result<impl Stream<Item = Result<Bytes, Bytes>> + Send + Sync + 'static, ApiError> {
        Err::<Empty<_>, _>(unused())
    }

    fn status(&self) -> u16 {
        self.status
    }

    fn status_text(&self) -> String {
        String::new()
    }

    fn location(&self) -> String {
        String::new()
    }

    fn has_redirect(&self) -> bool {
        false
    }
}
