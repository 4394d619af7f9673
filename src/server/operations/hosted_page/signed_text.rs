//! The text that Zuora signs for a callback (the advanced signature, `SHA512withRSA`). Zuora's
//! library and its documentation differ in it, and no tenant has been seen yet, so each reading is
//! tried. The log says which one fits.

use crate::server::zuora_client::tenant_keys::TenantKey;

/// Zuora: there are five places for pass-through parameters. Ours is in the first.
const MAX_PASSTHROUGHS: usize = 5;

/// What is signed. All of it is ours or has come with the callback; none of it contains a `#`.
pub struct SignedParts<'a> {
    pub page_id: &'a str,
    pub token: &'a str,
    pub timestamp: &'a str,
    pub passthrough: &'a str,
    /// The id of the payment method.
    pub payment_method: &'a str,
    /// The same, as it came: encrypted, in base64.
    pub ref_id: &'a str,
}

/// How the parts are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Zuora's library: path, tenant, token, timestamp, page. `refId` is decrypted.
    Library,
    /// Zuora's documentation, "Validate the Advanced Digital Signature": path, tenant, page, token,
    /// timestamp. *Inferred*: `refId` is decrypted, as in the library.
    Documentation,
    /// The same list, with "encrypted Payment Method ID" as its prose says.
    DocumentationEncrypted,
}

impl Reading {
    /// In the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Library, Self::Documentation, Self::DocumentationEncrypted];

    /// The name in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "Zuora's library",
            Self::Documentation => "Zuora's documentation",
            Self::DocumentationEncrypted => "Zuora's documentation, refId encrypted",
        }
    }

    /// One text cannot be two readings of different parts: a page's id of 32 digits, which would
    /// have to be read as a timestamp, is none of our time.
    pub fn text(self, path: &str, tenant_id: &str, parts: &SignedParts) -> String {
        let SignedParts { page_id, token, timestamp, passthrough, payment_method, ref_id } = *parts;
        let (order, payment_method) = match self {
            Self::Library => ([token, timestamp, page_id], payment_method),
            Self::Documentation => ([page_id, token, timestamp], payment_method),
            Self::DocumentationEncrypted => ([page_id, token, timestamp], ref_id),
        };
        // Only successes are brought to the server, so there is no error code.
        let mut text = vec![path, tenant_id];
        text.extend(order);
        text.extend(["", passthrough]);
        text.extend([""; MAX_PASSTHROUGHS - 1]);
        text.push(payment_method);
        text.join("#")
    }
}

/// The path and the reading that this signature fits, by their names.
pub fn find_fitting(
    tenant: &TenantKey,
    paths: &[(&'static str, String)],
    parts: &SignedParts,
    signature: &[u8],
) -> Option<(&'static str, Reading)> {
    let candidates =
        paths.iter().flat_map(|path| Reading::ALL.into_iter().map(move |reading| (path, reading)));
    let mut fitting = candidates.filter(|((_, path), reading)| {
        tenant.key.verifies(&reading.text(path, &tenant.tenant_id, parts), signature)
    });
    fitting.next().map(|((name, _), reading)| (*name, reading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t25_each_reading_has_the_parts_of_its_source_in_their_order() {
        let parts = SignedParts {
            page_id: "PAGE",
            token: "TOKEN",
            timestamp: "TIME",
            passthrough: "OURS",
            payment_method: "METHOD",
            ref_id: "REFID",
        };
        let texts = Reading::ALL.map(|reading| reading.text("/path", "TENANT", &parts));
        assert_eq!(
            texts,
            [
                "/path#TENANT#TOKEN#TIME#PAGE##OURS#####METHOD",
                "/path#TENANT#PAGE#TOKEN#TIME##OURS#####METHOD",
                "/path#TENANT#PAGE#TOKEN#TIME##OURS#####REFID",
            ]
        );
    }
}
