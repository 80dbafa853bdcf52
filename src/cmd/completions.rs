//! `whosaid completions`: scripts that let a shell complete arguments.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

/// Print a script that lets the shell complete whosaid's arguments
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  bash   whosaid completions bash > ~/.local/share/bash-completion/completions/whosaid
  fish   whosaid completions fish > ~/.config/fish/completions/whosaid.fish
  zsh    whosaid completions zsh > \"${fpath[1]}/_whosaid\"")]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    // Into memory first: clap_complete panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Cli::command(), "whosaid", &mut script);
    match io::stdout().write_all(&script) {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(fault.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
