//! The built files that run in pages, each with its hash, so that browsers run exactly these bytes
//! and may cache them for good.

#[cfg(feature = "demo")]
use crate::site_map::{INSPECTOR, LABORATORY};
use crate::site_map::{PAGES, Program};
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha384};
use std::{fs, io, path::Path, sync::Arc};

pub const BOOT: &str = "/boot.js";
/// The JavaScript that binds the WebAssembly to the page: the first page's, or all pages' when they
/// have no programs of their own.
pub const GLUE: &str = "/pkg/zuora-cors-sample.js";
/// The WebAssembly, likewise.
pub const WEBASSEMBLY: &str = "/pkg/zuora-cors-sample.wasm";
/// The stylesheet.
pub const STYLES: &str = "/pkg/zuora-cors-sample.css";

/// The flow inspector's recorder.
#[cfg(feature = "demo")]
pub const RECORDER: &str = "/flow-recorder.js";
/// What the flow inspector loads with its panel.
#[cfg(feature = "demo")]
pub const CONTROLS: &str = "/flow-controls.js";
/// The flow inspector's stylesheet, which is loaded with its panel.
#[cfg(feature = "demo")]
pub const INSPECTOR_STYLES: &str = "/inspector.css";

/// The CORS laboratory's stylesheet.
#[cfg(feature = "demo")]
pub const LABORATORY_STYLES: &str = "/laboratory.css";

/// Files that are part of the server, not of the built site: whatever is in `public/` would be in
/// the production build too.
#[cfg(feature = "demo")]
const COMPILED_IN: &[(&str, &str)] = &[
    (RECORDER, include_str!("../../inspector/recorder.js")),
    (
        CONTROLS,
        concat!(
            include_str!("../../inspector/controls.js"),
            include_str!("../../inspector/anatomy.js")
        ),
    ),
    (INSPECTOR_STYLES, include_str!("../../../style/inspector.css")),
    (LABORATORY_STYLES, include_str!("../../../style/laboratory.css")),
];
#[cfg(not(feature = "demo"))]
const COMPILED_IN: &[(&str, &str)] = &[];

const FILES: [&str; 4] = [BOOT, GLUE, WEBASSEMBLY, STYLES];

/// The paths of every file that runs in a page, or styles it.
pub(super) fn paths() -> impl Iterator<Item = &'static str> {
    let compiled_in = COMPILED_IN.iter().map(|(path, _)| *path);
    FILES.into_iter().chain(own_programs()).chain(of_the_demonstration()).chain(compiled_in)
}

/// The programs of the flow inspector and of the CORS laboratory.
fn of_the_demonstration() -> impl Iterator<Item = &'static str> {
    #[cfg(feature = "demo")]
    return [INSPECTOR, LABORATORY]
        .into_iter()
        .flat_map(|program| [program.glue, program.webassembly]);
    #[cfg(not(feature = "demo"))]
    return std::iter::empty();
}

fn own_programs() -> impl Iterator<Item = &'static str> {
    let programs = PAGES.into_iter().map(|page| page.program);
    let files = programs.flat_map(|program| [program.glue, program.webassembly]);
    files.filter(|path| !FILES.contains(path))
}

#[derive(Debug)]
pub struct Asset {
    pub path: &'static str,
    /// In the form of the `integrity` attribute.
    pub integrity: String,
    /// The contents by encoding, the precompressed ones first where the build has made them.
    encoded: Vec<(&'static str, Bytes)>,
}

impl Asset {
    pub(super) fn read(site_root: &Path, path: &'static str) -> io::Result<Self> {
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

    /// Without its comments, which are for readers of the repository.
    fn compiled_in(path: &'static str, text: &'static str) -> Self {
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let bytes = text.lines().filter(is_code).collect::<Vec<_>>().join("\n").into_bytes();
        Self { path, integrity: integrity(&bytes), encoded: vec![("identity", bytes.into())] }
    }

    /// The smallest encoding that the browser accepts.
    pub(super) fn for_browser(&self, headers: &HeaderMap) -> Option<&(&'static str, Bytes)> {
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

    pub(super) fn content_type(&self) -> HeaderValue {
        let extension = Path::new(self.path).extension();
        HeaderValue::from_static(match extension.and_then(|extension| extension.to_str()) {
            Some("wasm") => "application/wasm",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        })
    }

    /// The address in pages. It changes with the contents.
    pub fn url(&self) -> String {
        format!("{}?v={}", self.path, self.version())
    }

    /// The beginning of its hash, as a query parameter.
    pub(super) fn version(&self) -> String {
        self.integrity
            .bytes()
            .skip("sha384-".len())
            .take(16)
            .map(|byte| char::from(if byte.is_ascii_alphanumeric() { byte } else { b'-' }))
            .collect()
    }
}

/// The hash of these bytes, in the form of an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The files of one build.
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
        // A build may have one program for all pages. With a program of its own for one page, the
        // others must have theirs too.
        let own: Vec<_> = own_programs().chain(of_the_demonstration()).map(read).collect();
        if own.iter().any(Result::is_ok) {
            files.extend(own.into_iter().collect::<io::Result<Vec<_>>>()?);
        }
        files.extend(COMPILED_IN.iter().map(|(path, text)| Asset::compiled_in(path, text)));
        Ok(Self(files.into()))
    }

    /// The JavaScript and the WebAssembly of a page with this program.
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

    /// The files that run in pages.
    pub fn code(&self) -> impl Iterator<Item = &Asset> {
        self.0.iter().filter(|asset| Path::new(asset.path).extension() != Some("css".as_ref()))
    }
}

#[cfg(test)]
pub(in crate::server) mod tests {
    use super::*;
    use std::{path::PathBuf, sync::LazyLock};
    use tempfile::TempDir;

    static SITE_ROOT: LazyLock<TempDir> = LazyLock::new(|| {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("pkg")).expect("a folder");
        for path in FILES {
            fs::write(root.path().join(&path[1..]), path).expect("a file");
        }
        root
    });

    /// A folder with files in place of built ones: each holds its own path.
    pub fn site_root() -> PathBuf {
        SITE_ROOT.path().to_owned()
    }

    /// Also where every page that a shop offers has the program with its name.
    #[cfg(feature = "demo")]
    #[test]
    fn a_build_with_programs_of_their_own_has_those_of_the_demonstration() {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("pkg")).expect("a folder");
        for path in FILES.into_iter().chain(own_programs()).chain(of_the_demonstration()) {
            fs::write(root.path().join(&path[1..]), path).expect("a file");
        }
        let files = Files::read(root.path()).expect("files");
        for program in [INSPECTOR, LABORATORY] {
            let own = files.program(program).map(|(glue, _)| glue.path);
            assert_eq!(own, Some(program.glue));
        }
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
