//! Gold articles: what is true, as people annotated it.
//!
//! In: one JSON object. Out: a [`Gold`] whose offsets all lie in its text and
//! whose quotes all point at an attribution; or what is wrong with it.
//!
//! ```
//! let line = r#"{"id": "gazette_1", "text": "“No,” said Ana.",
//!     "attributions": [{"id": "a", "source": [[11, 14]], "cue": [[6, 10]], "content": [[0, 5]]}],
//!     "quotes": [{"start": 1, "end": 4, "attribution": "a", "type": "direct"}]}"#;
//! let gold = whosaid::score::Gold::from_json(line).unwrap();
//! assert_eq!(gold.of(gold.attributions[0].source[0]), "Ana");
//! ```

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;

use super::name::is_same_name;
use super::stretch::{Stretch, Text};
use crate::Span;

/// One annotated article.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The article's name; its first part before `_` is its publisher.
    pub id: String,
    /// Everything that the article attributes to somebody.
    pub attributions: Vec<GoldAttribution>,
    /// Stretches of quoted text inside a content, without the marks.
    pub quotes: Vec<GoldQuote>,
    /// Quoted text on which marks and annotation disagree: not judged.
    pub ignored: Vec<Stretch>,
    pub(super) text: Text,
}

/// One attribution. Each part can be in several pieces, or missing.
#[derive(Debug, Clone)]
pub struct GoldAttribution {
    /// Its name within the article.
    pub id: String,
    /// Who is said to speak or think.
    pub source: Vec<Stretch>,
    /// The words that say so.
    pub cue: Vec<Stretch>,
    /// What is said.
    pub content: Vec<Stretch>,
    /// Who that is, where somebody labelled it.
    pub label: Option<Label>,
}

/// Who the speaker of an attribution is.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    /// The fullest name that the article gives.
    pub speaker: Option<String>,
    /// Other names that the article uses for him.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Names as full as `speaker`.
    #[serde(default)]
    pub full: Vec<String>,
    /// `person`, `organization`, `document`, `group`, `unnamed` or `none`.
    #[serde(rename = "type")]
    pub kind: String,
    /// All the roles that the article gives him, any of which is right.
    #[serde(default)]
    pub roles: Vec<String>,
}

impl Label {
    /// The speaker's name; `None` if nobody is said to speak.
    pub(crate) fn name(&self) -> Option<&str> {
        self.speaker.as_deref().filter(|name| !name.is_empty() && self.kind != "none")
    }

    /// Whether `words` name the speaker, in full or by an alias.
    pub(crate) fn is_named(&self, words: &str) -> bool {
        self.name()
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
            .any(|name| is_same_name(words, name))
    }
}

/// One stretch of quoted text.
#[derive(Debug, Clone)]
pub struct GoldQuote {
    /// The words, without the marks.
    pub span: Stretch,
    /// Index of its attribution in [`Gold::attributions`].
    pub attribution: usize,
    /// `direct` or `mixed`.
    pub kind: String,
}

/// Why a line is no gold article.
#[derive(Debug)]
pub enum GoldError {
    /// Not JSON, or not of this shape.
    Json(serde_json::Error),
    /// A stretch of the named kind ends before it starts or leaves the text.
    Outside(&'static str, Stretch),
    /// A quote names an attribution that is not there.
    NoAttribution(String),
    /// Two attributions have this id.
    Twice(String),
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(_) => write!(f, "not a gold article"),
            Self::Outside(what, at) => write!(f, "{what} {}..{} lies outside the text", at.start, at.end),
            Self::NoAttribution(id) => write!(f, "a quote names attribution {id:?}, which is not there"),
            Self::Twice(id) => write!(f, "two attributions with the id {id:?}"),
        }
    }
}

impl std::error::Error for GoldError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    attributions: Vec<LineAttribution>,
    quotes: Vec<LineQuote>,
    #[serde(default)]
    ignored: Vec<Stretch>,
    #[serde(default)]
    speakers: HashMap<String, Option<Label>>,
}

#[derive(Deserialize)]
struct LineAttribution {
    id: String,
    source: Vec<Stretch>,
    #[serde(default)]
    cue: Vec<Stretch>,
    content: Vec<Stretch>,
}

#[derive(Deserialize)]
struct LineQuote {
    start: usize,
    end: usize,
    attribution: String,
    #[serde(rename = "type")]
    kind: String,
}

