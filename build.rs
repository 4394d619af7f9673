//! Which page's code the browser gets. `PAGE=account` builds a program with that page in it alone; without it, every page is in.

fn main() {
    println!("cargo:rerun-if-env-changed=PAGE");
    println!("cargo:rustc-check-cfg=cfg(every_page)");
    println!("cargo:rustc-check-cfg=cfg(page, values(any()))");
    match std::env::var("PAGE").unwrap_or_default().as_str() {
        "" => println!("cargo:rustc-cfg=every_page"),
        page => println!("cargo:rustc-cfg=page=\"{page}\""),
    }
}
