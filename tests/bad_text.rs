//! Text of every kind that is no clean English news: the laws hold for it, all
//! of its quotations have a row, and nobody is invented as their speaker.

mod invariants;
mod lengthy;
mod program;

use invariants::hold;
use program::{Desk, json_line};
use whosaid::{Extractor, Options, Quotation, QuoteType, Scratch};

/// What is quoted, and by whom, `-` for nobody.
fn rows(text: &str) -> Vec<(String, String)> {
    hold(text, &mut Scratch::default());
    let found = Extractor::default().extract(text);
    let row = |quotation: &whosaid::Quotation| {
        let speaker = quotation.attribution.map_or("-", |by| by.speaker.of(text));
        (quotation.quote.of(text).to_owned(), speaker.to_owned())
    };
    found.quotations.iter().map(row).collect()
}

fn assert_rows(text: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> =
        wanted.iter().map(|(quote, speaker)| ((*quote).to_owned(), (*speaker).to_owned())).collect();
    assert_eq!(rows(text), wanted);
}

#[test]
fn characters_that_are_not_seen_change_nothing() {
    assert_rows(
        "The\0 council met. \"We will\0not wait,\" said Ana Berg. \"It held,\" said John Weber.",
        &[("We will\0not wait,", "Ana Berg"), ("It held,", "John Weber")],
    );
    assert_rows(
        "\u{202e}\u{200f}\"We will not wait,\"\u{200f} said \u{202a}Ana Berg\u{202c}. \u{2067}\"It held,\"\u{2069} said John Weber.",
        &[("We will not wait,", "Ana Berg"), ("It held,", "John Weber")],
    );
    assert_rows(
        "\"We will not wait,\"\u{200d} said Ana\u{200d} Berg. \"It held,\" \u{200b}said\u{200b} John Weber.",
        &[("We will not wait,", "Ana\u{200d} Berg"), ("It held,", "John Weber")],
    );
}

#[test]
fn a_combining_sequence_of_a_kilobyte_is_one_letter() {
    let (word, name) = (format!("wi{}ll", "\u{301}".repeat(600)), format!("Be{}rg", "\u{308}".repeat(500)));
    let text = format!("\"We {word} not wait,\" said Ana {name}. \"It held,\" said John Weber.");
    assert_rows(
        &text,
        &[(&format!("We {word} not wait,"), &format!("Ana {name}")), ("It held,", "John Weber")],
    );
}

#[test]
fn the_marks_of_other_languages_are_found_and_nobody_is_invented() {
    assert_rows(
        "会议于周一举行。“我们不会再等一个冬天，”市长王伟说。\n\n「没有人问过住在这里的人」，李娜表示。",
        &[("我们不会再等一个冬天，", "-"), ("没有人问过住在这里的人", "-")],
    );
    assert_rows(
        "عقد الاجتماع يوم الاثنين. «لن ننتظر شتاءً آخر»، قال رئيس البلدية. وأضاف: “صمد الجسر طوال الليل”.",
        &[("لن ننتظر شتاءً آخر", "-"), ("صمد الجسر طوال الليل", "-")],
    );
    assert_rows(
        "Der Rat tagte. „Wir werden nicht warten“, sagte Bürgermeisterin Ute Krämer. »Die Brücke hat gehalten«, fügte sie hinzu. Der Plan sei „ein Geschenk an niemanden“.",
        &[
            ("Wir werden nicht warten", "-"),
            ("Die Brücke hat gehalten", "-"),
            ("ein Geschenk an niemanden", "-"),
        ],
    );
}

#[test]
fn text_in_capitals_in_none_and_with_tags_loses_no_quotation() {
    let quotes = |text: &str| rows(text).into_iter().map(|(quote, _)| quote).collect::<Vec<_>>();
    let text =
        "THE COUNCIL MET. \"WE WILL NOT WAIT,\" SAID MAYOR ANA BERG.\n\nJOHN WEBER CALLED IT \"A GIFT.\"";
    assert_eq!(quotes(text), ["WE WILL NOT WAIT,", "A GIFT."]);
    assert_rows(
        "the council met. \"we will not wait,\" said ana berg.\n\njohn weber called it \"a gift.\"",
        &[("we will not wait,", "ana berg"), ("a gift.", "john weber")],
    );
    let text = "<p class=\"lead\">The council met on <a href=\"http://x.example/a?b=1\">Monday</a>.</p>\n<p>\"It held,\" said <b>Mayor Ana Berg</b>.</p>";
    assert_eq!(quotes(text), ["It held,"]);
    // As a scanner reads it.
    let text = "Tne counci1 met. \"We wi11 not wait for an0ther win- ter,” sa1d Mayor Ana Berg.\n\nJ0hn Weber cal!ed it \"a gift to n0body. .";
    assert_eq!(quotes(text), ["We wi11 not wait for an0ther win- ter,", "a gift to n0body. ."]);
}

