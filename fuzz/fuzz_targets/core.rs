//! The whole core on any string: what holds for every text, held.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use whosaid::Scratch;

thread_local! {
    /// Used from text to text: each article stands among all before it.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fuzz_target!(|text: &str| SCRATCH.with_borrow_mut(|scratch| invariants::hold(text, scratch)));
