//! Annotated articles in, an [`IndirectModel`] out.
//!
//! Each gold attribution, quoted or not, is one example for each choice that
//! the extractor makes for it: its cue's head, its source, where content starts
//! and ends. `Berg said the tax was dead` teaches that "said" is a cue and that
//! "dead" has others before it at which its content does not end. What a
//! report is worth as a whole is learned from reports on articles whose
//! weights had not seen them.

use std::collections::HashMap;

use super::certainty::{Answer, Certainty};
use super::counts::{Counts, cue_tokens, tokens};
use super::learner::{self, Example, Settings};
use super::speakers::{fit, spans};
use crate::Span;
use crate::attribute::Analysis;
use crate::extract::Scratch;
use crate::indirect::question::{self, Question};
use crate::indirect::{self, Feature, Frame, Head, Page, Report, Source};
use crate::lexicon::hash;
use crate::model::{IndirectModel, Table};
use crate::score::{Gold, GoldAttribution};

/// How many parts of the articles are held out in turn.
const FOLDS: usize = 4;

/// The sum from which a report is kept. On the development articles precision
/// is 0.85 and F1 0.74 at 0, here 0.84 and 0.76; below, F1 rises no more.
const THRESHOLD: i32 = -96;

/// How right each choice is on articles that its weights had not seen.
#[derive(Debug, Clone, Default)]
pub struct IndirectReport {
    /// For each choice its name, how often it was asked and how often it was right.
    pub choices: Vec<(&'static str, usize, usize)>,
    /// Attributions that could not be asked about, by what was missing.
    pub missed: Vec<(&'static str, usize)>,
    /// Reports, and how many were right.
    pub reports: (usize, usize),
}

/// The examples of some articles, a list for each choice.
type Examples = [Vec<Example>; 8];

/// Learns the weights of reported speech.
pub fn train_indirect(articles: &[Gold], settings: &Settings) -> (IndirectModel, IndirectReport) {
    let mut model = IndirectModel::empty();
    let counts = Counts::of(articles);
    counts.heads(&mut model);
    let mut report = IndirectReport::default();
    let mut missed = Missed::default();
    let mut folds: Vec<Examples> = (0..FOLDS).map(|_| Examples::default()).collect();
    let parts = super::parts(articles, FOLDS);
    teach(articles, &counts, |number, teacher| {
        teacher.cues(&model, &mut folds[parts[number]], &mut missed);
    });
    // What goes by the cues around it learns from cues as good as they will be.
    let mut others: Vec<IndirectModel> = vec![model.clone(); FOLDS];
    for (held, other) in others.iter_mut().enumerate() {
        other.weights[Table::Cue as usize] = without(held, &folds, Table::Cue, settings);
    }
    teach(articles, &counts, |number, teacher| {
        let part = parts[number];
        teacher.attributions(&others[part], &mut folds[part], &mut missed);
    });
    report.missed = missed.list();
    hold_out((articles, &parts), settings, &mut others, &mut folds, &mut report);
    for table in Table::ALL {
        let all: Vec<&Example> = folds.iter().flat_map(|fold| &fold[table as usize]).collect();
        model.weights[table as usize] = learner::learn(&all, 1 << table.bits(), settings);
    }
    model.threshold = THRESHOLD;
    calibrate(settings, &folds, &mut model, &mut report);
    (model, report)
}

/// Analyses each article for somebody to make examples of it.
fn teach(articles: &[Gold], counts: &Counts, mut with: impl FnMut(usize, &Teacher)) {
    let mut scratch = Scratch::default();
    for (number, gold) in articles.iter().enumerate() {
        scratch.analyse(gold.text(), true);
        let analysis = scratch.analysis(gold.text());
        with(number, &Teacher { gold, analysis: &analysis, heads: counts.attributions(gold, &analysis) });
    }
}

/// The weights of a choice from all parts but one.
fn without(held: usize, folds: &[Examples], table: Table, settings: &Settings) -> Vec<i16> {
    let known: Vec<&Example> =
        (0..FOLDS).filter(|&fold| fold != held).flat_map(|fold| &folds[fold][table as usize]).collect();
    learner::learn(&known, 1 << table.bits(), settings)
}

/// Answers each part with weights from the others, and adds the reports that
/// come of it as examples of what is worth keeping.
fn hold_out(
    (articles, parts): (&[Gold], &[usize]),
    settings: &Settings,
    models: &mut [IndirectModel],
    folds: &mut [Examples],
    report: &mut IndirectReport,
) {
    let mut right = [(0, 0); 8];
    for (held, model) in models.iter_mut().enumerate() {
        for table in Table::ALL.into_iter().filter(|&table| table != Table::Keep) {
            if table != Table::Cue {
                model.weights[table as usize] = without(held, folds, table, settings);
            }
            for example in &folds[held][table as usize] {
                right[table as usize].0 += 1;
                let answer = example.answer(&model.weights[table as usize]);
                right[table as usize].1 += usize::from(answer.is_right);
            }
        }
        for (gold, _) in articles.iter().zip(parts).filter(|(_, part)| **part == held) {
            keep_examples(gold, model, &mut folds[held][Table::Keep as usize]);
        }
    }
    let names = ["cue", "source", "source's end", "start", "end", "second piece", "cue's extent"];
    report.choices = names.iter().zip(right).map(|(name, (all, right))| (*name, all, right)).collect();
}

/// How sure a report is, by its sum on articles that no weight had seen.
fn calibrate(
    settings: &Settings,
    folds: &[Examples],
    model: &mut IndirectModel,
    report: &mut IndirectReport,
) {
    let keep = Table::Keep as usize;
    let mut certainty = Certainty::default();
    for held in 0..FOLDS {
        let weights = without(held, folds, Table::Keep, settings);
        for example in &folds[held][keep] {
            let sum: i32 = example.features[0].iter().map(|&at| i32::from(weights[at as usize])).sum();
            if sum > model.threshold {
                let is_right = example.right == 0;
                report.reports.0 += 1;
                report.reports.1 += usize::from(is_right);
                certainty.add(Answer { is_right, is_last: false, margin: sum - model.threshold });
            }
        }
    }
    model.sure = certainty.table();
}

/// One example for each draft: is it right?
fn keep_examples(gold: &Gold, model: &IndirectModel, out: &mut Vec<Example>) {
    let mut scratch = Scratch::default();
    scratch.analyse(gold.text(), true);
    let analysis = scratch.analysis(gold.text());
    let mut buffers = indirect::Buffers::default();
    indirect::drafts(&analysis, model, &mut buffers);
    for (report, features) in buffers.judged(&analysis) {
        let is_right =
            gold.attributions.iter().any(|attribution| finds(gold, &analysis, &report, attribution));
        out.push(yes_or_no(Table::Keep, features, is_right));
    }
}

/// Whether a report finds an attribution: half of the content, and its source.
fn finds(gold: &Gold, analysis: &Analysis, report: &Report, attribution: &GoldAttribution) -> bool {
    let all = &analysis.tokens.all;
    let span = |[first, last]: [u32; 2]| all[first as usize].span.cover(all[last as usize - 1].span);
    let content: Vec<Span> = attribution.content.iter().map(|&stretch| gold.bytes(stretch)).collect();
    let shared = |span: Span, others: &[Span]| -> usize {
        let both =
            |other: &Span| span.end.min(other.end).saturating_sub(span.start.max(other.start)) as usize;
        others.iter().map(both).sum()
    };
    let both: usize = report.pieces().map(|piece| shared(span(piece), &content)).sum();
    let said: usize = report.pieces().map(|piece| span(piece).len()).sum();
    let size: usize = content.iter().map(|span| span.len()).sum();
    if both == 0 || 4 * both < size + said {
        return false;
    }
    let source = spans(gold, attribution);
    match report.source {
        None => source.is_empty(),
        Some(found) => {
            let found = span([found.first, found.last]);
            let size: usize = source.iter().map(|span| span.len()).sum();
            let both = shared(found, &source);
            both > 0 && both * 2 >= found.len().min(size)
        }
    }
}

/// An example with the features of "yes"; "no" has none.
fn yes_or_no(table: Table, features: Vec<Feature>, is_yes: bool) -> Example {
    example(table, vec![features, Vec::new()], usize::from(!is_yes))
}

fn example(table: Table, features: Vec<Vec<Feature>>, right: usize) -> Example {
    let shift = 32 - table.bits();
    let place = |all: Vec<Feature>| all.into_iter().map(|feature| feature >> shift).collect();
    let count = features.len();
    Example { features: features.into_iter().map(place).collect(), right, as_good: vec![false; count] }
}

/// What could not be asked about.
#[derive(Debug, Default)]
struct Missed {
    head: usize,
    source: usize,
    source_end: usize,
    start: usize,
    end: usize,
    second: usize,
    extent: usize,
}

impl Missed {
    fn list(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("cue", self.head),
            ("source", self.source),
            ("source's end", self.source_end),
            ("start", self.start),
            ("end", self.end),
            ("second piece", self.second),
            ("cue's extent", self.extent),
        ]
    }
}

/// Makes the examples of one article.
struct Teacher<'a> {
    gold: &'a Gold,
    analysis: &'a Analysis<'a>,
    heads: HashMap<u32, &'a GoldAttribution>,
}

