//! The command line: the subcommands, and their exit codes.

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};
use zuora_cors_sample::server::{
    self, DEFAULT_SITE_ROOT, LEPTOS_SITE_ROOT, Settings, Source, ZUORA_ALLOW_HOST,
};

/// sysexits.h: a configuration error.
const EX_CONFIG: u8 = 78;
/// sysexits.h: a service is unavailable.
const EX_UNAVAILABLE: u8 = 69;

/// Zuora's CORS REST flow: a card goes from the browser straight to Zuora.
#[derive(Parser)]
#[command(version, after_help = server::settings_help(), args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site (the default)
    Serve(Serve),
    /// Compare a live payment page with the manifest of its build; exit 1 names each difference
    VerifyPage(VerifyPage),
    /// Print the manifest of the built site: every script and security header of the payment page
    Manifest(BuiltSite),
    /// Serve the stand-in Zuora alone
    #[cfg(feature = "demo")]
    Sandbox(zuora_cors_sample::sandbox::Options),
}

#[derive(clap::Args)]
struct Serve {
    /// Check the settings, ask Zuora whether they work there, and exit
    #[arg(long)]
    check: bool,
    /// With --check: do not ask Zuora
    #[arg(long, requires = "check")]
    offline: bool,
}

#[derive(clap::Args)]
struct VerifyPage {
    /// The page's address, such as <https://shop.example/>
    url: url::Url,
    /// The manifest of the build, from `zuora-cors-sample manifest` [default: the built site's own]
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// A host beyond Zuora's published ones that the page may call
    #[arg(long, env = ZUORA_ALLOW_HOST.variable)]
    allow_host: Option<String>,
    /// The cookie of a customer who has signed in, such as shop-session=…, where the page asks for it
    #[arg(long, env = "VERIFY_PAGE_COOKIE", hide_env_values = true)]
    cookie: Option<String>,
    #[command(flatten)]
    built: BuiltSite,
}

#[derive(clap::Args)]
struct BuiltSite {
    /// The built site
    #[arg(long, env = LEPTOS_SITE_ROOT.variable, default_value = DEFAULT_SITE_ROOT)]
    site_root: PathBuf,
}

pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve(&arguments.serve),
        Some(Command::Serve(options)) => serve(&options),
        Some(Command::VerifyPage(options)) => verify_page(&options),
        Some(Command::Manifest(built)) => print_manifest(&built),
        #[cfg(feature = "demo")]
        Some(Command::Sandbox(options)) => run_server(zuora_cors_sample::sandbox::serve(options)),
    }
}

fn serve(options: &Serve) -> ExitCode {
    let settings = match Source::from_process().and_then(Settings::read) {
        Ok(settings) => settings,
        Err(faults) => {
            server::print_error(&faults.to_string());
            return ExitCode::from(EX_CONFIG);
        }
    };
    if options.check {
        return check(&settings, options.offline);
    }
    let _log = server::start_log(&settings);
    run_server(server::serve(settings))
}

fn check(settings: &Settings, offline: bool) -> ExitCode {
    for warning in &settings.warnings {
        server::print(&format!("Warning: {warning}"));
    }
    server::print("✓ settings");
    if offline {
        return ExitCode::SUCCESS;
    }
    match block_on(server::check(settings)) {
        Ok(report) => {
            server::print(report.to_string().trim_end());
            if report.is_good() { ExitCode::SUCCESS } else { ExitCode::from(EX_UNAVAILABLE) }
        }
        Err(message) => {
            server::print_error(&message);
            ExitCode::from(EX_UNAVAILABLE)
        }
    }
}

fn verify_page(options: &VerifyPage) -> ExitCode {
    let manifest = match server::manifest(options.manifest.as_deref(), &options.built.site_root) {
        Ok(manifest) => manifest,
        Err(error) => return fail(&format!("there is no manifest to compare with: {error}")),
    };
    let verified = block_on(server::verify(
        &options.url,
        &manifest,
        options.allow_host.as_deref(),
        options.cookie.as_deref(),
    ));
    match verified {
        Ok(differences) if differences.is_empty() => {
            server::print(&format!("{} is as it was built.", options.url));
            ExitCode::SUCCESS
        }
        Ok(differences) => fail(&differences.join("\n")),
        Err(error) => fail(&error),
    }
}

fn print_manifest(built: &BuiltSite) -> ExitCode {
    let manifest = server::manifest(None, &built.site_root);
    match manifest.and_then(|manifest| Ok(serde_json::to_string_pretty(&manifest)?)) {
        Ok(json) => {
            server::print(&json);
            ExitCode::SUCCESS
        }
        Err(error) => fail(&format!("{}: {error}", built.site_root.display())),
    }
}

fn fail(message: &str) -> ExitCode {
    server::print_error(message);
    ExitCode::FAILURE
}

fn block_on<T, E: std::fmt::Display>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(work).map_err(|error| error.to_string())
}

fn run_server<E: std::fmt::Display>(work: impl Future<Output = Result<(), E>>) -> ExitCode {
    match block_on(work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}
