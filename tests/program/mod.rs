//! Runs the program in a folder of its own.
#![allow(dead_code, missing_docs, reason = "each test file uses its part of this")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A sentence in which one person says one thing.
pub const SENTENCE: &str = r#""The bridge is safe," said Anna Keller, the mayor of Lindau."#;

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Outcome {
    /// The values of one column.
    pub fn column(&self, name: &str) -> Vec<String> {
        let mut csv = csv::Reader::from_reader(self.out.as_bytes());
        let column = csv.headers().unwrap().iter().position(|column| column == name);
        let column = column.unwrap_or_else(|| panic!("no column {name}: {self:?}"));
        csv.records().map(|row| row.unwrap()[column].to_owned()).collect()
    }

    pub fn ids(&self) -> Vec<String> {
        self.column("article_id")
    }
}

/// A folder with files, in which the program is run.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        for (name, content) in files {
            desk.write(name, content);
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// All names in the folder, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command(&self, args: &[&str]) -> Command {
        command(self.folder.path(), args)
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, b"")
    }

    /// Runs the program with this on its standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Outcome {
        let mut command = self.command(args);
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let done = std::thread::scope(|scope| {
            // A program that fails early reads none of it.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().unwrap()
        });
        Outcome {
            code: done.status.code().expect("the program ends by itself"),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(folder).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// One line of JSON lines whose text is [`SENTENCE`].
pub fn json_line(id: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": SENTENCE}))
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
