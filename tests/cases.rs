//! `fixtures/cases.txt`: one phenomenon of news a case, each run and judged.
//!
//! Cases that come out wrong stand in `fixtures/cases_known_misses.txt` with
//! what is found instead. Any other must be right, and one that has come right
//! must leave that list, so that it shrinks. `cargo test --test cases -- --nocapture`
//! prints the share that is right.

mod project;

use std::collections::{BTreeMap, HashMap};
use std::fs;

use project::{at, read};
use serde_json::{Value, json};
use whosaid::score::{self, Figure, Gold, Row};
use whosaid::{Extractor, Quotation, Span};

/// The cases that come out wrong.
const KNOWN: &str = "fixtures/cases_known_misses.txt";

const HEAD: &str = "\
% Cases of cases.txt that come out wrong: the phenomenon and its number among those of that name,
% what is wrong, and the rows that are found instead, in the form of cases.txt.
% WHOSAID_BLESS=1 cargo test --test cases writes this list anew. It should only ever shrink.
";

/// What a careful reader finds in a few sentences.
struct Case {
    /// The phenomenon and its number among those of that name: `hearer 3`.
    name: String,
    text: String,
    rows: Vec<Wanted>,
}

/// One row that is wanted; the head of the file says what its parts mean.
struct Wanted {
    quote: String,
    speaker: String,
    roles: Vec<String>,
    mention: String,
}

impl Wanted {
    fn new(line: &str) -> Result<Self, String> {
        let [quote, speaker, roles, mention] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            return Err("four parts with | between are wanted".to_owned());
        };
        let roles: Vec<String> =
            roles.split(" / ").filter(|role| !role.is_empty()).map(str::to_owned).collect();
        if quote.is_empty() {
            return Err("no quotation".to_owned());
        }
        if speaker.is_empty() != mention.is_empty() || speaker.is_empty() && !roles.is_empty() {
            return Err("a speaker without a mention, or either without the other".to_owned());
        }
        Ok(Self { quote: quote.to_owned(), speaker: speaker.to_owned(), roles, mention: mention.to_owned() })
    }

    /// Where the quotation stands at or behind `from`, in bytes.
    fn place(&self, text: &str, from: usize) -> Option<Span> {
        let after = |words: &str, from: usize| Some(from + text.get(from..)?.find(words)?);
        if let Some(start) = after(&self.quote, from) {
            return Some(Span::new(start, start + self.quote.len()));
        }
        let (first, last) = self.quote.split_once(" … ")?;
        let start = after(first, from)?;
        let end = after(last, start + first.len())? + last.len();
        Some(Span::new(start, end))
    }
}

/// Reads the file; what is wrong with it is told with the line.
fn parse(file: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut is_open = false;
    for (number, line) in file.lines().enumerate() {
        let wrong = |what: &str| format!("line {}: {what}: {line:?}", number + 1);
        let (sign, rest) = line.split_at_checked(1).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        match (sign, cases.last_mut().filter(|_| is_open)) {
            ("", _) => is_open = false,
            ("%", None) => {}
            ("#", None) => {
                let (name, why) = rest.split_once(": ").ok_or_else(|| wrong("phenomenon: why is wanted"))?;
                if why.trim().is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                    return Err(wrong("phenomenon: why is wanted"));
                }
                let count = numbers.entry(name.to_owned()).or_default();
                *count += 1;
                cases.push(Case { name: format!("{name} {count}"), text: String::new(), rows: Vec::new() });
                is_open = true;
            }
            (">", Some(case)) if case.rows.is_empty() => {
                case.text += if case.text.is_empty() { "" } else { "\n" };
                case.text += rest;
            }
            ("=", Some(case)) if !case.text.is_empty() => {
                case.rows.push(Wanted::new(rest).map_err(|what| wrong(&what))?);
            }
            _ => return Err(wrong("no line of this kind is wanted here")),
        }
    }
    cases.iter().find_map(check).map_or(Ok(()), Err)?;
    Ok(cases)
}

