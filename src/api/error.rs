//! How [`ApiError`] crosses from the server to the browser.

use super::json::ReplyJson;
use crate::api_error::{ApiError, ApiErrorKind};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};

impl FromServerFnError for ApiError {
    type Encoder = ReplyJson;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let decoding = matches!(
            error,
            ServerFnErrorErr::Args(_)
                | ServerFnErrorErr::MissingArg(_)
                | ServerFnErrorErr::Deserialization(_)
        );
        match (cfg!(target_arch = "wasm32"), decoding) {
            // A response that the browser cannot read comes from something between it and the
            // server.
            (true, _) => ApiErrorKind::SiteUnreachable,
            (false, true) => ApiErrorKind::BadRequest,
            (false, false) => ApiErrorKind::Internal,
        }
        .into()
    }

    /// The one place where an error becomes a response: its status is set here, and its request id
    /// added.
    #[cfg(not(target_arch = "wasm32"))]
    fn ser(&self) -> leptos::server_fn::Bytes {
        crate::server::finish_with_error(self)
    }
}
