//! One JSON object to one article.
//!
//! In: the bytes of `{"id": "a1", "text": "“It is over,” she said.", "tags":
//! [1, 2]}`. Out: the wanted fields, written straight into the article; the
//! rest is skipped without being built. A text goes from the reader's buffer
//! into the article's in one pass, which unescapes it and checks its UTF-8.
//!
//! Numbers, booleans, lists and objects that are carried along keep their JSON
//! spelling: `1.10` stays `1.10`.
//!
//! Limit: the names of fields are those of the top level.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::value::RawValue;

use super::error::{Place, ReadError};
use super::fields::{Fields, Ranks, Wanted};
use crate::Article;

/// Parses `line` into `article`, which comes empty. `place` tells where an
/// offset into the line stands.
pub(super) fn parse(
    line: &[u8],
    fields: &Fields,
    article: &mut Article,
    place: impl Fn(usize) -> Place,
) -> Result<Ranks, ReadError> {
    let mut parser = serde_json::Deserializer::from_slice(line);
    let parsed = Object { fields, article }.deserialize(&mut parser);
    match parsed.and_then(|ranks| parser.end().map(|()| ranks)) {
        Ok(ranks) if ranks.have_text() => Ok(ranks),
        Ok(_) => Err(ReadError::NoText { place: place(0), wanted: fields.text_names(), fields: names(line) }),
        Err(source) => Err(fault(line, source, place)),
    }
}

/// How many of an object's fields are told.
const TOLD: usize = 30;

/// The names of an object's fields, for the user to choose from.
fn names(line: &[u8]) -> Vec<String> {
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Vec<String>, M::Error> {
            let mut names = Vec::new();
            while let Some((name, IgnoredAny)) = map.next_entry()? {
                if names.len() < TOLD {
                    names.push(name);
                }
            }
            Ok(names)
        }
    }
    serde_json::Deserializer::from_slice(line).deserialize_map(Names).unwrap_or_default()
}

/// Tells broken encoding from broken JSON and both from good JSON of another
/// shape.
fn fault(line: &[u8], source: serde_json::Error, place: impl Fn(usize) -> Place) -> ReadError {
    if let Err(source) = std::str::from_utf8(line) {
        return ReadError::Utf8 { place: place(source.valid_up_to()), source };
    }
    let here = place(source.column().saturating_sub(1));
    if source.is_data() {
        ReadError::Shape { place: here, source }
    } else {
        ReadError::Json { place: here, source }
    }
}

/// Reads an object into an article; gives which names its parts had.
struct Object<'a> {
    fields: &'a Fields,
    article: &'a mut Article,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Ranks;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ranks, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Ranks;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Ranks, M::Error> {
        let mut ranks = Ranks::none();
        while let Some(field) = map.next_key_seed(Key(self.fields))? {
            let Some(field) = field.filter(|field| field.slots.iter().any(|slot| ranks.is_better(*slot)))
            else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            // A long text goes straight into the article; it is only built
            // apart if a better name has been seen and this one is to be kept.
            let rank = field.text_rank().filter(|_| ranks.is_better(field.slots[0]));
            if let Some(rank) = rank {
                let text = Text { into: &mut self.article.text, is_guess: rank > 0 };
                if map.next_value_seed(text)? {
                    ranks.fill(field.slots[0]);
                    for slot in field.slots[1..].iter().filter(|slot| ranks.is_better(**slot)) {
                        let text = std::mem::take(&mut self.article.text);
                        slot.fill(self.article, &text);
                        self.article.text = text;
                    }
                    field.slots[1..].iter().for_each(|slot| ranks.fill(*slot));
                }
            } else if let Some(value) = spelling(map.next_value()?).map_err(M::Error::custom)? {
                for slot in &field.slots {
                    if ranks.is_better(*slot) {
                        slot.fill(self.article, &value);
                        ranks.fill(*slot);
                    }
                }
            }
        }
        Ok(ranks)
    }
}

/// A value as it stands in a table: a string's content, else its JSON; none
/// for null.
fn spelling(value: &RawValue) -> serde_json::Result<Option<Cow<'_, str>>> {
    match value.get() {
        "null" => Ok(None),
        json if json.starts_with('"') => serde_json::from_str::<String>(json).map(|s| Some(s.into())),
        json => Ok(Some(json.into())),
    }
}

/// Reads the name of a field; gives what it is wanted for.
struct Key<'f>(&'f Fields);

impl<'de, 'f> DeserializeSeed<'de> for Key<'f> {
    type Value = Option<&'f Wanted>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'f> Visitor<'_> for Key<'f> {
    type Value = Option<&'f Wanted>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.wanted().iter().find(|field| field.name == name))
    }
}

