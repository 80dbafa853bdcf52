//! Word lists, and the one place that loads them.
//!
//! A list is a text file beside this one. Its head, lines that begin with `#`,
//! says format, source and licence; tests hold the lists to their format.

mod abbreviation;
mod words;

pub(crate) use abbreviation::{Abbreviation, abbreviation, is_marked_name, is_starter};
