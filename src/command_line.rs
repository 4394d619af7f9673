//! The command line: what may be asked of this executable, and with which exit code it answers.

use clap::{Parser, Subcommand};
use std::{fmt::Write as _, process::ExitCode};
use zuora_cors_sample::server::{self, Settings, Source, VARIABLES};

/// sysexits.h: something is wrong with the configuration.
const EX_CONFIG: u8 = 78;

/// Zuora's CORS REST flow: a card goes from the browser straight to Zuora.
#[derive(Parser)]
#[command(version, after_help = settings_help(), args_conflicts_with_subcommands = true)]
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
    /// Serve the stand-in Zuora alone
    #[cfg(feature = "demo")]
    Sandbox(zuora_cors_sample::sandbox::Options),
}

#[derive(clap::Args)]
struct Serve {
    /// Check the settings and exit
    #[arg(long)]
    check: bool,
}

pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve(&arguments.serve),
        Some(Command::Serve(options)) => serve(&options),
        #[cfg(feature = "demo")]
        Some(Command::Sandbox(options)) => block_on(zuora_cors_sample::sandbox::serve(options)),
    }
}

fn serve(options: &Serve) -> ExitCode {
    let settings = match Source::of_process().and_then(Settings::read) {
        Ok(settings) => settings,
        Err(faults) => {
            eprintln!("{faults}");
            return ExitCode::from(EX_CONFIG);
        }
    };
    if options.check {
        println!("The settings are right.");
        return ExitCode::SUCCESS;
    }
    server::start_log(&settings);
    block_on(server::serve(settings))
}

fn block_on<E: std::fmt::Display>(served: impl Future<Output = Result<(), E>>) -> ExitCode {
    let ended = tokio::runtime::Runtime::new().map(|runtime| runtime.block_on(served));
    let message = match ended {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn settings_help() -> String {
    let mut help = "Settings, from the environment and the nearest .env:\n".to_owned();
    for (variable, default, meaning) in VARIABLES {
        let _ = write!(help, "\n  {variable}\n      {meaning}\n      [default: {default}]");
    }
    help
}
