//! `whosaid eval`: how right are the rows, or the extractor, on gold articles?
//!
//! In: gold articles and, if given, a CSV of predicted rows. Out: figures as
//! a table or as JSON. Each figure's definition stands in [`whosaid::score`].

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;
use whosaid::score::{
    self, Calibration, Case, ExactSpans, Figure, Figures, Gold, Mistake, QuoteKind, Row, SpeakerKind,
};
use whosaid::{Extractor, Options, Scratch};

/// Measure the extractor, or a CSV that it wrote, against gold articles
///
/// Prints how many gold quotes were found and how often their speaker, his
/// full name, the mention and the role are right, for all attributions too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Gold articles, one JSON object a line
    gold: PathBuf,
    /// Predicted rows, as CSV with offsets in code points; without it, the
    /// extractor runs on the gold articles' texts
    predicted: Option<PathBuf>,
    /// Use these weights instead of the built-in ones (see `whosaid train`)
    #[arg(long, value_name = "FILE", conflicts_with = "predicted")]
    model: Option<PathBuf>,
    /// Let the extractor find reported speech without marks too
    #[arg(long, conflicts_with = "predicted")]
    indirect: bool,
    /// With --indirect, use these weights for it (see `whosaid train --indirect`)
    #[arg(long, value_name = "FILE", requires = "indirect")]
    indirect_model: Option<PathBuf>,
    /// Print the first N wrong or missed quotes
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print the figures apart for each group of articles
    #[arg(long, value_name = "GROUP")]
    by: Option<Group>,
    /// Print precision, recall and F1 of source, cue and content spans to the letter
    #[arg(long)]
    exact_spans: bool,
    /// Print everything as one JSON object
    #[arg(long)]
    json: bool,
}

/// What articles can be grouped by.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Group {
    /// The id's first part, before `_`
    Publisher,
}

/// Everything that was asked for.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    figures: Figures,
    quote_types: Vec<QuoteKind>,
    speaker_types: Vec<SpeakerKind>,
    confidence: Option<Calibration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publishers: Option<BTreeMap<String, Figures>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact_spans: Option<ExactSpans>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let gold = read_gold(&args.gold)?;
    let rows = match &args.predicted {
        Some(path) => read_predicted(path, &gold, args.exact_spans)?,
        None => {
            let options = Options { indirect: args.indirect };
            let models = (args.model.as_deref(), args.indirect_model.as_deref());
            extract(&gold, &super::extractor(options, models.0, models.1)?)
        }
    };
    let cases: Vec<Case> = gold.into_iter().zip(rows).map(|(gold, rows)| Case { gold, rows }).collect();
    let report = Report::new(&args, &cases);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        report.print(&mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn read_gold(path: &Path) -> Result<Vec<Gold>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut seen = HashSet::new();
    let mut gold = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let article = Gold::from_json(line).with_context(place)?;
        if !seen.insert(article.id.clone()) {
            bail!("{}: a second article with the id {:?}", place(), article.id);
        }
        gold.push(article);
    }
    ensure!(!gold.is_empty(), "{}: no article, where each line is to be one", path.display());
    Ok(gold)
}

fn read_predicted(path: &Path, gold: &[Gold], exact_spans: bool) -> Result<Vec<Vec<Row>>> {
    let also: &[&str] = if exact_spans { &score::EXACT_SPANS_COLUMNS } else { &[] };
    let place = || path.display().to_string();
    let file = File::open(path).with_context(place)?;
    score::read_rows(file, gold, also).with_context(place)
}

/// What the extractor finds in the gold texts.
fn extract(gold: &[Gold], extractor: &Extractor) -> Vec<Vec<Row>> {
    let mut scratch = Scratch::default();
    let rows = |gold: &Gold| {
        let found = extractor.extract_with(gold.text(), &mut scratch);
        found.quotations.iter().map(|quotation| Row::new(gold, quotation)).collect()
    };
    gold.iter().map(rows).collect()
}

impl Report {
    fn new(args: &Args, cases: &[Case]) -> Self {
        Self {
            figures: score::figures(cases),
            quote_types: score::quote_kinds(cases),
            speaker_types: score::speaker_kinds(cases),
            confidence: score::calibration(cases),
            publishers: args.by.map(|Group::Publisher| by_publisher(cases)),
            exact_spans: args.exact_spans.then(|| score::exact_spans(cases)),
            errors: score::mistakes(cases, args.errors),
        }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        print_figures(out, &self.figures)?;
        print_types(out, &self.quote_types, &self.speaker_types)?;
        if let Some(calibration) = &self.confidence {
            print_calibration(out, calibration)?;
        }
        if let Some(publishers) = &self.publishers {
            print_publishers(out, publishers)?;
        }
        if let Some(spans) = &self.exact_spans {
            writeln!(out, "\n{:12} {FIGURE_HEAD}", "exact spans")?;
            print_figure(out, "source", &spans.source)?;
            print_figure(out, "cue", &spans.cue)?;
            print_figure(out, "content", &spans.content)?;
        }
        if !self.errors.is_empty() {
            writeln!(out, "\nwrong and missed quotes")?;
        }
        self.errors.iter().try_for_each(|mistake| writeln!(out, "{mistake}"))
    }
}

