//! What `whosaid show` and `whosaid summary` print.

mod program;

use program::{Desk, SENTENCE, json_line};

const TABLE: &str = "\
speaker,quote,speaker_type,speaker_role,cue,other
Ann Lee,It held.,person,mayor,said,x
Ann Lee,\"It did, I think.\",person,Mayor of Ulm,said,x
the board,No.,organization,,added,x
Bo,One two three.,person,,said,x
,Ode,,,,x
Ann Lee,Yes.,person,mayor,,x
";

#[test]
fn an_article_is_shown_with_its_speakers() {
    let lines = [json_line("a"), json_line("b")].concat();
    let desk = Desk::new(&[("a.txt", SENTENCE.as_bytes()), ("d.jsonl", lines.as_bytes())]);
    let plain = "\"The bridge is safe,[1]\" _said_ Anna Keller, the mayor of Lindau.\n\n[1] Anna Keller";
    for args in [&["show", "a.txt"][..], &["show", "a.txt", "--no-color"], &["show", "d.jsonl", "--id", "b"]]
    {
        let done = desk.run(args);
        assert!(done.code == 0 && done.out.starts_with(plain), "{done:?}");
    }
    let colored = desk.run(&["show", "a.txt", "--color"]);
    assert!(colored.out.contains("\x1b[32mThe bridge is safe,\x1b[39m\" \x1b[4msaid\x1b[24m"), "{colored:?}");
    let missing = desk.run(&["show", "d.jsonl", "--id", "z"]);
    assert_eq!((missing.code, missing.err.as_str()), (2, "whosaid: no article has the id \"z\"\n"));
    let gone = desk.run(&["show", "gone.txt"]);
    assert!(gone.code == 2 && gone.err.contains("cannot read gone.txt"), "{gone:?}");
}

/// On a terminal, which `script` plays; left out where there is none.
#[cfg(target_os = "linux")]
#[test]
fn no_color_is_respected_on_a_terminal() {
    let desk = Desk::new(&[("a.txt", SENTENCE.as_bytes())]);
    let shown = |setting: &str| {
        let mut command = std::process::Command::new("script");
        command.args(["-qec", &format!("{} show a.txt", env!("CARGO_BIN_EXE_whosaid")), "/dev/null"]);
        command.current_dir(desk.path(".")).env("NO_COLOR", setting).stdin(std::process::Stdio::null());
        command.output().ok().map(|done| String::from_utf8(done.stdout).unwrap())
    };
    let (Some(colored), Some(plain)) = (shown(""), shown("1")) else {
        eprintln!("left out: there is no script here");
        return;
    };
    assert!(colored.contains("\x1b[32m"), "{colored:?}");
    assert!(plain.contains("The bridge is safe,[1]") && !plain.contains('\x1b'), "{plain:?}");
}

#[test]
fn speakers_are_ranked_by_quotations_then_words() {
    let desk = Desk::new(&[("q.csv", TABLE.as_bytes())]);
    let done = desk.run(&["summary", "q.csv"]);
    assert_eq!(
        done.out,
        "quotes  words  speaker    type          roles                cues\n     \
         3      7  Ann Lee    person        mayor, Mayor of Ulm  said\n     \
         1      3  Bo         person                             said\n     \
         1      1  the board  organization                       added\n\n\
         6 quotes, 5 of them by 3 speakers\n"
    );
    let csv = desk.run(&["summary", "q.csv", "--csv", "--top", "1"]);
    assert_eq!(
        csv.out,
        "speaker,quotes,words,types,roles,cues\nAnn Lee,3,7,person,mayor; Mayor of Ulm,said\n"
    );
    assert_eq!(desk.run_with(&["summary"], TABLE.as_bytes()).out, done.out);
}

#[test]
fn a_summary_reads_what_extract_writes() {
    let desk = Desk::new(&[("d.jsonl", json_line("a").as_bytes())]);
    for name in ["q.csv", "q.tsv", "q.jsonl"] {
        desk.run(&["extract", "d.jsonl", "-o", name, "-q"]);
        let done = desk.run(&["summary", name, "--csv"]);
        assert!(done.out.contains("\nAnna Keller,1,4,person,"), "{name}: {done:?}");
    }
    let wrong = desk.run_with(&["summary"], b"a,b\n1,2\n");
    assert!(wrong.code == 2 && wrong.err.contains("the columns are: a, b"), "{wrong:?}");
}
