//! What must be the same for a run to be gone on with.
//!
//! In: the version, the weights, the options and the inputs of a run. Out:
//! [`Terms`], which can be stored and compared, and in words what is different.
//! If `wire.jsonl` has grown since, the rows that stand may still be right and
//! may not: that it has changed is reason enough not to go on.
//!
//! An input is known by the names, sizes and times of change of its files, not
//! by their content, which would have to be read for it; weights are small and
//! known by all their bytes. Limit: a file that is changed within the
//! resolution of the clock and keeps its size is missed, and so is a build with
//! other rules or word lists under the same version.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::read::{Format, files};

/// What the rows of a run depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    version: String,
    /// Over the bytes of the model: weights may be learned anew within a version.
    weights: u64,
    /// Each option that rows depend on, with its value.
    options: Vec<(String, String)>,
    inputs: Vec<Input>,
}

/// One input as the user named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Input {
    path: PathBuf,
    files: u64,
    bytes: u64,
    /// Over the names, sizes and times of its files.
    print: u64,
}

impl Terms {
    /// Those of a run now, whose weights have this print. Each file that would
    /// be read is shown to `visit`.
    pub fn new(
        weights: u64,
        options: Vec<(String, String)>,
        inputs: &[PathBuf],
        format: Option<Format>,
        mut visit: impl FnMut(&Path),
    ) -> Self {
        let inputs = inputs.iter().map(|path| Input::new(path, format, &mut visit)).collect();
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), weights, options, inputs }
    }

    /// What has changed between `self`, which was, and `now`; nothing if
    /// nothing has.
    pub fn difference(&self, now: &Terms) -> Option<String> {
        if self.version != now.version {
            return Some(format!("it was begun by whosaid {}, this is {}", self.version, now.version));
        }
        for (was, is) in self.options.iter().zip(&now.options) {
            if was != is {
                return Some(format!("{} was {} and is {}", was.0, said(&was.1), said(&is.1)));
            }
        }
        // Behind the options, so that another --model is told by its name.
        if self.weights != now.weights {
            return Some("the weights are not those that it was begun with".to_owned());
        }
        let names = |terms: &Terms| terms.inputs.iter().map(|input| input.path.clone()).collect::<Vec<_>>();
        if names(self) != names(now) {
            let all = |terms: &Terms| {
                let shown: Vec<_> = names(terms).iter().map(|path| path.display().to_string()).collect();
                shown.join(" ")
            };
            return Some(format!("the inputs were {} and are {}", all(self), all(now)));
        }
        let changed = self.inputs.iter().zip(&now.inputs).find(|(was, is)| was != is);
        changed.map(|(was, is)| {
            let path = is.path.display();
            if was.files != is.files {
                return format!("{path} had {} files to read and has {}", was.files, is.files);
            }
            match was.bytes == is.bytes {
                true => format!("{path} has been changed since"),
                false => format!("{path} had {} bytes and has {}", was.bytes, is.bytes),
            }
        })
    }
}

fn said(value: &str) -> &str {
    if value.is_empty() { "not given" } else { value }
}

impl Input {
    fn new(path: &Path, format: Option<Format>, visit: &mut impl FnMut(&Path)) -> Self {
        let mut input = Self { path: path.to_owned(), files: 0, bytes: 0, print: FNV_START };
        for file in files(&[path.to_owned()], format) {
            visit(&file);
            let about = fs::metadata(&file).ok();
            let bytes = about.as_ref().map_or(0, fs::Metadata::len);
            let changed = about.and_then(|about| about.modified().ok()?.duration_since(UNIX_EPOCH).ok());
            input.files += 1;
            input.bytes += bytes;
            input.print = mixed(input.print, file.as_os_str().as_encoded_bytes());
            input.print = mixed(input.print, &bytes.to_le_bytes());
            let time = changed.map_or(0, |time| time.as_nanos());
            input.print = mixed(input.print, &time.to_le_bytes());
        }
        input
    }
}

/// FNV-1a, gone on with from `print`: it stays the same from one release of
/// Rust to the next, which the hash of the standard library need not.
fn mixed(print: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(print, |print, &byte| (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    fn terms(offsets: &str, inputs: &[&Path]) -> Terms {
        let options = vec![("--offsets".to_owned(), offsets.to_owned())];
        let inputs: Vec<_> = inputs.iter().map(|path| path.to_path_buf()).collect();
        Terms::new(7, options, &inputs, None, |_| {})
    }

    #[test]
    fn what_has_changed_is_told_and_nothing_if_nothing_has() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&a, "one").unwrap();
        let was = terms("chars", &[folder.path()]);
        let told = |now: &Terms| was.difference(now).unwrap_or_default();
        assert_eq!(told(&terms("chars", &[folder.path()])), "");
        assert_eq!(told(&terms("bytes", &[folder.path()])), "--offsets was chars and is bytes");
        assert!(told(&terms("chars", &[&a])).starts_with("the inputs were "));
        fs::write(&a, "oneone").unwrap();
        assert!(told(&terms("chars", &[folder.path()])).ends_with(" had 3 bytes and has 6"));
        fs::write(&b, "").unwrap();
        assert!(told(&terms("chars", &[folder.path()])).ends_with(" had 1 files to read and has 2"));
        let other = Terms { version: "0.0.0".into(), ..was.clone() };
        assert!(told(&other).starts_with("it was begun by whosaid "));
    }

    #[test]
    fn a_file_that_was_written_again_with_the_same_size_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let file = fs::File::create(&path).unwrap();
        let was = terms("", &[&path]);
        file.set_modified(UNIX_EPOCH + std::time::Duration::from_nanos(7)).unwrap();
        assert!(was.difference(&terms("", &[&path])).unwrap().ends_with("has been changed since"));
    }

    #[test]
    fn weights_that_differ_in_one_place_are_noticed_under_the_same_version_and_options() {
        let with = |weights: u64| Terms::new(weights, Vec::new(), &[], None, |_| {});
        let was = with(crate::Extractor::default().weights());
        assert_eq!(was.difference(&with(crate::Extractor::default().weights())), None);
        let mut learned = crate::Model::empty();
        learned.antecedent[7] += 1;
        let learned = [crate::Model::empty(), learned]
            .map(|model| with(crate::Extractor::with_model(Options::default(), model).weights()));
        let told = learned[0].difference(&learned[1]);
        assert_eq!(told.as_deref(), Some("the weights are not those that it was begun with"));
        let options = Options { indirect: true };
        assert!(was.difference(&with(crate::Extractor::new(options).weights())).is_some());
    }
}
