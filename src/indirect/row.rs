//! Reports among the quotations of an article, as one list in text order.
//!
//! `She said the cut was “cruel” and would pass` gives an indirect quotation,
//! and the mixed one within it says by its statement that it belongs there. A
//! report of nothing but quoted text (`“No,” she told reporters`) gives none:
//! its quotation has been attributed already, and only learns from the report
//! how far its cue and the noun phrase of its speaker go.

use super::Report;
use crate::Span;
use crate::attribute::Analysis;
use crate::extract::{Attribution, Quotation, QuoteType};
use crate::mention::Tag;
use crate::resolve::{Query, Resolver, Speaker, Spoken};

/// Who spoke a quotation in marks: its start, the speaker, the mention.
pub(crate) type Said = (u32, Speaker, u32);

/// Adds the reports to the quotations in marks, and numbers the statements.
pub(crate) fn add(resolver: &Resolver, reports: &[Report], said: &[Said], quotations: &mut Vec<Quotation>) {
    let analysis = resolver.analysis;
    let mut spoken = Spoken::default();
    let mut said = said.iter().peekable();
    let marked = quotations.len();
    let mut statement = quotations.last().map_or(0, |last| last.statement);
    for report in reports {
        refine(analysis, report, &mut quotations[..marked]);
        if !is_in_words(analysis, report) {
            continue;
        }
        let pieces = report.pieces().map(|[first, last]| span(analysis, first, last));
        let whole = report
            .pieces()
            .map(|[first, last]| span(analysis, first, last))
            .reduce(Span::cover)
            .unwrap_or_default();
        while let Some((_, speaker, mention)) = said.next_if(|(start, ..)| *start < whole.start) {
            spoken.add(*speaker, *mention);
        }
        statement += 1;
        let mut confidence = report.certainty;
        let attribution = report.source.map(|source| {
            let number = source.mention;
            let speaker = resolver.speaker(&Query { number, quote: whole, spoken: &spoken });
            confidence = (u32::from(confidence) * u32::from(speaker.certainty) / 1000) as u16;
            spoken.add(speaker, number);
            Attribution {
                speaker: speaker.name,
                speaker_type: speaker.speaker_type,
                role: speaker.role,
                mention: span(analysis, source.first, source.last),
            }
        });
        let cue = Some(span(analysis, report.cue[0], report.cue[1]));
        for quote in pieces {
            let from = quotations[..marked].partition_point(|other| other.quote.start < quote.start);
            for within in &mut quotations[from..marked] {
                if within.quote.start >= quote.end {
                    break;
                }
                if within.quote_type == QuoteType::Mixed {
                    within.statement = statement;
                }
            }
            quotations.push(Quotation {
                quote,
                quote_type: QuoteType::Indirect,
                statement,
                attribution,
                cue,
                confidence,
                sentence: analysis.sentence(quote.start),
                paragraph: report.paragraph,
            });
        }
    }
    // Of two that start together the one around the other comes first.
    quotations.sort_by_key(|quotation| (quotation.quote.start, u32::MAX - quotation.quote.end));
    number(quotations);
}

/// Gives the quotations within a report that have the same mention as their
/// speaker its whole noun phrase, and those with the same cue the whole cue.
fn refine(analysis: &Analysis, report: &Report, marked: &mut [Quotation]) {
    let cue = span(analysis, report.cue[0], report.cue[1]);
    let source = report.source.map(|source| {
        let mention = analysis.chunks.mentions[source.mention as usize].span;
        (mention, span(analysis, source.first, source.last))
    });
    for [first, last] in report.pieces() {
        let piece = span(analysis, first, last);
        let from = marked.partition_point(|other| other.quote.start < piece.start);
        for within in marked[from..].iter_mut().take_while(|other| other.quote.start < piece.end) {
            let Some(by) = &mut within.attribution else { continue };
            let Some((mention, whole)) = source.filter(|(mention, _)| *mention == by.mention) else {
                continue;
            };
            debug_assert!(whole.contains(mention));
            by.mention = whole;
            if within.cue.is_some_and(|own| own.start < cue.end && cue.start < own.end) {
                within.cue = Some(cue);
            }
        }
    }
}

/// Whether content holds words outside of quotation marks that say something:
/// not "which" or "it" alone.
fn is_in_words(analysis: &Analysis, report: &Report) -> bool {
    let is_small = |tag: &Tag| {
        matches!(
            tag,
            Tag::Quote
                | Tag::Mark
                | Tag::Pronoun
                | Tag::Possessive
                | Tag::Determiner
                | Tag::Preposition
                | Tag::To
                | Tag::Conjunction
                | Tag::Genitive
                | Tag::Clitic
        )
    };
    report.pieces().any(|[first, last]| !analysis.tags[first as usize..last as usize].iter().all(is_small))
}

/// The text of some tokens.
fn span(analysis: &Analysis, first: u32, last: u32) -> Span {
    let all = &analysis.tokens.all;
    all[first as usize].span.cover(all[last as usize - 1].span)
}

/// Numbers statements by where they first appear, from 1.
fn number(quotations: &mut [Quotation]) {
    let most = quotations.iter().map(|quotation| quotation.statement).max().unwrap_or(0);
    let mut numbers = vec![0; most as usize + 1];
    let mut next = 0;
    for quotation in quotations {
        let number = &mut numbers[quotation.statement as usize];
        if *number == 0 {
            next += 1;
            *number = next;
        }
        quotation.statement = *number;
    }
}
