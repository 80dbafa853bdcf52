//! One predicted row, in the gold data's units.
//!
//! In: a [`Quotation`] of the core, or a record of a table. Out: a [`Row`]:
//! for `“No,” said Ana.` code points 1..4, "Ana", mention 11..14.

use crate::{Quotation, QuoteType, SpeakerType};

use super::gold::Gold;
use super::stretch::Stretch;

/// One predicted quotation. What a table left empty is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The words, without the outer marks.
    pub quote: Stretch,
    /// `direct`, `mixed` or `indirect`. Other words count as quoted text.
    pub quote_type: String,
    /// The speaker's fullest name.
    pub speaker: String,
    /// `person`, `organization`, `document`, `group` or `unnamed`.
    pub speaker_type: String,
    /// Office, job, title or description.
    pub role: String,
    /// The words that name the speaker for this quotation.
    pub mention: Option<Stretch>,
    /// The words that say that somebody speaks.
    pub cue: Option<Stretch>,
    /// The same for the pieces of one act of speaking.
    pub statement: String,
    /// 0 to 1.
    pub confidence: Option<f64>,
}

impl Row {
    /// What the core found in the gold article's text.
    pub fn new(gold: &Gold, quotation: &Quotation) -> Self {
        let said = quotation.attribution;
        let words = |span: Option<crate::Span>| {
            span.map(|span| span.of(gold.text()).trim().to_owned()).unwrap_or_default()
        };
        Self {
            quote: gold.text.stretch(quotation.quote),
            quote_type: quote_type(quotation.quote_type).to_owned(),
            speaker: words(said.map(|a| a.speaker)),
            speaker_type: said.map(|a| speaker_type(a.speaker_type)).unwrap_or_default().to_owned(),
            role: words(said.and_then(|a| a.role)),
            mention: said.map(|a| gold.text.stretch(a.mention)),
            cue: quotation.cue.map(|cue| gold.text.stretch(cue)),
            statement: quotation.statement.to_string(),
            confidence: Some(f64::from(quotation.confidence) / 1000.0),
        }
    }

    /// Whether it stands in marks.
    pub(super) fn is_quoted(&self) -> bool {
        self.quote_type != "indirect"
    }
}

fn quote_type(kind: QuoteType) -> &'static str {
    match kind {
        QuoteType::Direct => "direct",
        QuoteType::Mixed => "mixed",
        QuoteType::Indirect => "indirect",
    }
}

fn speaker_type(kind: SpeakerType) -> &'static str {
    match kind {
        SpeakerType::Person => "person",
        SpeakerType::Organization => "organization",
        SpeakerType::Document => "document",
        SpeakerType::Group => "group",
        SpeakerType::Unnamed => "unnamed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Attribution, Span};

    #[test]
    fn bytes_of_the_core_become_code_points() {
        let line = r#"{"id": "x", "text": "“Nö,” said Ana.", "attributions": [], "quotes": []}"#;
        let gold = Gold::from_json(line).unwrap();
        let attribution = Attribution {
            speaker: Span::new(16, 19),
            speaker_type: SpeakerType::Person,
            role: None,
            mention: Span::new(16, 19),
        };
        let quotation = Quotation {
            quote: Span::new(3, 7),
            quote_type: QuoteType::Direct,
            statement: 1,
            attribution: Some(attribution),
            cue: Some(Span::new(11, 15)),
            confidence: 900,
            sentence: 0,
            paragraph: 0,
        };
        let row = Row::new(&gold, &quotation);
        assert_eq!((row.quote, row.mention), (Stretch::new(1, 4), Some(Stretch::new(11, 14))));
        assert_eq!((row.speaker.as_str(), row.cue), ("Ana", Some(Stretch::new(6, 10))));
        assert_eq!(row.confidence, Some(0.9));
        let nobody = Row::new(&gold, &Quotation { attribution: None, ..quotation });
        assert_eq!((nobody.speaker.as_str(), nobody.mention), ("", None));
    }
}
