//! The page "Documents".

use super::{Names, SitePage, names::download};
use crate::{Result, expect};
use playwright_rs::{
    AriaRole, Page,
    protocol::{Download, Locator},
};
use std::{env, fs, ops::Deref, path::PathBuf};

/// Long enough for 50 MB over a slow connection, in milliseconds.
const DOWNLOAD_TIMEOUT_MS: f64 = 60_000.0;

/// The page with the list of a customer's invoices.
#[derive(Clone, Debug)]
pub struct DocumentsPage(SitePage);

impl DocumentsPage {
    /// The page that is open already.
    pub fn new(page: &Page, names: &'static Names) -> Self {
        Self(SitePage::new(page, names))
    }

    pub fn download_button(&self, file: &str) -> Locator {
        self.button(&download(file))
    }

    pub fn cancel_button(&self, file: &str) -> Locator {
        self.button(&format!("Cancel {file}"))
    }

    /// A link to a file that has been downloaded: "Open" or "Download again".
    pub fn file_link(&self, label: &str, file: &str) -> Locator {
        self.link(&format!("{label} {file}"))
    }

    /// The entry of the first document in the list.
    pub fn first_entry(&self) -> Locator {
        self.browser_page().locator(".documents li").first()
    }

    pub fn progress_bar(&self) -> Locator {
        self.role(AriaRole::Progressbar, "Download progress")
    }

    /// Starts a download, without waiting for its end.
    pub async fn start_download(&self, file: &str) -> Result {
        self.download_button(file).click(None).await?;
        Ok(())
    }

    /// Downloads a file into a temporary folder.
    pub async fn download(&self, file: &str) -> Result<(Download, PathBuf)> {
        let download = self.browser_page().expect_download(Some(DOWNLOAD_TIMEOUT_MS)).await?;
        self.start_download(file).await?;
        let download = download.wait().await?;
        let url = self.browser_page().url();
        let port = url.rsplit(':').next().unwrap_or_default().split('/').next();
        let folder = env::temp_dir().join(format!("zuora-cors-sample-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}-{file}", port.unwrap_or_default()));
        download.save_as(&path).await?;
        Ok((download, path))
    }

    pub async fn expect_downloaded(&self) -> Result {
        expect!(self.main()).to_contain_text("Downloaded:").await?;
        Ok(())
    }

    /// The page says that a file did not arrive, gives this reason, and lets it be tried again.
    pub async fn expect_not_downloaded(&self, file: &str, reason: &str) -> Result {
        expect!(self.alert()).to_contain_text("The file was not downloaded.").await?;
        expect!(self.alert()).to_contain_text(reason).await?;
        expect!(self.alert()).to_contain_text("Nothing was saved.").await?;
        expect!(self.download_button(file)).to_be_enabled().await?;
        assert_eq!(self.file_link("Download again", file).count().await?, 0);
        Ok(())
    }
}

impl Deref for DocumentsPage {
    type Target = SitePage;

    fn deref(&self) -> &SitePage {
        &self.0
    }
}
