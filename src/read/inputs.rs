//! Which files are read, in which order.
//!
//! In: what the user named: files, folders, `-`. Out: one [`Input`] a file.
//! Of the folder `news` with `2024/storm.txt`, `2024/.draft.txt`, `notes.md`
//! and `wire.jsonl.gz` come `2024/storm.txt` and `wire.jsonl.gz`: folders are
//! searched to any depth in the order of names; hidden files and files of
//! other kinds are passed over, though a format that the user names is taken
//! to hold for every file that is not hidden. Links are followed: corpora are
//! often kept as links into a store.
//!
//! Folders are searched while files are read, so that hundreds of thousands of
//! names are never held at once. Limit: the names of one folder are, to sort
//! them.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::ReadError;

/// How articles are laid down in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The file is one article.
    Text,
    /// One JSON object a line.
    Jsonl,
    /// A table with a header; commas.
    Csv,
    /// A table with a header; tabs.
    Tsv,
    /// JSON objects in a list, or one after another.
    Json,
    /// A table by columns.
    Parquet,
    /// An archive of files, one behind the other.
    Tar,
    /// An archive of files with a directory at its end.
    Zip,
}

impl Format {
    /// The format that a file's name tells, past `.gz` or `.zst`.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let extension = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let mut found = extension(path);
        if matches!(found.as_deref(), Some("gz" | "zst")) {
            found = path.file_stem().and_then(|stem| extension(Path::new(stem)));
        }
        match found?.as_str() {
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "parquet" => Some(Self::Parquet),
            "tar" | "tgz" | "tzst" => Some(Self::Tar),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }

    /// The format that this name tells, if `asked` is what the user says of
    /// all inputs: an archive stays one, and its files are of that format.
    fn of_asked(path: &Path, asked: Option<Self>) -> Option<Self> {
        match Self::of(path) {
            Some(archive @ (Self::Tar | Self::Zip)) => Some(archive),
            told => asked.or(told),
        }
    }

    /// The format of which the first bytes are proof.
    pub(super) fn of_magic(first: &[u8]) -> Option<Self> {
        match first {
            [b'P', b'K', 3, 4, ..] => Some(Self::Zip),
            [b'P', b'A', b'R', b'1', ..] => Some(Self::Parquet),
            _ if first.get(257..262) == Some(b"ustar") => Some(Self::Tar),
            _ => None,
        }
    }

    /// The format that the first bytes of a text from a pipe tell: JSON lines if
    /// an object opens, a list if a bracket does with an object in it, else text.
    pub(super) fn of_bytes(first: &[u8]) -> Self {
        match first.trim_ascii_start() {
            [b'{', ..] => Self::Jsonl,
            [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => Self::Json,
            _ => Self::Text,
        }
    }
}

/// One file to read.
#[derive(Debug)]
pub(super) struct Input {
    /// As the user would type it; `-` for standard input.
    pub(super) path: PathBuf,
    /// Relative to the folder that was named, with `/` between its parts.
    pub(super) name: String,
    /// `None` for a pipe of which nothing is known.
    pub(super) format: Option<Format>,
    /// Whether the user named it, rather than a folder that it lies in.
    pub(super) is_named: bool,
}

impl Input {
    /// Whether this is standard input.
    pub(super) fn is_standard(&self) -> bool {
        self.path == Path::new("-")
    }
}

/// The files that the user named, in order.
pub(super) struct Inputs {
    named: std::vec::IntoIter<PathBuf>,
    format: Option<Format>,
    folder: Option<Folder>,
}

/// A folder that is being searched.
struct Folder {
    root: PathBuf,
    walk: walkdir::IntoIter,
    is_barren: bool,
}

impl Inputs {
    /// The inputs of these names; none is standard input.
    pub(super) fn new(mut named: Vec<PathBuf>, format: Option<Format>) -> Self {
        if named.is_empty() {
            named.push("-".into());
        }
        Self { named: named.into_iter(), format, folder: None }
    }

