//! `whosaid show`: one article in the terminal, with who says what.
//!
//! In: an article. Out: its text with quotations in the colour of their
//! speaker and cues underlined, and a legend with names and roles. Without
//! colours a quotation is followed by its speaker's number, `“It held,”[1] _said_
//! the mayor`, so that a pipe and a black-and-white terminal show as much.
//!
//! Control characters of the text are shown and not sent: an article could
//! otherwise make the terminal do things. Limit: there are six colours; a
//! seventh speaker has the first one again, and his number tells them apart.

use std::collections::HashSet;
use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use whosaid::read::Feed;
use whosaid::{Article, Attribution, Extraction, Extractor, Options, Span, SpeakerType};

use super::input::InputArgs;

/// Show an article with its quotations in the colours of their speakers
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  whosaid show story.txt | less -R
  whosaid show dump.jsonl.zst --id 2024/17")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// Show the article with this id [default: the first]
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Show no colours [default: colours on a terminal, unless NO_COLOR is set]
    #[arg(long)]
    no_color: bool,

    /// Show colours, even to a pipe
    #[arg(long, conflicts_with = "no_color")]
    color: bool,

    /// Also find speech that is reported without quotation marks
    #[arg(long)]
    indirect: bool,
}

/// Green, blue, magenta, cyan, yellow, red: told apart on black and on white.
const COLORS: [u8; 6] = [32, 34, 35, 36, 33, 31];

