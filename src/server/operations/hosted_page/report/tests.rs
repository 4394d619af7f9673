//! Which callbacks are believed, with a key of which the tests have the private half.

use super::*;
use crate::server::zuora_client::public_key::{PublicKey, tests::private_key::PrivateKey};

const NOW: Duration = Duration::from_secs(1_790_000_000);
const TIMESTAMP: &str = "1790000000000";
const ID: &str = "2c92c0f855e2b4630155ec9e6a1b6eec";
const PAGE: &str = "4028904a49eff36e0149f43e62cb000e";
const CALLBACK_PATH: &str = "/hosted-page/callback";
const OWN_PATH: &str = "/apps/publichostedpagelite.do";

fn page() -> HostedPage {
    let base_url = "https://rest.test.zuora.com".parse().expect("a URL");
    HostedPage::new(PAGE.into(), Some(CALLBACK_PATH.into()), &base_url)
}

fn tenant(key: &PrivateKey) -> TenantKey {
    let key = PublicKey::from_base64(&key.public()).expect("a key");
    TenantKey { tenant_id: "9".into(), key }
}

/// A callback with this signature.
fn callback(ref_id: &str, signature: &str) -> Callback {
    Callback {
        ref_id: ref_id.into(),
        token: "TOKEN".into(),
        timestamp: TIMESTAMP.into(),
        passthrough: "ours".into(),
        signature: signature.into(),
    }
}

/// Zuora's callback, signed over the text that it makes of the encrypted id.
fn signed(text: impl FnOnce(&str) -> String) -> Callback {
    let key = PrivateKey::first();
    let ref_id = key.encrypt(ID);
    let signature = key.sign(&text(&ref_id));
    callback(&ref_id, &signature)
}

/// What Zuora's library verifies.
fn library_text() -> String {
    format!("{CALLBACK_PATH}#9#TOKEN#{TIMESTAMP}#{PAGE}##ours#####{ID}")
}

fn genuine() -> Callback {
    signed(|_| library_text())
}

fn prove(callback: &Callback) -> Option<Proof> {
    let report = Report::read(callback, NOW).expect("the form is right");
    report.prove(&page(), &tenant(PrivateKey::first()))
}

fn is_genuine(callback: &Callback) -> bool {
    prove(callback).is_some_and(|proof| proof.payment_method == ID)
}

fn refusal(callback: &Callback) -> Refusal {
    Report::read(callback, NOW).expect_err("it cannot be genuine")
}

#[test]
fn t25_each_reading_of_the_signed_text_is_accepted_with_each_path_and_named() {
    let documentation =
        |path: &str, last: &str| format!("{path}#9#{PAGE}#TOKEN#{TIMESTAMP}##ours#####{last}");
    for (name, path) in [("the Callback Path", CALLBACK_PATH), ("the page's own path", OWN_PATH)] {
        let library = format!("{path}#9#TOKEN#{TIMESTAMP}#{PAGE}##ours#####{ID}");
        for (reading, callback) in [
            (Reading::Library, signed(|_| library)),
            (Reading::Documentation, signed(|_| documentation(path, ID))),
            (Reading::DocumentationEncrypted, signed(|ref_id| documentation(path, ref_id))),
        ] {
            let proof = Proof { payment_method: ID.into(), path: name, reading };
            assert_eq!(prove(&callback), Some(proof));
        }
    }
}

#[test]
fn t25_a_signature_over_anything_else_is_not_accepted() {
    assert!(is_genuine(&genuine()));
    for (what, text) in [
        ("another path", format!("/callback#9#TOKEN#{TIMESTAMP}#{PAGE}##ours#####{ID}")),
        ("a path as typed", library_text().replace("/hosted-page", "/Hosted-Page")),
        ("another tenant", library_text().replace("#9#", "#8#")),
        ("another token", library_text().replace("TOKEN", "OTHER")),
        ("another time", library_text().replace(TIMESTAMP, "1790000000001")),
        ("another page", library_text().replace(PAGE, ID)),
        ("an error", library_text().replace("##ours", "#Error#ours")),
        ("another session", library_text().replace("ours", "yours")),
        ("ours in another place", library_text().replace("#ours#", "##ours")),
        ("another payment method", library_text().replace(ID, PAGE)),
        ("none of them", format!("{CALLBACK_PATH}#9#TOKEN#{TIMESTAMP}#{PAGE}")),
    ] {
        assert_eq!(prove(&signed(|_| text)), None, "{what}");
    }
    let library_encrypted = |ref_id: &str| library_text().replace(ID, ref_id);
    assert_eq!(prove(&signed(library_encrypted)), None, "a reading that has no source");
}

