//! The card never reaches the site's server: every byte of the connection, the log and the
//! process's memory is searched for it.

use end2end::{Card, Setup, browser_test, expect, memory_of};

/// Every run of eight digits of a card number, so that a number cut in two is found as well.
fn digit_runs(number: &str) -> Vec<String> {
    (0..=number.len() - 8).map(|from| number[from..from + 8].to_owned()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn t2_no_digit_of_the_card_travels_to_the_site() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::CANARY).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;

        let sent = test.recorder.sent();
        assert!(
            holds(&sent, "POST /api/sign/create-payment-method"),
            "the recorder sees the site's traffic"
        );
        let log = test.app.log();
        assert!(log.contains("signed"), "the log is gathered");
        for run in digit_runs(Card::CANARY.number)
            .iter()
            .map(String::as_str)
            .chain(["Zebedee", "6011-", "6011 "])
        {
            assert!(!holds(&sent, run), "sent to the site: {run}");
            assert!(!log.contains(run), "in the log: {run}");
        }
        assert_eq!(test.page.url(), format!("{}/", test.site), "nothing is added to the address");
        Ok(())
    });
}

#[cfg(target_os = "linux")]
#[test]
fn t2_no_digit_of_the_card_is_in_the_servers_memory() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::CANARY).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;

        let memory = memory_of(test.app.process_id().ok_or("the site runs")?)?;
        assert!(holds(&memory, &test.sandbox.url), "the search finds what is there");
        // The holder's name is there: Zuora gives it to a server that reads the card. It never
        // gives the number.
        for run in digit_runs(Card::CANARY.number) {
            assert!(!holds(&memory, &run), "{run}");
        }
        Ok(())
    });
}

#[test]
fn t3_nothing_of_the_card_is_stored_or_written_in_the_browser() {
    browser_test(Setup::default(), async |test| {
        let form = test.open_add_card().await?;
        form.save_card(Card::CANARY).await?;
        expect!(form.main()).to_contain_text("As Zuora has it").await?;
        let stored: u32 = test
            .page
            .evaluate(
                "async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length",
                None::<&()>,
            )
            .await?;
        assert_eq!(stored, 0);
        let written = test.console();
        assert!(written.is_empty(), "{written:?}");
        assert!(test.page.page_errors().is_empty());
        Ok(())
    });
}
