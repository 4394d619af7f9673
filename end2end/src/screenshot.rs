//! Screenshots, never with a digit of a card: of a test that fails, and of the gallery.

use crate::Result;
use playwright_rs::{
    Page,
    protocol::{Animations, ScreenshotOptions, ScreenshotType},
};
use std::{fs, path::Path, thread, time::Duration};

/// Empties every field, so that no card is in a picture.
const EMPTY_FIELDS: &str =
    "document.querySelectorAll('input').forEach((field) => { field.value = ''; })";

/// Shows what is in the fields as dots.
const MASK_FIELDS: &str = "document.activeElement.blur(); scrollTo(0, 0); \
    document.querySelectorAll('input[type=text]').forEach((field) => { field.style.webkitTextSecurity = 'disc' })";

/// Time for requests that a page makes by itself, such as reading the saved card back.
const SETTLE_TIME: Duration = Duration::from_millis(300);

/// Writes a screenshot of a failed test below `end2end/failures`.
pub(crate) async fn take_failure_screenshot(page: &Page) {
    let emptied = page.evaluate_expression(EMPTY_FIELDS).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("failures");
    let name = thread::current().name().unwrap_or("test").replace("::", "-");
    if emptied.is_ok() && fs::create_dir_all(&folder).is_ok() {
        let file = folder.join(name).with_extension("png");
        if page.screenshot_to_file(&file, None).await.is_ok() {
            eprintln!("a screenshot of the page is in {}", file.display());
        }
    }
}

/// Writes a screenshot of the whole page to `docs/gallery`.
pub async fn take_gallery_screenshot(page: &Page, name: &str) -> Result {
    page.evaluate_expression(MASK_FIELDS).await?;
    tokio::time::sleep(SETTLE_TIME).await;
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gallery");
    let options = ScreenshotOptions::builder()
        .screenshot_type(ScreenshotType::Webp)
        .quality(50)
        .full_page(true)
        .animations(Animations::Disabled)
        .build();
    page.screenshot_to_file(&gallery.join(name).with_extension("webp"), Some(options)).await?;
    Ok(())
}