#[test]
fn t25_no_part_of_a_genuine_callback_can_be_changed() {
    let key = PrivateKey::first();
    let change = |change: &dyn Fn(&mut Callback)| {
        let mut callback = genuine();
        change(&mut callback);
        callback
    };
    let other = PrivateKey::second();
    for (what, callback) in [
        ("token", change(&|callback| callback.token = "OTHER".into())),
        ("timestamp", change(&|callback| callback.timestamp = "1790000000001".into())),
        ("passthrough", change(&|callback| callback.passthrough = "yours".into())),
        ("another id of Zuora's", change(&|callback| callback.ref_id = key.encrypt(PAGE))),
        ("no id", change(&|callback| callback.ref_id = key.encrypt("/path#9"))),
        (
            "the signature as the id",
            change(&|callback| callback.ref_id = callback.signature.clone()),
        ),
        ("an id by another key", change(&|callback| callback.ref_id = other.encrypt(ID))),
        (
            "the id as the signature",
            change(&|callback| callback.signature = callback.ref_id.clone()),
        ),
        (
            "a signature by another key",
            change(&|callback| callback.signature = other.sign(&library_text())),
        ),
        ("no signature", change(&|callback| callback.signature = String::new())),
    ] {
        assert_eq!(prove(&callback), None, "{what}");
    }
    let report = genuine();
    let report = Report::read(&report, NOW).expect("the form is right");
    assert_eq!(report.prove(&page(), &tenant(other)), None, "another tenant's key");
}

/// What a basic signature covers is encrypted in the same way as an id.
#[test]
fn t25_an_encrypted_text_that_is_no_id_is_no_payment_method() {
    let key = PrivateKey::first();
    for text in ["", "a b", "../accounts", "id#id", "/hosted-page/callback#9#TOKEN", "é"] {
        let signature = key.sign(&library_text().replace(ID, text));
        assert_eq!(prove(&callback(&key.encrypt(text), &signature)), None, "{text}");
    }
}

/// *Recorded*: a signature that is percent-encoded in the page's message.
#[test]
fn t25_values_that_are_escaped_as_in_an_address_are_read() {
    let encode = |base64: &str| -> String {
        base64.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D")
    };
    // A signature is different for each key, and every 256 bytes have a plus sooner or later.
    let key = PrivateKey::first();
    let mut seen = (false, false);
    for number in 0..40 {
        let timestamp = format!("17900000000{number:02}");
        let text = library_text().replace(TIMESTAMP, &timestamp);
        let plain = Callback { timestamp, ..callback(&key.encrypt(ID), &key.sign(&text)) };
        assert!(is_genuine(&plain));
        let escaped = Callback {
            signature: encode(&plain.signature),
            ref_id: encode(&plain.ref_id),
            ..plain.clone()
        };
        assert_ne!(escaped.signature, plain.signature);
        assert!(is_genuine(&escaped), "percent-encoded");
        let spaced = Callback {
            signature: plain.signature.replace('+', " "),
            ref_id: plain.ref_id.replace('+', " "),
            ..plain.clone()
        };
        assert!(is_genuine(&spaced), "with spaces for the plus");
        seen.0 |= plain.signature.contains('+');
        seen.1 |= plain.signature.contains('/');
        let twice = Callback { signature: encode(&plain.signature).replace('%', "%25"), ..plain };
        assert_eq!(refusal(&twice), Refusal::NotZuoras, "only once");
    }
    assert_eq!(seen, (true, true));
}

/// With encrypted `refId` in the signed text, Zuora signs what it wrote, not what was escaped.
#[test]
fn t25_an_escaped_id_is_signed_as_zuora_wrote_it() {
    let text = |ref_id: &str| format!("{OWN_PATH}#9#{PAGE}#TOKEN#{TIMESTAMP}##ours#####{ref_id}");
    let mut callback = signed(text);
    callback.ref_id = callback.ref_id.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert!(callback.ref_id.contains('%') && is_genuine(&callback));
}

