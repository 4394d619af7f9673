//! One browser test: an application and a page of its own, a screenshot when it fails, and a search
//! for card numbers at the server when it ends.

#[cfg(target_os = "linux")]
use crate::secrecy::memory_of;
use crate::{
    AccountPage, AddCardPage, App, DocumentsPage, ENGLISH, HostedPage, Names, OtherHostedPage,
    Recorder, Result, Sandbox, ShopLogin, SitePage,
    browser::{RUNTIME, browser},
    screenshot::take_failure_screenshot,
    secrecy::card_number_in,
};
use futures::FutureExt as _;
use memchr::memmem;
use playwright_rs::{
    Page,
    protocol::{BrowserContextOptions, Viewport},
};
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

/// What a browser tells a page to which its customer comes back: from another window, or from another
/// tab. One that Playwright drives treats every tab as the one in front, and tells nothing.
pub const CAME_BACK: [&str; 2] = [
    "window.dispatchEvent(new Event('focus'))",
    "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
];

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
    /// Whether Zuora is a tenant whose hosted page is not the sandbox's.
    pub other_hosted_page: bool,
    /// Whether the site is a shop's: built without the demonstration, with a login of its own, and
    /// the sandbox as its tenant.
    pub shop_login: bool,
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
            other_hosted_page: false,
            shop_login: false,
        }
    }
}

/// What a running test works with.
#[derive(Debug)]
pub struct BrowserTest {
    pub app: App,
    /// The address to open; the recorder stands in front of the application.
    pub site: String,
    pub recorder: Recorder,
    /// The embedded sandbox, or the tenant that the setup asks for; a test that brings its own does not
    /// use it.
    pub sandbox: Sandbox,
    other_hosted_page: Option<OtherHostedPage>,
    shop_login: Option<ShopLogin>,
    pub page: Page,
    names: &'static Names,
}

impl BrowserTest {
    /// Opens a page of the site and waits until its client code is live.
    pub async fn open(&self, path: &str) -> Result<SitePage> {
        self.page.goto(&format!("{}{path}", self.site), None).await?;
        let page = SitePage::new(&self.page, self.names);
        page.wait_until_hydrated().await?;
        Ok(page)
    }

    pub async fn open_add_card(&self) -> Result<AddCardPage> {
        self.open("/").await?;
        Ok(self.add_card_page())
    }

    pub async fn open_account(&self) -> Result<AccountPage> {
        self.open("/account").await?;
        Ok(AccountPage::new(&self.page, self.names))
    }

    pub async fn open_documents(&self) -> Result<DocumentsPage> {
        self.open("/documents").await?;
        Ok(DocumentsPage::new(&self.page, self.names))
    }

    /// Opens the page without waiting for Zuora's form, which loads by itself.
    pub async fn open_hosted_page(&self) -> Result<HostedPage> {
        self.open("/hosted-page").await?;
        Ok(HostedPage::new(&self.page, self.names))
    }

    /// Opens the page and waits for Zuora's form.
    pub async fn open_hosted_form(&self) -> Result<HostedPage> {
        let page = self.open_hosted_page().await?;
        page.expect_form().await?;
        Ok(page)
    }

    /// The tenant that [`Setup::other_hosted_page`] has started.
    pub fn other_hosted_page(&self) -> Result<&OtherHostedPage> {
        Ok(self.other_hosted_page.as_ref().ok_or("the test has no other hosted page")?)
    }

    /// The login that [`Setup::shop_login`] has started.
    pub fn shop_login(&self) -> Result<&ShopLogin> {
        Ok(self.shop_login.as_ref().ok_or("the test has no login of a shop")?)
    }

    /// Opens the page "Add a credit card" without waiting for its client code.
    pub async fn open_add_card_without_waiting(&self) -> Result<AddCardPage> {
        self.page.goto(&self.site, None).await?;
        Ok(self.add_card_page())
    }

    /// The page "Add a credit card", which is open already.
    pub fn add_card_page(&self) -> AddCardPage {
        AddCardPage::new(&self.page, self.names)
    }

    /// The page "Create an account", which is open already.
    pub fn account_page(&self) -> AccountPage {
        AccountPage::new(&self.page, self.names)
    }

    /// The page "Documents", which is open already.
    pub fn documents_page(&self) -> DocumentsPage {
        DocumentsPage::new(&self.page, self.names)
    }

    /// The page "Hosted payment page", which is open already.
    pub fn hosted_page(&self) -> HostedPage {
        HostedPage::new(&self.page, self.names)
    }

    /// From now on, requests whose URL matches this pattern fail as on a broken network.
    pub async fn abort_requests(&self, pattern: &str) -> Result {
        self.page.route(pattern, |route| async move { route.abort(None).await }).await?;
        Ok(())
    }

    /// From now on, requests whose URL matches this pattern get no answer.
    pub async fn hold_requests(&self, pattern: &str) -> Result {
        self.page.route(pattern, |_| std::future::pending()).await?;
        Ok(())
    }

    /// Puts the page's timers, time limits included, under the control of
    /// [`fast_forward`](Self::fast_forward). To be called before a page is opened.
    pub async fn install_clock(&self) -> Result {
        Ok(self.page.clock()?.install(None).await?)
    }

