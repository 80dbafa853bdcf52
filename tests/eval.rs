//! `whosaid eval` against the project's Python scorer: on a fixture whose
//! figures are recorded, and, where the scorer is at hand, on random tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const GOLD: &str = "fixtures/eval/gold.jsonl";
const PREDICTED: &str = "fixtures/eval/predicted.csv";

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap()
}

fn eval(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(at("")).arg("eval").args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = eval(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts that all of `expected` stands in `got`, numbers to 12 decimals:
/// reading a decimal number can be off by the last bit.
fn assert_holds(got: &Value, expected: &Value, place: &str) {
    match expected {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| assert_holds(&got[key], value, &format!("{place}.{key}")));
        }
        _ => {
            let (got, expected) = (got.as_f64().unwrap(), expected.as_f64().unwrap());
            assert!((got - expected).abs() < 1e-12, "{place}: {got}, expected {expected}");
        }
    }
}

#[test]
fn the_figures_are_those_of_the_python_scorer() {
    let got: Value = serde_json::from_str(&printed(&[GOLD, PREDICTED, "--json"])).unwrap();
    let expected: Value = serde_json::from_str(&read("fixtures/eval/expected.json")).unwrap();
    assert_eq!(expected["articles"], 9);
    assert_holds(&got, &expected, "");
}

#[test]
fn the_wrong_and_missed_quotes_are_those_of_the_python_scorer() {
    let expected = read("fixtures/eval/expected_errors.txt");
    assert!(printed(&[GOLD, PREDICTED, "--errors", "100"]).ends_with(&expected));
    let first_two: String = expected.split_inclusive('\n').take(2).collect();
    assert!(printed(&[GOLD, PREDICTED, "--errors", "2"]).ends_with(&first_two));
    assert!(!printed(&[GOLD, PREDICTED]).contains(expected.lines().next().unwrap()));
}

#[test]
fn tables_by_type_confidence_publisher_and_exact_span_add_up() {
    let args = [GOLD, PREDICTED, "--json", "--by", "publisher", "--exact-spans"];
    let got: Value = serde_json::from_str(&printed(&args)).unwrap();
    let sum = |list: &Value, key: &[&str]| -> u64 {
        let value = |v: &Value| key.iter().fold(v.clone(), |v, k| v[k].clone()).as_u64().unwrap();
        match list {
            Value::Array(items) => items.iter().map(value).sum(),
            other => other.as_object().unwrap().values().map(value).sum(),
        }
    };
    let speaker = &got["speaker"];
    for key in ["rows", "gold"] {
        for table in ["quote_types", "speaker_types", "publishers"] {
            assert_eq!(sum(&got[table], &["speaker", key]), speaker[key], "{table} {key}");
        }
    }
    assert_eq!(sum(&got["publishers"], &["articles"]), 9);
    assert_eq!(sum(&got["quote_types"], &["quotes", "gold"]), got["quotes"]["gold"]);
    // Every judged row of the fixture has a confidence.
    assert_eq!(sum(&got["confidence"]["bins"], &["rows"]), speaker["rows"]);
    // Counted by hand: of the seven rows at 0.9 and more that name a speaker and are not ignored,
    // "Bruhl" is wrong; they cover 9 of 29 quotes.
    let sure = json!({"rows": 7, "precision": 6.0 / 7.0, "covered": 9.0 / 29.0});
    assert_holds(&got["confidence"]["sure"], &sure, "sure");
    // The 25 distinct source fragments of gold; 33 content fragments.
    assert_eq!(
        (&got["exact_spans"]["source"]["gold"], &got["exact_spans"]["content"]["gold"]),
        (&json!(25), &json!(33))
    );
}

#[test]
fn a_table_without_optional_columns_scores_but_for_exact_spans() {
    let table =
        "article_id,quote_type,quote_start,quote_end,speaker,speaker_role,mention_start,mention_end\n";
    let path = Scratch::new("bare.csv", table);
    let got: Value = serde_json::from_str(&printed(&[GOLD, path.as_str(), "--json"])).unwrap();
    assert_eq!(got["confidence"], Value::Null);
    assert_eq!(got["speaker"]["f1"], 0.0);
    assert_refused(
        &[GOLD, path.as_str(), "--exact-spans"],
        &format!("{}: no column statement_id, cue_start, cue_end", path.as_str()),
    );
}

#[test]
fn without_a_table_the_extractor_is_measured() {
    let got: Value = serde_json::from_str(&printed(&[GOLD, "--indirect", "--json"])).unwrap();
    assert_eq!((&got["articles"], &got["quotes"]["gold"]), (&json!(9), &json!(29)));
}