impl Teacher<'_> {
    /// Which words are cues.
    fn cues(&self, model: &IndirectModel, out: &mut Examples, missed: &mut Missed) {
        let analysis = self.analysis;
        let mut page = Page::default();
        page.clear(analysis.tokens.all.len());
        for paragraph in 0..analysis.paragraph_count() {
            page.look(analysis, paragraph);
            let range = analysis.tokens.of_paragraph(paragraph);
            let mut before = indirect::Before::default();
            for at in range.map(|at| at as u32) {
                let is_cue = self.heads.contains_key(&at);
                if !model.may_be_head(analysis.word(at)) {
                    missed.head += usize::from(is_cue);
                    continue;
                }
                let head = Head::new(analysis, &page, at);
                let features = question::head(analysis, &page, &head, before.of(&page, at));
                out[Table::Cue as usize].push(yes_or_no(Table::Cue, features, is_cue));
                before.pass(&head);
            }
        }
    }

    /// What belongs to the cues.
    fn attributions(&self, model: &IndirectModel, out: &mut Examples, missed: &mut Missed) {
        let analysis = self.analysis;
        let mut buffers = indirect::Buffers::default();
        buffers.page.clear(analysis.tokens.all.len());
        for paragraph in 0..analysis.paragraph_count() {
            indirect::heads(analysis, model, &mut buffers, paragraph);
            for at in analysis.tokens.of_paragraph(paragraph).map(|at| at as u32) {
                if let Some(attribution) =
                    self.heads.get(&at).filter(|_| model.may_be_head(analysis.word(at)))
                {
                    let head = Head::new(analysis, &buffers.page, at);
                    let ask = Ask { teacher: self, model, page: &buffers.page, paragraph };
                    ask.attribution(attribution, &head, out, missed);
                }
            }
        }
    }
}