/// Shows the article.
pub(super) fn run(args: Args) -> Result<ExitCode> {
    let article = article(&args)?;
    let found = Extractor::new(Options { indirect: args.indirect }).extract(&article.text);
    let is_plain = args.no_color || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let has_colors = args.color || !is_plain && io::stdout().is_terminal();
    let shown = Page::new(&article, &found, has_colors).shown();
    match io::stdout().write_all(shown.as_bytes()) {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(fault.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The article that is to be shown.
fn article(args: &Args) -> Result<Article> {
    let feed = Feed::new(args.input.inputs.clone(), args.input.options(&[])?);
    let mut fault = None;
    for article in feed {
        match article {
            Ok(article) if args.id.as_ref().is_none_or(|id| *id == article.id) => return Ok(article),
            Ok(_) => {}
            Err(other) => fault = fault.or(Some(other)),
        }
    }
    match (fault, &args.id) {
        (Some(fault), _) => Err(fault).context("no article was found to show"),
        (None, Some(id)) => bail!("no article has the id {id:?}"),
        (None, None) => bail!("the input holds no article"),
    }
}

/// What is shown of one speaker.
struct Speaker<'t> {
    name: &'t str,
    role: &'t str,
    kind: SpeakerType,
    quotations: usize,
}

/// A change of how the text looks, at a byte of it.
struct Change {
    at: u32,
    /// Ends come before starts, and what lies within ends first.
    order: u32,
    mark: String,
}

/// An article on its way to the terminal.
struct Page<'t> {
    article: &'t Article,
    has_colors: bool,
    speakers: Vec<Speaker<'t>>,
    changes: Vec<Change>,
}

impl<'t> Page<'t> {
    fn new(article: &'t Article, found: &Extraction, has_colors: bool) -> Self {
        let mut page = Self { article, has_colors, speakers: Vec::new(), changes: Vec::new() };
        // Two quotations may share a cue: "X," she said, "Y."
        let mut cues = HashSet::new();
        for quotation in &found.quotations {
            let Some(by) = quotation.attribution else {
                page.mark(quotation.quote, "\x1b[2m", "\x1b[22m", "", "[-]");
                continue;
            };
            let number = page.speaker(&by);
            let color = COLORS[number % COLORS.len()];
            page.mark(
                quotation.quote,
                &format!("\x1b[{color}m"),
                "\x1b[39m",
                "",
                &format!("[{}]", number + 1),
            );
            if let Some(cue) = quotation.cue.filter(|cue| cues.insert(*cue)) {
                page.mark(cue, "\x1b[4m", "\x1b[24m", "_", "_");
            }
        }
        page.changes.sort_by_key(|change| (change.at, change.order));
        page
    }

    /// The number of the speaker, from 0.
    fn speaker(&mut self, by: &Attribution) -> usize {
        let text = &self.article.text;
        let (name, role) = (by.speaker.of(text), by.role.map_or("", |role| role.of(text)));
        let known = self.speakers.iter().position(|speaker| speaker.name == name);
        let number = known.unwrap_or_else(|| {
            self.speakers.push(Speaker { name, role, kind: by.speaker_type, quotations: 0 });
            self.speakers.len() - 1
        });
        let speaker = &mut self.speakers[number];
        speaker.quotations += 1;
        if speaker.role.is_empty() {
            speaker.role = role;
        }
        number
    }

    /// Marks a stretch, with colours or without.
    fn mark(&mut self, span: Span, start: &str, end: &str, plain_start: &str, plain_end: &str) {
        let (start, end) = if self.has_colors { (start, end) } else { (plain_start, plain_end) };
        let length = span.len() as u32;
        // The longer of two that start together starts first, and ends last.
        self.changes.push(Change { at: span.start, order: u32::MAX - length, mark: start.to_owned() });
        self.changes.push(Change { at: span.end, order: length.min(u32::MAX / 2), mark: end.to_owned() });
    }

    /// All of the page.
    fn shown(&self) -> String {
        let mut out = String::new();
        if let Some(title) = &self.article.title {
            let (bold, plain) = if self.has_colors { ("\x1b[1m", "\x1b[22m") } else { ("", "") };
            let _ = writeln!(out, "{bold}{}{plain}\n", visible(title));
        }
        let mut from = 0;
        for change in &self.changes {
            let at = change.at as usize;
            out.push_str(&visible(self.article.text.get(from..at).unwrap_or_default()));
            out.push_str(&change.mark);
            from = at.max(from);
        }
        out.push_str(&visible(self.article.text.get(from..).unwrap_or_default()));
        while !out.ends_with("\n\n") {
            out.push('\n');
        }
        for (number, speaker) in self.speakers.iter().enumerate() {
            self.legend(number, speaker, &mut out);
        }
        if self.speakers.is_empty() {
            out.push_str("nobody is quoted\n");
        }
        out
    }

    fn legend(&self, number: usize, speaker: &Speaker, out: &mut String) {
        let kind = match speaker.kind {
            SpeakerType::Person => "",
            SpeakerType::Organization => " (organization)",
            SpeakerType::Document => " (document)",
            SpeakerType::Group => " (group)",
            SpeakerType::Unnamed => " (unnamed)",
        };
        let (start, end) = match self.has_colors {
            true => (format!("\x1b[{}m", COLORS[number % COLORS.len()]), "\x1b[39m"),
            false => (String::new(), ""),
        };
        let role =
            if speaker.role.is_empty() { String::new() } else { format!(", {}", visible(speaker.role)) };
        let plural = if speaker.quotations == 1 { "" } else { "s" };
        let name = visible(speaker.name);
        let _ = writeln!(
            out,
            "{start}[{}] {name}{end}{kind}{role}: {} quotation{plural}",
            number + 1,
            speaker.quotations
        );
    }
}

/// The text with its control characters as pictures of themselves; line ends
/// and tabs are what they are.
fn visible(text: &str) -> String {
    let shown = |char| match char {
        '\n' | '\t' => char,
        '\r' => '\u{200b}',
        '\0'..='\x1f' => char::from_u32(0x2400 + char as u32).unwrap_or(char),
        '\x7f' | '\u{80}'..='\u{9f}' => '\u{2421}',
        other => other,
    };
    text.chars().map(shown).filter(|char| *char != '\u{200b}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosaid::{Quotation, QuoteType};

    fn page(has_colors: bool) -> String {
        let text = "\"It held,\" said Ann Lee, the mayor.\r\n\"\x1b]0;x\x07Ode\" is a film.";
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let by = Attribution {
            speaker: span("Ann Lee"),
            speaker_type: SpeakerType::Person,
            role: Some(span("the mayor")),
            mention: span("Ann Lee"),
        };
        let quotation = |quote, attribution| Quotation {
            quote,
            quote_type: QuoteType::Direct,
            statement: 1,
            attribution,
            cue: attribution.map(|_| span("said")),
            confidence: 900,
            sentence: 0,
            paragraph: 0,
        };
        let quotations = vec![
            quotation(span("It "), Some(by)),
            quotation(span("held,"), Some(by)),
            quotation(span("\x1b]0;x\x07Ode"), None),
        ];
        let article = Article { text: text.into(), ..Article::default() };
        Page::new(&article, &Extraction { quotations, sentences: 2, paragraphs: 1 }, has_colors).shown()
    }

    #[test]
    fn without_colours_numbers_tell_the_speakers() {
        assert_eq!(
            page(false),
            "\"It [1]held,[1]\" _said_ Ann Lee, the mayor.\n\"␛]0;x␇Ode[-]\" is a film.\n\n\
             [1] Ann Lee, the mayor: 2 quotations\n"
        );
    }

    #[test]
    fn with_colours_no_escape_of_the_article_reaches_the_terminal() {
        let page = page(true);
        assert!(
            page.starts_with("\"\x1b[32mIt \x1b[39m\x1b[32mheld,\x1b[39m\" \x1b[4msaid\x1b[24m Ann Lee"),
            "{page:?}"
        );
        assert!(page.contains("\x1b[2m␛]0;x␇Ode\x1b[22m") && !page.contains("\x1b]"), "{page:?}");
        assert!(page.ends_with("\x1b[32m[1] Ann Lee\x1b[39m, the mayor: 2 quotations\n"), "{page:?}");
    }
}
