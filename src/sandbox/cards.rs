//! Reads and saves the card in a request. The field names depend on the operation.

use crate::sandbox::{
    countries::check_address,
    error_reply::ErrorReply,
    fields::FieldReader,
    payment_details::PaymentDetails,
    records::PaymentMethod,
    reply::new_id,
    tenant::TenantData,
    test_cards::{CardBehaviour, find_test_card},
};
use std::time::Duration;
use tokio::time::sleep;

/// Zuora: the brands.
const CARD_TYPES: [&str; 6] =
    ["Visa", "MasterCard", "AmericanExpress", "Discover", "JCB", "Diners"];
const SLOW_CARD_DELAY: Duration = Duration::from_secs(5);

/// A card from a request. It holds only what may be stored: no full number and no security code.
pub struct NewCard {
    card_type: &'static str,
    masked_number: String,
    expiration_month: u16,
    expiration_year: u16,
    holder: Vec<(&'static str, String)>,
    details: PaymentDetails,
    behaviour: CardBehaviour,
}

/// How an operation names brand and number. The older operation has its own names.
#[derive(Clone, Copy)]
pub enum CardFieldNames {
    /// `creditCardType`, `creditCardNumber`
    Older,
    /// `cardType`, `cardNumber`
    Current,
}

/// Which of the holder's fields an operation requires.
#[derive(Clone, Copy)]
pub enum HolderFields {
    /// None.
    Optional,
    /// The name.
    Required,
    /// The name and the address.
    WithAddress,
}

impl CardFieldNames {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Older => ("creditCardType", "creditCardNumber"),
            Self::Current => ("cardType", "cardNumber"),
        }
    }
}

pub fn read(
    fields: &mut FieldReader<'_>,
    field_names: CardFieldNames,
    holder: HolderFields,
) -> Option<NewCard> {
    let (type_name, number_name) = field_names.names();
    let card_type = fields.one_of(type_name, &CARD_TYPES);
    let card_type = fields.required(type_name, card_type);
    let number = fields.text(number_name, 16);
    let number = fields.required(number_name, number);
    let month = fields.whole("expirationMonth", 1..=12);
    let month = fields.required("expirationMonth", month);
    let year = fields.whole("expirationYear", 0..=9999);
    let year = fields.required("expirationYear", year);
    if year.is_some_and(|year| (100..1000).contains(&year)) {
        fields.report_wrong("'expirationYear' value should be a year of four digits");
    }
    // Zuora does not keep the security code either.
    fields.text("securityCode", 4);
    let required = match holder {
        HolderFields::WithAddress => {
            ["cardHolderName", "addressLine1", "city", "state", "country", "zipCode"].as_slice()
        }
        HolderFields::Optional | HolderFields::Required => &["cardHolderName"],
    };
    let given = fields.object("cardHolderInfo", |info| read_holder(info, required));
    let holder = match holder {
        // Zuora: without this object, the bill-to contact is the holder.
        HolderFields::Optional => Some(given.unwrap_or_default()),
        HolderFields::Required | HolderFields::WithAddress => {
            fields.required("cardHolderInfo", given)
        }
    };
    let test_card = number.and_then(find_test_card);
    if let (Some(given), Some((brand, _))) = (card_type, test_card)
        && given != brand
    {
        // Inferred: Zuora does not say whether it compares the two.
        fields.report_wrong(format!("'{type_name}' does not match '{number_name}'"));
        return None;
    }
    let (card_type, behaviour) = test_card?;
    Some(NewCard {
        card_type,
        masked_number: mask(number?),
        expiration_month: month?,
        // Recorded: a year of two digits is in this century.
        expiration_year: year.map(|year| if year < 100 { 2000 + year } else { year })?,
        holder: holder?,
        details: PaymentDetails::new(),
        behaviour,
    })
}

/// Zuora: the holder's fields, with their lengths in characters.
pub const HOLDER_LIMITS: [(&str, usize); 9] = [
    ("cardHolderName", 50),
    ("addressLine1", 255),
    ("addressLine2", 255),
    ("city", 40),
    ("state", 50),
    ("zipCode", 20),
    ("country", 64),
    ("email", 80),
    ("phone", 40),
];

fn read_holder(
    info: &mut FieldReader<'_>,
    required: &[&str],
) -> Option<Vec<(&'static str, String)>> {
    let mut holder = Vec::new();
    let mut missing = false;
    for (field, max) in HOLDER_LIMITS {
        let is_required = required.contains(&field);
        let text = if is_required { info.required_text(field, max) } else { info.text(field, max) };
        missing |= is_required && text.is_none();
        holder.extend(text.map(|text| (field, text.to_owned())));
    }
    check_address(info, &mut holder);
    (!missing).then_some(holder)
}

/// Zuora: twelve asterisks and the last four digits. Inferred for numbers of another length: one
/// asterisk for each hidden digit.
fn mask(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    "*".repeat(hidden) + &number[hidden..]
}

impl NewCard {
    pub fn with_details(self, details: PaymentDetails) -> Self {
        Self { details, ..self }
    }

    /// The holder's fields, when the request has a holder.
    pub fn holder(&self) -> Option<&[(&'static str, String)]> {
        // A holder has a name, at the least.
        (!self.holder.is_empty()).then_some(self.holder.as_slice())
    }

    /// Verifies the card with the gateway, which is slow for some cards.
    ///
    /// # Errors
    /// When the gateway declines the card or fails.
    pub async fn verify(self) -> Result<Self, ErrorReply> {
        match self.behaviour {
            CardBehaviour::Approved => Ok(self),
            CardBehaviour::Slow => {
                sleep(SLOW_CARD_DELAY).await;
                Ok(self)
            }
            CardBehaviour::Declined(message) => Err(ErrorReply::new(50_000_099, message)),
            CardBehaviour::Broken => Err(ErrorReply::new(
                50_000_060,
                "An internal error occurred while the card was verified.",
            )),
        }
    }

    /// Saves the card for an account, or without one as an orphan. Returns its id.
    pub fn save(self, tenant: &mut TenantData, account_id: Option<String>) -> String {
        let (id, now) = (new_id(), tenant.clock.timestamp());
        tenant.payment_methods.push(PaymentMethod {
            id: id.clone(),
            account_id,
            card_type: self.card_type,
            masked_number: self.masked_number,
            expiration_month: self.expiration_month,
            expiration_year: self.expiration_year,
            holder: self.holder,
            details: self.details,
            status: "Active",
            since: tenant.clock.now(),
            created: now.clone(),
            updated: now,
        });
        id
    }
}