    fn named(&mut self, path: PathBuf) -> Option<Result<Input, ReadError>> {
        if path == Path::new("-") {
            return Some(Ok(Input { path, name: "-".into(), format: self.format, is_named: true }));
        }
        let about = match path.metadata() {
            Ok(about) => about,
            Err(source) => return Some(Err(ReadError::Open { path, source })),
        };
        if about.is_dir() {
            let walk = WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter();
            self.folder = Some(Folder { root: path, walk, is_barren: true });
            return None;
        }
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let format = Format::of_asked(&path, self.format);
        // What is no regular file is a pipe, whose first bytes will tell.
        if format.is_none() && about.is_file() {
            return Some(Err(ReadError::UnknownFormat { path }));
        }
        Some(Ok(Input { path, name, format, is_named: true }))
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(found) = folder.next(self.format) {
                    return Some(found);
                }
                let folder = self.folder.take()?;
                if folder.is_barren {
                    return Some(Err(ReadError::NoArticles { path: folder.root }));
                }
            }
            let path = self.named.next()?;
            if let Some(found) = self.named(path) {
                return Some(found);
            }
        }
    }
}

impl Folder {
    fn next(&mut self, asked: Option<Format>) -> Option<Result<Input, ReadError>> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(fault) => {
                    self.is_barren = false;
                    let path = fault.path().unwrap_or(&self.root).to_owned();
                    let source =
                        fault.into_io_error().unwrap_or_else(|| io::Error::other("a link in a circle"));
                    return Some(Err(ReadError::Open { path, source }));
                }
            };
            if is_hidden(&entry) {
                if entry.file_type().is_dir() {
                    self.walk.skip_current_dir();
                }
                continue;
            }
            if !entry.file_type().is_file() {
                continue;
            }
            if let Some(format) = Format::of_asked(entry.path(), asked) {
                self.is_barren = false;
                let name = relative_name(entry.path(), &self.root);
                return Some(Ok(Input {
                    path: entry.into_path(),
                    name,
                    format: Some(format),
                    is_named: false,
                }));
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn relative_name(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The files that would be read, in order. Those that cannot be opened or
/// found are passed over: whoever reads them will say so.
pub fn files(named: &[PathBuf], format: Option<Format>) -> impl Iterator<Item = PathBuf> {
    let inputs = Inputs::new(named.to_vec(), format).flatten();
    inputs.filter(|input| !input.is_standard()).map(|input| input.path)
}

/// The size in bytes of all files that would be read, to tell how far a run
/// has come; `None` if one of them has no size.
pub fn total_size(named: &[PathBuf], format: Option<Format>) -> Option<u64> {
    let mut total = 0;
    for input in Inputs::new(named.to_vec(), format).flatten() {
        let about = std::fs::metadata(&input.path).ok().filter(std::fs::Metadata::is_file)?;
        total += about.len();
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_told_by_the_name_past_compression() {
        assert_eq!(Format::of(Path::new("a/b.txt")), Some(Format::Text));
        assert_eq!(Format::of(Path::new("b.NDJSON.gz")), Some(Format::Jsonl));
        assert_eq!(Format::of(Path::new("b.2024.tsv.zst")), Some(Format::Tsv));
        assert_eq!(Format::of(Path::new("news.tar.zst")), Some(Format::Tar));
        assert_eq!(Format::of(Path::new("b.gz")), None);
        assert_eq!(Format::of(Path::new("csv")), None);
    }

    #[test]
    fn a_folder_is_searched_in_order_without_hidden_and_other_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/2.txt", "b/.draft.txt", ".git/x.txt", "a.jsonl.gz", "notes.md", "c.csv", "b/10.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names = |format| -> Vec<String> {
            Inputs::new(vec![folder.path().into()], format).map(|input| input.unwrap().name).collect()
        };
        assert_eq!(names(None), ["a.jsonl.gz", "b/10.txt", "b/2.txt", "c.csv"]);
        assert_eq!(names(Some(Format::Text)), ["a.jsonl.gz", "b/10.txt", "b/2.txt", "c.csv", "notes.md"]);
        assert_eq!(total_size(&[folder.path().into()], None), Some(4));
    }

    #[test]
    fn a_pipe_that_opens_an_object_is_json_lines_and_any_other_is_text() {
        assert_eq!(Format::of_bytes(b"\n {\"text\""), Format::Jsonl);
        assert_eq!(Format::of_bytes(b"LONDON (AP) -"), Format::Text);
        assert_eq!(Format::of_bytes(b"[ {\"text\""), Format::Json);
        assert_eq!(Format::of_bytes(b"[Editor's note]"), Format::Text);
        assert_eq!(Format::of_bytes(b""), Format::Text);
    }
}
