//! Labels kept apart from the articles: who each speaker is, as offsets into
//! texts that are not ours to copy.
//!
//! One JSON object a line: `{"id": "gazette_1", "speakers": {"E1": {"type":
//! "person", "speaker": [10, 18], "aliases": [[40, 44]]}}}`, offsets in code
//! points of the article's text, half-open.

use std::collections::HashMap;

use serde::Deserialize;

use crate::score::{Gold, Label, Stretch};

#[derive(Deserialize)]
struct Line {
    id: String,
    speakers: HashMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "type")]
    kind: String,
    speaker: Option<Stretch>,
    #[serde(default)]
    aliases: Vec<Stretch>,
}

/// Why labels cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("line {line}")]
pub struct LabelError {
    /// The line, from 1.
    line: usize,
    #[source]
    cause: serde_json::Error,
}

/// Gives the articles that `lines` names their labels; the others stay as they are.
///
/// # Errors
///
/// [`LabelError`] for the first line that is not as above.
pub fn label(articles: &mut [Gold], lines: &str) -> Result<(), LabelError> {
    let mut found = HashMap::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line =
            serde_json::from_str(line).map_err(|cause| LabelError { line: number + 1, cause })?;
        found.insert(line.id, line.speakers);
    }
    for gold in articles {
        let Some(speakers) = found.get(&gold.id) else { continue };
        for at in 0..gold.attributions.len() {
            let Some(entry) = speakers.get(&gold.attributions[at].id) else { continue };
            let label = Label {
                speaker: entry.speaker.map(|stretch| gold.of(stretch).to_owned()),
                aliases: entry.aliases.iter().map(|&stretch| gold.of(stretch).to_owned()).collect(),
                full: Vec::new(),
                kind: entry.kind.clone(),
                roles: Vec::new(),
            };
            gold.attributions[at].label = Some(label);
        }
    }
    Ok(())
}