/// What is wrong with a case whose lines are well formed.
fn check(case: &Case) -> Option<String> {
    let Case { name, text, rows } = case;
    if text.is_empty() {
        return Some(format!("{name}: no text"));
    }
    let mut from = 0;
    for row in rows {
        let Some(place) = row.place(text, from) else {
            return Some(format!("{name}: {:?} does not stand in the text in this order", row.quote));
        };
        from = place.end as usize;
        if !row.mention.is_empty() && stretches(text, &row.mention).is_empty() {
            return Some(format!("{name}: the mention {:?} does not stand in the text", row.mention));
        }
        let parts = row.roles.iter().chain([&row.speaker]);
        let mut words = parts.flat_map(|part| part.split([' ', ',']));
        if let Some(word) = words.find(|word| !text.to_lowercase().contains(&word.to_lowercase())) {
            return Some(format!("{name}: {word:?} of the speaker or role does not stand in the text"));
        }
    }
    None
}

/// Where some words stand as words, in code points.
fn stretches(text: &str, words: &str) -> Vec<[usize; 2]> {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = |at: usize| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + words.len()..].chars().next())
    };
    let chars = |byte: usize| text[..byte].chars().count();
    let all = text.match_indices(words).map(|(at, _)| at).filter(|&at| is_whole(at));
    all.map(|at| [chars(at), chars(at + words.len())]).collect()
}

/// A name begins with a capital; "a nurse at the hospital" is a description,
/// which the mention tells better.
fn is_description(speaker: &str) -> bool {
    let mut words = speaker
        .split(' ')
        .skip_while(|word| ["a", "an", "the", "one", "two"].contains(&word.to_lowercase().as_str()));
    words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// The case as gold, so that the judge is the one of `whosaid eval`.
fn gold(case: &Case) -> Gold {
    let chars = |byte: u32| case.text[..byte as usize].chars().count();
    let (mut attributions, mut quotes, mut speakers) = (Vec::new(), Vec::new(), serde_json::Map::new());
    let mut from = 0;
    for (number, row) in case.rows.iter().enumerate() {
        let place = row.place(&case.text, from).expect("the case was checked");
        from = place.end as usize;
        if row.speaker.is_empty() {
            continue;
        }
        let (id, start, end) = (number.to_string(), chars(place.start), chars(place.end));
        let source = stretches(&case.text, &row.mention);
        attributions.push(json!({"id": id, "source": source, "cue": [], "content": [[start, end]]}));
        quotes.push(json!({"start": start, "end": end, "attribution": id, "type": "direct"}));
        let kind = if is_description(&row.speaker) { "unnamed" } else { "person" };
        let label = json!({"speaker": row.speaker, "aliases": [], "type": kind, "roles": row.roles});
        speakers.insert(id, label);
    }
    let (text, speakers) = (&case.text, Value::Object(speakers));
    let line = json!({"id": case.name, "text": text, "attributions": attributions, "quotes": quotes, "speakers": speakers});
    Gold::from_json(&line.to_string()).unwrap()
}

/// What is wrong with the rows that the extractor finds: some of `rows`,
/// `quotation`, `speaker`, `mention`, `role`, and the rows in the case's form.
fn fault(case: &Case) -> Option<String> {
    let gold = gold(case);
    let found = Extractor::default().extract(&case.text);
    let mut faults = Vec::new();
    if found.quotations.len() != case.rows.len() {
        faults.push("rows");
    }
    if !are_quoted(case, &found.quotations) {
        faults.push("quotation");
    }
    let rows = found.quotations.iter().map(|quotation| Row::new(&gold, quotation)).collect();
    let figures = score::figures(&[score::Case { gold, rows }]);
    let is_wrong = |figure: Figure| (figure.rows, figure.gold) != (0, 0) && figure.f1 < 1.0;
    let all = [("speaker", figures.full_name), ("mention", figures.mention), ("role", figures.role)];
    faults.extend(all.into_iter().filter(|(_, figure)| is_wrong(*figure)).map(|(name, _)| name));
    let rows: Vec<String> = found.quotations.iter().map(|quotation| row(&case.text, quotation)).collect();
    (!faults.is_empty()).then(|| format!("{}; finds {}", faults.join(", "), rows.join(" // ")))
}

/// Whether the quotations are those of the case, closing punctuation aside.
fn are_quoted(case: &Case, quotations: &[Quotation]) -> bool {
    let bare =
        |words: &str| words.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '…').to_owned();
    let mut from = 0;
    let mut are_right = true;
    for (row, quotation) in case.rows.iter().zip(quotations) {
        let place = row.place(&case.text, from).expect("the case was checked");
        from = place.end as usize;
        are_right &= quotation.quote.start == place.start;
        are_right &= bare(quotation.quote.of(&case.text)) == bare(place.of(&case.text));
    }
    are_right
}

