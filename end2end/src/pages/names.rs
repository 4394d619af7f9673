//! The accessible names of what is on the pages. The English ones are fixed: people outside the
//! repository find elements by them, and so do both suites.

/// What the page "Add a credit card" calls things in one language.
#[derive(Debug)]
pub struct Names {
    /// A language tag, as in `lang`.
    pub language: &'static str,
    pub number: &'static str,
    /// The group of month and year.
    pub expiry: &'static str,
    pub month: &'static str,
    pub year: &'static str,
    pub holder: &'static str,
    pub security_code: &'static str,
    pub country: &'static str,
    pub postal_code: &'static str,
    /// The checkbox that makes the card the default one.
    pub default: &'static str,
    pub save: &'static str,
    /// The heading of success.
    pub saved: &'static str,
    /// The button that shows an empty form after a card was saved.
    pub add_another: &'static str,
    /// The region with the account's cards.
    pub cards: &'static str,
    /// The sentence shown while the call to Zuora is in flight.
    pub sending: &'static str,
    /// The button that opens the flow inspector, and the one in it that holds each call.
    pub show_how: &'static str,
    pub step_by_step: &'static str,
}

pub const ENGLISH: Names = Names {
    language: "en",
    number: "Card number",
    expiry: "Expiry date",
    month: "Month",
    year: "Year",
    holder: "Name on card",
    security_code: "Card security code",
    country: "Country",
    postal_code: "Postal code",
    default: "Make this my default card",
    save: "Save card",
    saved: "Card saved",
    add_another: "Add another card",
    cards: "Your cards",
    sending: "Sending your card to Zuora",
    show_how: "Show how",
    step_by_step: "Step by step",
};

pub const GERMAN: Names = Names {
    language: "de",
    number: "Kartennummer",
    expiry: "Gültig bis",
    month: "Monat",
    year: "Jahr",
    holder: "Name auf der Karte",
    security_code: "Kartenprüfnummer",
    country: "Land",
    postal_code: "Postleitzahl",
    default: "Als Standardkarte verwenden",
    save: "Karte speichern",
    saved: "Karte gespeichert",
    add_another: "Weitere Karte hinzufügen",
    cards: "Ihre Karten",
    sending: "Ihre Karte wird an Zuora gesendet",
    show_how: "Ablauf zeigen",
    step_by_step: "Schritt für Schritt",
};

impl Names {
    /// The five text fields of a card, in the order of [`Card::values`](super::Card::values).
    pub fn card_fields(&self) -> [&'static str; 5] {
        [self.number, self.month, self.year, self.holder, self.security_code]
    }
}

/// The fields of Zuora's form in its frame, in the order of [`Card::values`](super::Card::values).
pub const HOSTED_FIELDS: [&str; 5] =
    ["Card Number", "Expiration Month", "Expiration Year", "Cardholder Name", "CVV"];

/// What a new customer types beside the card.
pub const CUSTOMER: [(&str, &str); 7] = [
    ("Account name", "Cedar & Sons"),
    ("First name", "Ann"),
    ("Last name", "Lee"),
    ("Email", "ann@example.com"),
    ("Address line 1", "1 High Street"),
    ("City", "Leeds"),
    ("State or region (optional)", ""),
];
pub const CREATE_ACCOUNT: &str = "Create account";
pub const ACCOUNT_CREATED: &str = "Account created";

/// The headings of an outcome that is open, and of one that has been found out.
pub const UNKNOWN: &str = "We do not know whether your card was saved";
pub const NOT_SAVED: &str = "Your card was not saved";
/// The region that [`Names::show_how`] opens.
pub const FLOW_INSPECTOR: &str = "Flow inspector";

/// The button that downloads a file.
pub fn download(file: &str) -> String {
    format!("Download {file}")
}
