//! The audit log: every signature is in it, and no secret (T5, T8, T18).

use end2end::{App, Card, Setup, block_on, browser_test, wait_until};
use serde_json::Value;

/// Audit events are logged whatever `RUST_LOG` says.
#[test]
fn t5_every_signature_is_audited_with_hashes_and_no_keys() {
    let setup = Setup {
        settings: vec![("RUST_LOG", "error,zuora_cors_sample::server::start=info".into())],
        ..Setup::default()
    };
    browser_test(setup, async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        let events = test.app.audit_log(1).await?;
        let event = &events[0];
        assert_eq!(event["outcome"], "signed");
        assert_eq!(event["operation"], "/v1/payment-methods/credit-cards");
        for hashed in ["session", "account", "address"] {
            let hash = event[hashed].as_str().ok_or("a hash")?;
            assert!(
                hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{hashed}: {hash}"
            );
        }
        let request = event["request"].as_str().ok_or("an id")?;
        let journal = test.sandbox.journal().await?;
        let signed = journal
            .iter()
            .find(|exchange| exchange["path"] == "/v1/hmac-signatures")
            .ok_or("a signature was requested")?;
        assert_eq!(signed["headers"]["zuora-track-id"], request, "the same id in Zuora's log");
        let audited = event.to_string();
        assert!(!audited.contains("A00000001") && !audited.contains("127.0.0.1"), "{audited}");
        Ok(())
    });
}

#[test]
fn t8_neither_token_nor_signature_is_in_the_log() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?;
        let ticket: Value = test
            .page
            .evaluate(
                "async () => (await fetch('/api/sign/create-payment-method', { method: 'POST', body: '{}', headers: { \
                 'content-type': 'application/json' } })).json()",
                None::<&()>,
            )
            .await?;
        // The log is read as it comes in, which may be after the answer.
        wait_until(async || Ok(test.app.log().contains("signature"))).await?;
        let log = test.app.log();
        for secret in ["token", "signature"] {
            let secret = ticket[secret].as_str().ok_or("a ticket")?;
            assert!(!log.contains(secret), "{log}");
        }
        assert!(!log.contains("sandbox-demo-secret") && !log.contains("Bearer "), "{log}");
        Ok(())
    });
}

/// Rate limits go by the address of the connection, or by the one that a trusted proxy reports.
#[test]
fn t18_the_address_of_a_connection_is_the_one_that_counts() {
    block_on(async {
        let app = App::start(&[("TRUSTED_PROXIES", "127.0.0.0/8".into())]).await?;
        let http = reqwest::Client::new();
        let page = http.get(&app.site).send().await?;
        let cookie =
            page.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default().to_owned();
        for address in ["198.51.100.1", "198.51.100.2", "198.51.100.1"] {
            let signing =
                http.post(format!("{}/api/sign/create-payment-method", app.site)).body("{}");
            let signing = signing
                .header("cookie", &cookie)
                .header("origin", &app.site)
                .header("x-forwarded-for", address);
            let answer = signing.header("content-type", "application/json").send().await?;
            assert_eq!(answer.status(), 200);
        }
        let events = app.audit_log(3).await?;
        let [first, second, third] = [0, 1, 2].map(|event| &events[event]["address"]);
        assert!(first != second && first == third, "{events:?}");
        Ok(())
    });
}
