//! What is said to the user, on standard error.
//!
//! In: a line, perhaps with names that the input holds. Out: the same on
//! standard error, without what would steer a terminal: of a field `\x1b[2J` the
//! letters `\u{1b}[2J` are seen. That nobody reads it, as behind
//! `2>&1 | head`, is no reason to lose a row: it is said to nobody then.
//!
//! Limit: the table of `--errors` has every name as it is.

use std::fmt::Arguments;
use std::io::{self, Write as _};

/// Says a line, or several.
pub fn say(line: Arguments) {
    let mut clean = String::new();
    for c in line.to_string().chars() {
        match c {
            '\n' => clean.push(c),
            c if c.is_control() => clean.extend(c.escape_default()),
            c => clean.push(c),
        }
    }
    // With nobody to tell, there is nobody to tell that either.
    let _ = writeln!(io::stderr(), "{clean}");
}

/// [`say`] of what `format!` makes of it.
macro_rules! say {
    ($($line:tt)*) => { $crate::cmd::say::say(format_args!($($line)*)) };
}
