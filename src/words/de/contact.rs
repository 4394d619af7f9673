//! German: how to get in touch.

use crate::words::ContactWords;

pub static CONTACT: ContactWords =
    ContactWords { label: "Kontakt:", contact_us: "kontaktieren sie uns" };
