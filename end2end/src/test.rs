//! One browser test: an application of its own, a page of its own, a picture when it fails.

#[cfg(target_os = "linux")]
use crate::secrecy::memory_of;
use crate::{
    AddCard, App, ENGLISH, Names, Recorder, Result, Sandbox,
    browser::{RUNTIME, browser},
    named,
    secrecy::card_number_in,
};
use futures::FutureExt as _;
use playwright_rs::{
    AriaRole, Page, expect,
    protocol::{BrowserContextOptions, Viewport},
};
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    path::Path,
    thread,
};

/// How the application and the browser are set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Settings of the site beyond the harness's own.
    pub settings: Vec<(&'static str, String)>,
    /// The site's name in its public origin.
    pub host: &'static str,
    /// Whether the page may run scripts.
    pub script: bool,
    /// The page's language, which is the browser's.
    pub names: &'static Names,
    /// `light` or `dark`.
    pub scheme: &'static str,
    /// The window's width and height.
    pub window: (u32, u32),
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            settings: Vec::new(),
            host: "localhost",
            script: true,
            names: &ENGLISH,
            scheme: "light",
            window: (1280, 900),
        }
    }
}

/// What a test has at hand.
#[derive(Debug)]
pub struct Visit {
    /// The running application.
    pub app: App,
    /// The address to open; the recorder stands behind it.
    pub site: String,
    /// Everything the browser sends to the site.
    pub recorder: Recorder,
    /// The embedded sandbox; a test that brings its own does not use it.
    pub sandbox: Sandbox,
    /// The page.
    pub page: Page,
    names: &'static Names,
}

impl Visit {
    /// Opens the start page and waits until its client code is live.
    ///
    /// # Errors
    /// When it does not become live.
    pub async fn open(&self) -> Result<AddCard> {
        self.page.goto(&self.site, None).await?;
        let form = AddCard::named(&self.page, self.names);
        form.live().await?;
        Ok(form)
    }

    /// Opens another page of the site and waits until its client code is live.
    ///
    /// # Errors
    /// When it does not become live.
    pub async fn open_page(&self, path: &str) -> Result {
        self.page.goto(&format!("{}{path}", self.site), None).await?;
        self.live().await
    }

    /// Waits until the page's client code is live.
    ///
    /// # Errors
    /// When it does not become live.
    pub async fn live(&self) -> Result {
        AddCard::named(&self.page, self.names).live().await
    }

    /// Signs in as another customer by the menu at the top, which stays on the page.
    ///
    /// # Errors
    /// When there is no such customer.
    pub async fn sign_in_as(&self, name: &str) -> Result {
        self.page.locator("button[popovertarget]").click(None).await?;
        self.page.get_by_role(AriaRole::Link, Some(named(name))).click(None).await?;
        let menu =
            self.page.get_by_role(AriaRole::Button, Some(named(&format!("Signed in as {name}"))));
        expect(menu).to_be_visible().await?;
        Ok(())
    }

    /// What the page has written to the browser's console.
    pub fn console(&self) -> Vec<String> {
        let messages = self.page.console_messages();
        messages.iter().map(|message| message.text().to_owned()).collect()
    }
}

/// Runs a test against an application and a page of its own.
///
/// # Panics
/// When the test fails; a picture of the page is kept first, with every field emptied.
pub fn browser_test(setup: Setup, test: impl AsyncFnOnce(&Visit) -> Result) {
    RUNTIME.block_on(async {
        let visit = match start(setup).await {
            Ok(visit) => visit,
            Err(error) => panic!("the test could not start: {error}"),
        };
        let outcome = AssertUnwindSafe(test(&visit)).catch_unwind().await;
        if !matches!(outcome, Ok(Ok(()))) {
            keep_picture(&visit.page).await;
        }
        let log = visit.app.log();
        let leaked = leaked(&visit);
        if let Ok(context) = visit.page.context() {
            let _ = context.close().await;
        }
        drop(visit);
        match outcome {
            // Every test types a card somewhere; none of it may have come near the site's server.
            Ok(Ok(())) => match leaked {
                Ok(leaked) => assert_eq!(leaked, None, "a card number came near the server"),
                Err(error) => panic!("the site's memory cannot be searched: {error}"),
            },
            Ok(Err(error)) => panic!("{error}\n--- the site's log ends:\n{}", last_lines(&log)),
            Err(panic) => {
                eprintln!("--- the site's log ends:\n{}", last_lines(&log));
                resume_unwind(panic)
            }
        }
    });
}

/// A page of a browser that has never been anywhere: without cookies, and with nothing cached.
///
/// # Errors
/// When the browser does not open one.
pub async fn new_visitor() -> Result<Page> {
    Ok(browser().await?.new_context().await?.new_page().await?)
}

/// Runs a step of a test's preparation.
///
/// # Panics
/// When it fails.
pub fn run<T>(step: impl Future<Output = Result<T>>) -> T {
    match RUNTIME.block_on(step) {
        Ok(done) => done,
        Err(error) => panic!("the test could not start: {error}"),
    }
}

async fn start(setup: Setup) -> Result<Visit> {
    let (recorder, listener) = Recorder::listen().await?;
    let site = format!("http://{}:{}", setup.host, listener.local_addr()?.port());
    let mut settings = vec![("PUBLIC_ORIGIN", site.clone())];
    settings.extend(setup.settings);
    let app = App::start(&settings).await?;
    recorder.pass_on(listener, app.addr.clone());
    let options = BrowserContextOptions::builder()
        .javascript_enabled(setup.script)
        .locale(setup.names.language.to_owned())
        .color_scheme(setup.scheme.to_owned())
        .viewport(Viewport { width: setup.window.0, height: setup.window.1 })
        .build();
    let page = browser().await?.new_context_with_options(options).await?.new_page().await?;
    Ok(Visit {
        sandbox: Sandbox::at(app.sandbox.as_deref().unwrap_or_default()),
        app,
        site,
        recorder,
        page,
        names: setup.names,
    })
}

/// The card number that has reached the site, its log or its memory.
fn leaked(visit: &Visit) -> Result<Option<String>> {
    let mut reached = visit.recorder.sent();
    reached.extend(visit.app.log().into_bytes());
    #[cfg(target_os = "linux")]
    reached.extend(memory_of(visit.app.process_id().ok_or("the site has ended")?)?);
    Ok(card_number_in(&reached))
}

/// Keeps a picture under `end2end/failures`, never with card data in it.
async fn keep_picture(page: &Page) {
    let emptied = page
        .evaluate_expression(
            "document.querySelectorAll('input').forEach((field) => { field.value = ''; })",
        )
        .await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("failures");
    let name = thread::current().name().unwrap_or("test").replace("::", "-");
    if emptied.is_ok() && std::fs::create_dir_all(&folder).is_ok() {
        let picture = folder.join(name).with_extension("png");
        if page.screenshot_to_file(&picture, None).await.is_ok() {
            eprintln!("a picture of the page is in {}", picture.display());
        }
    }
}

/// Our own lines of the log, the last of them.
fn last_lines(log: &str) -> String {
    let ours: Vec<&str> = log.lines().filter(|line| line.contains("zuora_cors_sample::")).collect();
    ours[ours.len().saturating_sub(15)..].join("\n")
}
