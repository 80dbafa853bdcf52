//! Readers give what the files hold, however it falls into blocks and batches.

use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use whosaid::Article;
use whosaid::read::{Feed, ReadError, ReadOptions};

fn read(path: &Path, max_article_bytes: usize) -> Vec<Result<Article, ReadError>> {
    let options = ReadOptions { max_article_bytes, ..ReadOptions::default() };
    Feed::new(vec![path.into()], options).into_iter().collect()
}

fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(content).unwrap();
    (folder, path)
}

/// Lengths of texts: mostly short, some longer than a block, some than a batch.
fn lengths() -> impl Strategy<Value = Vec<usize>> {
    let length = prop_oneof![5 => 0..200usize, 2 => 60_000..70_000usize, 1 => 250_000..600_000usize];
    prop::collection::vec(length, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_any_length_are_read_whole_and_only_those_over_the_limit_are_not(
        lengths in lengths(), limit in 100..300_000usize, ends in any::<bool>()
    ) {
        let mut content = String::new();
        let mut starts = Vec::new();
        for (number, length) in lengths.iter().enumerate() {
            starts.push(content.len());
            content.push_str(&format!("{{\"id\":\"{number}\",\"text\":\"{}\"}}\n", "x".repeat(*length)));
        }
        if !ends {
            content.pop();
        }
        let (_folder, path) = file("a.jsonl", content.as_bytes());
        let read = read(&path, limit);
        prop_assert_eq!(read.len(), lengths.len());
        for (number, (length, read)) in lengths.iter().zip(read).enumerate() {
            let line = format!("{{\"id\":\"{number}\",\"text\":\"\"}}").len() + length;
            match read {
                Ok(article) => {
                    prop_assert!(line <= limit);
                    prop_assert_eq!((article.id, article.text.len()), (number.to_string(), *length));
                }
                Err(ReadError::TooLong { place, .. }) => {
                    prop_assert!(line > limit);
                    prop_assert_eq!((place.record, place.byte), (number as u64 + 1, starts[number] as u64));
                }
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }

    #[test]
    fn rows_of_any_length_are_read_whole_and_only_those_over_the_limit_are_not(
        lengths in lengths(), limit in 100..300_000usize
    ) {
        let mut content = String::from("id,text,other\n");
        for (number, length) in lengths.iter().enumerate() {
            content.push_str(&format!("{number},\"{}\",\n", "x\"\"".repeat(*length / 2)));
        }
        let (_folder, path) = file("a.csv", content.as_bytes());
        let read = read(&path, limit);
        prop_assert_eq!(read.len(), lengths.len());
        for (number, (length, read)) in lengths.iter().zip(read).enumerate() {
            let (id, text) = (number.to_string(), "x\"".repeat(length / 2));
            match read {
                Ok(article) => {
                    prop_assert!(id.len() + text.len() <= limit);
                    prop_assert_eq!((article.id, article.text), (id, text));
                }
                Err(ReadError::TooLong { place, .. }) => {
                    prop_assert!(id.len() + text.len() > limit);
                    prop_assert_eq!(place.record, number as u64 + 1);
                }
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}

#[test]
fn a_line_whose_end_is_the_first_byte_past_a_full_batch_costs_no_other() {
    for length in (262_144 - 30)..(262_144 + 2) {
        let line = |length: usize| format!("{{\"text\":\"{}\"}}\n", "x".repeat(length));
        let content = [line(length), line(1), line(2), line(length), line(3)].concat();
        let (_folder, path) = file("a.jsonl", content.as_bytes());
        let lengths: Vec<_> =
            read(&path, 100).into_iter().map(|read| read.ok().map(|a| a.text.len())).collect();
        assert_eq!(lengths, [None, Some(1), Some(2), None, Some(3)], "{length}");
    }
}

/// Found by fuzzing: whether both were told depended on where reading had begun.
#[test]
fn a_record_that_is_too_long_and_cut_off_is_told_as_both() {
    let noise: String = (0..400_000_u32)
        .map(|n| char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> 27) as u8 % 26))
        .collect();
    let lines = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{noise}\"}}\n");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let (_folder, path) = file("a.jsonl.gz", &packed[..packed.len() / 2]);
    let told: Vec<String> =
        read(&path, 1000).into_iter().filter_map(|read| read.err()).map(|fault| fault.to_string()).collect();
    assert!(told.len() == 2 && told[0].contains("record 2, byte 13: longer than 1000"), "{told:?}");
    assert!(told[1].contains("record 3, byte ") && told[1].contains("breaks off"), "{told:?}");
}

#[test]
fn the_text_is_given_as_it_is_without_the_byte_order_mark_of_the_file() {
    let (_folder, path) = file("a.txt", "\u{feff}One\r\ntwo\r\u{feff}\t \n".as_bytes());
    let articles = read(&path, 100);
    assert_eq!(articles[0].as_ref().unwrap().text, "One\r\ntwo\r\u{feff}\t \n");
}

#[test]
fn a_table_may_have_a_mark_crlf_and_line_ends_within_its_cells() {
    let content = "\u{feff}text,id\r\n\"One\r\n\"\"two\"\"\",7\r\nthree,8\r\n";
    let (_folder, path) = file("a.csv", content.as_bytes());
    let articles: Vec<Article> = read(&path, 100).into_iter().map(Result::unwrap).collect();
    let seen: Vec<_> = articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
    assert_eq!(seen, [("7", "One\r\n\"two\""), ("8", "three")]);
}

#[test]
fn a_mark_that_opens_a_field_and_never_closes_does_not_fill_the_memory() {
    let content = format!("id,text\n1,ok\n2,\"{}", "3,never closed\n".repeat(100_000));
    let (_folder, path) = file("a.csv", content.as_bytes());
    let read = read(&path, 1000);
    assert!(read[0].is_ok());
    assert!(matches!(&read[1..], [Err(ReadError::TooLong { place, .. })] if place.byte == 13));
}

#[test]
fn a_mark_that_never_closes_makes_no_article_of_the_rest() {
    for (content, articles) in [
        ("id,text\n1,ok\n2,\"never\n3,lost\n", 1),
        ("id,text\n1,\"never", 0),
        ("id,text\n1,ok\n2,\"\"\"\n", 1),
        ("id,\"text\n1,ok\n", 0),
    ] {
        let (_folder, path) = file("a.csv", content.as_bytes());
        let read = read(&path, 1000);
        assert_eq!(read.len(), articles + 1, "{content:?}");
        assert!(matches!(read[articles], Err(ReadError::Broken { .. })), "{content:?}: {read:?}");
    }
    for content in ["id,text\n1,ok\n2,\"closed\"", "id,text\n1,ok\n2,ok\"", "id,text\n1,ok\n2,\"\"\n\n"] {
        let (_folder, path) = file("a.csv", content.as_bytes());
        let read = read(&path, 1000);
        assert!(read.len() == 2 && read.iter().all(Result::is_ok), "{content:?}: {read:?}");
    }
}

#[test]
fn an_error_says_its_own_layer_and_leaves_the_next_to_its_source() {
    let (_folder, path) = file("a.jsonl", b"{\"text\": \"a\"}\n{\"text\" 1}\n");
    let read = read(&path, 100);
    let error = read[1].as_ref().unwrap_err();
    let source = std::error::Error::source(error).unwrap().to_string();
    assert!(error.to_string().ends_with("a.jsonl: record 2, byte 22: broken JSON"), "{error}");
    assert!(source.starts_with("expected `:`"), "{source}");
}
