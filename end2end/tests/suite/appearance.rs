//! How the page looks to people with other needs: from right to left, in their own colours, with
//! contrast, without motion.

use end2end::{AddCardPage, BrowserTest, NARROW, Result, Setup, State, WIDE, browser_test, expect};
use playwright_rs::{EmulateMediaOptions, ForcedColors, ReducedMotion};

#[test]
fn the_layout_is_mirrored_from_right_to_left() {
    for window in [WIDE, NARROW] {
        let setup = Setup { window, ..Setup::default() };
        browser_test(setup, async |test| {
            for state in State::ALL {
                let form = state.reach(test).await?;
                test.page.evaluate_expression("document.documentElement.dir = 'rtl'").await?;
                assert!(!test.scrolls_sideways().await?, "{}", state.name());
                // In place of the form there may be the card that was saved.
                if form.number().is_visible().await? {
                    expect_mirrored(test, &form).await?;
                }
            }
            Ok(())
        });
    }
}

/// The month is right of the year; digits still run from left to right.
async fn expect_mirrored(test: &BrowserTest, form: &AddCardPage) -> Result {
    let (month, year): (f64, f64) = test
        .page
        .evaluate(
            "() => ['month', 'year'].map((part) => document.getElementById(`card-expiry-${part}`).getBoundingClientRect().left)",
            None::<&()>,
        )
        .await?;
    assert!(month > year);
    expect!(form.number()).to_have_attribute("dir", "ltr").await?;
    Ok(())
}

#[test]
fn the_brand_shows_in_forced_colours() {
    browser_test(Setup::default(), async |test| {
        let media = EmulateMediaOptions::builder().forced_colors(ForcedColors::Active).build();
        test.page.emulate_media(Some(media)).await?;
        let form = test.open_add_card().await?;
        form.number().fill("4111", None).await?;
        expect!(test.page.locator(".brand")).to_be_visible().await?;
        expect!(test.page.locator(".brands")).not().to_be_visible().await?;
        // The twin: no brand is known.
        form.number().fill("", None).await?;
        expect!(test.page.locator(".brand")).not().to_be_visible().await?;
        expect!(test.page.locator(".brands")).to_be_visible().await?;
        Ok(())
    });
}

/// WCAG 1.4.11, which axe does not measure.
#[test]
fn field_borders_have_a_contrast_of_three_to_one() {
    for scheme in ["light", "dark"] {
        let setup = Setup { scheme, ..Setup::default() };
        browser_test(setup, async |test| {
            for state in [State::Empty, State::Faults] {
                state.reach(test).await?;
                let contrast: f64 = test
                    .page
                    .evaluate(
                        "() => {
                            const luminance = (colour) => {
                                const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
                                    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
                                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                            };
                            const border = luminance(getComputedStyle(document.getElementById('card-number')).borderTopColor);
                            const ground = luminance(getComputedStyle(document.querySelector('form')).backgroundColor);
                            return (Math.max(border, ground) + 0.05) / (Math.min(border, ground) + 0.05);
                        }",
                        None::<&()>,
                    )
                    .await?;
                assert!(contrast >= 3.0, "{scheme}, {}: {contrast}", state.name());
            }
            Ok(())
        });
    }
}

#[test]
fn nothing_moves_with_reduced_motion() {
    browser_test(Setup::default(), async |test| {
        for (motion, moves) in [(ReducedMotion::NoPreference, true), (ReducedMotion::Reduce, false)]
        {
            let media = EmulateMediaOptions::builder().reduced_motion(motion).build();
            test.page.emulate_media(Some(media)).await?;
            State::InFlight.reach(test).await?;
            let script = "() => document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === Infinity).length";
            let running: usize = test.page.evaluate(script, None::<&()>).await?;
            assert_eq!(running > 0, moves);
        }
        Ok(())
    });
}

/// WCAG 1.4.4.
#[test]
fn text_of_twice_the_size_fits_into_a_phones_window() {
    let setup = Setup { window: (390, 740), ..Setup::default() };
    browser_test(setup, async |test| {
        let enlarge = "document.documentElement.style.fontSize = '200%'";
        for state in State::ALL {
            state.reach(test).await?;
            test.page.evaluate_expression(enlarge).await?;
            assert!(!test.scrolls_sideways().await?, "{}", state.name());
        }
        for path in ["/account", "/documents", "/hosted-page", "/operations"] {
            test.page.goto(&[&test.site, path].concat(), None).await?;
            test.page.evaluate_expression(enlarge).await?;
            assert!(!test.scrolls_sideways().await?, "{path}");
        }
        Ok(())
    });
}
