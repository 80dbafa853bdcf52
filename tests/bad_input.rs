//! What the program says and does when something is wrong: the message, the
//! exit code, and that the rows of the good articles are all there.

mod program;

use std::io::Read;

use program::{Desk, SENTENCE, gzip, json_line};

struct Case {
    name: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    args: &'static [&'static str],
    code: i32,
    /// The lines of standard error, from their start; all of them.
    says: &'static [&'static str],
    /// The ids of the articles that have a row.
    ids: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let good = || ("good.txt", SENTENCE.as_bytes().to_vec());
    let lines = |lines: &[&[u8]]| lines.concat();
    let (a, b) = (json_line("a"), json_line("b"));
    let (a, b) = (a.as_bytes(), b.as_bytes());
    vec![
        Case {
            name: "a missing file does not keep the others from being read",
            files: vec![good()],
            args: &["gone.jsonl", "good.txt"],
            code: 2,
            says: &["whosaid: cannot read gone.jsonl: "],
            ids: &["good.txt"],
        },
        Case {
            name: "a folder without articles is told, with the way out",
            files: vec![good(), ("photos/a.jpg", b"x".to_vec()), ("photos/.b.txt", b"x".to_vec())],
            args: &["photos", "good.txt"],
            code: 2,
            says: &[
                "whosaid: photos: no .txt, .jsonl, .json, .csv, .tsv, .parquet, .tar or .zip file in this folder (--format",
            ],
            ids: &["good.txt"],
        },
        Case {
            name: "a file of unknown kind is told, with the way out",
            files: vec![good(), ("wire.dat", b"x".to_vec())],
            args: &["wire.dat", "good.txt"],
            code: 2,
            says: &["whosaid: wire.dat: cannot tell the format from the name; say it with --format"],
            ids: &["good.txt"],
        },
        Case {
            name: "an unknown column of a table is told with those that there are",
            files: vec![good(), ("a.csv", b"id,title,words\n1,T,x\n".to_vec())],
            args: &["a.csv", "good.txt"],
            code: 2,
            says: &[
                "whosaid: a.csv: no column named text, body, content, maintext, article; the columns are: id, title, words (--text-field,",
            ],
            ids: &["good.txt"],
        },
        Case {
            name: "an unknown kept column of a table is told with those that there are",
            files: vec![("a.csv", b"id,text\n1,x\n".to_vec())],
            args: &["a.csv", "--keep", "dtae"],
            code: 2,
            says: &["whosaid: a.csv: no column named dtae; the columns are: id, text"],
            ids: &[],
        },
        Case {
            name: "a kept column that no JSON object has is told, as it may be a slip",
            files: vec![("a.jsonl", a.to_vec())],
            args: &["a.jsonl", "--keep", "dtae"],
            code: 0,
            says: &[r#"whosaid: no article has a value in the column "dtae" (--keep)"#],
            ids: &["a"],
        },
        Case {
            name: "a kept column that clashes with one of ours is refused",
            files: vec![("a.jsonl", a.to_vec())],
            args: &["a.jsonl", "--keep", "date,speaker"],
            code: 2,
            says: &[
                r#"whosaid: --keep: cannot keep the column "speaker": whosaid writes a column of that name"#,
            ],
            ids: &[],
        },
        Case {
            name: "broken JSON in the middle of a file costs its line and no other",
            files: vec![("a.jsonl", lines(&[a, b"{\"id\": \"x\", \"text\": \"oh\n", b]))],
            args: &["a.jsonl"],
            code: 1,
            says: &["whosaid: a.jsonl: record 2, byte 105: broken JSON: "],
            ids: &["a", "b"],
        },
        Case {
            name: "objects without a text, or with one that is none, are skipped",
            files: vec![("a.jsonl", lines(&[b"{\"id\": 1}\n{\"text\": 2}\n[]\n\n", b]))],
            args: &["a.jsonl"],
            code: 1,
            says: &[
                "whosaid: a.jsonl: record 1, byte 0: no text in a field named text, body, content, maintext, article; the fields are: id (--text-field names another)",
                "whosaid: a.jsonl: record 2, byte ",
                "whosaid: a.jsonl: record 3, byte ",
            ],
            ids: &["b"],
        },
        Case {
            name: "invalid UTF-8 is told with its byte",
            files: vec![good(), ("a.txt", b"Caf\xe9".to_vec()), ("b.csv", b"text\n\xff\n\"\"\n".to_vec())],
            args: &["a.txt", "b.csv", "good.txt"],
            code: 1,
            says: &[
                "whosaid: a.txt: record 1, byte 3: not UTF-8: ",
                "whosaid: b.csv: record 1, byte 5: not UTF-8: ",
            ],
            ids: &["good.txt"],
        },
        Case {
            name: "a row of another width than the header is skipped",
            files: vec![(
                "a.csv",
                format!("id,text\n1,x,y\n2,\"{}\"\n", SENTENCE.replace('"', "\"\"")).into(),
            )],
            args: &["a.csv"],
            code: 1,
            says: &["whosaid: a.csv: record 1, byte 8: 3 fields where the header has 2"],
            ids: &["2"],
        },
        Case {
            name: "a record over the limit is skipped in every format",
            files: vec![
                ("a.jsonl", lines(&[a, &[b' '; 200], b, b])),
                ("b.csv", format!("id,text\n1,{}\n2,ok\n", "x".repeat(200)).into()),
                ("c.txt", vec![b'x'; 101]),
                ("d.txt", vec![b'x'; 100]),
            ],
            args: &["a.jsonl", "b.csv", "c.txt", "d.txt", "--max-article-bytes", "100"],
            code: 1,
            says: &[
                "whosaid: a.jsonl: record 2, byte 83: longer than 100 bytes (--max-article-bytes allows more)",
                "whosaid: b.csv: record 1, byte 8: longer than 100 bytes (--max-article-bytes allows more)",
                "whosaid: c.txt: record 1, byte 0: longer than 100 bytes (--max-article-bytes allows more)",
            ],
            ids: &["a", "b"],
        },
        Case {
            name: "a table whose header is over the limit is lost",
            files: vec![("a.csv", "id,text,".repeat(20).into()), good()],
            args: &["a.csv", "good.txt", "--max-article-bytes", "100"],
            code: 2,
            says: &[
                "whosaid: a.csv: record 0, byte 0: longer than 100 bytes (--max-article-bytes allows more)",
            ],
            ids: &["good.txt"],
        },
        Case {
            name: "empty files are no error, but a run without any article is told",
            files: vec![("a.jsonl", vec![]), ("b.csv", vec![]), ("c.jsonl.gz", vec![])],
            args: &["a.jsonl", "b.csv", "c.jsonl.gz"],
            code: 0,
            says: &["whosaid: the input holds no article"],
            ids: &[],
        },
        Case {
            name: "an empty text file is an article in which nobody speaks",
            files: vec![("a.txt", vec![]), good()],
            args: &["a.txt", "good.txt"],
            code: 0,
            says: &[],
            ids: &["good.txt"],
        },
    ]
}

