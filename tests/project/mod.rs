//! The project's own files, and those of the shared evaluation data beside it.
#![allow(dead_code, missing_docs, reason = "each test file uses its part of this")]

use std::fs;
use std::path::{Path, PathBuf};

use whosaid::score::{Case, Gold, Row};
use whosaid::{Extractor, Scratch};

/// A path in the project.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// File names and texts of `fixtures/articles`, in the order of the names.
pub fn articles() -> Vec<(String, String)> {
    let names = fs::read_dir(at("fixtures/articles")).unwrap();
    let mut names: Vec<String> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let text = |name: &str| read(&format!("fixtures/articles/{name}"));
    names.into_iter().map(|name| (name.clone(), text(&name))).collect()
}

/// The gold articles of a file, one a line.
pub fn gold(path: &str) -> Vec<Gold> {
    read(path)
        .lines()
        .map(|line| Gold::from_json(line).unwrap_or_else(|fault| panic!("{path}: {fault}")))
        .collect()
}

/// Each gold article with the rows that the extractor finds in it.
pub fn extracted(gold: Vec<Gold>) -> Vec<Case> {
    let extractor = Extractor::default();
    let mut scratch = Scratch::default();
    let case = |gold: Gold| {
        let found = extractor.extract_with(gold.text(), &mut scratch);
        let rows = found.quotations.iter().map(|quotation| Row::new(&gold, quotation)).collect();
        Case { gold, rows }
    };
    gold.into_iter().map(case).collect()
}
