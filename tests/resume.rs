//! A run that is stopped at any moment is gone on with to the same bytes.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use program::{Desk, Outcome, gzip};

/// The fixture articles, so many times over, with broken records between them.
fn lines(times: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut lines = String::new();
    for time in 0..times {
        for (number, text) in texts.iter().enumerate() {
            let date = format!("20{:02}-01-01", (time + number) % 7);
            let line = serde_json::json!({"id": format!("{time}-{number}"), "date": date, "text": text});
            lines.push_str(&format!("{line}\n"));
        }
        lines.push_str("{\"id\": \"no text\"}\n");
    }
    lines
}

fn list(lines: &str) -> String {
    format!("[{}]", lines.trim_end().replace('\n', ",\n"))
}

fn table(lines: &str) -> Vec<u8> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["date", "id", "text"]).unwrap();
    for line in lines.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        csv.write_record(["date", "id", "text"].map(|name| object[name].as_str().unwrap_or_default()))
            .unwrap();
    }
    csv.into_inner().unwrap()
}

fn archive(lines: &str) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let lines: Vec<&str> = lines.lines().collect();
    for (number, part) in lines.chunks(200).enumerate() {
        let content = part.join("\n");
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, format!("{number}.jsonl"), content.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap()
}

/// What a run writes, by name.
fn outcome(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let folder = fs::read_dir(desk.path("out")).unwrap();
    folder
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

/// How many bytes stand in the files of a run.
fn grown(desk: &Desk) -> u64 {
    let Ok(folder) = fs::read_dir(desk.path("out")) else { return 0 };
    let names = folder.flatten().filter(|entry| !entry.file_name().to_string_lossy().contains("journal"));
    names.filter_map(|entry| entry.metadata().ok()).map(|about| about.len()).sum()
}

/// The same numbers for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % end
    }
}

/// Runs until so many bytes stand, then kills it; whether it was in time.
fn kill_at(desk: &Desk, args: &[&str], bytes: u64) -> bool {
    let mut child = desk.command(args).spawn().unwrap();
    loop {
        if grown(desk) >= bytes {
            child.kill().unwrap();
        }
        if let Some(status) = child.try_wait().unwrap() {
            return !status.success() && status.code().is_none();
        }
        std::thread::yield_now();
    }
}

/// How many articles the run says were done before.
fn done_before(done: &Outcome) -> u64 {
    let line = done.err.lines().find_map(|line| line.strip_prefix("whosaid: going on behind "));
    line.and_then(|line| line.split(' ').next()).map_or(0, |number| number.parse().unwrap())
}

const INPUTS: [&str; 5] = ["a.jsonl", "a.jsonl.gz", "a.csv", "a.json", "a.tar.gz"];
const OUTPUTS: [&[&str]; 5] = [
    &["-o", "out/q.csv", "--errors", "out/bad.csv"],
    &["-o", "out/q.jsonl"],
    &["-o", "out/q.parquet", "--split-rows", "300"],
    &["-o", "out/q.tsv", "--split-by", "date:4", "--errors", "out/bad.csv"],
    &["-o", "out/q.parquet", "--attributed-only"],
];

#[test]
fn fifty_runs_that_are_killed_come_to_the_bytes_of_one_that_is_not() {
    let lines = lines(14);
    let (packed, tar, table, list) =
        (gzip(lines.as_bytes()), gzip(&archive(&lines)), table(&lines), list(&lines));
    let files: [(&str, &[u8]); 5] = [
        ("a.jsonl", lines.as_bytes()),
        ("a.jsonl.gz", &packed),
        ("a.csv", &table),
        ("a.json", list.as_bytes()),
        ("a.tar.gz", &tar),
    ];
    let mut random = Random(7);
    let (mut kills, mut gone_on) = (0, 0);
    for pair in 0..10 {
        // Each input and each output twice, never the same two together.
        let (input, output) = (INPUTS[pair % 5], OUTPUTS[(pair + pair / 5) % 5]);
        let base = [&["extract", input, "--keep", "date"], output].concat();
        let desk = Desk::new(&files);
        fs::create_dir(desk.path("out")).unwrap();
        let whole = desk.run(&base);
        let wanted = outcome(&desk);
        let bytes: u64 = wanted.values().map(|content| content.len() as u64).sum();
        for trial in 0..5 {
            fs::remove_dir_all(desk.path("out")).unwrap();
            fs::create_dir(desk.path("out")).unwrap();
            let threads = if trial % 2 == 0 { "1" } else { "2" };
            let args = [&base[..], &["--threads", threads]].concat();
            let again = [&args[..], &["--resume"]].concat();
            kills += u32::from(kill_at(&desk, &args, random.below(bytes + bytes / 10)));
            if trial == 4 {
                kills += u32::from(kill_at(&desk, &again, random.below(bytes + bytes / 10)));
            }
            let done = desk.run(&again);
            assert_eq!(done.code, whole.code, "{again:?}: {}", done.err);
            gone_on += u32::from(done_before(&done) > 0);
            let found = outcome(&desk);
            let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&found), names(&wanted), "{again:?}");
            for (name, content) in &wanted {
                assert!(found[name] == *content, "{again:?}: {name} differs");
            }
            // What is counted at the end is all of it, too.
            let line =
                |done: &Outcome| done.err.lines().find(|line| line.contains(" read, ")).map(str::to_owned);
            assert_eq!(line(&done), line(&whole), "{again:?}");
        }
    }
    eprintln!("{kills} runs were killed, {gone_on} went on from the middle");
    // Some had ended, or not begun to write, when they were to be killed.
    assert!(kills >= 40, "{kills} were killed in time");
    assert!(gone_on >= 15, "{gone_on} went on from the middle");
}

