//! What the files of an output are called.
//!
//! In: the path that the user named. Out: the names of what is written there.
//! `out/quotes.csv` is `out/.quotes.csv.part` until it is whole, beside
//! `out/.quotes.csv.journal`; split by the year it is `out/quotes-2024.csv`,
//! `out/quotes-2025.csv`.
//!
//! Limit: two values that differ in case alone are one file where the file
//! system holds them to be.

use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// The longest value that is a part of a name as it is; a longer one is cut,
/// with its hash behind, since file systems know no names of over 255 bytes.
const LONGEST: usize = 120;

/// The names that belong to one output.
#[derive(Debug, Clone)]
pub struct Names {
    whole: PathBuf,
}

impl Names {
    /// The names for this path. A link stays a link: what it names is replaced.
    pub fn new(path: &Path) -> Self {
        Self { whole: fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) }
    }

    /// The path itself.
    pub fn whole(&self) -> &Path {
        &self.whole
    }

    /// The file's own name.
    pub(super) fn file_name(&self) -> String {
        self.whole.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Where the state of a run is kept.
    pub fn journal(&self) -> PathBuf {
        hidden(&self.whole, ".journal")
    }

    /// The file of this name beside the output.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.whole.with_file_name(name)
    }

    /// The name of the file with this number, from 1.
    pub(super) fn numbered(&self, number: u64) -> String {
        self.piece(&format!("{number:04}"))
    }

    /// The name of the file for the rows with this value.
    pub(super) fn valued(&self, value: &str) -> String {
        let mut part = String::new();
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b' ' => part.push(byte.into()),
                b'_' if value != "_" => part.push('_'),
                other => part.push_str(&format!("%{other:02X}")),
            }
        }
        if part.len() > LONGEST {
            part.truncate(LONGEST);
            let mut hasher = DefaultHasher::new();
            hasher.write(value.as_bytes());
            part.push_str(&format!("%{:016x}", hasher.finish()));
        }
        // No other value gives a sole underscore.
        self.piece(if part.is_empty() { "_" } else { &part })
    }

    fn piece(&self, part: &str) -> String {
        let stem = self.whole.file_stem().unwrap_or_default().to_string_lossy();
        match self.whole.extension() {
            Some(extension) => format!("{stem}-{part}.{}", extension.to_string_lossy()),
            None => format!("{stem}-{part}"),
        }
    }

    /// Whether a file of this name could be one of the files that the output
    /// is split into.
    pub fn is_piece(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = format!("{}-", self.whole.file_stem().unwrap_or_default().to_string_lossy());
        name.starts_with(&stem) && path.extension() == self.whole.extension()
    }

    /// A file of an earlier output that was split, if there is one.
    pub(super) fn old_piece(&self) -> io::Result<Option<PathBuf>> {
        let folder = match self.whole.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut found = None;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if self.is_piece(&path) && found.as_ref().is_none_or(|old| path < *old) {
                found = Some(path);
            }
        }
        Ok(found)
    }
}

/// What `path` is called until it is whole.
pub(super) fn part(path: &Path) -> PathBuf {
    hidden(path, ".part")
}

fn hidden(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_head_hold() {
        let names = Names::new(Path::new("out/quotes.csv"));
        assert_eq!(part(names.whole()), Path::new("out/.quotes.csv.part"));
        assert_eq!(names.journal(), Path::new("out/.quotes.csv.journal"));
        assert_eq!(
            (names.valued("2024"), names.numbered(7)),
            ("quotes-2024.csv".into(), "quotes-0007.csv".into())
        );
    }

    #[test]
    fn different_values_have_different_names_that_stay_in_the_folder() {
        let names = Names::new(Path::new("q.csv"));
        let long = "x".repeat(300);
        let longer = "x".repeat(301);
        let values = ["", "_", "..", "a/b", "a_b", "a%2Fb", "é", "a b", &long, &longer];
        let all: std::collections::HashSet<_> = values.iter().map(|value| names.valued(value)).collect();
        assert_eq!(all.len(), values.len());
        assert!(all.iter().all(|name| name.starts_with("q-") && !name.contains('/') && name.len() < 200));
        assert_eq!(names.valued("../etc"), "q-..%2Fetc.csv");
    }
}
