//! Serves the files of [`assets`](super::assets): each under its own hash, those of earlier builds
//! too.

use crate::server::page_integrity::assets::{Asset, Files, paths};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use percent_encoding::percent_decode_str;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use url::form_urlencoded;

/// The folder with the sites of earlier builds.
const PREVIOUS: &str = "previous";

/// The files of earlier builds. A page of such a build may still be open, or come from a server
/// that has not been replaced yet.
fn previous(site_root: &Path) -> Vec<Asset> {
    let builds = fs::read_dir(site_root.join(PREVIOUS)).into_iter().flatten().flatten();

    let files = builds
        .flat_map(|build| paths().filter_map(move |path| Asset::read(&build.path(), path).ok()));
    files.collect()
}

/// Whether a path means a script or stylesheet, or a folder that contains only those, however it is
/// spelled.
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

/// The files that this process serves.
#[derive(Clone, Debug)]
pub enum Assets {
    /// Read at the start and served from memory, with those of earlier builds. A later change on
    /// the disk reaches no browser.
    Built(Files, Arc<[Asset]>),
    /// Read again for every request, under `cargo leptos watch`.
    Watched(PathBuf),
}

impl Assets {
    /// Reads the files of a built site.
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

    /// The files for a page that is being rendered; none while they are being built.
    pub fn current(&self) -> Option<Files> {
        match self {
            Self::Built(files, _) => Some(files.clone()),
            Self::Watched(root) => Files::read(root).ok(),
        }
    }

    /// A file of an earlier build.
    fn previous(&self, path: &str, version: &str) -> Option<&Asset> {
        match self {
            Self::Built(_, previous) => {
                previous.iter().find(|asset| asset.path == path && asset.version() == version)
            }
            Self::Watched(_) => None,
        }
    }
}

pub fn routes(assets: Assets) -> Router {
    let routes = paths().fold(Router::new(), |routes, path| routes.route(path, get(serve)));
    routes.with_state(assets)
}

/// Serves one file. A request by hash may be cached for good.
async fn serve(State(assets): State<Assets>, uri: Uri, headers: HeaderMap) -> Response {
    let files = assets.current();
    let Some(current) = files.as_ref().and_then(|files| files.get(uri.path())) else {
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
        // Ambiguous.
        _ => (None, ""),
    };
    let Some((asset, (encoding, bytes))) =
        asset.and_then(|asset| Some((asset, asset.for_browser(&headers)?)))
    else {
        // Never other bytes under this hash. The page requests it again, and another connection may
        // reach a server that has it.
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