#[test]
fn what_cannot_be_scored_is_refused_with_one_line() {
    let row = |row: &str| {
        let header =
            "article_id,quote_type,quote_start,quote_end,speaker,speaker_role,mention_start,mention_end";
        Scratch::new("bad.csv", &format!("{header}\n{row}\n"))
    };
    let path = row("courier_elsewhere,direct,0,4,,,,");
    let line = format!("{}: record 2: unknown article_id \"courier_elsewhere\"", path.as_str());
    assert_refused(&[GOLD, path.as_str()], &line);
    let path = row("courier_quiet,direct,0,44,,,,");
    let line = format!("{}: record 2: the quote lies outside its article", path.as_str());
    assert_refused(&[GOLD, path.as_str()], &line);
    let path = Scratch::new("gold.jsonl", "{\"id\": 1}\n");
    assert_refused(&[path.as_str()], &format!("{}, line 1: not a gold article: ", path.as_str()));
    assert_refused(&["fixtures/eval/absent.jsonl"], "fixtures/eval/absent.jsonl: ");
}

fn assert_refused(args: &[&str], line: &str) {
    let output = eval(args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with(&format!("whosaid: {line}")) && said.lines().count() == 1, "{said}");
    assert!(output.stdout.is_empty());
}

/// A file that goes when the test is done.
struct Scratch(tempfile::TempPath);

impl Scratch {
    fn new(suffix: &str, content: &str) -> Self {
        let file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
        fs::write(file.path(), content).unwrap();
        Self(file.into_temp_path())
    }

