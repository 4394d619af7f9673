//! The page's code, as it was built: each file with its hash, so that a browser runs these bytes or none, and may keep them for good.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha384};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The script that starts the page's code.
pub const BOOT: &str = "/boot.js";
/// The code that joins the WebAssembly to the page.
pub const GLUE: &str = "/pkg/zuora-cors-sample.js";
/// The page's code.
pub const WEBASSEMBLY: &str = "/pkg/zuora-cors-sample.wasm";
/// Its looks.
pub const STYLES: &str = "/pkg/zuora-cors-sample.css";

const FILES: [&str; 4] = [BOOT, GLUE, WEBASSEMBLY, STYLES];

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path on the site.
    pub path: &'static str,
    /// Its hash, as the `integrity` attribute has it.
    pub integrity: String,
}

impl Asset {
    fn of(path: &'static str, bytes: &[u8]) -> Self {
        Self {
            path,
            integrity: integrity(bytes),
        }
    }

    /// The address that pages name: another one for other bytes.
    pub fn url(&self) -> String {
        format!("{}?v={}", self.path, self.version())
    }

    /// The beginning of its hash, as it can stand in an address.
    fn version(&self) -> String {
        self.integrity
            .bytes()
            .skip("sha384-".len())
            .take(16)
            .map(|byte| char::from(if byte.is_ascii_alphanumeric() { byte } else { b'-' }))
            .collect()
    }
}

/// The hash of these bytes, as an `integrity` attribute has it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The files of one page.
#[derive(Clone, Debug)]
pub struct Files(Arc<[Asset]>);

impl Files {
    /// The files in a built site.
    ///
    /// # Errors
    /// When one of them is missing.
    pub fn read(site_root: &Path) -> io::Result<Self> {
        let read = |path: &'static str| Ok(Asset::of(path, &fs::read(site_root.join(&path[1..]))?));
        FILES.into_iter().map(read).collect::<io::Result<_>>().map(Self)
    }

    /// The file with this path.
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.path == path)
    }

    /// Those that run in the page.
    pub fn code(&self) -> impl Iterator<Item = &Asset> {
        self.0.iter().filter(|asset| asset.path != STYLES)
    }
}

/// The files of every page of this process.
#[derive(Clone, Debug)]
pub enum Assets {
    /// As they were when the process started: what is changed afterwards, no browser runs.
    Built(Files),
    /// As they are, under `cargo leptos watch`.
    Watched(PathBuf),
}

impl Assets {
    /// The files in a built site.
    ///
    /// # Errors
    /// When one of them is missing.
    pub fn read(site_root: &Path, watched: bool) -> io::Result<Self> {
        let files = Files::read(site_root)?;
        Ok(match watched {
            false => Self::Built(files),
            true => Self::Watched(site_root.into()),
        })
    }

    /// The files of the page that is drawn now; none while they are being built.
    pub fn current(&self) -> Option<Files> {
        match self {
            Self::Built(files) => Some(files.clone()),
            Self::Watched(root) => Files::read(root).ok(),
        }
    }
}

/// What was asked for by its hash may be kept for good.
pub async fn layer(State(assets): State<Assets>, request: Request, next: Next) -> Response {
    let version = request.uri().query().and_then(|query| query.strip_prefix("v="));
    let is_current = version.is_some_and(|version| {
        let files = assets.current();
        let asset = files.as_ref().and_then(|files| files.get(request.uri().path()));
        asset.is_some_and(|asset| asset.version() == version)
    });
    let mut answer = next.run(request).await;
    if is_current && answer.status().is_success() {
        let for_good = HeaderValue::from_static("public, max-age=31536000, immutable");
        answer.headers_mut().insert(header::CACHE_CONTROL, for_good);
    }
    answer
}

#[cfg(all(test, feature = "demo"))]
pub(super) mod tests {
    use super::*;
    use std::sync::LazyLock;

    #[expect(clippy::expect_used)] // a test without files is none
    static SITE_ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let root = std::env::temp_dir().join(format!("zuora-cors-sample-{}", std::process::id()));
        fs::create_dir_all(root.join("pkg")).expect("a folder");
        for path in FILES {
            fs::write(root.join(&path[1..]), path).expect("a file");
        }
        root
    });

    /// A folder with files in place of built ones: each holds its own path.
    pub fn site_root() -> PathBuf {
        SITE_ROOT.clone()
    }

    #[test]
    fn t19_a_file_has_the_hash_that_browsers_compute() {
        // printf alert | openssl dgst -sha384 -binary | base64
        let known = "sha384-nOir8ha5qWAN0rJEgRU1akEoMfttINSt8xH94lyyPinWtGV1dfaKRFB717w/wFDt";
        assert_eq!(integrity(b"alert"), known);
        assert_ne!(Asset::of(BOOT, b"a").url(), Asset::of(BOOT, b"b").url());
    }
}