    /// Moves the page's clock on. It goes on by itself as well.
    pub async fn fast_forward(&self, time: Duration) -> Result {
        let milliseconds = u64::try_from(time.as_millis())?;
        Ok(self.page.clock()?.fast_forward(milliseconds).await?)
    }

    /// What the page has written to the browser's console.
    pub fn console(&self) -> Vec<String> {
        let messages = self.page.console_messages();
        messages.iter().map(|message| message.text().to_owned()).collect()
    }

    /// Whether the browser has sent this text to the site.
    pub fn has_sent(&self, text: &str) -> bool {
        memmem::find(&self.recorder.sent(), text.as_bytes()).is_some()
    }
}

/// Runs a test against an application and a page of its own.
///
/// # Panics
/// When the test fails.
pub fn browser_test(setup: Setup, body: impl AsyncFnOnce(&BrowserTest) -> Result) {
    RUNTIME.block_on(async {
        let test = match start(setup).await {
            Ok(test) => test,
            Err(error) => panic!("the test could not start: {error}"),
        };
        let outcome = AssertUnwindSafe(body(&test)).catch_unwind().await;
        if !matches!(outcome, Ok(Ok(()))) {
            take_failure_screenshot(&test.page).await;
        }
        let log = test.app.log();
        let leaked = leaked_card_number(&test);
        if let Ok(context) = test.page.context() {
            let _ = context.close().await;
        }
        drop(test);
        match outcome {
            // Nearly every test types a card; none of it may have come near the site's server.
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

/// A page of a new browser context: without cookies, and with nothing cached.
pub async fn page_in_new_context() -> Result<Page> {
    Ok(browser().await?.new_context().await?.new_page().await?)
}

/// The same, for a site whose certificate nobody has signed.
pub async fn page_with_any_certificate() -> Result<Page> {
    let options = BrowserContextOptions::builder().ignore_https_errors(true).build();
    Ok(browser().await?.new_context_with_options(options).await?.new_page().await?)
}

/// Runs a test, or a step of its preparation, that needs no application or page of the harness's.
///
/// # Panics
/// When it fails.
pub fn block_on<T>(step: impl Future<Output = Result<T>>) -> T {
    match RUNTIME.block_on(step) {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

async fn start(setup: Setup) -> Result<BrowserTest> {
    let (recorder, listener) = Recorder::listen().await?;
    let site = format!("http://{}:{}", setup.host, listener.local_addr()?.port());
    let mut settings = vec![("PUBLIC_ORIGIN", site.clone())];
    let (mut own_sandbox, mut other_hosted_page, mut shop_login) = (None, None, None);
    if setup.other_hosted_page {
        let sandbox = Sandbox::start(&site).await?;
        let hosted_page = OtherHostedPage::start(&sandbox.url).await?;
        settings.extend(hosted_page.settings());
        (own_sandbox, other_hosted_page) = (Some(sandbox), Some(hosted_page));
    }
    if setup.shop_login {
        let (sandbox, login) = (Sandbox::start(&site).await?, ShopLogin::start(&site).await?);
        settings.extend(sandbox.settings());
        settings.extend(login.settings());
        (own_sandbox, shop_login) = (Some(sandbox), Some(login));
    }
    settings.extend(setup.settings);
    let app = match setup.shop_login {
        true => App::start_production(&settings).await?,
        false => App::start(&settings).await?,
    };
    recorder.forward(listener, app.addr.clone());
    let options = BrowserContextOptions::builder()
        .javascript_enabled(setup.script)
        .locale(setup.names.language.to_owned())
        .color_scheme(setup.scheme.to_owned())
        .viewport(Viewport { width: setup.window.0, height: setup.window.1 })
        .build();
    let page = browser().await?.new_context_with_options(options).await?.new_page().await?;
    let embedded = || Sandbox::at(app.sandbox.as_deref().unwrap_or_default());
    let sandbox = own_sandbox.unwrap_or_else(embedded);
    let names = setup.names;
    Ok(BrowserTest { app, site, recorder, sandbox, other_hosted_page, shop_login, page, names })
}

/// The card number that has reached the site, its log or its memory, with where it is and what is around
/// it.
fn leaked_card_number(test: &BrowserTest) -> Result<Option<String>> {
    let mut places = vec![
        ("what the browser has sent", test.recorder.sent()),
        ("the log", test.app.log().into_bytes()),
    ];
    #[cfg(target_os = "linux")]
    places.push(("memory", memory_of(test.app.process_id().ok_or("the site has ended")?)?));
    Ok(places.into_iter().find_map(|(place, bytes)| {
        let number = card_number_in(&bytes)?;
        let at = memmem::find(&bytes, number.as_bytes())?;
        let around = &bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())];
        Some(format!("{number} in {place}: {:?}", String::from_utf8_lossy(around)))
    }))
}

/// The last lines of the log that the application itself has written.
fn last_lines(log: &str) -> String {
    let ours: Vec<&str> = log.lines().filter(|line| line.contains("zuora_cors_sample::")).collect();
    ours[ours.len().saturating_sub(15)..].join("\n")
}
