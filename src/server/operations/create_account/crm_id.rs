//! The value that an account to be created gets as its `crmId`: one for every attempt, so that it
//! finds the account of that attempt and no other, and a code of the session's over it.

use crate::server::operations::context::RequestContext;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::RngExt as _;

/// What the session's code is for.
const PURPOSE: &str = "account";
/// 128 bits are never drawn twice.
const NONCE_BYTES: usize = 16;
/// Between the two parts. Base64 does not have it.
const SEPARATOR: char = '.';

/// A new value: a random text, a dot and the code, 45 characters (Zuora: at most 100).
pub fn issue(context: &RequestContext) -> String {
    let nonce = URL_SAFE_NO_PAD.encode(rand::rng().random::<[u8; NONCE_BYTES]>());
    let code = context.session_mac(PURPOSE, &nonce);
    format!("{nonce}{SEPARATOR}{code}")
}

/// Whether this session has handed it out. Then it has only letters, digits, `-`, `_` and the dot,
/// whoever sends it.
pub fn is_own(context: &RequestContext, crm_id: &str) -> bool {
    crm_id.split_once(SEPARATOR).is_some_and(|(nonce, code)| context.verifies(code, PURPOSE, nonce))
}
