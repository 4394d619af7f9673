//! What a request does, in plain words, for people who do not know Zuora's paths.

use crate::sandbox::hosted_page::PAGE_PATH;

/// The operation of this method and path. `None` when the sandbox has no such operation.
pub fn describe(method: &str, path: &str) -> Option<&'static str> {
    if method == "OPTIONS" {
        return Some("Preflight: the browser asks whether the page may call");
    }
    if path == PAGE_PATH {
        return match method {
            "GET" => Some("Open the hosted page"),
            "POST" => Some("Submit the form of the hosted page"),
            _ => None,
        };
    }
    let path = path.strip_prefix("/rest").unwrap_or(path).trim_start_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    Some(match (method, parts.as_slice()) {
        ("POST", ["oauth", "token"]) => "Get a bearer token",
        ("POST", ["oauth", "revoke"]) => "Revoke a bearer token",
        ("POST", ["v1", "hmac-signatures"]) => "Sign one call: issue a signature and a token",
        ("POST", ["v1", "rsa-signatures"]) => "Sign the opening of a hosted page",
        ("POST", ["v1", "rsa-signatures", "decrypt"]) => "Decrypt a hosted page's signature",
        ("POST", ["v1", "payment-methods", "credit-cards"]) => "Save a credit card",
        ("POST", ["v1", "payment-methods"]) => "Save a payment method",
        ("GET", ["v1", "payment-methods", "credit-cards", "accounts", _]) => {
            "List an account's credit cards"
        }
        ("PUT", ["v1", "payment-methods", _, "verify"]) => "Verify a payment method",
        ("PUT", ["v1", "payment-methods", _, "scrub"]) => "Erase a payment method's details",
        ("GET", ["v1", "payment-methods", _]) => "Read a payment method",
        ("PUT", ["v1", "payment-methods", _]) => "Change a payment method",
        ("DELETE", ["v1", "payment-methods", _]) => "Delete a payment method",
        ("POST", ["v1", "accounts"]) => "Create an account",
        ("GET", ["v1", "accounts", _]) => "Read an account",
        ("PUT", ["v1", "accounts", _]) => "Change an account",
        ("GET", ["v1", "accounts", _, "payment-methods"]) => "List an account's payment methods",
        ("GET", ["v1", "accounts", _, "payment-methods", "default"]) => {
            "Read an account's default payment method"
        }
        ("GET", ["v1", "transactions", "invoices", "accounts", _]) => "List an account's invoices",
        ("GET", ["v1", "files", _]) => "Download a file",
        ("GET", ["v1", "hostedpages"]) => "List the hosted pages",
        ("POST", ["v1", "action", "query"]) => "Search for accounts",
        (_, ["sandbox", "cors-laboratory", ..]) => "A call of the CORS laboratory",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_with_and_without_the_prefix() {
        for path in ["/v1/payment-methods/credit-cards", "/rest/v1/payment-methods/credit-cards"] {
            assert_eq!(describe("POST", path), Some("Save a credit card"), "{path}");
            assert!(describe("OPTIONS", path).is_some_and(|words| words.starts_with("Preflight")));
            assert_ne!(describe("GET", path), Some("Save a credit card"), "{path}");
        }
        assert_eq!(describe("GET", PAGE_PATH), Some("Open the hosted page"));
        for (method, path) in [("GET", "/"), ("PATCH", "/v1/accounts/1"), ("POST", "/v1/nowhere")] {
            assert_eq!(describe(method, path), None, "{method} {path}");
        }
    }
}
