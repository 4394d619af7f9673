//! Where things are on the page: in the window, in one row, and still there while a card is typed.

use end2end::{BrowserTest, Card, ENGLISH, GERMAN, Result, Setup, browser_test, expect};
use playwright_rs::protocol::{BoundingBox, Locator};

async fn place(element: &Locator) -> Result<BoundingBox> {
    Ok(element.bounding_box().await?.ok_or("it is on the page")?)
}

fn in_one_row(one: &BoundingBox, other: &BoundingBox) -> bool {
    (one.y - other.y).abs() < 0.5
}

#[test]
fn the_form_is_low_and_whole_in_a_desktop_window() {
    for (setting, max_height) in [("off", 420.0), ("optional", 560.0)] {
        let settings = vec![("CARD_FORM_ADDRESS", setting.into())];
        let setup = Setup { settings, window: (1440, 900), ..Setup::default() };
        browser_test(setup, async |test| {
            let form = test.open_add_card().await?;
            let height = place(&test.page.locator("#card-form")).await?.height;
            assert!(height <= max_height, "{setting}: {height}");
            let button = place(&form.save_button()).await?;
            assert!(button.y + button.height <= 900.0, "{setting}: {button:?}");
            Ok(())
        });
    }
}

#[test]
fn three_fields_are_in_a_phones_window() {
    let setup = Setup { window: (360, 740), ..Setup::default() };
    browser_test(setup, async |test| {
        let code = place(&test.open_add_card().await?.security_code()).await?;
        assert!(code.y + code.height <= 740.0, "{code:?}");
        Ok(())
    });
}

#[test]
fn expiry_and_code_share_a_row_where_there_is_room() {
    for (names, window, share) in
        [(&ENGLISH, (1440, 900), true), (&GERMAN, (820, 900), true), (&ENGLISH, (360, 740), false)]
    {
        let setup = Setup { names, window, ..Setup::default() };
        browser_test(setup, async |test| {
            let form = test.open_add_card().await?;
            let [_, month, year, _, code] = form.fields();
            let (month, year, code) =
                (place(&month).await?, place(&year).await?, place(&code).await?);
            assert_eq!(in_one_row(&month, &code), share, "{window:?}: {month:?} {code:?}");
            assert!(in_one_row(&month, &year), "{year:?}");
            assert!(!share || code.x > year.x + year.width, "{code:?}");
            Ok(())
        });
    }
}

/// The header is one row below the demonstration's line, and what does not fit is in a menu.
#[test]
fn the_header_has_one_row_at_every_width() {
    for (names, width) in
        [(&ENGLISH, 320), (&ENGLISH, 820), (&GERMAN, 1279), (&GERMAN, 1280), (&ENGLISH, 1440)]
    {
        let setup = Setup { names, window: (width, 740), ..Setup::default() };
        browser_test(setup, async |test| {
            test.open_add_card().await?;
            let bar = place(&test.page.locator("header .bar")).await?;
            assert!(bar.height <= 60.0, "{width}: {bar:?}");
            assert!(!test.scrolls_sideways().await?, "{width}");
            Ok(())
        });
    }
}

#[test]
fn the_menu_of_a_phone_has_every_entry() {
    let setup = Setup { window: (390, 740), ..Setup::default() };
    browser_test(setup, async |test| {
        let page = test.open_add_card().await?;
        let add_card = page.link("Add a card");
        expect!(add_card.clone()).not().to_be_visible().await?;
        page.button("Menu").click(None).await?;
        for link in ["Add a card", "Create an account", "Documents", "Hosted page", "Deutsch"] {
            expect!(page.link(link)).to_be_visible().await?;
        }
        page.choose_customer("Blue Harbour").await?;
        page.button("Menu").click(None).await?;
        page.expect_signed_in_as("Blue Harbour").await?;
        // Escape closes it, and the focus is on its button again.
        test.page.keyboard().press("Escape", None).await?;
        expect!(add_card.clone()).not().to_be_visible().await?;
        Ok(())
    });
}