fn by_publisher(cases: &[Case]) -> BTreeMap<String, Figures> {
    let mut groups: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        groups.entry(case.gold.publisher().to_owned()).or_default().push(case);
    }
    groups.into_iter().map(|(publisher, cases)| (publisher, score::figures(cases))).collect()
}

const FIGURE_HEAD: &str = "precision  recall     f1   rows   gold";

fn print_figure(out: &mut impl Write, name: &str, figure: &Figure) -> io::Result<()> {
    let Figure { precision, recall, f1, rows, gold } = figure;
    writeln!(out, "{name:12} {precision:9.3} {recall:7.3} {f1:6.3} {rows:6} {gold:6}")
}

/// The lines that the project's Python scorer prints, to the letter.
fn print_figures(out: &mut impl Write, figures: &Figures) -> io::Result<()> {
    let q = &figures.quotes;
    writeln!(
        out,
        "articles {}  gold quotes {}  found {:.3}  exact {:.3}",
        figures.articles, q.gold, q.found, q.exact
    )?;
    writeln!(out, "{:12} {FIGURE_HEAD}", "")?;
    print_figure(out, "speaker", &figures.speaker)?;
    print_figure(out, "full_name", &figures.full_name)?;
    print_figure(out, "mention", &figures.mention)?;
    print_figure(out, "role", &figures.role)?;
    print_figure(out, "attribution", &figures.attribution)
}

fn print_types(out: &mut impl Write, quotes: &[QuoteKind], speakers: &[SpeakerKind]) -> io::Result<()> {
    writeln!(out, "\n{:13} {FIGURE_HEAD}  found  exact", "speaker, of")?;
    for QuoteKind { kind, quotes, speaker } in quotes {
        print_kind(out, kind, speaker)?;
        writeln!(out, " {:6.3} {:6.3}", quotes.found, quotes.exact)?;
    }
    writeln!(out, "\n{:13} {FIGURE_HEAD}  typed", "speaker, a")?;
    for SpeakerKind { kind, speaker, typed } in speakers {
        print_kind(out, kind, speaker)?;
        writeln!(out, " {typed:6.3}")?;
    }
    Ok(())
}

fn print_kind(out: &mut impl Write, kind: &str, figure: &Figure) -> io::Result<()> {
    let Figure { precision, recall, f1, rows, gold } = figure;
    write!(out, "{kind:13} {precision:9.3} {recall:7.3} {f1:6.3} {rows:6} {gold:6}")
}

fn print_calibration(out: &mut impl Write, calibration: &Calibration) -> io::Result<()> {
    writeln!(out, "\nconfidence   rows   mean  precision")?;
    let ends = calibration.bins.iter().skip(1).map(|next| next.from).chain([1.0]);
    for (bin, to) in calibration.bins.iter().zip(ends) {
        writeln!(
            out,
            "{:.1} to {to:.1} {:6} {:6.3} {:10.3}",
            bin.from, bin.rows, bin.confidence, bin.precision
        )?;
    }
    let sure = &calibration.sure;
    writeln!(out, "expected calibration error {:.3} over {} rows", calibration.error, calibration.rows)?;
    writeln!(
        out,
        "at 0.9 and more: {} rows, precision {:.3}, on {:.3} of the gold quotes",
        sure.rows, sure.precision, sure.covered
    )
}

fn print_publishers(out: &mut impl Write, publishers: &BTreeMap<String, Figures>) -> io::Result<()> {
    let width =
        publishers.keys().map(|name| name.chars().count()).max().unwrap_or(0).max("F1 by publisher".len());
    writeln!(
        out,
        "\n{:width$} articles quotes  found  exact speaker full_name mention  role attribution",
        "F1 by publisher"
    )?;
    for (name, f) in publishers {
        let q = &f.quotes;
        write!(out, "{name:width$} {:8} {:6} {:6.3} {:6.3}", f.articles, q.gold, q.found, q.exact)?;
        let [speaker, full, mention, role, all] =
            [&f.speaker, &f.full_name, &f.mention, &f.role, &f.attribution].map(|figure| figure.f1);
        writeln!(out, " {speaker:7.3} {full:9.3} {mention:7.3} {role:5.3} {all:11.3}")?;
    }
    Ok(())
}