#[test]
fn t25_only_recent_callbacks_with_unambiguous_parts_are_considered() {
    let minute = 60_000;
    let now = i64::try_from(NOW.as_millis()).expect("a time");
    let at = |timestamp: &str| Callback { timestamp: timestamp.into(), ..genuine() };
    for (millis, recent) in [
        (now, true),
        (now - 5 * minute, true),
        (now + 5 * minute, true),
        (now - 5 * minute - 1, false),
        (now + 5 * minute + 1, false),
    ] {
        let read = Report::read(&at(&millis.to_string()), NOW).map(drop);
        assert_eq!(read, if recent { Ok(()) } else { Err(Refusal::TooOld) }, "{millis}");
    }
    // A page's id is no time, so one reading of a signed text is never taken for another.
    for odd in
        ["-1", "soon", "1e12", " ", "00000000000000000001790000000000000", PAGE, &"1".repeat(32)]
    {
        assert_eq!(refusal(&at(odd)), Refusal::TooOld, "{odd}");
    }
    for (what, callback) in [
        ("token", Callback { token: "TOKEN#".into(), ..genuine() }),
        ("timestamp", Callback { timestamp: format!("{TIMESTAMP}#"), ..genuine() }),
        ("refId", Callback { ref_id: format!("#{ID}"), ..genuine() }),
        ("refId, escaped", Callback { ref_id: format!("%23{ID}"), ..genuine() }),
    ] {
        assert_eq!(refusal(&callback), Refusal::Separator, "{what}");
    }
}

#[test]
fn t25_a_basic_signature_is_refused_by_its_name() {
    let key = PrivateKey::first();
    let basic = key.encrypt(&format!("{CALLBACK_PATH}#9#TOKEN#{TIMESTAMP}#{PAGE}"));
    let none = Callback { timestamp: String::new(), ..callback(ID, &basic) };
    assert_eq!(refusal(&none), Refusal::NoTimestamp);
    for ref_id in [ID, &*ID.to_uppercase()] {
        assert_eq!(refusal(&callback(ref_id, &basic)), Refusal::PlainRefId);
        // Nor is the id believed with a signature that covers it.
        assert_eq!(refusal(&callback(ref_id, &key.sign(&library_text()))), Refusal::PlainRefId);
    }
    let reasons =
        [Refusal::NoTimestamp, Refusal::PlainRefId, Refusal::NotZuoras].map(Refusal::reason);
    assert!(reasons[0].starts_with("basic signature") && reasons[1].starts_with("basic signature"));
    assert!(reasons[0] != reasons[1] && !reasons[2].contains("basic"));
    assert_eq!(prove(&callback(&key.encrypt(ID), &basic)), None);
}

#[test]
fn t25_what_is_no_base64_needs_no_key() {
    for odd in ["!", "AAA", "A", "%zz", "%ff%fe", "é", "AAAA AAA\n"] {
        assert_eq!(refusal(&callback(odd, "AAAA")), Refusal::NotZuoras, "{odd}");
        assert_eq!(refusal(&callback("AAAA", odd)), Refusal::NotZuoras, "{odd}");
    }
    assert_eq!(prove(&callback("AAAA", "AAAA")), None);
}

/// Five lines: the fields of a callback. What the browser controls is never read as another field,
/// and nothing is proven by a key that has not signed it.
#[test]
fn fuzz_callback() {
    let (page, tenant) = (page(), tenant(PrivateKey::first()));
    crate::fuzz::fuzz("callback", |bytes| {
        let text = String::from_utf8_lossy(bytes).replace("NOW", TIMESTAMP);
        let mut lines = text.split('\n').map(str::to_owned);
        let mut next = || lines.next().unwrap_or_default();
        let (ref_id, token, timestamp) = (next(), next(), next());
        let (passthrough, signature) = (next(), next());
        let callback = Callback { ref_id, token, timestamp, passthrough, signature };
        let Ok(report) = Report::read(&callback, NOW) else { return };
        let proven = [report.token, report.timestamp, &report.ref_id];
        assert!(proven.iter().all(|part| !part.contains('#')), "{callback:?}");
        assert!(!report.ref_id.contains(['%', ' ']) && !is_plain_id(&report.ref_id));
        assert_eq!(report.prove(&page, &tenant), None);
    });
}
