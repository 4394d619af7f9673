//! What a card's request says beside the card: the stored credential profile, and other details that
//! are kept and read back.

use crate::sandbox::fields::FieldReader;

/// Details by the names under which they are read back.
pub type PaymentDetails = Vec<(&'static str, String)>;

/// Reads the fields of a stored credential profile (Zuora: `mit…`), which every operation has that
/// creates a card.
pub fn read_stored_credential(fields: &mut FieldReader<'_>) -> PaymentDetails {
    let action = fields.one_of("mitProfileAction", &["Activate", "Persist"]);
    let kind = fields.one_of("mitProfileType", &["Recurring", "Unscheduled"]);
    let source = fields.one_of("mitConsentAgreementSrc", &["External"]);
    let reference = fields.text("mitConsentAgreementRef", 128);
    let transaction = fields.text("mitNetworkTransactionId", 128);
    let agreed_on = fields.text("mitProfileAgreedOn", 10);
    if agreed_on.is_some_and(|date| !is_date(date)) {
        fields.report_wrong("'mitProfileAgreedOn' must be a date in the form yyyy-mm-dd");
    }
    // Zuora: without an action, the reference is not applicable. Zuora says too that it makes a
    // profile by itself then, but its samples of such cards have none.
    let Some(action) = action else { return PaymentDetails::new() };
    // Zuora: "Required if you set the mitProfileAction field."
    fields.required("mitProfileType", kind);
    fields.required("mitConsentAgreementSrc", source);
    [
        ("mitProfileAction", Some(action)),
        ("mitProfileType", kind),
        ("mitConsentAgreementSrc", source),
        ("mitConsentAgreementRef", reference),
        ("mitProfileAgreedOn", agreed_on),
        // Zuora: only applicable with `Persist`.
        ("mitTransactionId", transaction.filter(|_| action == "Persist")),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, text?.to_owned())))
    .collect()
}

/// Reads the fields that only the current *Create a payment method* has, and the `paymentMethod` of
/// *Create account*. Inferred: Zuora publishes of the latter's schema only the name, which is the
/// former's.
pub fn read_current(fields: &mut FieldReader<'_>) -> PaymentDetails {
    // Zuora has many types. The sandbox has cards only.
    let kind = fields.one_of("type", &["CreditCard"]);
    fields.required("type", kind);
    for flag in ["skipValidation", "checkDuplicated", "tokenize"] {
        fields.flag(flag);
    }
    let address = fields.text("ipAddress", 45);
    let identity = fields.text("identityNumber", 256);
    fields.text("paymentMethodNumber", 32);
    fields.text("paymentGatewayNumber", 40);
    fields.text("cryptogram", 50);
    fields.ignore(&[
        "accountHolderInfo",
        "authGateway",
        "currencyCode",
        "gatewayOptions",
        "mandateInfo",
        "processingOptions",
        "screeningAmount",
    ]);
    let mut details = read_stored_credential(fields);
    details.extend(address.map(|text| ("ipAddress", text.to_owned())));
    details.extend(identity.map(|text| ("identityNumber", text.to_owned())));
    details
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
