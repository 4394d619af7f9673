//! The tenant's key and what it signs, by Zuora's library.

use crate::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, pkcs8::EncodePublicKey as _, rand_core::OsRng,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use std::time::{SystemTime, UNIX_EPOCH};

/// As its owner typed it. Zuora's library signs it in lower case, with its query.
pub const CALLBACK_PATH: &str = "/Shop/Payment/Callback.jsp?Kind=Card";
const TENANT_ID: &str = "10001";
const PAGE_ID: &str = "2c92c0f85a4db0c5015a4db0c5000001";
const MINUTE: u128 = 60_000;

/// How the tenant differs from what the site expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviation {
    None,
    /// The message is an object whose values are all texts. This site once took that for Zuora's way.
    Texts,
    /// The frame shows something, and never sends a message.
    Silent,
    /// The request for a signature is answered with a token and no signature.
    NullSignature,
    /// Every submission ends with this code.
    Refused(&'static str),
    /// The callback has the basic signature, although the page was opened for the advanced one.
    Basic,
    /// The callback is signed for another Callback Path.
    OtherPath,
    /// The callback is signed for another session's page.
    OtherSession,
    /// The callback was signed some minutes ago.
    Late,
    /// The callback is the previous one.
    Replay,
    /// The callback is about another card than the signed one.
    OtherCard,
}

#[derive(Debug)]
pub struct Signer(RsaPrivateKey);

impl Signer {
    pub fn new() -> Result<Self> {
        Ok(Self(RsaPrivateKey::new(&mut OsRng, 2048)?))
    }

    /// As Zuora's reply has it: base64 of the SPKI.
    pub fn public_key(&self) -> String {
        let der = RsaPublicKey::from(&self.0).to_public_key_der();
        der.map(|der| STANDARD.encode(der.as_bytes())).unwrap_or_default()
    }

    /// The signature with which the page can be opened.
    pub fn request_signature(&self, path: &str, token: &str, fields: &Value) -> String {
        let page_id = fields["pageId"].as_str().unwrap_or_default();
        let (path, now) = (path.to_lowercase(), millis().to_string());
        self.encrypt(&[&*path, TENANT_ID, token, &now, page_id].join("#"))
    }

    /// The message about a saved card.
    pub fn callback(
        &self,
        deviation: Deviation,
        token: &str,
        passthrough: &str,
        id: &str,
    ) -> Value {
        let path = match deviation {
            Deviation::OtherPath => "/another/callback".to_owned(),
            _ => CALLBACK_PATH.to_lowercase(),
        };
        let time = match deviation {
            Deviation::Late => millis() - 6 * MINUTE,
            _ => millis(),
        };
        let time = time.to_string();
        let passthrough = match deviation {
            Deviation::OtherSession => passthrough.chars().rev().collect(),
            _ => passthrough.to_owned(),
        };
        let mut callback = json!({
            "success": true, "responseFrom": "Response_From_Submit_Page", "tenantId": TENANT_ID,
            "token": token, "field_passthrough1": passthrough,
        });
        if deviation == Deviation::Basic {
            let text = [&*path, TENANT_ID, token, &time, PAGE_ID].join("#");
            callback["signature"] = percent_encoded(&self.encrypt(&text)).into();
            callback["refId"] = id.into();
            return callback;
        }
        let parts =
            [&*path, TENANT_ID, token, &time, PAGE_ID, "", &*passthrough, "", "", "", "", id];
        if deviation == Deviation::Texts {
            callback["success"] = "true".into();
        }
        let named = if deviation == Deviation::OtherCard { PAGE_ID } else { id };
        callback["signature"] = percent_encoded(&self.sign(&parts.join("#"))).into();
        callback["timestamp"] = time.into();
        callback["pageId"] = percent_encoded(&self.encrypt(PAGE_ID)).into();
        callback["refId"] = percent_encoded(&self.encrypt(named)).into();
        callback
    }

    /// "Encrypted with the private key": PKCS #1 padding of type 1 around the text itself.
    fn encrypt(&self, text: &str) -> String {
        let encrypted = self.0.sign(Pkcs1v15Sign::new_unprefixed(), text.as_bytes());
        encrypted.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default()
    }

    /// `SHA512withRSA`.
    fn sign(&self, text: &str) -> String {
        let sha512 =
            *b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";
        let scheme = Pkcs1v15Sign { hash_len: Some(64), prefix: Box::new(sha512) };
        let signature = self.0.sign(scheme, &Sha512::digest(text));
        signature.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default()
    }
}

fn percent_encoded(base64: &str) -> String {
    base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

fn millis() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}
