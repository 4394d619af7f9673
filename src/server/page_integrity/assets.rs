//! The page's code as it was built. Each file has its hash, so that a browser runs these bytes or
//! none, and may cache them for good.

use crate::site_map::{PAGES, Program};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha384};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use url::form_urlencoded;

/// The script that starts the page's code.
pub const BOOT: &str = "/boot.js";
/// The JavaScript that connects the WebAssembly to the page: the first page's, or that of all pages
/// when they have no programs of their own.
pub const GLUE: &str = "/pkg/zuora-cors-sample.js";
/// The WebAssembly, likewise.
pub const WEBASSEMBLY: &str = "/pkg/zuora-cors-sample.wasm";
/// The style sheet.
pub const STYLES: &str = "/pkg/zuora-cors-sample.css";

const FILES: [&str; 4] = [BOOT, GLUE, WEBASSEMBLY, STYLES];

/// The files of the pages' own programs.
fn own_programs() -> impl Iterator<Item = &'static str> {
    let programs = PAGES.into_iter().map(|page| page.program);
    let files = programs.flat_map(|program| [program.glue, program.webassembly]);
    files.filter(|path| !FILES.contains(path))
}

#[derive(Debug)]
pub struct Asset {
    /// The path on the site.
    pub path: &'static str,
    /// The hash, as in an `integrity` attribute.
    pub integrity: String,
    /// The content in each encoding that the build has made: the encoding's name, and the bytes.
    encoded: Vec<(&'static str, Bytes)>,
}

impl Asset {
    fn read(site_root: &Path, path: &'static str) -> io::Result<Self> {
        let file = site_root.join(&path[1..]);
        let plain = Bytes::from(fs::read(&file)?);
        let integrity = integrity(&plain);
        let compressed =
            [("br", "br"), ("gzip", "gz")].into_iter().filter_map(|(encoding, extension)| {
                let mut name = file.clone().into_os_string();
                name.push(".");
                name.push(extension);
                Some((encoding, fs::read(name).ok()?.into()))
            });
        let mut encoded: Vec<_> = compressed.collect();
        encoded.push(("identity", plain));
        Ok(Self { path, integrity, encoded })
    }

    /// The first encoding that the browser accepts. They are sorted by length.
    fn for_browser(&self, headers: &HeaderMap) -> Option<&(&'static str, Bytes)> {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let takes = |encoding: &str| {
            accepted
                .split(',')
                .any(|one| one.split(';').next().is_some_and(|name| name.trim() == encoding))
        };
        self.encoded.iter().find(|(encoding, _)| *encoding == "identity" || takes(encoding))
    }

    fn content_type(&self) -> HeaderValue {
        let extension = Path::new(self.path).extension();
        HeaderValue::from_static(match extension.and_then(|extension| extension.to_str()) {
            Some("wasm") => "application/wasm",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        })
    }

    /// The address in pages. It changes with the bytes.
    pub fn url(&self) -> String {
        format!("{}?v={}", self.path, self.version())
    }

    /// The beginning of the hash, with characters that an address can have.
    fn version(&self) -> String {
        self.integrity
            .bytes()
            .skip("sha384-".len())
            .take(16)
            .map(|byte| char::from(if byte.is_ascii_alphanumeric() { byte } else { b'-' }))
            .collect()
    }
}

/// The hash of these bytes, as in an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The files of one page.
#[derive(Clone, Debug)]
pub struct Files(Arc<[Asset]>);

impl Files {
    /// Reads the files of a built site.
    ///
    /// # Errors
    /// When one of them is missing.
    pub fn read(site_root: &Path) -> io::Result<Self> {
        let read = |path| Asset::read(site_root, path);
        let mut files: Vec<_> = FILES.into_iter().map(read).collect::<io::Result<_>>()?;
        // Without programs of their own, all pages share one. With some of them, the build is
        // incomplete.
        let own: Vec<_> = own_programs().map(read).collect();
        if own.iter().any(Result::is_ok) {
            files.extend(own.into_iter().collect::<io::Result<Vec<_>>>()?);
        }
        Ok(Self(files.into()))
    }

    /// The files of this program: glue and WebAssembly.
    pub fn program(&self, program: Program) -> Option<(&Asset, &Asset)> {
        let own = self.get(program.glue).zip(self.get(program.webassembly));
        own.or_else(|| self.get(GLUE).zip(self.get(WEBASSEMBLY)))
    }

    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.path == path)
    }

    pub fn all(&self) -> impl Iterator<Item = &Asset> {
        self.0.iter()
    }

    /// The files that run code.
    pub fn code(&self) -> impl Iterator<Item = &Asset> {
        self.0.iter().filter(|asset| asset.path != STYLES)
    }
}