#[test]
fn a_hundred_thousand_nested_marks_are_no_matter() {
    for piece in ["“", "“a ", "\"", "'", "''", "«»", "(\"", "“‘", "<a \"", "``"] {
        let text = piece.repeat(100_000);
        let found = Extractor::default().extract(&text);
        assert!(found.quotations.windows(2).all(|pair| pair[0].quote.end <= pair[1].quote.start));
        hold(&piece.repeat(500), &mut Scratch::default());
    }
    let text = format!("{}deep{}", "“".repeat(50_000), "”".repeat(50_000));
    assert_eq!(Extractor::default().extract(&text).quotations.len(), 1);
}

/// Articles that are as long as a book, of one kind of sentence. What costs the
/// square of the length would take minutes here; `tests/long.rs` measures it.
#[test]
fn the_time_for_a_text_is_that_of_its_length() {
    let mut scratch = Scratch::default();
    for kind in lengthy::KINDS {
        let (text, quotations) = lengthy::text(kind, 1 << 17);
        for indirect in [false, true] {
            let found = Extractor::new(Options { indirect }).extract_with(&text, &mut scratch);
            let is_quoted = |row: &&Quotation| row.quote_type != QuoteType::Indirect;
            assert_eq!(found.quotations.iter().filter(is_quoted).count(), quotations, "{}", kind.0);
        }
    }
}

#[test]
fn half_a_surrogate_pair_costs_its_record_and_no_other() {
    let broken = "{\"id\": \"x\", \"text\": \"\\ud83d \\\"No,\\\" she said.\"}\n";
    let lines = [&json_line("a"), broken, &json_line("b")].concat();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    let done = desk.run(&["extract", "a.jsonl", "-q"]);
    assert_eq!((done.code, done.ids()), (1, vec!["a".to_owned(), "b".to_owned()]));
    assert!(done.err.starts_with("whosaid: a.jsonl: record 2, byte "), "{}", done.err);
}

/// A file with a hole in it, so that no disk is filled, and a program that may
/// have less memory than the record is long.
#[cfg(target_os = "linux")]
#[test]
fn a_record_of_two_gigabytes_costs_itself_and_no_memory() {
    use std::io::{Seek, SeekFrom, Write};
    let desk = Desk::new(&[("a.jsonl", json_line("a").as_bytes())]);
    let mut file = std::fs::File::options().append(true).open(desk.path("a.jsonl")).unwrap();
    file.write_all(b"{\"text\": \"").unwrap();
    file.set_len(2 << 30).unwrap();
    file.seek(SeekFrom::End(0)).unwrap();
    file.write_all(format!("\"}}\n{}", json_line("b")).as_bytes()).unwrap();
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -v 1000000; exec \"$0\" extract a.jsonl -q --threads 2 -o q.csv"]);
    let done = command.arg(env!("CARGO_BIN_EXE_whosaid")).current_dir(desk.path(".")).output().unwrap();
    let (err, rows) = (String::from_utf8(done.stderr).unwrap(), desk.read("q.csv"));
    assert_eq!(done.status.code(), Some(1), "{err}");
    assert!(err.contains("record 2, byte 83: longer than 67108864 bytes (--max-article-bytes"), "{err}");
    assert!(rows.contains("\na,1,") && rows.contains("\nb,1,"), "{rows}");
}

/// Of all kinds of text nothing but quoted letters takes the most.
#[cfg(target_os = "linux")]
#[test]
fn an_article_takes_memory_by_its_length() {
    let (text, quotations) = lengthy::text(lengthy::KINDS[0], 1 << 19);
    let desk = Desk::new(&[("a.txt", text.as_bytes())]);
    let mut command = std::process::Command::new("sh");
    // In kilobytes: some for the program itself, and eighty times the text.
    let kilobytes = 70_000 + 80 * 512;
    let limited = format!("ulimit -v {kilobytes}; exec \"$0\" extract a.txt -q --threads 1 -o q.csv");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_whosaid")]).current_dir(desk.path("."));
    // One arena: glibc gives a thread one of its own where 64 megabytes of addresses
    // happen to be free, and these would count as if the article took them.
    command.env("MALLOC_ARENA_MAX", "1");
    assert_eq!(command.status().unwrap().code(), Some(0));
    assert_eq!(desk.read("q.csv").lines().count(), 1 + quotations);
}
