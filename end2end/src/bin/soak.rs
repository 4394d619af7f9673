//! Sends the server a million requests and looks whether anything grows. `cargo xtask soak` builds
//! and runs it.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    use clap::Parser as _;
    use end2end::soak::{Options, run};

    /// Send the server many requests, and fail when its memory, descriptors or tables grow
    #[derive(clap::Parser)]
    #[command(bin_name = "cargo xtask soak")]
    struct Arguments {
        #[command(flatten)]
        options: Options,
    }

    run(&Arguments::parse().options)
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("The soak reads /proc, which only Linux has.");
    std::process::exit(1);
}