/// Reads the text into a buffer; gives whether there is one, which for null
/// there is not.
struct Text<'a> {
    into: &'a mut String,
    /// Whether the name is but a likely one: `"content": {…}` is no error.
    is_guess: bool,
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Text<'_> {
    fn none<E: Error>(&self, found: Unexpected) -> Result<bool, E> {
        if self.is_guess { Ok(false) } else { Err(E::invalid_type(found, self)) }
    }
}

impl<'de> Visitor<'de> for Text<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        self.into.clear();
        self.into.push_str(text);
        Ok(true)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.none(Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.none(Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.none(Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.none(Unexpected::Float(value))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<bool, M::Error> {
        self.none::<M::Error>(Unexpected::Map)?;
        IgnoredAny.visit_map(map).map(|_| false)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, list: S) -> Result<bool, S::Error> {
        self.none::<S::Error>(Unexpected::Seq)?;
        IgnoredAny.visit_seq(list).map(|_| false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: impl AsRef<[u8]>, kept: &[&str]) -> Result<Article, ReadError> {
        let kept: Vec<String> = kept.iter().map(|&name| name.into()).collect();
        let mut article = Article { kept: vec![String::new(); kept.len()], ..Article::default() };
        let place = |byte| Place { path: "a.jsonl".into(), record: 1, byte: byte as u64 };
        parse(line.as_ref(), &Fields::new(None, None, None, &kept), &mut article, place)?;
        Ok(article)
    }

    #[test]
    fn escapes_are_undone_and_unwanted_fields_skipped() {
        let article =
            read(r#"{"x": {"text": 1}, "text": "a\n\"b\" \u2014 \ud83d\ude00", "id": "7"}"#, &[]).unwrap();
        assert_eq!(article.text, "a\n\"b\" — 😀");
        assert_eq!(article.id, "7");
    }

    #[test]
    fn kept_values_that_are_no_strings_keep_their_spelling() {
        let kept = ["a", "b", "c", "d", "e", "none", "text"];
        let line = r#"{"a": 1.10, "b": true, "c": null, "d": "x\ty", "e": [1, "z"], "text": "T", "id": 12}"#;
        let article = read(line, &kept).unwrap();
        assert_eq!(article.kept, ["1.10", "true", "", "x\ty", r#"[1, "z"]"#, "", "T"]);
        assert_eq!(article.id, "12");
        assert_eq!(article.text, "T");
    }

    #[test]
    fn a_fault_is_told_by_its_kind_and_its_byte() {
        assert!(matches!(read(r#"{"text": "a"#, &[]), Err(ReadError::Json { .. })));
        assert!(
            matches!(read(r#"{"text": "a"} x"#, &[]), Err(ReadError::Json { place, .. }) if place.byte == 14)
        );
        assert!(matches!(read(r#"{"text": 5}"#, &[]), Err(ReadError::Shape { .. })));
        assert!(matches!(read(r#"["text"]"#, &[]), Err(ReadError::Shape { .. })));
        assert!(matches!(read(r#"{"text": null}"#, &[]), Err(ReadError::NoText { .. })));
        assert!(
            matches!(read(r#"{"words": "a", "n": [1]}"#, &[]), Err(ReadError::NoText { fields, .. }) if fields == ["words", "n"])
        );
        let latin1 = b"{\"text\": \"caf\xe9\"}";
        assert!(matches!(read(latin1, &[]), Err(ReadError::Utf8 { place, .. }) if place.byte == 13));
    }

    #[test]
    fn of_the_usual_names_the_likeliest_wins_wherever_it_stands() {
        for line in [
            r#"{"content": "C", "body": "B", "headline": "H", "guid": "G", "url": "U"}"#,
            r#"{"url": "U", "guid": "G", "title": null, "headline": "H", "body": "B", "content": "C"}"#,
            r#"{"article": {"guid": 1}, "maintext": 5, "guid": "G", "content": "C", "id": null, "text": null, "body": "B", "url": "U", "headline": "H"}"#,
            r#"{"text": null, "id": null, "body": "B", "url": "U", "headline": "H"}"#,
        ] {
            let article = read(line, &["guid", "content"]).unwrap();
            assert_eq!((article.text.as_str(), article.id.as_str()), ("B", "U"), "{line}");
            assert_eq!(article.title.as_deref(), Some("H"), "{line}");
            if line.contains("guid") {
                assert_eq!(article.kept, ["G", "C"], "{line}");
            }
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_an_error_and_no_panic() {
        assert!(matches!(read(r#"{"text": "\ud83d"}"#, &[]), Err(ReadError::Json { .. })));
    }
}