/// The folder with the sites of earlier builds, each in a folder of its own.
const PREVIOUS: &str = "previous";

/// The files of earlier builds. A page of one of them may still be open, or come from a server that
/// is not replaced yet.
fn previous(site_root: &Path) -> Vec<Asset> {
    let builds = fs::read_dir(site_root.join(PREVIOUS)).into_iter().flatten().flatten();
    let paths = || FILES.into_iter().chain(own_programs());
    let files = builds
        .flat_map(|build| paths().filter_map(move |path| Asset::read(&build.path(), path).ok()));
    files.collect()
}

/// Whether a path means code, or a folder that has only code, however it is spelled.
pub fn is_code(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy().to_ascii_lowercase();
    let mut segments = path.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | "."));
    let first = segments.clone().next();
    let last = segments.next_back().unwrap_or_default().trim_end_matches([' ', '.']);
    let name = last.strip_suffix(".br").or(last.strip_suffix(".gz")).unwrap_or(last);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(first, Some("pkg" | PREVIOUS))
        || matches!(extension, Some("js" | "mjs" | "wasm" | "css"))
}

/// The files of every page of this process.
#[derive(Clone, Debug)]
pub enum Assets {
    /// In memory, as they were when the process started, with those of earlier builds. A change on
    /// the disk afterwards reaches no browser.
    Built(Files, Arc<[Asset]>),
    /// On the disk, under `cargo leptos watch`.
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
            false => Self::Built(files, previous(site_root).into()),
            true => Self::Watched(site_root.into()),
        })
    }

    /// The files for a page that is rendered now; none while they are being built.
    pub fn current(&self) -> Option<Files> {
        match self {
            Self::Built(files, _) => Some(files.clone()),
            Self::Watched(root) => Files::read(root).ok(),
        }
    }

    fn previous(&self, path: &str, version: &str) -> Option<&Asset> {
        match self {
            Self::Built(_, previous) => {
                previous.iter().find(|asset| asset.path == path && asset.version() == version)
            }
            Self::Watched(_) => None,
        }
    }
}

/// The files at their addresses.
pub fn routes(assets: Assets) -> Router {
    let paths = FILES.into_iter().chain(own_programs());
    let routes = paths.fold(Router::new(), |routes, path| routes.route(path, get(serve)));
    routes.with_state(assets)
}

/// Serves one file. With the hash in its address, it may be cached for good.
async fn serve(State(assets): State<Assets>, uri: Uri, headers: HeaderMap) -> Response {
    let files = assets.current();
    let Some(current) = files.as_ref().and_then(|files| files.get(uri.path())) else {
        // It is being built.
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let versions: Vec<_> =
        query.filter_map(|(name, version)| (name == "v").then_some(version)).collect();
    let (asset, caching) = match versions.as_slice() {
        [] => (Some(current), "no-cache"),
        [version] => {
            let asset = match *version == current.version() {
                true => Some(current),
                false => assets.previous(uri.path(), version),
            };
            (asset, "public, max-age=31536000, immutable")
        }
        // Which of them?
        _ => (None, ""),
    };
    let Some((asset, (encoding, bytes))) =
        asset.and_then(|asset| Some((asset, asset.for_browser(&headers)?)))
    else {
        // Other bytes are never served under a hash. The page retries, and another connection may
        // reach a server that has the file.
        return (StatusCode::NOT_FOUND, [(header::CONNECTION, "close")]).into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type()),
        (header::CONTENT_ENCODING, HeaderValue::from_static(encoding)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
    ];
    let mut answer = (headers, bytes.clone()).into_response();
    if *encoding == "identity" {
        answer.headers_mut().remove(header::CONTENT_ENCODING);
    }
    answer
}

#[cfg(all(test, feature = "demo"))]
pub(in crate::server) mod tests {
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
        let url = |path| Files::read(&site_root()).expect("files").get(path).map(Asset::url);
        assert_ne!(url(BOOT).as_deref().and_then(|url| url.split_once('?')), None);
        assert_ne!(
            url(BOOT).map(|url| url.replace(BOOT, "")),
            url(GLUE).map(|url| url.replace(GLUE, ""))
        );
    }
}
