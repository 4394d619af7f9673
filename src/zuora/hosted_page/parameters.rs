//! The parameters that a hosted page is opened with.

/// The parameters of our choice, by their names in the page's address (Zuora: "Client Parameters
/// for Payment Pages 2.0").
///
/// Zuora recommends that tenants switch on "Validate Client-Side HPM Parameters". Then each of them
/// must also be in the request for the signature, so there is one list for both.
pub fn client_parameters<'a>(
    locale: &'a str,
    passthrough: &'a str,
) -> [(&'static str, &'a str); 5] {
    [
        ("field_passthrough1", passthrough),
        ("locale", locale),
        ("signatureType", "advanced"),
        ("style", "inline"),
        ("submitEnabled", "true"),
    ]
}

/// The name of a parameter in the request for the signature (Zuora: without `field_`).
pub fn name_when_signed(name: &str) -> &str {
    name.strip_prefix("field_").unwrap_or(name)
}

/// What Zuora's own script puts into the address of every page. Recorded: the page sends `host` back
/// with the form. Inferred: it is how the frame knows its parent, and what Zuora compares with the
/// Hosted Domain.
pub fn script_parameters(page_url: &str) -> [(&'static str, &str); 4] {
    [
        ("method", "requestPage"),
        ("host", page_url),
        ("fromHostedPage", "true"),
        ("jsVersion", SCRIPT_VERSION),
    ]
}

/// Zuora: the lowest version of its script that it supports. This site does not load that script,
/// and speaks with the frame as this version does.
const SCRIPT_VERSION: &str = "1.3.1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_fit_into_zuoras_signature() {
        // A key of 2048 bits signs 245 bytes, of which the fixed parts take 115 in Zuora's published
        // sample. Zuora: with too many or too long parameters, the signature is null.
        let passthrough = "x".repeat(32);
        let parameters = client_parameters("en_US", &passthrough);
        let bytes: usize = parameters
            .iter()
            .map(|(name, value)| name_when_signed(name).len() + value.len() + 2)
            .sum();
        assert!(115 + bytes <= 245, "{bytes}");
    }
}
