//! Offsets hold in the text, in every unit, whatever stands before them.

use proptest::prelude::*;
use whosaid::write::{Rows, TableFormat, TableWriter, Unit, WriteOptions, Writer};
use whosaid::{Article, Extractor, Options};

/// What a program of that unit would cut out.
fn slice(text: &str, unit: Unit, start: usize, end: usize) -> String {
    match unit {
        Unit::Chars => text.chars().skip(start).take(end - start).collect(),
        Unit::Bytes => text[start..end].to_owned(),
        Unit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).unwrap()
        }
    }
}

/// Text without quotation marks: emoji, joined emoji, combining characters.
const PROSE: &str =
    "([a-z ]{0,300}|[éß—…]{0,20}|e\u{301}o\u{308}|👩\u{200d}🚀|🇦🇹|[\u{1F300}-\u{1F5FF}]{1,9}|\n\n){0,9}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quote_mention_and_cue_are_what_their_offsets_cut_out(before in PROSE, within in "[a-z 👍é\u{301}]{0,20}") {
        let text = format!("{before}\n\n\"The bridge {within} is safe,\" said Anna Keller, the mayor of Lindau.\n");
        let found = Extractor::new(Options::default()).extract(&text);
        let article = Article { id: "a".into(), text, ..Article::default() };
        for unit in [Unit::Chars, Unit::Bytes, Unit::Utf16] {
            let options = WriteOptions { unit, ..WriteOptions::default() };
            let mut writer = TableWriter::new(TableFormat::Csv, options).unwrap();
            let (mut out, mut rows) = (Vec::new(), Rows::default());
            writer.head(&mut out);
            writer.article(&article, &found, &mut rows);
            out.extend_from_slice(rows.bytes(0..rows.len()));
            let mut csv = csv::Reader::from_reader(out.as_slice());
            let head = csv.headers().unwrap().clone();
            let rows: Vec<_> = csv.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), 1);
            let cell = |name: &str| &rows[0][head.iter().position(|column| column == name).unwrap()];
            for (column, start, end) in [
                ("quote", "quote_start", "quote_end"),
                ("speaker_mention", "mention_start", "mention_end"),
                ("cue", "cue_start", "cue_end"),
            ] {
                let (start, end) = (cell(start).parse().unwrap(), cell(end).parse().unwrap());
                prop_assert!(start < end);
                prop_assert_eq!(slice(&article.text, unit, start, end), cell(column));
            }
        }
    }
}
