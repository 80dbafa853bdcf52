//! The `whosaid` program: see `whosaid --help`.

fn main() {}
