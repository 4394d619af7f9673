//! The page in every language: the browser's, or the one that was chosen.

use end2end::{AddCard, Card, ENGLISH, GERMAN, Setup, State, browser_test};
use playwright_rs::{expect, expect_page};

#[test]
fn the_page_speaks_the_browsers_language_in_every_state() {
    let setup = Setup { names: &GERMAN, ..Setup::default() };
    browser_test(setup, async |visit| {
        for (state, words) in [
            (State::Empty, "Ihre Karte geht von diesem Browser direkt an Zuora"),
            (State::Faults, "Geben Sie eine Kartennummer ein"),
            (State::InFlight, "Ihre Karte wird an Zuora gesendet"),
            (State::Refused, "Prüfen Sie die Kartenprüfnummer: Zuora hat sie nicht angenommen"),
            (State::Unreachable, "Diese Website ist nicht erreichbar"),
            (State::Unknown, "Wir wissen nicht, ob Ihre Karte gespeichert wurde"),
            (State::Saved, "Visa mit den Endziffern 1111 ist jetzt Ihre Standardkarte"),
        ] {
            let form = state.reach(visit).await?;
            expect(form.main()).to_contain_text(words).await?;
        }
        expect_page(&visit.page)
            .to_have_title("Kreditkarte hinzufügen · Zuora-CORS-Beispiel")
            .await?;
        Ok(())
    });
}

#[test]
fn a_language_that_was_chosen_stays_without_script_too() {
    let setup = Setup { script: false, ..Setup::default() };
    browser_test(setup, async |visit| {
        visit.page.goto(&visit.site, None).await?;
        let language =
            |tag: &'static str| expect(visit.page.locator("html")).to_have_attribute("lang", tag);
        language("en").await?;
        visit.page.locator("a[hreflang=de]").click(None).await?;
        language("de").await?;
        visit.page.goto(&visit.site, None).await?;
        language("de").await?;
        visit.page.locator("a[hreflang=en]").click(None).await?;
        language("en").await?;
        visit.page.goto(&format!("{}/?lang=xx", visit.site), None).await?;
        language("en").await?;
        Ok(())
    });
}

#[test]
fn a_card_is_saved_in_a_language_that_was_chosen() {
    browser_test(Setup::default(), async |visit| {
        visit.open().await?;
        visit.page.locator("a[hreflang=de]").click(None).await?;
        let form = AddCard::named(&visit.page, &GERMAN);
        form.live().await?;
        form.save_card(Card::VISA).await?;
        expect(form.saved()).to_be_visible().await?;
        assert_eq!(AddCard::named(&visit.page, &ENGLISH).saved().count().await?, 0);
        Ok(())
    });
}
