//! Makes one table of the word lists in `src/lexicon`.

// The library uses what the table only holds.
#![allow(dead_code)]

#[path = "src/lexicon/entry.rs"]
mod entry;

/// The compiler of the lists, which the library's tests use too.
#[path = "src/lexicon/compile.rs"]
mod compile;

fn main() {
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = std::path::Path::new(&out).join("lexicon.bin");
    std::fs::write(path, compile::Words::load().compile()).expect("OUT_DIR can be written");
}
