//! The commands, one file each: its arguments, its run.
//!
//! In: the command line. Out: an exit code, or an error that `main` prints in
//! one line. `whosaid extract news/` with “It held,” said the mayor. in it
//! prints a row and exits with 0; with 1 if articles were skipped; with 2 if
//! the run failed or an input was lost.
//!
//! A new command is a file here, its `mod` and its line in the table below.
//! Limit: errors are `anyhow`'s, which no other room knows.

#[macro_use]
pub mod say;

mod bench;
mod completions;
mod eval;
mod extract;
mod input;
mod output;
mod progress;
mod sentences;
mod show;
mod summary;
mod train;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use whosaid::pipeline::Tally;
use whosaid::{Extractor, IndirectModel, Model, Options};

/// Some articles were skipped, and all else went well.
const SKIPPED: u8 = 1;
/// The run failed, or an input could not be read to its end.
pub const FAILED: u8 = 2;

/// Finds every quotation in news articles, and who said it.
#[derive(Parser)]
#[command(version, about, long_about = LONG_ABOUT, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "\
Finds every quotation in news articles, and who said it: one row a quotation, with the speaker's \
fullest name and role, the words that name the speaker there, the cue, a confidence and offsets.

  whosaid extract articles.jsonl -o quotes.csv

Each command explains itself: whosaid help extract";

/// An extractor with the weights in a file, or the built-in ones.
fn extractor(options: Options, path: Option<&Path>, indirect: Option<&Path>) -> anyhow::Result<Extractor> {
    let extractor = match path {
        Some(path) => Extractor::with_model(options, model(path)?),
        None => Extractor::new(options),
    };
    Ok(match indirect {
        Some(path) => extractor.with_indirect_model(indirect_model(path)?),
        None => extractor,
    })
}

/// The weights of reported speech in a file.
fn indirect_model(path: &Path) -> anyhow::Result<IndirectModel> {
    let place = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(place)?;
    IndirectModel::from_bytes(&bytes).with_context(place)
}

/// The weights in a file.
fn model(path: &Path) -> anyhow::Result<Model> {
    let place = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(place)?;
    Model::from_bytes(&bytes).with_context(place)
}

/// Makes the list of commands, each from the `Args` and the `run` of its file.
macro_rules! commands {
    ($($name:ident in $module:ident),* $(,)?) => {
        #[derive(clap::Subcommand)]
        enum Command {
            $($name($module::Args),)*
        }

        impl Cli {
            /// Does what the command line asks for.
            pub fn run(self) -> anyhow::Result<ExitCode> {
                match self.command {
                    $(Command::$name(args) => $module::run(args),)*
                }
            }
        }
    };
}

/// What a run that came to its end says to the shell.
fn exit_code(tally: &Tally) -> ExitCode {
    match (tally.lost_inputs, tally.skipped) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(SKIPPED),
        _ => ExitCode::from(FAILED),
    }
}

commands! {
    Extract in extract,
    Eval in eval,
    Show in show,
    Summary in summary,
    Sentences in sentences,
    Train in train,
    Bench in bench,
    Completions in completions,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_of_all_commands_are_consistent() {
        Cli::command().debug_assert();
    }
}
