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

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{Place, ReadError};
use super::fields::{Fields, Slot, Wanted};
use crate::Article;

/// Parses `line` into `article`, which comes empty. `place` tells where an
/// offset into the line stands.
pub(super) fn parse(
    line: &[u8],
    fields: &Fields,
    article: &mut Article,
    place: impl Fn(usize) -> Place,
) -> Result<(), ReadError> {
    let mut parser = serde_json::Deserializer::from_slice(line);
    let parsed = Object { fields, article }.deserialize(&mut parser);
    match parsed.and_then(|has_text| parser.end().map(|()| has_text)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(ReadError::NoText { place: place(0), field: fields.text().to_owned() }),
        Err(source) => Err(fault(line, source, place)),
    }
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

/// Reads an object into an article; gives whether it has a text.
struct Object<'a> {
    fields: &'a Fields,
    article: &'a mut Article,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<bool, M::Error> {
        let mut has_text = false;
        while let Some(field) = map.next_key_seed(Key(self.fields))? {
            match field {
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(field) if field.slots.contains(&Slot::Text) => {
                    has_text = map.next_value_seed(Text(&mut self.article.text))?;
                    for slot in field.slots.iter().filter(|slot| **slot != Slot::Text) {
                        let text = std::mem::take(&mut self.article.text);
                        slot.fill(self.article, &text);
                        self.article.text = text;
                    }
                }
                Some(field) => {
                    let value = spelling(map.next_value()?).map_err(M::Error::custom)?;
                    if let Some(value) = value {
                        field.slots.iter().for_each(|slot| slot.fill(self.article, &value));
                    }
                }
            }
        }
        Ok(has_text)
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
struct Text<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        self.0.clear();
        self.0.push_str(text);
        Ok(true)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
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
        assert!(matches!(read(r#"{"body": "a"}"#, &[]), Err(ReadError::NoText { .. })));
        let latin1 = b"{\"text\": \"caf\xe9\"}";
        assert!(matches!(read(latin1, &[]), Err(ReadError::Utf8 { place, .. }) if place.byte == 13));
    }

    #[test]
    fn half_a_surrogate_pair_is_an_error_and_no_panic() {
        assert!(matches!(read(r#"{"text": "\ud83d"}"#, &[]), Err(ReadError::Json { .. })));
    }
}
