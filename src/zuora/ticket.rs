//! The ticket: a signature and token for one call of one operation (Zuora: "a token that is like a
//! ticket").

use super::{Bound, Fields, FromFields, Operation};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use std::fmt;

/// Longer than any signature or token: the signature of an RSA key of 8192 bits has 1368
/// characters.
const MAX_CREDENTIAL_LENGTH: usize = 2048;

/// Whether a text can be a signature or a token. Both travel in a header: not empty, not absurdly
/// long, visible ASCII only.
pub fn is_credential(text: &str) -> bool {
    (1..=MAX_CREDENTIAL_LENGTH).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A signature and token for one call of `Op`, with the value that Zuora bound to them.
///
/// It cannot be cloned, is consumed by [`redeem`](Self::redeem), does not let its bound value be
/// changed, and fits no other operation. So Zuora's rules hold where the code compiles. Each of the
/// three examples that follow fails on its last line; without that line it compiles.
///
/// *A token can only be used once:*
/// ```
/// use zuora_cors_sample::zuora::{CreatePaymentMethod, Ticket};
/// fn save(ticket: Ticket<CreatePaymentMethod>) {
///     let first = ticket.redeem();
/// }
/// ```
/// ```compile_fail,E0382
/// use zuora_cors_sample::zuora::{CreatePaymentMethod, Ticket};
/// fn save(ticket: Ticket<CreatePaymentMethod>) {
///     let first = ticket.redeem();
///     let second = ticket.redeem();
/// }
/// ```
/// *The account signed for is the account sent:*
/// ```
/// use zuora_cors_sample::zuora::{AccountKey, CreatePaymentMethod, Ticket};
/// fn for_another(mut ticket: Ticket<CreatePaymentMethod>, other: AccountKey) {
///     let account = ticket.bound();
/// }
/// ```
/// ```compile_fail,E0616
/// use zuora_cors_sample::zuora::{AccountKey, CreatePaymentMethod, Ticket};
/// fn for_another(mut ticket: Ticket<CreatePaymentMethod>, other: AccountKey) {
///     let account = ticket.bound();
///     ticket.bound = other;
/// }
/// ```
/// *One operation per signature:*
/// ```
/// use zuora_cors_sample::zuora::{CreatePaymentMethod, Operation, Ticket};
/// fn call<Op: Operation>(ticket: Ticket<Op>) {}
/// fn save<Other: Operation>(ticket: Ticket<CreatePaymentMethod>, other: Ticket<Other>) {
///     call::<CreatePaymentMethod>(ticket);
/// }
/// ```
/// ```compile_fail,E0308
/// use zuora_cors_sample::zuora::{CreatePaymentMethod, Operation, Ticket};
/// fn call<Op: Operation>(ticket: Ticket<Op>) {}
/// fn save<Other: Operation>(ticket: Ticket<CreatePaymentMethod>, other: Ticket<Other>) {
///     call::<CreatePaymentMethod>(ticket);
///     call::<CreatePaymentMethod>(other);
/// }
/// ```
pub struct Ticket<Op: Operation> {
    signature: String,
    token: String,
    uri: String,
    bound: Op::Bound,
}

/// A redeemed ticket: what the request is made of. It has no `Debug`, because it is the secret
/// itself.
pub struct Redeemed<Bound> {
    pub uri: String,
    /// The header `signature`.
    pub signature: String,
    /// The header `token`.
    pub token: String,
    /// The bound value, a field of the body.
    pub bound: Bound,
}

impl<Op: Operation> Ticket<Op> {
    /// The ticket for what Zuora signed: `uri` is the one sent to the HMAC API, and `bound` the
    /// value sent with it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(signature: String, token: String, uri: String, bound: Op::Bound) -> Self {
        Self { signature, token, uri, bound }
    }

    /// The value that Zuora bound to the signature.
    pub fn bound(&self) -> &Op::Bound {
        &self.bound
    }

    /// The address that Zuora signed.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Consumes the ticket for its one call.
    pub fn redeem(self) -> Redeemed<Op::Bound> {
        Redeemed { uri: self.uri, signature: self.signature, token: self.token, bound: self.bound }
    }
}

impl<Op: Operation> Serialize for Ticket<Op> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("signature", &self.signature)?;
        fields.serialize_entry("token", &self.token)?;
        fields.serialize_entry("method", &Op::METHOD)?;
        fields.serialize_entry("uri", &self.uri)?;
        if let Some(bound) = Op::Bound::FIELD {
            fields.serialize_entry(bound, self.bound.value())?;
        }
        fields.end()
    }
}

impl<Op: Operation> FromFields for Ticket<Op> {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let uri = json.text("uri")?;
        let bound = match Op::Bound::FIELD {
            Some(bound) => json.text(bound)?,
            // The last segment of the URI.
            None => uri.rsplit('/').next()?.to_owned(),
        };
        Some(Self {
            signature: json.text("signature")?,
            token: json.text("token")?,
            uri,
            bound: bound.into(),
        })
    }
}

/// Shows what the ticket is for, and never the signature or the token.
impl<Op: Operation> fmt::Debug for Ticket<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} {} for {})", Op::METHOD.as_str(), self.uri, self.bound.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zuora::{AccountKey, CreatePaymentMethod};

    fn ticket() -> Ticket<CreatePaymentMethod> {
        Ticket::new(
            "c2lnbg==".into(),
            "tok3n".into(),
            "https://rest.test.zuora.com/v1/payment-methods/credit-cards".into(),
            AccountKey::from("A00000001".to_owned()),
        )
    }

    #[test]
    fn travels_as_the_documented_json() {
        let json = serde_json::to_value(ticket()).expect("a ticket is JSON");
        let documented = serde_json::json!({
            "signature": "c2lnbg==",
            "token": "tok3n",
            "method": "POST",
            "uri": "https://rest.test.zuora.com/v1/payment-methods/credit-cards",
            "accountKey": "A00000001",
        });
        assert_eq!(json, documented);
        let back = Ticket::<CreatePaymentMethod>::from_fields(&json).expect("and back");
        assert_eq!(back.bound(), &AccountKey::from("A00000001".to_owned()));
    }

    #[test]
    fn a_credential_is_visible_ascii_of_a_sane_length() {
        for text in [
            "a",
            "c2lnbg==",
            "tok3n",
            "eyJhbGciOiJIUzI1NiJ9.e30.x_y-z",
            &"x".repeat(MAX_CREDENTIAL_LENGTH),
        ] {
            assert!(is_credential(text), "{text}");
        }
        for text in [
            "",
            " ",
            "a b",
            "a\n",
            "a\r\nx: y",
            "\0",
            "a\u{7f}",
            "é",
            "\u{200b}",
            &"x".repeat(MAX_CREDENTIAL_LENGTH + 1),
        ] {
            assert!(!is_credential(text), "{text:?}");
        }
    }

    #[test]
    fn debug_shows_neither_signature_nor_token() {
        let shown = format!("{:?}", ticket());
        assert!(!shown.contains("c2lnbg") && !shown.contains("tok3n"), "{shown}");
    }
}
