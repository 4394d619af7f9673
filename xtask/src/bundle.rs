//! The folder that a release is: the executable, the site that it serves, and six lines about them.

use crate::Result;
use std::{fs, path::Path};

/// Where `cargo xtask release` writes it, and where `deploy/Containerfile` expects it.
pub const FOLDER: &str = "target/release-bundle";

const README: &str = "\
The shop's payment page: an executable, and the site that it serves.
Run it from this folder: LEPTOS_SITE_ROOT=site ./zuora-cors-sample
Its settings are environment variables: ./zuora-cors-sample --help lists them, and --check tries them.
In a container: deploy/Containerfile of the source. Without one: deploy/zuora-cors-sample@.service.
Keep page-manifest.json elsewhere: verify-page compares the live page with it.
site/licences has the licences of what is built in. The footer of every page leads there.
";

/// Writes the folder anew.
pub fn write(executable: &Path, site: &Path, folder: &Path) -> Result {
    let failed = |path: &Path, error| format!("{}: {error}", path.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| failed(folder, error))?;
    }
    copy_folder(site, &folder.join("site"))?;
    let name = executable.file_name().ok_or("the executable has no name")?;
    fs::copy(executable, folder.join(name)).map_err(|error| failed(executable, error))?;
    fs::write(folder.join("README"), README).map_err(|error| failed(folder, error))
}

fn copy_folder(from: &Path, to: &Path) -> Result {
    let failed = |path: &Path, error| format!("{}: {error}", path.display());
    fs::create_dir_all(to).map_err(|error| failed(to, error))?;
    for entry in fs::read_dir(from).map_err(|error| failed(from, error))?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| failed(&path, error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_has_all_that_runs_and_nothing_of_the_last_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let write_file = |path: &str, content: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, content).expect("a file");
        };
        write_file("site/pkg/page.wasm", "code");
        write_file("site/boot.js", "script");
        write_file("zuora-cors-sample", "program");
        write_file("bundle/site/pkg/old.wasm", "of the last release");
        let (site, folder) = (root.join("site"), root.join("bundle"));
        write(&root.join("zuora-cors-sample"), &site, &folder).expect("a folder");
        let read = |path: &str| fs::read_to_string(folder.join(path)).ok();
        assert_eq!(read("site/pkg/page.wasm").as_deref(), Some("code"));
        assert_eq!(read("site/boot.js").as_deref(), Some("script"));
        assert_eq!(read("zuora-cors-sample").as_deref(), Some("program"));
        assert_eq!(read("README").map(|text| text.lines().count()), Some(6));
        assert_eq!(read("site/pkg/old.wasm"), None);
        let no_site = write(&root.join("zuora-cors-sample"), &root.join("none"), &folder);
        assert!(no_site.is_err_and(|problem| problem.contains("none")));
    }
}
