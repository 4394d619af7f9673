//! Zuora's list of the operations that browsers may call across origins.

/// A CORS-enabled operation.
#[derive(Clone, Copy)]
pub struct CorsOperation {
    pub method: &'static str,
    /// A path that ends in a slash stands for every path below it.
    pub path: &'static str,
    /// The parameter whose value is part of the signature, where there is one.
    pub bound_parameter: Option<&'static str>,
}

const fn operation(
    method: &'static str,
    path: &'static str,
    bound_parameter: Option<&'static str>,
) -> CorsOperation {
    CorsOperation { method, path, bound_parameter }
}

pub const CORS_ENABLED: [CorsOperation; 4] = [
    operation("POST", "/v1/payment-methods/credit-cards", Some("accountKey")),
    operation("POST", "/v1/accounts", Some("name")),
    operation("GET", "/v1/files/", None),
    operation("POST", "/v1/rsa-signatures", Some("pageId")),
];

/// The CORS-enabled operation with this method and path.
pub fn find(method: &str, path: &str) -> Option<CorsOperation> {
    let is_meant = |known: &str| {
        path == known || known.ends_with('/') && path.len() > known.len() && path.starts_with(known)
    };
    CORS_ENABLED
        .into_iter()
        .find(|operation| operation.method == method && is_meant(operation.path))
}
