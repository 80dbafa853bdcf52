//! The `whosaid` program: see `whosaid --help`.

mod cmd;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cmd::Cli::parse().run().unwrap_or_else(|fault| {
        // One line with all causes.
        cmd::say::say(format_args!("whosaid: {fault:#}"));
        ExitCode::from(cmd::FAILED)
    })
}