    fn as_str(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

/// How many random tables are compared.
const ROUNDS: u64 = 60;

#[test]
fn random_tables_get_the_figures_that_the_python_scorer_gives_them() {
    let scorer = at("../shared/eval/score.py");
    let has_python = Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !has_python || !scorer.is_file() {
        eprintln!("left out: comparing random tables needs python3 and ../shared/eval/score.py");
        return;
    }
    for seed in 1..=ROUNDS {
        let mut random = Random(seed);
        let articles: Vec<Value> = read(GOLD).lines().map(|line| random.article(line)).collect();
        let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
        let gold = Scratch::new("gold.jsonl", &lines);
        let table = Scratch::new("predicted.csv", &random.table(&articles));
        let theirs = Command::new("python3")
            .args([scorer.to_str().unwrap(), gold.as_str(), table.as_str(), "--json", "--errors", "500"])
            .output()
            .unwrap();
        assert!(theirs.status.success(), "seed {seed}: {}", String::from_utf8_lossy(&theirs.stderr));
        let theirs = String::from_utf8(theirs.stdout).unwrap();
        let (figures, errors) = theirs.split_once('\n').unwrap();
        let ours = printed(&[gold.as_str(), table.as_str(), "--errors", "500"]);
        assert!(ours.ends_with(errors), "seed {seed}: {ours}\n--- expected\n{errors}");
        let ours = serde_json::from_str(&printed(&[gold.as_str(), table.as_str(), "--json"])).unwrap();
        assert_holds(&ours, &serde_json::from_str(figures).unwrap(), &format!("seed {seed}"));
    }
}

/// A small generator of numbers (Steele, Lea and Flood's SplitMix64), so that
/// a seed gives the same tables for ever.
struct Random(u64);

/// Forms of names and roles on which comparing words is hard: case and width,
/// marks within words, possessives, numbers that are letters, nothing at all.
const FORMS: [&str; 22] = [
    "",
    " ",
    "\u{1f}",
    "the",
    "Mr",
    "ORTIZ's",
    "ortiz’S",
    "Ｏｒｔｉｚ",
    "Ana\u{a0}Ruiz",
    "Ruiz, Ana",
    "Weiß",
    "WEISS",
    "Weiẞ's Weiß",
    "i\u{307}pek ünal",
    "İPEK U\u{308}NAL",
    "ﬁshermen",
    "क्षि Ruiz",
    "Ⅻ ½ ² Ruiz",
    "Ⓡuiz ͅ",
    "ς_σ Ruiz\u{200b}",
    "O'sullivan-Ruiz \"Ana\" 'A'",
    "deputy deputy harbour \u{1f642} master",
];

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A stretch like the given one, now and then moved, or any other.
    fn stretch(&mut self, near: Option<[usize; 2]>, size: usize) -> [usize; 2] {
        let [start, end] = match near {
            Some(near) if !self.one_in(6) => near,
            _ => [self.below(size), self.below(size)],
        };
        let (mut start, mut end) = (start, end);
        if self.one_in(2) {
            let reach = if self.one_in(3) { 30 } else { 5 };
            start = (start + self.below(reach)).saturating_sub(reach / 2);
            end = (end + self.below(reach)).saturating_sub(reach / 2);
        }
        let start = start.min(size - 1);
        [start, end.clamp(start + 1, size.max(start + 1))]
    }

    /// The article of a line with its annotation shaken.
    fn article(&mut self, line: &str) -> Value {
        let mut article: Value = serde_json::from_str(line).unwrap();
        let size = article["text"].as_str().unwrap().chars().count();
        for attribution in article["attributions"].as_array_mut().unwrap() {
            for part in ["source", "content"] {
                if self.one_in(6) {
                    let near = pair(&attribution[part][0]);
                    let pieces = (0..self.below(3)).map(|_| json!(self.stretch(near, size)));
                    attribution[part] = pieces.collect();
                }
            }
        }
        for quote in article["quotes"].as_array_mut().unwrap() {
            if self.one_in(6) {
                let [start, end] = self.stretch(Some([number(&quote["start"]), number(&quote["end"])]), size);
                (quote["start"], quote["end"]) = (json!(start), json!(end));
            }
        }
        if self.one_in(4) {
            article["ignored"] = json!([self.stretch(None, size), self.stretch(None, size)]);
        }
        if let Some(labels) = article.get_mut("speakers").and_then(Value::as_object_mut) {
            labels.retain(|_, _| !self.one_in(8));
            for label in labels.values_mut() {
                if self.one_in(3) {
                    self.relabel(label);
                }
            }
        }
        article
    }

    fn relabel(&mut self, label: &mut Value) {
        match self.below(6) {
            0 => label["type"] = json!(*self.pick(&["none", "unnamed", "person"])),
            1 => label["speaker"] = json!(*self.pick(&FORMS)),
            2 => label["full"] = json!([*self.pick(&FORMS), *self.pick(&FORMS)]),
            3 => label["roles"] = json!([*self.pick(&FORMS), "harbour master"]),
            4 => label["speaker"] = Value::Null,
            _ => label["aliases"] = json!([*self.pick(&FORMS)]),
        }
    }

    /// Rows for the articles, in random order.
    fn table(&mut self, articles: &[Value]) -> String {
        let mut table = csv::Writer::from_writer(Vec::new());
        let header = "speaker_role,quote_type,quote_start,quote_end,speaker,extra,mention_start,mention_end,article_id";
        table.write_record(header.split(',')).unwrap();
        for _ in 0..self.below(160) {
            let article = self.pick(articles);
            table.write_record(self.row(article)).unwrap();
        }
        String::from_utf8(table.into_inner().unwrap()).unwrap()
    }

    fn row(&mut self, article: &Value) -> Vec<String> {
        let size = article["text"].as_str().unwrap().chars().count();
        let empty = Vec::new();
        let attributions = article["attributions"].as_array().unwrap_or(&empty);
        let attribution = if attributions.is_empty() { &Value::Null } else { self.pick(attributions) };
        let id = attribution["id"].as_str().unwrap_or_default();
        let quotes = article["quotes"].as_array().unwrap();
        let own: Vec<[usize; 2]> = quotes
            .iter()
            .filter(|q| q["attribution"] == id)
            .map(|q| [number(&q["start"]), number(&q["end"])])
            .collect();
        let near = match (own.first(), own.last()) {
            (Some(first), Some(last)) if self.one_in(3) => {
                Some([first[0].min(last[0]), first[1].max(last[1])])
            }
            (Some(_), Some(_)) if !self.one_in(4) => Some(*self.pick(&own)),
            _ => pair(&attribution["content"][0]),
        };
        let quote = self.stretch(near, size);
        let mention = (!self.one_in(5)).then(|| self.stretch(pair(&attribution["source"][0]), size));
        let [from, to] = mention.map_or([String::new(), String::new()], |m| m.map(|at| at.to_string()));
        let label = &article["speakers"][id];
        vec![
            self.form(label, &["roles"]),
            (*self.pick(&["direct", "direct", "mixed", "indirect"])).to_owned(),
            quote[0].to_string(),
            quote[1].to_string(),
            self.form(label, &["speaker", "aliases", "full"]),
            "no matter, \"what\"\n".to_owned(),
            from,
            to,
            article["id"].as_str().unwrap().to_owned(),
        ]
    }

    /// A name or role of the label, or any other form.
    fn form(&mut self, label: &Value, keys: &[&str]) -> String {
        let of_key = |key: &&str| match &label[*key] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            name => name.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
        };
        let names: Vec<String> = keys.iter().flat_map(of_key).collect();
        if names.is_empty() || self.one_in(4) {
            return (*self.pick(&FORMS)).to_owned();
        }
        let name = self.pick(&names).clone();
        match self.below(8) {
            0 => name.to_uppercase(),
            1 => format!("Dr. {name}’s"),
            2 => name.split(' ').next_back().unwrap_or_default().to_owned(),
            3 => format!(" {name} "),
            _ => name,
        }
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn pair(value: &Value) -> Option<[usize; 2]> {
    value.as_array().map(|pair| [number(&pair[0]), number(&pair[1])])
}
