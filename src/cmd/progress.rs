//! What standard error shows while articles are worked on, and at the end.
//!
//! In: tallies as a run goes on. Out: a bar where standard error is a
//! terminal, a line for each article that is skipped, a closing summary:
//!
//! ```text
//! 43,487 articles read, 2 skipped: 200.1 MB of text, 1,903,442 sentences
//! 391,233 quotes, 87.2 % with a speaker
//! 1.6 s, 125.1 MB/s
//! ```
//!
//! Limit: time left is told from bytes read, so it is unknown for a pipe.

use std::cell::Cell;
use std::error::Error;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use whosaid::pipeline::{Event, Tally};

/// How many faults are told: a million empty records must not bury the rest.
const TOLD: u64 = 100;

/// A bar, or none.
pub(super) struct Progress {
    bar: ProgressBar,
    faults: Cell<u64>,
    /// Whether all faults are written to a file.
    has_file: bool,
}

impl Progress {
    /// Nothing is drawn; faults are told all the same.
    pub(super) fn hidden(has_file: bool) -> Self {
        Self { bar: ProgressBar::hidden(), faults: Cell::new(0), has_file }
    }

    /// A bar over `total` bytes of input, if that is known. indicatif draws
    /// nothing where standard error is no terminal.
    pub(super) fn new(total: Option<u64>, has_file: bool) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(10));
        let style = match total {
            Some(_) => "{bar:30} {percent:>3} %  {msg}, {eta} left",
            None => "{spinner} {msg}, {elapsed}",
        };
        bar.set_style(ProgressStyle::with_template(style).expect("the template is one of the two above"));
        Self { bar, faults: Cell::new(0), has_file }
    }

    /// Shows how far the run is.
    pub(super) fn show(&self, event: Event) {
        match event {
            Event::Skipped(fault) => {
                self.faults.set(self.faults.get() + 1);
                if self.faults.get() <= TOLD {
                    self.bar.suspend(|| tell(fault));
                }
            }
            Event::Advanced(tally, consumed) if !self.bar.is_hidden() => {
                let rate = megabytes(tally.bytes) / seconds(tally.time);
                let (articles, quotes) = (grouped(tally.articles), grouped(tally.quotes));
                self.bar.set_message(format!("{articles} articles, {rate:.1} MB/s, {quotes} quotes"));
                self.bar.set_position(consumed);
            }
            Event::Advanced(..) => {}
        }
    }

    /// Takes the bar away, and says how many faults were not told.
    pub(super) fn close(&self) {
        self.bar.finish_and_clear();
        let left = self.faults.get().saturating_sub(TOLD);
        if left > 0 {
            let all =
                if self.has_file { "all are in the file of --errors" } else { "--errors FILE writes all" };
            say!("whosaid: {} more that could not be read; {all}", grouped(left));
        }
    }
}

/// Prints an error and its causes in one line.
pub(super) fn tell(fault: &dyn Error) {
    let mut line = format!("whosaid: {fault}");
    let mut cause = fault.source();
    while let Some(next) = cause {
        line.push_str(&format!(": {next}"));
        cause = next.source();
    }
    say!("{line}");
}

/// The closing summary.
pub(super) fn summary(tally: &Tally) -> String {
    let share = match tally.quotes {
        0 => String::new(),
        quotes => format!(", {:.1} % with a speaker", tally.attributed as f64 * 100.0 / quotes as f64),
    };
    format!("{}\n{}{share}\n{}", read(tally), counted(tally.quotes, "quote"), speed(tally))
}

/// The closing summary where no quotations were looked for.
pub(super) fn sentence_summary(tally: &Tally) -> String {
    format!("{}\n{}", read(tally), speed(tally))
}

/// What was read.
fn read(tally: &Tally) -> String {
    let lost = match tally.lost_inputs {
        0 => String::new(),
        lost => format!(", {} not or not wholly read", counted(lost, "input")),
    };
    format!(
        "{} read, {} skipped{lost}: {:.1} MB of text, {}",
        counted(tally.articles, "article"),
        grouped(tally.skipped),
        megabytes(tally.bytes),
        counted(tally.sentences, "sentence"),
    )
}

/// How fast it went.
fn speed(tally: &Tally) -> String {
    format!("{:.1} s, {:.1} MB/s", tally.time.as_secs_f64(), megabytes(tally.bytes) / seconds(tally.time))
}

/// `1 article`, `1,200 articles`.
pub(super) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Never nothing, so that one can divide by it.
fn seconds(time: Duration) -> f64 {
    time.as_secs_f64().max(1e-6)
}

/// `1234567` as `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_from_the_right() {
        assert_eq!([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_summary_tells_the_share_only_where_there_are_quotes() {
        let tally = Tally {
            articles: 1200,
            bytes: 3_000_000,
            time: Duration::from_secs(2),
            quotes: 8,
            attributed: 6,
            ..Tally::default()
        };
        assert_eq!(
            summary(&tally),
            "1,200 articles read, 0 skipped: 3.0 MB of text, 0 sentences\n\
             8 quotes, 75.0 % with a speaker\n2.0 s, 1.5 MB/s"
        );
        let none = Tally { lost_inputs: 1, ..Tally::default() };
        assert!(summary(&none).starts_with("0 articles read, 0 skipped, 1 input not or not wholly read:"));
        assert!(summary(&none).contains("\n0 quotes\n"));
    }
}
