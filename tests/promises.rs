//! What `SECURITY.md` promises, as far as no other test shows it; and that each
//! of its sentences names a test that there is.

mod program;
mod project;

use std::fs;
use std::path::{Path, PathBuf};

use program::{Desk, SENTENCE, gzip, json_line};
use project::{at, read};

/// All files under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn each_sentence_names_a_test_that_there_is() {
    let promises = read("SECURITY.md");
    let mut named = 0;
    for reference in promises.split("(`").skip(1) {
        let reference = reference.split(')').next().unwrap();
        for one in reference.split("; ") {
            let mut parts = one.split('`').filter(|part| !matches!(*part, "" | ": "));
            let file = parts.next().unwrap();
            assert!(at(file).is_file(), "{file} is not there");
            for test in parts {
                assert!(read(file).contains(&format!("fn {test}(")), "{file} has no test {test}");
            }
            named += 1;
        }
    }
    let sentences = promises.lines().filter(|line| line.starts_with("- ")).count();
    assert!(named >= sentences && sentences >= 15, "{named} tests for {sentences} promises");
}

#[test]
fn nothing_is_written_but_what_was_asked_for() {
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["../../evil.txt", "/tmp/evil.txt", "a/../../b.txt"] {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(SENTENCE.len() as u64);
        header.set_cksum();
        tar.append(&header, SENTENCE.as_bytes()).unwrap();
    }
    let tar = tar.into_inner().unwrap();
    let bad = "{\"text\": \"x\n".to_owned() + &json_line("a");
    let desk = Desk::new(&[("in/a.tar.gz", &gzip(&tar)), ("in/b.jsonl", bad.as_bytes()), ("tmp/x", b"")]);
    let before = files(&desk.path("."));
    let args = ["extract", "in", "-o", "q.parquet", "--errors", "bad.csv", "-q"];
    let done = desk.command(&args).env("TMPDIR", desk.path("tmp")).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{done:?}");
    let mut wanted = [before, vec![desk.path("./q.parquet"), desk.path("./bad.csv")]].concat();
    wanted.sort();
    assert_eq!(files(&desk.path(".")), wanted);
    let rows = desk.run(&["extract", "in/a.tar.gz", "-q"]);
    assert_eq!(rows.ids(), ["../../evil.txt", "/tmp/evil.txt", "a/../../b.txt"]);
    assert!(!Path::new("/tmp/evil.txt").exists());
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_a_circle() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new(&[("store/a.txt", SENTENCE.as_bytes()), ("in/.hidden.txt", SENTENCE.as_bytes())]);
    symlink(desk.path("store/a.txt"), desk.path("in/link.txt")).unwrap();
    symlink(desk.path("in"), desk.path("in/self")).unwrap();
    let done = desk.run(&["extract", "in", "-q"]);
    assert_eq!((done.code, done.ids()), (2, vec!["link.txt".to_owned()]));
    assert!(done.err.contains("a link in a circle") && done.err.lines().count() == 1, "{}", done.err);
}

#[test]
fn there_is_no_network_in_it() {
    for file in files(&at("src")).iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let code = fs::read_to_string(file).unwrap();
        for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!code.contains(word), "{} in {}", word, file.display());
        }
    }
    let lock = read("Cargo.lock");
    for package in ["hyper", "curl", "openssl", "reqwest", "rustls", "tokio", "ureq", "mio", "socket2"] {
        assert!(!lock.contains(&format!("name = \"{package}\"\n")), "{package} is a dependency");
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    // A lint can be allowed again nowhere once it is forbidden; that it is not even tried is seen here.
    for file in files(&at("src")).iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let code = fs::read_to_string(file).unwrap();
        assert!(!code.contains("unsafe {") && !code.contains("unsafe fn"), "{}", file.display());
    }
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let text = "\"It \x1b[2J\x07held,\" said \x1b]0;x\x07Anna Keller\u{9b}31m.";
    let desk = Desk::new(&[("a.txt", text.as_bytes())]);
    for args in [&["show", "a.txt"][..], &["show", "a.txt", "--no-color"]] {
        let shown = desk.run(args).out;
        assert!(!shown.contains(['\x1b', '\x07', '\u{9b}']), "{shown:?}");
        assert!(shown.contains("held"), "{shown:?}");
    }
    let csv = desk.run(&["extract", "a.txt", "-q"]).out;
    desk.write("q.csv", csv.as_bytes());
    let summary = desk.run(&["summary", "q.csv"]);
    assert!(!summary.out.contains(['\x1b', '\x07', '\u{9b}']), "{summary:?}");
    // Nor by names that stand in messages.
    desk.write("\x1b[2J.jsonl", b"{\"\\u001b[2J\\u0007\": 1}\n\"\\u009b\"\n");
    desk.write("b.csv", "te\x1b[2Jxt,b\nx,y\n".as_bytes());
    for name in ["\x1b[2J.jsonl", "b.csv", "\x1b[2J.csv"] {
        let told = desk.run(&["extract", name]).err;
        assert!(told.contains("\\u{1b}[2J") && !told.contains(['\x1b', '\x07', '\u{9b}']), "{told:?}");
    }
}

/// The parts of a licence expression between words that stand in no bracket.
fn parts<'a>(expression: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in expression.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 && at >= from && expression[at..].starts_with(word) {
            parts.push(expression[from..at].trim());
            from = at + word.len();
        }
    }
    parts.push(expression[from..].trim());
    parts
}

/// Whether one may have a package by licences that are all among these.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let each = |part: &str| match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
        Some(inside) => is_allowed(inside, allowed),
        None => allowed.contains(&part),
    };
    parts(expression, " OR ").iter().any(|choice| parts(choice, " AND ").iter().all(|part| each(part)))
}

#[test]
fn dependencies_come_from_crates_io_under_licences_that_are_allowed() {
    let rules = read("deny.toml");
    let allowed = rules.split("allow = [").nth(1).unwrap().split(']').next().unwrap();
    let allowed: Vec<&str> = allowed.split('"').skip(1).step_by(2).collect();
    assert!(is_allowed("(X OR MIT) AND Zlib", &allowed) && !is_allowed("MIT AND (X OR Y)", &allowed));
    // Offline: what was built lies there, for this machine's platform.
    let version = std::process::Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host]);
    let told = cargo.current_dir(at("")).output().unwrap();
    if !told.status.success() {
        // A member of the workspace that was not built may miss its packages.
        eprintln!("left out: {}", String::from_utf8_lossy(&told.stderr));
        return;
    }
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let packages = told["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        assert!(is_allowed(&licence, &allowed), "{}: {licence}", package["name"]);
        let is_ours = package["source"].is_null() && package["name"].as_str().unwrap().starts_with("whosaid");
        let source = package["source"].as_str().unwrap_or_default();
        assert!(is_ours || source.contains("github.com/rust-lang/crates.io-index"), "{}", package["name"]);
    }
}