/// Makes the examples of the attributions of one paragraph.
struct Ask<'a> {
    teacher: &'a Teacher<'a>,
    model: &'a IndirectModel,
    page: &'a Page,
    paragraph: usize,
}

impl Ask<'_> {
    /// The examples of one attribution whose head is found.
    fn attribution(
        &self,
        attribution: &GoldAttribution,
        head: &Head,
        out: &mut Examples,
        missed: &mut Missed,
    ) {
        let Ask { teacher: Teacher { gold, analysis, .. }, page, paragraph, .. } = *self;
        let source = self.source(attribution, head, out, missed);
        let frame = Frame::new(analysis, page, head, source.as_ref(), paragraph);
        let mut pieces: Vec<[u32; 2]> = attribution
            .content
            .iter()
            .filter_map(|&stretch| tokens(analysis, gold.bytes(stretch)))
            .map(|piece| self.closed(piece))
            .map(|[first, last]| [self.opened(first, head), last])
            .collect();
        pieces.sort_unstable();
        let Some(&content) = pieces.first() else { return };
        let start = question::start(analysis, page, &frame);
        if !ask(Table::Start, start, Some(content[0]), out) {
            missed.start += 1;
            return;
        }
        self.end(&frame, content, out, missed);
        if content[0] < head.at {
            let second = pieces.iter().find(|piece| piece[0] > head.at).copied();
            let question = question::second(analysis, page, &frame, content[1]);
            if !ask(Table::Second, question, second.map(|piece| piece[0]), out) {
                missed.second += 1;
            } else if let Some(second) = second {
                self.end(&frame, second, out, missed);
            }
        }
        let Some([first, last]) = cue_tokens(gold, analysis, attribution) else { return };
        for (side, grown) in [(0, head.at - first), (1, last - 1 - head.at)] {
            let question = question::growth(page, head, source.as_ref(), content, side);
            missed.extent += usize::from(!ask(Table::Growth, question, Some(grown), out));
        }
    }

    fn source(
        &self,
        attribution: &GoldAttribution,
        head: &Head,
        out: &mut Examples,
        missed: &mut Missed,
    ) -> Option<Source> {
        let Ask { teacher: Teacher { gold, analysis, .. }, page, paragraph, .. } = *self;
        let gold = spans(gold, attribution);
        let (candidates, features) = question::source(analysis, page, head, paragraph);
        let fits = candidates.iter().map(|&number| fit(&analysis.chunks.mentions[number as usize], &gold));
        let fits: Vec<f64> = fits.collect();
        let best = (0..fits.len()).filter(|&at| fits[at] > 0.0).max_by(|&a, &b| fits[a].total_cmp(&fits[b]));
        if best.is_none() && !gold.is_empty() {
            missed.source += 1;
            return None;
        }
        let mut question = example(Table::Source, features, best.unwrap_or(candidates.len()));
        for (at, fit) in fits.iter().enumerate() {
            question.as_good[at] = *fit > 0.0 && best != Some(at);
        }
        out[Table::Source as usize].push(question);
        let number = candidates[best?];
        let mention = &analysis.chunks.mentions[number as usize];
        let last = tokens(analysis, gold[0])?[1];
        let found =
            ask(Table::SourceEnd, question::source_end(analysis, page, head, mention), Some(last), out);
        missed.source_end += usize::from(!found);
        Some(Source { mention: number, first: mention.first, last: if found { last } else { mention.last } })
    }

    fn end(&self, frame: &Frame, [start, end]: [u32; 2], out: &mut Examples, missed: &mut Missed) {
        let question = question::end(self.teacher.analysis, self.page, frame, start, self.model);
        missed.end += usize::from(!ask(Table::End, question, Some(end), out));
    }

    /// Where a piece of content starts that may stand behind "that": the word
    /// belongs to it, as PolNeAR has it; some of our own articles leave it out.
    fn opened(&self, first: u32, head: &Head) -> u32 {
        let Teacher { analysis, .. } = self.teacher;
        let is_that = |at: &u32| *at > head.at && analysis.word(*at) == hash(b"that");
        first.checked_sub(1).filter(is_that).unwrap_or(first)
    }

    /// A piece of content without the marks that it does not end with.
    fn closed(&self, [first, mut last]: [u32; 2]) -> [u32; 2] {
        while last > first + 1 && !indirect::can_close(self.teacher.analysis, last - 1) {
            last -= 1;
        }
        [first, last]
    }
}

/// Appends the example whose right answer is `right`, or "none" if it is
/// nothing; whether it is among the candidates.
fn ask(table: Table, (candidates, features): Question, right: Option<u32>, out: &mut Examples) -> bool {
    let at = match right {
        Some(right) => candidates.iter().position(|&candidate| candidate == right),
        None => Some(candidates.len()),
    };
    let Some(at) = at.filter(|&at| at < features.len()) else { return false };
    out[table as usize].push(example(table, features, at));
    true
}
