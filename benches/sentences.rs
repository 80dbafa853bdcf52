//! Sentences a second: ours beside the Unicode rules in two implementations
//! and beside `sentencex`, over a named table of inputs.
//!
//! Ours must find the right number in every input, so that wrong is never
//! fast; the others must find some.

use divan::Bencher;
use divan::counter::BytesCount;
use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};
use unicode_segmentation::UnicodeSegmentation;
use whosaid::{Segmenter, Segments};

fn main() {
    divan::main();
}

/// Bytes of each input, more or less; an article is a few kilobytes, but the
/// scan must be seen without the start.
const SIZE: usize = 1 << 20;

/// A paragraph that is repeated, and how many sentences it has.
struct Input {
    name: &'static str,
    paragraph: &'static str,
    sentences: usize,
}

const INPUTS: [Input; 6] = [
    Input {
        name: "news",
        paragraph: "LEEDS, July 11 (Wire) -- The council of Leeds voted on Monday to close the old bridge over the \
                    river for three years, a step that shops on both banks have fought for months. \"It is the only \
                    way,\" said Sen. Ruth A. Lee, who leads the council. \"We looked at all others. They cost $3.5 \
                    million more.\" Orr & Co. and Poe Inc. will do the work in the U.S. and abroad, the council \
                    said in a statement at 9 a.m. on Nov. 29.",
        sentences: 5,
    },
    Input {
        name: "curly quotations",
        paragraph: "“Why now?” Mr. Orr asked. “We’ve waited for years – and for what?” The mayor’s answer was short: \
                    “Because it’s falling.” He wouldn’t say more… “Ask the council,” he said.",
        sentences: 5,
    },
    Input {
        name: "plain prose",
        paragraph: "The bridge was built when the town had one mill and two inns, and nothing but paint has been spent \
                    on it since. It carries nine thousand cars a day. On both banks the shops live off those who \
                    walk over it in the morning and come back at night with more time on their hands.",
        sentences: 3,
    },
    Input {
        name: "abbreviations",
        paragraph: "Gen. J. R. Poe Jr. of St. Ives, Calif., left the U.S. on Jan. 5 at 6 p.m. with Dr. A. B. Orr of Orr \
                    Bros. Inc. He took No. 5, i.e. the big one. Rep. Lee (D., Mont.) did not.",
        sentences: 3,
    },
    Input {
        name: "no mark",
        paragraph: "a heading without a stop that goes on and on and runs into the next one without any mark at all",
        sentences: 1,
    },
    Input {
        name: "marks only",
        paragraph: "Oh! No? Yes. Hm... “So.” Well! Why? (It is.) Go. On.",
        sentences: 10,
    },
];

impl Input {
    fn named(name: &str) -> &'static Input {
        INPUTS.iter().find(|input| input.name == name).expect("the name is one of the table")
    }

    /// The text, and its number of sentences.
    fn text(&self) -> (String, usize) {
        let repeats = SIZE / self.paragraph.len();
        (format!("{}\n\n", self.paragraph).repeat(repeats), repeats * self.sentences)
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    INPUTS.iter().map(|input| input.name)
}

#[divan::bench(args = names())]
fn whosaid(bencher: Bencher, name: &str) {
    let (text, sentences) = Input::named(name).text();
    let mut found = Segments::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        Segmenter::new().segment_into(divan::black_box(&text), &mut found);
        assert_eq!(found.sentences.len(), sentences);
    });
}

#[divan::bench(args = names())]
fn whosaid_keep_quotations(bencher: Bencher, name: &str) {
    let (text, sentences) = Input::named(name).text();
    let mut found = Segments::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        Segmenter::new().keep_quotations(true).segment_into(divan::black_box(&text), &mut found);
        assert!(found.sentences.len() <= sentences);
    });
}

#[divan::bench(args = names())]
fn unicode_segmentation(bencher: Bencher, name: &str) {
    let (text, _) = Input::named(name).text();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let found = divan::black_box(&text).split_sentence_bound_indices().count();
        assert!(found > 0);
    });
}

#[divan::bench(args = names())]
fn icu(bencher: Bencher, name: &str) {
    let (text, _) = Input::named(name).text();
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let found = segmenter.segment_str(divan::black_box(&text)).count();
        assert!(found > 0);
    });
}

#[divan::bench(args = names())]
fn sentencex(bencher: Bencher, name: &str) {
    let (text, _) = Input::named(name).text();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let found = sentencex::segment("en", divan::black_box(&text)).len();
        assert!(found > 0);
    });
}