/// A run over the articles that is killed in its middle.
fn killed() -> Desk {
    let lines = lines(20);
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes()), ("b.jsonl", lines.as_bytes())]);
    fs::create_dir(desk.path("out")).unwrap();
    assert!(kill_at(&desk, &["extract", "a.jsonl", "b.jsonl", "-o", "out/q.csv", "--threads", "1"], 400_000));
    desk
}

#[test]
fn what_has_changed_since_is_told_and_not_gone_on_with() {
    let desk = killed();
    let resumed = |args: &[&str]| {
        let done = desk.run(&[&["extract", "-o", "out/q.csv", "--resume"], args].concat());
        assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
        done.err
    };
    let told = resumed(&["a.jsonl", "b.jsonl", "--offsets", "bytes"]);
    assert!(
        told.starts_with("whosaid: --resume: --offsets was chars and is bytes; run it without"),
        "{told}"
    );
    let told = resumed(&["a.jsonl"]);
    assert!(told.contains("the inputs were a.jsonl b.jsonl and are a.jsonl; "), "{told}");
    desk.write("b.jsonl", b"{}");
    let told = resumed(&["a.jsonl", "b.jsonl"]);
    assert!(told.contains("b.jsonl had ") && told.contains(" bytes and has 2; "), "{told}");
    // Without --resume it starts over.
    let done = desk.run(&["extract", "a.jsonl", "-o", "out/q.csv", "-q"]);
    assert_eq!(done.code, 1);
    assert_eq!(outcome(&desk).into_keys().collect::<Vec<_>>(), ["q.csv"]);
}

#[test]
fn a_part_file_that_was_touched_is_refused() {
    let desk = killed();
    let args = ["extract", "a.jsonl", "b.jsonl", "-o", "out/q.csv", "--resume"];
    desk.write("out/.q.csv.part", b"article_id");
    let done = desk.run(&args);
    assert!(done.code == 2 && done.err.contains(".q.csv.part has 10 bytes where "), "{}", done.err);
    desk.write("out/.q.csv.journal", b"{\"terms\"");
    let done = desk.run(&args);
    assert!(done.code == 2 && done.err.contains("the journal is damaged"), "{}", done.err);
}

#[test]
fn only_files_are_gone_on_with_and_only_from_files() {
    let desk = Desk::new(&[("a.jsonl", b"{\"text\": \"a\"}\n")]);
    for args in [&["extract", "a.jsonl", "--resume"][..], &["extract", "--resume", "-o", "q.csv"]] {
        let done = desk.run(args);
        assert!(done.code == 2 && done.err.starts_with("whosaid: --resume: "), "{}", done.err);
    }
    let done = desk.run(&["extract", "a.jsonl", "--resume", "-o", "q.csv"]);
    assert!(
        done.code == 0 && done.err.starts_with("whosaid: there is nothing to go on with"),
        "{}",
        done.err
    );
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_says_how_to_go_on_and_keeps_what_is_whole() {
    let lines = lines(40);
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    fs::create_dir(desk.path("out")).unwrap();
    let args = ["extract", "a.jsonl", "-o", "out/q.csv", "--errors", "out/bad.csv"];
    let child = desk.command(&args).spawn().unwrap();
    while grown(&desk) < 200_000 {
        std::thread::yield_now();
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let done = child.wait_with_output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{told}");
    let last = told.lines().last().unwrap();
    assert_eq!(
        last,
        "whosaid: out/q.csv was not written; what is done is kept, and the same command with --resume goes on: stopped"
    );
    let resumed = desk.run(&[&args[..], &["--resume"]].concat());
    assert!(done_before(&resumed) > 0, "{}", resumed.err);
    let found = outcome(&desk);
    desk.run(&args);
    assert!(found == outcome(&desk));
}
