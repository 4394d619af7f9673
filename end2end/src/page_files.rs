//! Patterns for the URLs of the files that the page "Add a credit card" loads.

pub const BOOT: &str = "**/boot.js?*";
pub const GLUE: &str = "**/zuora-cors-sample.js?*";
pub const WEBASSEMBLY: &str = "**/zuora-cors-sample.wasm?*";
pub const STYLES: &str = "**/zuora-cors-sample.css?*";
