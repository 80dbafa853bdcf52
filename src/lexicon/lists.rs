//! What every word list must be: headed, sorted, without a word twice, and of
//! the format that its head says.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The lists beside this file, by name, whether or not the code uses them.
fn lists() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let mut lists: Vec<(String, String)> = files
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())
        })
        .filter(|(name, _)| name != "NOTICE")
        .collect();
    lists.sort();
    assert!(lists.len() >= 14, "the lists have moved");
    lists
}

fn list(name: &str) -> String {
    lists().into_iter().find(|(of, _)| of == name).unwrap_or_else(|| panic!("no list {name}")).1
}

fn entries(list: &str) -> impl Iterator<Item = Vec<&str>> {
    list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The fields of an entry after the first, as a list allows them.
fn is_entry(list: &str, rest: &[&str]) -> bool {
    let one_of = |field: &str, letters: &str| field.len() == 1 && letters.contains(field);
    match (list, rest) {
        ("starters" | "marked_names" | "org_suffixes", []) => true,
        ("document_nouns" | "speech_nouns", [] | ["s"]) => true,
        ("org_nouns", [] | ["s" | "n"]) => true,
        ("surnames", [] | ["*"]) => true,
        ("given_names", [gender] | [gender, "*"]) => one_of(gender, "mfu"),
        ("person_nouns", [class] | [class, "s"]) => one_of(class, "okp"),
        ("places", [kind] | [kind, "*"]) => one_of(kind, "cdsalr"),
        ("titles", [gender, kind]) => one_of(gender, "mfu") && one_of(kind, "ht"),
        ("pos", [classes]) => !classes.is_empty() && classes.chars().all(|c| "NSPVZDEGJRITOMCUX".contains(c)),
        ("speech_verbs", [_, strength]) => one_of(strength, "123"),
        // Its own test looks at the classes.
        ("abbreviations", [_]) => true,
        _ => false,
    }
}

#[test]
fn every_list_opens_with_what_it_is_its_format_source_and_licence() {
    for (name, text) in lists() {
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let says = |words: &[&str]| head.iter().any(|line| words.iter().any(|word| line.contains(word)));
        assert!(says(&["Format:"]), "{name}: no format");
        assert!(says(&["Source:", "Sources:"]), "{name}: no source");
        assert!(says(&["Licence:"]), "{name}: no licence");
        let after = text.lines().skip(head.len()).find(|line| line.starts_with('#'));
        assert_eq!(after, None, "{name}: a remark among the entries");
    }
}

#[test]
fn every_list_is_sorted_by_its_bytes_and_has_no_word_twice() {
    for (name, text) in lists() {
        let words: Vec<&str> = entries(&text).map(|entry| entry[0]).collect();
        assert!(words.len() > 5, "{name} is nearly empty");
        let unsorted = words.windows(2).find(|pair| pair[0] >= pair[1]);
        assert_eq!(unsorted, None, "{name}");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}: lines end in one line feed");
    }
}

#[test]
fn every_entry_has_the_fields_of_its_format_without_spare_blanks() {
    for (name, text) in lists() {
        for entry in entries(&text) {
            assert!(
                entry.iter().all(|field| !field.is_empty() && field.trim() == *field),
                "{name}: {entry:?}"
            );
            assert!(!entry[0].contains("  "), "{name}: {entry:?}");
            assert!(is_entry(&name, &entry[1..]), "{name}: {entry:?}");
        }
    }
}

#[test]
fn word_classes_are_of_lower_case_words_and_right_for_common_ones() {
    let text = list("pos");
    let classes: HashMap<&str, &str> = entries(&text).map(|entry| (entry[0], entry[1])).collect();
    assert_eq!(classes.keys().find(|word| word.chars().any(char::is_uppercase)), None);
    for (word, has) in
        [("said", "D"), ("said", "E"), ("that", "I"), ("will", "M"), ("people", "S"), ("and", "C")]
    {
        assert!(classes[word].contains(has), "{word}: {}", classes[word]);
    }
}

#[test]
fn given_names_have_the_gender_that_people_expect() {
    let text = list("given_names");
    let names: HashMap<&str, Vec<&str>> = entries(&text).map(|entry| (entry[0], entry)).collect();
    assert_eq!((names["Mary"][1], names["John"][1], names["Terry"][1]), ("f", "m", "u"));
    assert_eq!(names["Will"].get(2), Some(&"*"));
    assert!(!names.contains_key("The"));
}

#[test]
fn the_forms_of_a_verb_of_speech_are_sorted_and_hold_its_lemma() {
    for entry in entries(&list("speech_verbs")) {
        let forms: Vec<&str> = entry[1].split(',').collect();
        assert!(forms.contains(&entry[0]), "{entry:?}");
        assert!(forms.is_sorted_by(|a, b| a < b), "{entry:?}");
    }
}

#[test]
fn a_title_with_a_full_stop_has_a_twin_without_but_where_that_is_a_word() {
    let text = list("titles");
    let titles: Vec<&str> = entries(&text).map(|entry| entry[0]).collect();
    let alone = |title: &&&str| title.ends_with('.') && !titles.contains(&title.replace('.', "").as_str());
    let alone: Vec<&&str> = titles.iter().filter(alone).collect();
    assert_eq!(alone, [&"Del.", &"M."]);
}
