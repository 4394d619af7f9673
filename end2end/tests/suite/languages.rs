//! The page in every language: the browser's, or the one that the user has chosen.

use end2end::{
    AddCardPage, Card, ENGLISH, GERMAN, Setup, State, browser_test, expect, expect_page,
};

#[test]
fn the_page_is_in_the_browsers_language_in_every_state() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |test| {
        for (state, words) in [
            (State::Empty, "Ihre Karte geht von diesem Browser direkt an Zuora"),
            (State::Faults, "Geben Sie eine Kartennummer ein"),
            (State::InFlight, "Ihre Karte wird an Zuora gesendet"),
            (State::Refused, "Prüfen Sie die Kartenprüfnummer: Zuora hat sie nicht angenommen"),
            (State::Unreachable, "Diese Website ist nicht erreichbar"),
            (State::Unknown, "Wir wissen nicht, ob Ihre Karte gespeichert wurde"),
            (State::Saved, "Visa mit den Endziffern 1111 ist jetzt Ihre Standardkarte"),
        ] {
            let form = state.reach(test).await?;
            expect!(form.main()).to_contain_text(words).await?;
        }
        expect_page!(&test.page)
            .to_have_title("Kreditkarte hinzufügen · Zuora CORS sample")
            .await?;
        Ok(())
    });
}

#[test]
fn a_chosen_language_stays_without_script_too() {
    let setup = Setup { script: false, ..Setup::default() };
    browser_test(setup, async |test| {
        test.page.goto(&test.site, None).await?;
        let page = test.add_card_page();
        page.expect_language("en").await?;
        page.choose_language("de").await?;
        page.expect_language("de").await?;
        test.page.goto(&test.site, None).await?;
        page.expect_language("de").await?;
        page.choose_language("en").await?;
        page.expect_language("en").await?;
        test.page.goto(&format!("{}/?lang=xx", test.site), None).await?;
        page.expect_language("en").await?;
        Ok(())
    });
}

#[test]
fn a_card_is_saved_in_a_chosen_language() {
    browser_test(Setup::default(), async |test| {
        test.open_add_card().await?.choose_language("de").await?;
        let form = AddCardPage::new(&test.page, &GERMAN);
        form.wait_until_hydrated().await?;
        form.save_card(Card::VISA).await?;
        form.expect_saved().await?;
        assert_eq!(AddCardPage::new(&test.page, &ENGLISH).saved().count().await?, 0);
        Ok(())
    });
}