#[test]
fn each_fault_is_told_and_costs_nothing_else() {
    for case in cases() {
        let files: Vec<_> = case.files.iter().map(|(name, content)| (*name, content.as_slice())).collect();
        let desk = Desk::new(&files);
        for threads in ["1", "3"] {
            let args = [&["extract", "--quiet", "--threads", threads], case.args].concat();
            let done = desk.run(&args);
            assert_eq!(done.code, case.code, "{}: {done:?}", case.name);
            let lines: Vec<_> = done.err.lines().collect();
            assert_eq!(lines.len(), case.says.len(), "{}: {done:?}", case.name);
            for (line, start) in lines.iter().zip(case.says) {
                assert!(line.starts_with(start), "{}: {line}", case.name);
            }
            let ids = if done.out.is_empty() { vec![] } else { done.ids() };
            assert_eq!(ids, case.ids, "{}: {done:?}", case.name);
        }
    }
}

/// Lines that do not compress to nothing, so that half a file holds some.
fn many_lines(count: usize) -> String {
    let mut state = 1u64;
    let mut lines = String::new();
    for number in 0..count {
        let noise: String = (0..40)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                char::from(b'a' + (state >> 33) as u8 % 26)
            })
            .collect();
        let line = serde_json::json!({"id": number.to_string(), "text": SENTENCE, "noise": noise});
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