impl Gold {
    /// Reads one article.
    ///
    /// # Errors
    ///
    /// If the line is not JSON of the gold format, or does not hold together.
    pub fn from_json(line: &str) -> Result<Self, GoldError> {
        let mut line: Line = serde_json::from_str(line).map_err(GoldError::Json)?;
        let text = Text::new(line.text);
        let mut places = HashMap::new();
        let mut attributions = Vec::with_capacity(line.attributions.len());
        for a in line.attributions {
            let label = line.speakers.remove(&a.id).flatten();
            if places.insert(a.id.clone(), attributions.len()).is_some() {
                return Err(GoldError::Twice(a.id));
            }
            attributions.push(GoldAttribution {
                id: a.id,
                source: a.source,
                cue: a.cue,
                content: a.content,
                label,
            });
        }
        let quotes = line.quotes.into_iter().map(|q| match places.get(&q.attribution) {
            Some(&attribution) => {
                Ok(GoldQuote { span: Stretch::new(q.start, q.end), attribution, kind: q.kind })
            }
            None => Err(GoldError::NoAttribution(q.attribution)),
        });
        let quotes = quotes.collect::<Result<_, _>>()?;
        let gold = Self { id: line.id, attributions, quotes, ignored: line.ignored, text };
        match gold.outside() {
            Some((what, stretch)) => Err(GoldError::Outside(what, stretch)),
            None => Ok(gold),
        }
    }

    /// The first stretch that is empty or leaves the text, and what it is.
    fn outside(&self) -> Option<(&'static str, Stretch)> {
        let parts = self.attributions.iter().flat_map(|a| {
            [("source", a.source.as_slice()), ("cue", a.cue.as_slice()), ("content", a.content.as_slice())]
        });
        let pieces = parts.flat_map(|(what, pieces)| pieces.iter().map(move |&s| (what, s)));
        let quotes = self.quotes.iter().map(|q| ("quote", q.span));
        let ignored = self.ignored.iter().map(|&s| ("ignored", s));
        let size = self.text.len();
        pieces.chain(quotes).chain(ignored).find(|(_, s)| s.is_empty() || s.end > size)
    }

    /// The article's text.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What a stretch of the text stands for.
    pub fn of(&self, stretch: Stretch) -> &str {
        self.text.of(stretch)
    }

    /// A stretch of the text, in bytes.
    pub(crate) fn bytes(&self, stretch: Stretch) -> Span {
        self.text.bytes(stretch)
    }

    /// The id's first part: "gazette" of "gazette_2019-04-01_flood".
    pub fn publisher(&self) -> &str {
        self.id.split('_').next().unwrap_or_default()
    }

    /// The attribution of a quote.
    pub(super) fn attribution(&self, quote: &GoldQuote) -> &GoldAttribution {
        &self.attributions[quote.attribution]
    }

    /// Who the speaker of a quote is, where somebody labelled it.
    pub(super) fn label(&self, quote: &GoldQuote) -> Option<&Label> {
        self.attribution(quote).label.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"id": "x_1", "text": "“No,” said Ana.", "attributions": "#;

    fn fault(rest: &str) -> String {
        Gold::from_json(&format!("{HEAD}{rest}}}")).unwrap_err().to_string()
    }

    #[test]
    fn a_gold_article_that_does_not_hold_together_is_refused() {
        let a = r#"{"id": "a", "source": [], "content": [[0, 5]]}"#;
        assert_eq!(
            fault(&format!(
                r#"[{a}], "quotes": [{{"start": 1, "end": 99, "attribution": "a", "type": "direct"}}]"#
            )),
            "quote 1..99 lies outside the text"
        );
        assert_eq!(
            fault(r#"[], "quotes": [{"start": 1, "end": 4, "attribution": "b", "type": "direct"}]"#),
            "a quote names attribution \"b\", which is not there"
        );
        assert_eq!(fault(&format!(r#"[{a}, {a}], "quotes": []"#)), "two attributions with the id \"a\"");
        assert_eq!(fault(r#"3, "quotes": []"#), "not a gold article");
    }

    #[test]
    fn an_article_without_labels_and_ignored_quotes_is_whole() {
        let gold = Gold::from_json(&format!(r#"{HEAD}[], "quotes": []}}"#)).unwrap();
        assert_eq!(gold.publisher(), "x");
        assert!(gold.ignored.is_empty());
    }
}
