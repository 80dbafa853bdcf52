//! What happens when the machine is in the way, or the user is.

mod program;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use program::{Desk, SENTENCE, json_line};

/// A file system of its own, small or read-only; unmounted at the end.
struct Mount(PathBuf);

impl Mount {
    /// `None` where mounting is not possible, which is said in one line.
    fn new(desk: &Desk, options: &str) -> Option<Self> {
        let path = desk.path("mount");
        fs::create_dir_all(&path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&path);
        if mount.output().is_ok_and(|done| done.status.success()) {
            return Some(Self(path));
        }
        eprintln!("left out: a tmpfs with {options} cannot be mounted here");
        None
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status();
        assert!(done.unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn many_lines(count: usize) -> String {
    (0..count).map(|number| json_line(&number.to_string())).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_is_told_and_the_run_goes_on_when_there_is_room() {
    let desk = Desk::new(&[("a.jsonl", many_lines(9000).as_bytes())]);
    let Some(mount) = Mount::new(&desk, "size=400k") else { return };
    for name in ["q.csv", "q.parquet"] {
        let output = format!("mount/{name}");
        let args = ["extract", "a.jsonl", "-o", &output, "-q"];
        // Parquet is compressed, so that it needs a neighbour.
        fs::write(desk.path("mount/other"), vec![0; if name == "q.csv" { 0 } else { 390 << 10 }]).unwrap();
        let done = desk.run(&args);
        assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
        assert!(done.err.contains("No space left on device"), "{}", done.err);
        assert!(!desk.path(&output).exists());
        fs::write(desk.path("mount/other"), b"").unwrap();
        mount.remount("size=40m");
        let done = desk.run(&[&args[..], &["--resume"]].concat());
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{name}");
        desk.run(&["extract", "a.jsonl", "-o", name, "-q"]);
        assert!(fs::read(desk.path(&output)).unwrap() == fs::read(desk.path(name)).unwrap(), "{name}");
        fs::remove_file(desk.path(&output)).unwrap();
        mount.remount("size=400k");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_on_a_read_only_disk_is_told_before_anything_is_read() {
    let desk = Desk::new(&[("a.jsonl", json_line("a").as_bytes())]);
    let Some(_mount) = Mount::new(&desk, "ro,size=400k") else { return };
    let done = desk.run(&["extract", "a.jsonl", "-o", "mount/q.csv"]);
    assert_eq!(done.code, 2);
    assert_eq!(done.err, "whosaid: cannot write mount/q.csv: Read-only file system (os error 30)\n");
}

#[test]
fn an_output_that_is_also_an_input_is_refused_and_not_touched() {
    let table = format!("id,text\n1,\"{}\"\n", SENTENCE.replace('"', "\"\""));
    let lines = json_line("a");
    let desk = Desk::new(&[
        ("in/a.csv", table.as_bytes()),
        ("in/bad.csv", table.as_bytes()),
        ("in/quotes-2024.csv", table.as_bytes()),
        ("b.jsonl", lines.as_bytes()),
    ]);
    for args in [
        &["extract", "in/a.csv", "-o", "in/a.csv"][..],
        &["extract", "in", "-o", "./in/../in/a.csv"],
        &["extract", "in", "-o", "q.csv", "--errors", "in/bad.csv"],
        &["extract", "in", "-o", "in/quotes.csv", "--keep", "id", "--split-by", "id"],
        &["extract", "b.jsonl", "-o", "b.jsonl"],
    ] {
        let done = desk.run(args);
        assert!(
            done.code == 2 && done.err.contains(" is an input and an output; "),
            "{args:?}: {}",
            done.err
        );
    }
    assert!(desk.read("in/a.csv") == table && desk.read("b.jsonl") == lines);
    let done = desk.run(&["extract", "b.jsonl", "-o", "q.csv", "--errors", "./in/../q.csv"]);
    assert_eq!(done.err, "whosaid: q.csv is to hold the rows and the errors; name two files\n");
    assert_eq!(desk.names(), ["b.jsonl", "in"]);
    // A new file in the folder that is read is no input of this run.
    let done = desk.run(&["extract", "in", "-o", "in/new.csv", "-q"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_and_a_link_for_the_errors_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let lines = ["{\n", &json_line("a")].concat();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes()), ("bad/real.csv", b"old")]);
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    symlink("bad/real.csv", desk.path("link.csv")).unwrap();
    let reader = Command::new("cat").arg(desk.path("pipe")).stdout(std::process::Stdio::piped()).spawn();
    let done = desk.run(&["extract", "a.jsonl", "-o", "q.csv", "--errors", "pipe", "-q"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(fs::metadata(desk.path("pipe")).unwrap().file_type().is_fifo());
    let read = String::from_utf8(reader.unwrap().wait_with_output().unwrap().stdout).unwrap();
    assert!(read.starts_with("file,record,byte,reason\na.jsonl,1,0,"), "{read}");
    desk.run(&["extract", "a.jsonl", "-o", "q.csv", "--errors", "link.csv", "-q"]);
    assert!(desk.path("link.csv").is_symlink());
    assert_eq!(desk.read("bad/real.csv"), read);
    assert_eq!(desk.names(), ["a.jsonl", "bad", "link.csv", "pipe", "q.csv"]);
    // Standard output, though it is a file just now, gets both, and stays that file.
    let both = fs::File::create(desk.path("both.csv")).unwrap();
    let mut command = desk.command(&["extract", "a.jsonl", "-q", "--errors", "/dev/stdout"]);
    assert_eq!(command.stdout(both).status().unwrap().code(), Some(1));
    let both = desk.read("both.csv");
    assert!(
        both.contains("article_id,") && both.contains("\na,1,") && both.contains("\na.jsonl,1,"),
        "{both}"
    );
    // Where a device is, as /dev/full.
    if fs::metadata("/dev/full").is_ok_and(|about| about.file_type().is_char_device()) {
        let done = desk.run(&["extract", "a.jsonl", "-o", "q.csv", "--errors", "/dev/full", "-q"]);
        assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
        assert!(done.err.contains("/dev/full: No space left on device"), "{}", done.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_during_the_run_is_told_and_costs_no_other() {
    let desk = Desk::new(&[("b.txt", b"gone"), ("c.txt", SENTENCE.as_bytes())]);
    let pipe = desk.path("a.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = desk.command(&["extract", "a.jsonl", "b.txt", "c.txt", "-q"]).spawn().unwrap();
    // It opens when the program does: the run has begun.
    let mut pipe = fs::File::options().write(true).open(&pipe).unwrap();
    fs::remove_file(desk.path("b.txt")).unwrap();
    pipe.write_all(json_line("a").as_bytes()).unwrap();
    drop(pipe);
    let done = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert_eq!(done.status.code(), Some(2));
    assert!(err.starts_with("whosaid: cannot read b.txt: ") && err.lines().count() == 1, "{err}");
    assert!(out.contains("\na,1,") && out.contains("\nc.txt,1,"), "{out}");
}

#[test]
fn a_million_empty_records_are_counted_and_do_not_bury_the_rest() {
    let empty = "{}\n".repeat(1_000_000);
    let desk = Desk::new(&[("a.jsonl", empty.as_bytes()), ("b.jsonl", json_line("b").as_bytes())]);
    let done = desk.run(&["extract", "a.jsonl", "b.jsonl"]);
    assert_eq!((done.code, done.ids()), (1, vec!["b".to_owned()]));
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(lines[100], "whosaid: 999,900 more that could not be read; --errors FILE writes all");
    assert!(lines[101].starts_with("1 article read, 1,000,000 skipped: "), "{}", lines[101]);
}

#[test]
fn two_runs_do_not_write_one_file() {
    let desk = Desk::new(&[("a.jsonl", json_line("a").as_bytes()), ("b.jsonl", json_line("b").as_bytes())]);
    let pipe = ["extract", "-", "-o", "q.csv", "-q"];
    let mut first = desk.command(&pipe).spawn().unwrap();
    while !desk.path(".q.csv.part").exists() {
        std::thread::yield_now();
    }
    // It may have been made and not yet locked.
    let told =
        (0..1000).map(|_| desk.run(&["extract", "b.jsonl", "-o", "q.csv", "-q"])).find(|done| done.code == 2);
    assert!(told.unwrap().err.contains("another run is writing this file"));
    first.stdin.take().unwrap().write_all(json_line("a").as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert!(desk.read("q.csv").contains("\na,1,"));
}
