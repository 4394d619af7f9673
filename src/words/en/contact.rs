//! English: how to get in touch.

use crate::words::ContactWords;

pub static CONTACT: ContactWords = ContactWords { label: "Contact:", contact_us: "contact us" };
