//! German: how to correct the fields of a card.

use crate::card::{
    CardFault, CardField, ExpiryError, HolderError, NumberError, SecurityCodeError, TextFault,
};

pub fn card_fault(fault: CardFault) -> &'static str {
    match fault {
        CardFault::Number(error) => match error {
            NumberError::Empty => "Geben Sie eine Kartennummer ein",
            NumberError::NotDigits => "Die Kartennummer darf nur aus Ziffern bestehen",
            NumberError::UnknownBrand => {
                "Die Kartennummer muss von Visa, Mastercard, American Express, Discover, Diners Club oder JCB sein"
            }
            NumberError::TooShort => "Die Kartennummer ist zu kurz",
            NumberError::TooLong => "Die Kartennummer ist zu lang",
            NumberError::Mistyped => "Prüfen Sie die Kartennummer: Eine Ziffer stimmt nicht",
        },
        CardFault::Expiry(error) => match error {
            ExpiryError::Empty => "Geben Sie ein, bis wann die Karte gültig ist",
            ExpiryError::Month => "Der Monat muss eine Zahl von 1 bis 12 sein",
            ExpiryError::Year => "Das Jahr muss zwei oder vier Ziffern haben",
            ExpiryError::Past => "„Gültig bis“ muss in der Zukunft liegen",
            ExpiryError::TooFar => "Prüfen Sie das Jahr: Es liegt zu weit in der Zukunft",
        },
        CardFault::Holder(error) => match error {
            HolderError::Empty => "Geben Sie den Namen auf der Karte ein",
            HolderError::TooLong => "Der Name auf der Karte darf höchstens 50 Zeichen haben",
            HolderError::Unsupported => {
                "Entfernen Sie Emojis und ähnliche Zeichen: Zuora kann sie nicht speichern"
            }
            HolderError::HoldsCardNumber => {
                "Der Name auf der Karte enthält eine Kartennummer: Geben Sie den Namen so ein, wie er auf der Karte steht"
            }
            HolderError::IsSecurityCode => {
                "Der Name auf der Karte enthält eine Kartenprüfnummer: Geben Sie den Namen so ein, wie er auf der Karte steht"
            }
        },
        CardFault::SecurityCode(error) => match error {
            SecurityCodeError::Empty => "Geben Sie die Kartenprüfnummer ein",
            SecurityCodeError::ThreeOrFour => "Die Kartenprüfnummer muss 3 oder 4 Ziffern haben",
            SecurityCodeError::Length(4) => {
                "Die Kartenprüfnummer muss aus den 4 Ziffern auf der Vorderseite der Karte bestehen"
            }
            SecurityCodeError::Length(_) => {
                "Die Kartenprüfnummer muss aus den 3 Ziffern auf der Rückseite der Karte bestehen"
            }
        },
        CardFault::Country => "Wählen Sie Ihr Land",
        CardFault::PostalCode(error) => match error {
            TextFault::Empty => "Geben Sie Ihre Postleitzahl ein",
            TextFault::TooLong => "Die Postleitzahl darf höchstens 20 Zeichen haben",
            TextFault::Unsupported => {
                "Die Postleitzahl darf keine Emojis oder ähnliche Zeichen haben: Zuora kann sie nicht speichern"
            }
            TextFault::HoldsCardNumber => {
                "Die Postleitzahl enthält eine Kartennummer: Geben Sie die Postleitzahl Ihrer Rechnungsanschrift ein"
            }
        },
        CardFault::Refused(field) => match field {
            CardField::Number => "Prüfen Sie die Kartennummer: Zuora hat sie nicht angenommen",
            CardField::Expiry => "Prüfen Sie „Gültig bis“: Zuora hat es nicht angenommen",
            CardField::Holder => {
                "Prüfen Sie den Namen auf der Karte: Zuora hat ihn nicht angenommen"
            }
            CardField::SecurityCode => {
                "Prüfen Sie die Kartenprüfnummer: Zuora hat sie nicht angenommen"
            }
            CardField::Country => "Prüfen Sie Ihr Land: Zuora hat es nicht angenommen",
            CardField::PostalCode => "Prüfen Sie Ihre Postleitzahl: Zuora hat sie nicht angenommen",
        },
    }
}
