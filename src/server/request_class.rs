//! What a request asks for. Each class has limits and metrics of its own, so that none takes the
//! place of another.

use crate::server::{error_response::API_PREFIX, page_integrity::asset_routes};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestClass {
    /// A page, or anything that is not one of the others.
    Page,
    /// A file.
    File,
    /// A signature by Zuora.
    Signing,
    /// Another server function. Most of them call Zuora.
    Api,
}

const SIGNING_PREFIX: &str = "/api/sign/";

impl RequestClass {
    pub const ALL: [Self; 4] = [Self::Page, Self::File, Self::Signing, Self::Api];

    /// The class of a request for this path.
    pub fn of(path: &str) -> Self {
        let has_extension = || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if path.starts_with(SIGNING_PREFIX) {
            Self::Signing
        } else if path.starts_with(API_PREFIX) {
            Self::Api
        } else if asset_routes::is_code(path) || has_extension() {
            Self::File
        } else {
            Self::Page
        }
    }

    /// The name in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::File => "file",
            Self::Signing => "signing",
            Self::Api => "api",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RequestClass::{self, Api, File, Page, Signing};

    #[test]
    fn every_request_has_a_class() {
        for (path, class) in [
            ("/", Page),
            ("/account", Page),
            ("/csp-report", Page),
            ("/nowhere", Page),
            ("/pkg/zuora-cors-sample.css", File),
            ("/favicon.ico", File),
            ("/boot.js", File),
            ("/api/sign/create-payment-method", Signing),
            ("/api/payment-methods/list", Api),
            ("/api/nothing.js", Api),
        ] {
            assert_eq!(RequestClass::of(path), class, "{path}");
        }
    }
}
