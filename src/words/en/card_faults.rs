//! English: how to correct the fields of a card.

use crate::card::{
    CardFault, CardField, ExpiryError, HolderError, NumberError, SecurityCodeError, TextFault,
};

pub fn card_fault(fault: CardFault) -> &'static str {
    match fault {
        CardFault::Number(error) => match error {
            NumberError::Empty => "Enter a card number",
            NumberError::NotDigits => "Card number must be digits only",
            NumberError::UnknownBrand => {
                "Card number must be from a Visa, Mastercard, American Express, Discover, Diners Club or JCB card"
            }
            NumberError::TooShort => "Card number is too short",
            NumberError::TooLong => "Card number is too long",
            NumberError::Mistyped => "Check the card number: a digit is wrong",
        },
        CardFault::Expiry(error) => match error {
            ExpiryError::Empty => "Enter an expiry date",
            ExpiryError::Month => "Expiry month must be a number from 1 to 12",
            ExpiryError::Year => "Expiry year must have two or four digits",
            ExpiryError::Past => "Expiry date must be in the future",
            ExpiryError::TooFar => "Check the expiry year: it is too far in the future",
        },
        CardFault::Holder(error) => match error {
            HolderError::Empty => "Enter the name on the card",
            HolderError::TooLong => "Name on card must have 50 characters or fewer",
            HolderError::Unsupported => {
                "Remove emoji and similar characters: Zuora cannot store them"
            }
            HolderError::HoldsCardNumber => {
                "Name on card contains a card number: enter the name as printed on the card"
            }
            HolderError::IsSecurityCode => {
                "Name on card contains a security code: enter the name as printed on the card"
            }
        },
        CardFault::SecurityCode(error) => match error {
            SecurityCodeError::Empty => "Enter the card security code",
            SecurityCodeError::ThreeOrFour => "Card security code must be 3 or 4 digits",
            SecurityCodeError::Length(4) => {
                "Card security code must be the 4 digits on the front of the card"
            }
            SecurityCodeError::Length(_) => {
                "Card security code must be the 3 digits on the back of the card"
            }
        },
        CardFault::Country => "Choose your country",
        CardFault::PostalCode(error) => match error {
            TextFault::Empty => "Enter your postal code",
            TextFault::TooLong => "Postal code must have 20 characters or fewer",
            TextFault::Unsupported => {
                "Postal code must not have emoji or similar characters: Zuora cannot store them"
            }
            TextFault::HoldsCardNumber => {
                "Postal code contains a card number: enter the postal code of your billing address"
            }
        },
        CardFault::Refused(field) => match field {
            CardField::Number => "Check the card number: Zuora did not accept it",
            CardField::Expiry => "Check the expiry date: Zuora did not accept it",
            CardField::Holder => "Check the name on the card: Zuora did not accept it",
            CardField::SecurityCode => "Check the card security code: Zuora did not accept it",
            CardField::Country => "Check your country: Zuora did not accept it",
            CardField::PostalCode => "Check your postal code: Zuora did not accept it",
        },
    }
}