/// Nothing moves from the server's HTML to the live page, nor while a card is typed.
#[test]
fn nothing_moves_while_a_card_is_typed() {
    for window in [(1440, 900), (360, 740)] {
        let setup = Setup { window, ..Setup::default() };
        browser_test(setup, async |test| {
            test.page.add_init_script(OBSERVE_SHIFTS).await?;
            let form = test.open_add_card().await?;
            form.cards().expect_loaded().await?;
            form.fill_card(Card::CANARY).await?;
            expect_no_shift(test).await?;
            not_moved_by_brand(test, &form.number()).await
        });
    }
}

/// Nor while Zuora's form loads into its frame, or a document's row comes alive.
#[test]
fn nothing_moves_while_the_other_pages_load() {
    for window in [(1440, 900), (412, 823)] {
        let setup = Setup { window, ..Setup::default() };
        browser_test(setup, async |test| {
            test.page.add_init_script(OBSERVE_SHIFTS).await?;
            for path in ["/account", "/documents", "/cors"] {
                test.open(path).await?;
                expect_no_shift(test).await?;
            }
            test.open_hosted_form().await?;
            expect_no_shift(test).await?;
            let uncaught = test.page.page_errors();
            assert!(uncaught.is_empty(), "errors that nothing caught: {uncaught:?}");
            Ok(())
        });
    }
}

#[test]
fn the_form_of_a_card_stays_in_its_place_while_the_html_arrives() {
    form_stays_while_the_html_arrives("/");
}

#[test]
fn the_form_of_an_account_stays_in_its_place_while_the_html_arrives() {
    form_stays_while_the_html_arrives("/account");
}

/// HTML arrives in pieces, and a slow machine draws each. Whatever is still to come, a label or a
/// brand's mark that has arrived is where it stays.
fn form_stays_while_the_html_arrives(path: &str) {
    browser_test(Setup { window: (1440, 900), ..Setup::default() }, async |test| {
        test.open(path).await?;
        let moved: Vec<String> = test.page.evaluate(CUT_OFF, None::<&()>).await?;
        assert_eq!(moved, Vec::<String>::new());
        Ok(())
    });
}

/// Cuts the document off after each of them, from the last to the first.
const CUT_OFF: &str = "() => {
    const place = (element) => {
        const { left, top } = element.getBoundingClientRect();
        return [left, top];
    };
    const all = [...document.querySelectorAll('main form :is(label, .brands li)')];
    if (all.length < 12) return ['there are no labels and marks'];
    const places = all.map(place);
    const moved = all.map((element, at) => [element, places[at]]).reverse().map(([element, before]) => {
        const rest = document.createRange();
        rest.setStartAfter(element);
        rest.setEndAfter(document.body.lastChild);
        rest.deleteContents();
        const after = place(element);
        const stays = after.every((value, at) => Math.abs(value - before[at]) < 0.5);
        return stays ? null : `${element.textContent}: ${before}, then ${after}`;
    });
    return moved.filter((text) => text);
}";

async fn expect_no_shift(test: &BrowserTest) -> Result {
    let shifts: Vec<String> = test.page.evaluate("() => window.shifts", None::<&()>).await?;
    assert!(shifts.is_empty(), "{}: {shifts:?}", test.page.url());
    Ok(())
}

const OBSERVE_SHIFTS: &str = "window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
        window.shifts.push(entry.value + ' ' + entry.sources.map(({ node }) => node?.className || node?.nodeName));
}).observe({ type: 'layout-shift', buffered: true });";

/// Layout shifts do not count right after a key was pressed, so this one is measured.
async fn not_moved_by_brand(test: &BrowserTest, number: &Locator) -> Result {
    let before = place(number).await?;
    number.fill("", None).await?;
    assert!(in_one_row(&place(number).await?, &before));
    assert!(!test.scrolls_sideways().await?);
    Ok(())
}
