//! What may run in a page: the built files with their hashes, the manifest of a build, and the check of a live page against it.

pub mod asset_routes;
pub mod assets;
mod content_differences;
mod differences;
mod fetched;
mod header_differences;
pub mod inline_scripts;
pub mod manifest;
mod scan;
pub mod verify;
