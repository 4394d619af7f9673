//! The contacts of an account: read from a request, and read back.

use crate::sandbox::{
    countries::check_address, fields::FieldReader, records::Contact, reply::new_id,
};
use serde_json::Value;

/// Zuora: a contact's fields and their limits.
const CONTACT_FIELDS: [(&str, usize); 20] = [
    ("address1", 255),
    ("address2", 255),
    ("city", 100),
    ("contactDescription", 100),
    ("country", 64),
    ("county", 100),
    ("fax", 40),
    ("firstName", 100),
    ("homePhone", 40),
    ("lastName", 100),
    ("mobilePhone", 40),
    ("nickname", 100),
    ("otherPhone", 40),
    ("personalEmail", 80),
    ("state", 100),
    ("taxRegion", 32),
    ("workEmail", 80),
    ("workPhone", 40),
    ("zipCode", 20),
    ("postalCode", 20),
];

pub fn read_contact(contact: &mut FieldReader<'_>) -> Option<Contact> {
    let mut fields = Vec::new();
    let mut named = 0;
    for (field, max) in CONTACT_FIELDS {
        let text = match field {
            "firstName" | "lastName" => contact.required_text(field, max).inspect(|_| named += 1),
            _ => contact.text(field, max),
        };
        fields.extend(text.map(|text| (field, text.to_owned())));
    }
    let other_phone_type = contact.one_of("otherPhoneType", &["Work", "Mobile", "Home", "Other"]);
    fields.extend(other_phone_type.map(|kind| ("otherPhoneType", kind.to_owned())));
    check_address(contact, &mut fields);
    (named == 2).then(|| Contact { id: new_id(), fields })
}

/// Zuora: the keys of a contact that are in every reply. Recorded: null without a value.
const CONTACT_KEYS: [&str; 19] = [
    "address1",
    "address2",
    "city",
    "country",
    "county",
    "fax",
    "firstName",
    "homePhone",
    "lastName",
    "mobilePhone",
    "nickname",
    "otherPhone",
    "otherPhoneType",
    "personalEmail",
    "state",
    "taxRegion",
    "workEmail",
    "workPhone",
    "zipCode",
];

pub fn contact_json(contact: &Contact) -> Value {
    let mut json: Value = CONTACT_KEYS.iter().map(|key| ((*key).to_owned(), Value::Null)).collect();
    for (field, text) in &contact.fields {
        json[*field] = text.as_str().into();
    }
    json["id"] = contact.id.as_str().into();
    json
}
