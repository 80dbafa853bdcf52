//! The `whosaid` program: see `whosaid --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod cmd;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the extractor, or a CSV that it wrote, against gold articles
    Eval(cmd::eval::Args),
}

fn main() -> ExitCode {
    let Command::Eval(args) = Cli::parse().command;
    match cmd::eval::run(args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("whosaid: {error:#}");
            ExitCode::from(2)
        }
    }
}