#[test]
fn a_truncated_archive_gives_every_whole_record_and_then_the_fault() {
    let mut cut = gzip(many_lines(5000).as_bytes());
    cut.truncate(cut.len() / 2);
    let desk = Desk::new(&[("cut.jsonl.gz", &cut), ("next.jsonl", json_line("next").as_bytes())]);
    for threads in ["1", "3"] {
        let done =
            desk.run(&["extract", "cut.jsonl.gz", "next.jsonl", "-q", "--threads", threads, "-o", "q.csv"]);
        assert_eq!(done.code, 2, "{done:?}");
        let ids = program::Outcome { out: desk.read("q.csv"), ..done };
        let err = &ids.err;
        let ids = ids.ids();
        let whole = ids.len() - 1;
        assert!((1000..4000).contains(&whole), "{whole}");
        let wanted: Vec<_> = (0..whole).map(|n| n.to_string()).chain(["next".into()]).collect();
        assert_eq!(ids, wanted);
        let start = format!("whosaid: cut.jsonl.gz: record {}, byte ", whole + 1);
        assert!(err.starts_with(&start) && err.contains("the file breaks off here"), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

#[test]
fn a_truncated_archive_of_a_table_gives_every_whole_row() {
    let rows: String =
        (0..20_000).map(|n| format!("{n},\"\"\"Yes,\"\" said Ann Lee {}.\"\n", n * 7919)).collect();
    let mut cut = gzip(format!("id,text\n{rows}").as_bytes());
    cut.truncate(cut.len() / 2);
    let desk = Desk::new(&[("cut.csv.gz", &cut)]);
    let done = desk.run(&["extract", "cut.csv.gz", "-q"]);
    let ids = done.ids();
    assert!(ids.len() > 1000);
    assert_eq!(ids, (0..ids.len()).map(|n| n.to_string()).collect::<Vec<_>>());
    assert!(
        done.err.starts_with(&format!("whosaid: cut.csv.gz: record {}, byte ", ids.len() + 1)),
        "{}",
        done.err
    );
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let desk = Desk::new(&[("a.jsonl", many_lines(20_000).as_bytes())]);
    for threads in ["1", "3"] {
        let mut child = desk.command(&["extract", "a.jsonl", "--threads", threads]).spawn().unwrap();
        let mut start = [0; 20];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        assert_eq!(&start, b"article_id,quote_id,");
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    }
}

#[test]
fn errors_that_nobody_reads_cost_no_row() {
    let lines = ["{\n", &json_line("a"), "[]\n", &json_line("b")].concat();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    // Whatever is written to standard error finds its pipe closed.
    let mut command = desk.command(&["extract", "a.jsonl", "-o", "q.csv", "--keep", "none"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = command.stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(desk.read("q.csv").lines().count(), 3);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let failed = desk.command(&["extract", "a.jsonl", "-o", "none/q.csv"]).stderr(writer).status().unwrap();
    assert_eq!(failed.code(), Some(2));
}

#[test]
fn a_missing_output_folder_is_told_before_anything_is_read() {
    let desk = Desk::new(&[("a.jsonl", json_line("a").as_bytes())]);
    let done = desk.run(&["extract", "a.jsonl", "gone.txt", "-o", "out/q.csv"]);
    assert_eq!(done.code, 2);
    assert!(
        done.err.starts_with("whosaid: cannot write out/q.csv: create the folder out first"),
        "{}",
        done.err
    );
    assert_eq!(done.err.lines().count(), 1, "{}", done.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_fails_the_run_with_its_reason() {
    let desk = Desk::new(&[("a.jsonl", many_lines(3000).as_bytes())]);
    for threads in ["1", "3"] {
        let done = desk.run(&["extract", "a.jsonl", "-o", "/dev/full", "--threads", threads]);
        assert_eq!(done.code, 2);
        let start = "whosaid: cannot write /dev/full: No space left";
        assert!(done.err.starts_with(start) && done.err.lines().count() == 1, "{}", done.err);
    }
}

#[test]
fn a_strict_run_stops_at_the_first_bad_article_and_leaves_no_file() {
    let lines = [json_line("a"), "{\n".into(), json_line("b"), "{\n".into()].concat();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    for threads in ["1", "3"] {
        let to_file = desk.run(&["extract", "a.jsonl", "--strict", "-o", "q.csv", "--threads", threads]);
        assert_eq!(to_file.code, 2);
        let start =
            "whosaid: q.csv was not written: stopped at the first bad article (--strict): a.jsonl: record 2";
        assert!(to_file.err.starts_with(start), "{}", to_file.err);
        assert_eq!(to_file.err.lines().count(), 1, "{}", to_file.err);
        assert_eq!(desk.names(), ["a.jsonl"]);

        let to_pipe = desk.run(&["extract", "a.jsonl", "--strict", "--threads", threads]);
        assert_eq!((to_pipe.code, to_pipe.ids()), (2, vec!["a".to_owned()]));
    }
}

#[test]
fn bad_arguments_are_refused_with_2() {
    let desk = Desk::new(&[]);
    for args in [
        &["extract", "--threads", "0"][..],
        &["extract", "--min-confidence", "2"],
        &["extract", "--format", "docx"],
        &["extract", "--offsets", "graphemes"],
        &["extract", "--max-article-bytes", "4294967295"],
        &["extrcat"],
    ] {
        assert_eq!(desk.run(args).code, 2, "{args:?}");
    }
}