/// What was found, as a case has it.
fn row(text: &str, quotation: &Quotation) -> String {
    let by = quotation.attribution;
    let of = |span: Option<Span>| span.map(|span| span.of(text)).unwrap_or_default();
    let [speaker, role, mention] =
        [of(by.map(|by| by.speaker)), of(by.and_then(|by| by.role)), of(by.map(|by| by.mention))];
    format!("{} | {speaker} | {role} | {mention}", quotation.quote.of(text)).replace('\n', " ")
}

/// The known misses: a case's name, and why it is missed.
fn known_misses() -> BTreeMap<String, String> {
    let file = read(KNOWN);
    let mut misses = BTreeMap::new();
    for line in file.lines().filter(|line| !line.starts_with('%') && !line.is_empty()) {
        let (name, why) = line.split_once(": ").unwrap_or_else(|| panic!("case: reason is wanted: {line:?}"));
        assert!(misses.insert(name.to_owned(), why.to_owned()).is_none(), "{name} stands twice");
    }
    misses
}

#[test]
fn every_case_is_right_but_the_known_misses() {
    let cases = parse(&read("fixtures/cases.txt")).unwrap();
    let missed: Vec<(&Case, String)> =
        cases.iter().filter_map(|case| fault(case).map(|fault| (case, fault))).collect();
    let right = cases.len() - missed.len();
    println!(
        "{right} of {} cases are right: {:.1} %",
        cases.len(),
        100.0 * right as f64 / cases.len() as f64
    );
    if std::env::var_os("WHOSAID_BLESS").is_some() {
        let lines = missed.iter().map(|(case, fault)| format!("{}: {fault}\n", case.name));
        fs::write(at(KNOWN), HEAD.to_owned() + &lines.collect::<String>()).unwrap();
        return;
    }
    let mut known = known_misses();
    let new = missed.iter().filter(|(case, _)| known.remove(&case.name).is_none());
    let mut report: String = new.map(|(case, fault)| format!("{}: {fault}\n", case.name)).collect();
    report
        .extend(known.keys().map(|name| format!("{name}: is right now, or no case; take it off {KNOWN}\n")));
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn a_case_that_is_not_well_formed_is_refused_with_its_place() {
    let wrong = |file: &str| parse(file).err().unwrap_or_default();
    assert!(wrong("# a: b\n> \"No,\" said Ana.\n= No | Ana | Ana").starts_with("line 3: four parts"));
    assert!(
        wrong("# a: b\n> \"No,\" said Ana.\n= No | Ana | |")
            .starts_with("line 3: a speaker without a mention")
    );
    assert!(wrong("# a: b\n= No | Ana | | Ana").starts_with("line 2: no line of this kind"));
    assert!(wrong("# a: b\n> x\n# c: d\n").starts_with("line 3: no line of this kind"));
    assert!(wrong("# a\n> x").starts_with("line 1: phenomenon: why"));
    assert!(
        wrong("# a: b\n> \"No,\" said Ana.\n= Yes | Ana | | Ana").starts_with("a 1: \"Yes\" does not stand")
    );
    assert!(wrong("# a: b\n> \"No,\" said Ana.\n= No | Ana | | An").contains("mention \"An\""));
    assert_eq!(
        wrong("% a\n\n# a: b\n> \"No,\" said Ana.\n>\n> Ok.\n= No | Ana | | Ana\n\n# a: c\n> x\n"),
        ""
    );
}
