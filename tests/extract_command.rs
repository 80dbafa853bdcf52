//! The options of `whosaid extract`, each in the smallest case that shows it.

mod program;

use program::{Desk, SENTENCE, json_line};

#[test]
fn a_row_tells_the_quotation_and_its_speaker() {
    let done = Desk::new(&[]).run_with(&["extract"], SENTENCE.as_bytes());
    assert_eq!(done.code, 0);
    assert_eq!(done.column("quote"), ["The bridge is safe,"]);
    assert_eq!(done.column("speaker"), ["Anna Keller"]);
    assert_eq!(done.column("speaker_type"), ["person"]);
    assert_eq!(done.column("cue"), ["said"]);
    assert_eq!((done.column("quote_start"), done.column("quote_end")), (vec!["1".into()], vec!["20".into()]));
    assert_eq!(done.ids(), ["-"]);
    assert!(done.err.starts_with("1 article read, 0 skipped"), "{}", done.err);
}

#[test]
fn an_article_without_an_id_is_called_by_its_file_and_record() {
    let line = format!("{}\n", serde_json::json!({"text": SENTENCE}));
    let two = [line.as_str(), "\n", line.as_str()].concat();
    let cell = format!("text\n\"{}\"\n", SENTENCE.replace('"', "\"\""));
    let desk = Desk::new(&[
        ("news/2024/wire.jsonl", two.as_bytes()),
        ("news/2024/storm.txt", SENTENCE.as_bytes()),
        ("news/table.csv", cell.as_bytes()),
    ]);
    let inner = ["2024/storm.txt", "2024/wire.jsonl:1", "2024/wire.jsonl:3", "table.csv:1"];
    assert_eq!(desk.run(&["extract", "news"]).ids(), inner);
    assert_eq!(desk.run(&["extract", "news/2024/wire.jsonl"]).ids(), ["wire.jsonl:1", "wire.jsonl:3"]);
    assert_eq!(desk.run_with(&["extract", "-"], two.as_bytes()).ids(), ["-:1", "-:3"]);
}

#[test]
fn fields_may_have_other_names_and_be_carried_along() {
    let line =
        serde_json::json!({"url": "u1", "body": SENTENCE, "date": "2024-03-01", "n": 1.50, "tags": null});
    let desk = Desk::new(&[("a.jsonl", format!("{line}\n").as_bytes())]);
    let done = desk.run(&[
        "extract",
        "a.jsonl",
        "--text-field",
        "body",
        "--id-field",
        "url",
        "--keep",
        "date,n,url",
        "--keep",
        "tags",
    ]);
    assert_eq!(done.ids(), ["u1"]);
    let head = done.out.lines().next().unwrap();
    assert!(head.ends_with(",cue_start,cue_end,date,n,url,tags"), "{head}");
    assert_eq!(done.column("date"), ["2024-03-01"]);
    assert_eq!(done.column("n"), ["1.5"]);
    assert_eq!(done.column("url"), ["u1"]);
    assert_eq!(done.column("tags"), [""]);
}

#[test]
fn a_format_that_is_named_overrides_the_guess() {
    let desk = Desk::new(&[("a.txt", json_line("in-json").as_bytes()), ("b.dat", SENTENCE.as_bytes())]);
    assert_eq!(desk.run(&["extract", "a.txt", "--format", "jsonl"]).ids(), ["in-json"]);
    assert_eq!(desk.run(&["extract", "b.dat", "--format", "text"]).ids(), ["b.dat"]);
    let table = format!("id,text\n7,\"{}\"\n", SENTENCE.replace('"', "\"\""));
    assert_eq!(desk.run_with(&["extract", "--format", "csv"], table.as_bytes()).ids(), ["7"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_told_by_its_first_bytes() {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run_with(&["extract", "/dev/stdin"], json_line("a").as_bytes()).ids(), ["a"]);
    assert_eq!(desk.run_with(&["extract", "/dev/stdin"], SENTENCE.as_bytes()).ids(), ["stdin"]);
    let packed = program::gzip(json_line("b").as_bytes());
    assert_eq!(desk.run_with(&["extract"], &packed).ids(), ["b"]);
}

#[test]
fn rows_without_a_speaker_are_left_out_on_request() {
    let text = format!("{SENTENCE}\n\nThe film is called \"Ode\".\n");
    let desk = Desk::new(&[("a.txt", text.as_bytes())]);
    assert_eq!(desk.run(&["extract", "a.txt"]).column("speaker"), ["Anna Keller", ""]);
    assert_eq!(desk.run(&["extract", "a.txt", "--attributed-only"]).column("speaker"), ["Anna Keller"]);
}

#[test]
fn quiet_says_nothing_and_the_summary_goes_to_standard_error() {
    let desk = Desk::new(&[("a.txt", SENTENCE.as_bytes())]);
    let (loud, quiet) = (desk.run(&["extract", "a.txt"]), desk.run(&["extract", "a.txt", "--quiet"]));
    assert_eq!(quiet.err, "");
    assert_eq!(loud.out, quiet.out);
    for part in ["1 article read, 0 skipped", "1 quote, 100.0 % with a speaker", " MB/s"] {
        assert!(loud.err.contains(part), "{}", loud.err);
    }
}

#[test]
fn help_teaches_by_example_and_completions_come_for_each_shell() {
    let desk = Desk::new(&[]);
    let help = desk.run(&["extract", "--help"]);
    assert_eq!(help.code, 0);
    for part in ["Examples:", "whosaid extract news/ -o quotes.csv", "speaker_mention", "Exit status:"] {
        assert!(help.out.contains(part), "{part}: {}", help.out);
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let done = desk.run(&["completions", shell]);
        assert!(done.code == 0 && done.out.contains("attributed-only"), "{shell}");
    }
}
