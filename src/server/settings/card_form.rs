//! What the card form asks for beside the card.

use crate::server::settings::{
    reader::Reader,
    setting::{DefaultValue, Setting},
    values::Checked,
};

pub const CARD_FORM_ADDRESS: Setting = Setting {
    variable: "CARD_FORM_ADDRESS",
    default: DefaultValue::Text("optional"),
    meaning: "`off`, `optional` or `required`: country and postal code on the page \"Add a credit \
              card\". Your payment gateway decides what it needs. Zuora has the gateway compare \
              either what the form sends or the address of the account, never both: with `off` the \
              name may stay empty too, and then the account's name and address count; with \
              `optional` a name without an address hides the account's address from the gateway.",
    where_to_find: None,
    example: Some("required"),
    secret_file: None,
};

/// Whether the card form asks for country and postal code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardFormAddress {
    /// It does not, and it does not require a name either.
    Off,
    #[default]
    Optional,
    Required,
}

impl CardFormAddress {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        reader.parse(&CARD_FORM_ADDRESS, card_form_address)
    }
}

fn card_form_address(text: &str) -> Checked<CardFormAddress> {
    match text {
        "off" => Ok(CardFormAddress::Off),
        "optional" => Ok(CardFormAddress::Optional),
        "required" => Ok(CardFormAddress::Required),
        _ => Err("must be off, optional or required".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::{Settings, Source};

    /// Of the tests' own settings, or what is wrong with them.
    fn read(values: &[(&str, &str)]) -> Result<CardFormAddress, String> {
        let tenant = [
            ("ZUORA_BASE_URL", "https://rest.test.zuora.com"),
            ("ZUORA_CLIENT_ID", "00000000-0000-0000-0000-000000000000"),
            ("ZUORA_CLIENT_SECRET", "secret"),
            ("ZUORA_ACCOUNT_KEY", "A00000001"),
        ];
        let settings = Settings::read(Source::new(&[&tenant, values].concat()));
        settings.map(|settings| settings.card_form_address).map_err(|faults| faults.to_string())
    }

    // Without the demonstration there are no customers, so no settings are right.
    #[cfg(feature = "demo")]
    #[test]
    fn there_are_three_values_and_a_default() {
        for (values, expected) in [
            (&[][..], CardFormAddress::Optional),
            (&[("CARD_FORM_ADDRESS", "off")], CardFormAddress::Off),
            (&[("CARD_FORM_ADDRESS", " optional ")], CardFormAddress::Optional),
            (&[("CARD_FORM_ADDRESS", "required")], CardFormAddress::Required),
        ] {
            assert_eq!(read(values), Ok(expected), "{values:?}");
        }
    }

    #[test]
    fn any_other_value_is_a_fault() {
        for value in ["on", "Required", "true", "off,optional"] {
            let problem = read(&[("CARD_FORM_ADDRESS", value)]).expect_err(value);
            assert!(problem.contains("must be off, optional or required"), "{problem}");
        }
    }
}
