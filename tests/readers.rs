//! DuckDB, pandas and Polars read what is written.
//!
//! Needs Python with the packages of `tests/readers/requirements.txt`. It runs
//! if WHOSAID_READERS is the path of such a Python, or 1 for `python3`; else
//! it is left out, as tests are offline.

mod program;

use std::path::Path;
use std::process::Command;

use program::Desk;

/// Articles with all that tables find hard.
fn articles() -> String {
    let hard = [
        "a, b",
        "tab\there",
        "two\nlines\n\nand a half",
        "\u{201c}inner\u{201d} 'marks'",
        "👍 émigré",
        "=1+1",
        "NA",
        "null",
        "007",
    ];
    let line = |n: usize| {
        let hard = hard[n % hard.len()];
        let text = format!(
            "The year began, {n}.\n\n\"It holds, {hard}, they say,\" said Anna Keller, the mayor of Lindau.\n\nA film is called \"{hard}\"."
        );
        let note = if n.is_multiple_of(4) { "" } else { hard };
        format!(
            "{}\n",
            serde_json::json!({"id": format!("a/{n}"), "date": format!("20{:02}-03-01", n % 30), "note": note, "text": text})
        )
    };
    (0..3000).map(line).collect()
}

#[test]
fn the_readers_of_others_give_the_same_rows_with_the_right_types() {
    let python = match std::env::var("WHOSAID_READERS") {
        Ok(python) if python == "1" => "python3".to_owned(),
        Ok(python) => python,
        Err(_) => {
            eprintln!("left out: WHOSAID_READERS=1 runs it, with tests/readers/requirements.txt installed");
            return;
        }
    };
    let desk = Desk::new(&[("a.jsonl", articles().as_bytes())]);
    for kind in ["csv", "tsv", "jsonl", "parquet"] {
        let done =
            desk.run(&["extract", "a.jsonl", "--keep", "date,note", "-o", &format!("quotes.{kind}"), "-q"]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{kind}");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/check.py");
    let done = Command::new(python).arg(script).arg(desk.path("")).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{out}{err}");
    assert_eq!(out.lines().count(), 12, "{out}");
}
