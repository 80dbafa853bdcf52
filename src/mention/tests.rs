//! What is found in one sentence, hits and near misses.

use super::{Form, Mention, Sort};
use crate::extract::Scratch;

/// The mentions of a text, which is quoted somewhere so that it is looked at.
fn mentions(text: &str) -> Vec<(String, Form, Sort)> {
    let text = format!("{text} “No.”");
    let mut scratch = Scratch::default();
    scratch.analyse(&text, false);
    let analysis = scratch.analysis(&text);
    let show = |mention: &Mention| (mention.span.of(&text).to_owned(), mention.form, mention.sort);
    analysis.chunks.mentions.iter().map(show).collect()
}

/// The names of a text, without the titles before them.
fn names(text: &str) -> Vec<String> {
    let text = format!("{text} “No.”");
    let mut scratch = Scratch::default();
    scratch.analyse(&text, false);
    let analysis = scratch.analysis(&text);
    let named = analysis.chunks.mentions.iter().filter(|mention| mention.form == Form::Name);
    named.map(|mention| mention.name.of(&text).to_owned()).collect()
}

#[test]
fn a_name_begins_behind_the_title_before_it() {
    assert_eq!(names("Former Ohio Gov. Ada Berg left."), ["Ada Berg"]);
    assert_eq!(names("We met the bank's chief economist Haruka Ishibashi."), ["Haruka Ishibashi"]);
    assert_eq!(names("It was Secretary of State Ada Berg."), ["Ada Berg"]);
    assert_eq!(names("It was former secretary of state Ada Berg."), ["Ada Berg"]);
    assert_eq!(names("It was the paper's editor in chief Ada Berg."), ["Ada Berg"]);
}

#[test]
fn a_title_alone_is_no_name_and_a_surname_may_look_like_one() {
    assert!(names("They asked the Secretary General.").is_empty());
    assert_eq!(names("They asked Stephen King."), ["Stephen King"]);
    assert_eq!(names("They asked Guy Cecilson."), ["Guy Cecilson"]);
}

#[test]
fn particles_initials_suffixes_and_nicknames_belong_to_the_name() {
    assert_eq!(names("He saw Pieter van der Hoeven there."), ["Pieter van der Hoeven"]);
    assert_eq!(names("He saw J. R. Lee there."), ["J. R. Lee"]);
    assert_eq!(names("He saw Amos Lee, Jr. there."), ["Amos Lee, Jr."]);
    assert_eq!(names("He saw Dwayne \"The Wall\" Berg there."), ["Dwayne \"The Wall\" Berg"]);
    assert_eq!(names("He saw Anwar al-Masri there."), ["Anwar al-Masri"]);
}

#[test]
fn a_time_behind_a_name_is_not_part_of_it() {
    assert_eq!(names("It was Judge Ada Berg late Thursday who left."), ["Ada Berg"]);
}

#[test]
fn verbs_end_a_phrase_even_where_they_could_be_nouns() {
    let phrases = |text| mentions(text).into_iter().map(|(words, ..)| words).collect::<Vec<_>>();
    assert_eq!(phrases("Legal observers note that it rained.")[0], "Legal observers");
    assert_eq!(phrases("Weber claims that it rained.")[0], "Weber");
    assert_eq!(phrases("Weber's claims were false.")[..2], ["Weber", "Weber's claims"]);
}

#[test]
fn what_a_phrase_is_about_is_told_by_its_last_word() {
    let sort = |text| mentions(text)[0].2;
    assert_eq!(sort("A White House official left."), Sort::Person);
    assert_eq!(sort("Critics left."), Sort::People);
    assert_eq!(sort("The ministry left."), Sort::Organization);
    assert_eq!(sort("A summit declaration came."), Sort::Document);
    assert_eq!(sort("The bridge fell."), Sort::Thing);
    assert_eq!(sort("Acme Holdings Corp. fell."), Sort::Organization);
}
