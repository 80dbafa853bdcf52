//! Dumps of every kind give the same articles, and the same rows in every form.

mod program;

use std::fs;
use std::io::{Cursor, Write};
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::RowAccessor;
use parquet::schema::parser::parse_message_type;
use program::{Desk, SENTENCE, gzip, json_line};

/// A Parquet file of articles, so many in a row group; `None` has no text.
fn parquet_of(articles: &[(&str, Option<&str>)], group: usize) -> Vec<u8> {
    let schema = "message news { required binary url (utf8); optional binary maintext (utf8); required int32 date (date); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    for articles in articles.chunks(group) {
        let mut group = file.next_row_group().unwrap();
        let urls: Vec<ByteArray> = articles.iter().map(|(url, _)| (*url).into()).collect();
        let texts: Vec<ByteArray> = articles.iter().filter_map(|(_, text)| text.map(Into::into)).collect();
        let levels: Vec<i16> = articles.iter().map(|(_, text)| text.is_some().into()).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&urls, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&vec![19783; articles.len()], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    file.into_inner().unwrap()
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

/// A zip by hand: every second file is deflated, the others stored.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (number, (name, content)) in files.iter().enumerate() {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let (method, packed) = match number % 2 {
            0 => (0u16, content.to_vec()),
            _ => {
                let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(content).unwrap();
                (8, encoder.finish().unwrap())
            }
        };
        let at = zip.len() as u32;
        let mut about = vec![20, 0, 0, 0];
        about.extend(method.to_le_bytes());
        about.extend([0; 4]);
        for value in [crc.sum(), packed.len() as u32, content.len() as u32] {
            about.extend(value.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0; 2]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&about);
        zip.extend(name.as_bytes());
        zip.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, length, at) = (files.len() as u16, directory.len() as u32, zip.len() as u32);
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0; 2]);
    zip
}

#[test]
fn archives_are_read_as_the_folder_that_they_hold() {
    let (a, b) = (json_line("a"), json_line("b"));
    let packed = gzip(b.as_bytes());
    let table = parquet_of(&[("p", Some(SENTENCE))], 1);
    let long = format!("{}/c.txt", "deep".repeat(40));
    let files: Vec<(&str, &[u8])> = vec![
        ("2024/a.jsonl", a.as_bytes()),
        ("photo.jpg", b"x"),
        ("b.jsonl.gz", &packed),
        (".hidden.txt", SENTENCE.as_bytes()),
        (&long, SENTENCE.as_bytes()),
        ("t.parquet", &table),
        ("inner.zip", b"x"),
    ];
    let (tar, zip) = (tar_of(&files), zip_of(&files));
    let desk = Desk::new(&[
        ("news.tar", &tar),
        ("news.tar.gz", &gzip(&tar)),
        ("news.tgz", &gzip(&tar)),
        ("news.tar.zst", &zstd::encode_all(&tar[..], 1).unwrap()),
        ("news.zip", &zip),
        ("news.zip.gz", &gzip(&zip)),
        ("folder/news.zip", &zip),
    ]);
    let wanted = ["a", "b", &long, "p"];
    for name in ["news.tar", "news.tar.gz", "news.tgz", "news.tar.zst", "news.zip", "news.zip.gz"] {
        let done = desk.run(&["extract", name, "-q"]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{name}");
        assert_eq!(done.ids(), wanted, "{name}");
        let piped = desk.run_with(&["extract", "-q"], &fs::read(desk.path(name)).unwrap());
        assert_eq!(piped.ids(), wanted, "{name} from a pipe");
    }
    let of_folder = desk.run(&["extract", "folder", "-q"]).ids();
    assert_eq!(of_folder[2], format!("news.zip/{long}"));
}

#[test]
fn what_cannot_be_read_in_a_zip_costs_its_file() {
    let (a, c) = (json_line("a"), json_line("c"));
    let mut zip =
        zip_of(&[("a.jsonl", a.as_bytes()), ("b.txt", b"xxxxxxxxxxxxxxxxxxxxx"), ("c.jsonl", c.as_bytes())]);
    let at = zip.windows(5).position(|bytes| bytes == b"a.jso").unwrap() + 20;
    zip[at] ^= 1;
    let desk = Desk::new(&[("news.zip", &zip)]);
    let done = desk.run(&["extract", "news.zip", "-q"]);
    assert_eq!((done.code, done.ids()), (2, vec!["c".to_owned()]), "{done:?}");
    assert!(done.err.starts_with("whosaid: news.zip/a.jsonl: "), "{}", done.err);
    assert!(done.err.contains("checksum"), "{}", done.err);
}

#[test]
fn an_archive_that_is_cut_off_gives_what_came_before() {
    let lines: String = (0..2000).map(|n| json_line(&n.to_string())).collect();
    let files = [("a.jsonl", lines.as_bytes()), ("b.jsonl", lines.as_bytes())];
    let mut cut = tar_of(&files);
    cut.truncate(512 + lines.len() / 2);
    let mut no_directory = zip_of(&files);
    no_directory.truncate(lines.len());
    let desk = Desk::new(&[("cut.tar", &cut), ("cut.tar.gz", &gzip(&cut)), ("cut.zip", &no_directory)]);
    for name in ["cut.tar", "cut.tar.gz"] {
        let done = desk.run(&["extract", name, "-q"]);
        assert_eq!((done.code, done.err.lines().count()), (2, 1), "{}", done.err);
        let whole = done.ids().len();
        assert!((900..1100).contains(&whole), "{whole}");
        let told = format!("a.jsonl: record {}, byte", whole + 1);
        assert!(done.err.contains(&told) && done.err.contains("cut off"), "{}", done.err);
    }
    let done = desk.run(&["extract", "cut.zip", "-q"]);
    assert!(done.code == 2 && done.err.contains("no directory: it is cut off, or no zip"), "{}", done.err);
}

#[test]
fn bombs_are_neither_held_nor_unpacked_to_disk() {
    let zeros = vec![b'x'; 8 << 20];
    let desk = Desk::new(&[
        ("bomb.jsonl.gz", &gzip(&zeros)),
        ("bomb.tar.gz", &gzip(&tar_of(&[("a.txt", &zeros), ("b.jsonl", json_line("b").as_bytes())]))),
    ]);
    let done = desk.run(&["extract", "bomb.jsonl.gz", "bomb.tar.gz", "-q", "--max-article-bytes", "100000"]);
    assert_eq!((done.code, done.ids()), (1, vec!["b".to_owned()]), "{}", done.err);
    assert_eq!(done.err.matches("longer than 100000 bytes").count(), 2, "{}", done.err);
}

#[test]
fn a_parquet_file_is_read_over_all_its_row_groups() {
    let names: Vec<String> = (0..200).map(|n| format!("u{n}")).collect();
    let articles: Vec<_> =
        names.iter().map(|name| (name.as_str(), (name != "u7").then_some(SENTENCE))).collect();
    let file = parquet_of(&articles, 33);
    let desk = Desk::new(&[
        ("a.parquet", &file),
        ("b.parquet.gz", &gzip(&file)),
        ("c.parquet", &file[..file.len() / 2]),
    ]);
    for name in ["a.parquet", "b.parquet.gz"] {
        let done = desk.run(&["extract", name, "--keep", "date"]);
        assert_eq!(done.code, 1);
        assert!(
            done.err.starts_with(&format!("whosaid: {name}: record 8, byte 0: no text in a field named")),
            "{}",
            done.err
        );
        assert!(done.err.ends_with("\ntext from \"maintext\", id from \"url\", no title\n"), "{}", done.err);
        let wanted: Vec<_> = names.iter().filter(|name| *name != "u7").cloned().collect();
        assert!(done.ids() == wanted && done.column("date").iter().all(|date| date == "2024-03-01"));
    }
    let wrong = desk.run(&["extract", "a.parquet", "--text-field", "body", "-q"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("no column named body; the columns are: url, maintext, date"),
        "{}",
        wrong.err
    );
    let cut = desk.run(&["extract", "c.parquet", "-q"]);
    assert!(cut.code == 2 && cut.err.starts_with("whosaid: cannot read c.parquet: "), "{}", cut.err);
}

/// Found by fuzzing: a page header that tells of more values than a day has
/// microseconds, where the file ends.
#[test]
fn a_parquet_file_that_tells_of_more_than_it_holds_is_damaged() {
    let found = include_bytes!("../fuzz/seeds/readers/parquet-endless");
    let desk = Desk::new(&[("a.parquet", &found[1..]), ("b.txt", SENTENCE.as_bytes())]);
    let done = desk.run(&["extract", "a.parquet", "b.txt", "-q"]);
    assert_eq!((done.code, done.ids()), (2, vec!["b.txt".to_owned()]), "{}", done.err);
    assert!(done.err.contains("a.parquet: record 1"), "{}", done.err);
}

#[test]
fn a_list_of_objects_is_read_as_lines_are() {
    let list = format!("[\n  {},\n{}]\n", json_line("a").trim(), json_line("b"));
    let desk = Desk::new(&[("a.json", list.as_bytes()), ("b.json.gz", &gzip(list.as_bytes()))]);
    assert_eq!(desk.run(&["extract", "a.json", "b.json.gz", "-q"]).ids(), ["a", "b", "a", "b"]);
    assert_eq!(desk.run_with(&["extract", "-q"], list.as_bytes()).ids(), ["a", "b"]);
}

#[test]
fn other_encodings_are_read_as_the_user_says_or_the_mark_does() {
    let text = "„Der Steg hält“, sagte Ängström. \"It is safe,\" said Anna Keller.";
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let desk = Desk::new(&[("a.txt", &latin), ("b.txt", &utf16), ("c.txt", text.as_bytes())]);
    let rows = |args: &[&str]| {
        let done = desk.run(&[&["extract", "-q"], args].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        (done.column("quote"), done.column("quote_start"))
    };
    let wanted = rows(&["c.txt"]);
    assert_eq!(rows(&["a.txt", "--encoding", "latin1"]), wanted);
    assert_eq!(rows(&["b.txt"]), wanted);
    assert_eq!(desk.run(&["extract", "a.txt", "--encoding", "klingon"]).code, 2);
    let broken = desk.run(&["extract", "c.txt", "-q", "--encoding", "euc-kr"]);
    assert!(broken.code == 1 && broken.err.contains("not UTF-8"), "{}", broken.err);
}

/// Articles with an id, a date and things that spreadsheets run.
fn articles(count: usize) -> String {
    let line = |n: usize| {
        let text = format!(
            "\"=SUM({n}), it holds, \u{201c}mostly\u{201d},\" said Anna Keller, the mayor of Lindau.\n\nNobody asked more about \"it\"."
        );
        let date = format!("20{:02}-03-0{}", 20 + n % 3, 1 + n % 9);
        format!("{}\n", serde_json::json!({"id": format!("+a{n}"), "date": date, "text": text}))
    };
    (0..count).map(line).collect()
}

/// The rows of a CSV, each with its cells.
fn cells(csv: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut csv =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(Cursor::new(csv));
    csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_format_has_the_same_rows() {
    let desk = Desk::new(&[("a.jsonl", articles(300).as_bytes())]);
    for name in ["q.csv", "q.tsv", "q.jsonl", "q.parquet"] {
        let done = desk.run(&["extract", "a.jsonl", "--keep", "date", "-o", name, "-q"]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{name}");
    }
    let piped =
        desk.command(&["extract", "a.jsonl", "--keep", "date", "--to", "parquet", "-q"]).output().unwrap();
    assert!(piped.stdout == fs::read(desk.path("q.parquet")).unwrap());
    let csv = cells(&fs::read(desk.path("q.csv")).unwrap(), b',');
    assert!(cells(&fs::read(desk.path("q.tsv")).unwrap(), b'\t') == csv);
    let (head, rows) = csv.split_first().unwrap();
    assert!(rows.len() >= 300);
    for (line, row) in desk.read("q.jsonl").lines().zip(rows) {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        for (name, cell) in head.iter().zip(row) {
            let value = match &object[name] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Number(number) if name == "confidence" => {
                    format!("{:.2}", number.as_f64().unwrap())
                }
                other => other.to_string(),
            };
            assert_eq!(value, *cell, "{name}: {line}");
        }
    }
    let file = SerializedFileReader::new(fs::File::open(desk.path("q.parquet")).unwrap()).unwrap();
    let mut count = 0;
    for (read, row) in file.get_row_iter(None).unwrap().zip(rows) {
        let read = read.unwrap();
        assert_eq!(read.get_string(0).unwrap(), &row[0]);
        assert_eq!(read.get_string(4).unwrap(), &row[4]);
        assert_eq!(read.get_long(1).unwrap().to_string(), row[1]);
        assert_eq!(read.get_string(5).map_or("", |speaker| speaker), row[5]);
        assert_eq!(read.get_string(19).unwrap(), &row[19]);
        count += 1;
    }
    assert_eq!((count, desk.read("q.jsonl").lines().count()), (rows.len(), rows.len()));
}

#[test]
fn rows_are_split_into_files_with_a_head_each() {
    let desk = Desk::new(&[("in/a.jsonl", articles(100).as_bytes())]);
    let base = ["extract", "in", "--keep", "date", "-q"];
    let run = |more: &[&str]| {
        let done = desk.run(&[&base, more].concat());
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{more:?}");
    };
    run(&["-o", "all.csv"]);
    run(&["-o", "n.csv", "--split-rows", "70"]);
    run(&["-o", "y.csv", "--split-by", "date:4"]);
    run(&["-o", "p.parquet", "--split-by", "date:4"]);
    let all = cells(desk.read("all.csv").as_bytes(), b',');
    let (head, rows) = all.split_first().unwrap();
    let mut joined = Vec::new();
    for number in 1..=rows.len().div_ceil(70) {
        let piece = cells(desk.read(&format!("n-{number:04}.csv")).as_bytes(), b',');
        assert_eq!(&piece[0], head);
        joined.extend_from_slice(&piece[1..]);
    }
    assert!(joined == rows);
    for year in ["2020", "2021", "2022"] {
        let of_year: Vec<_> = rows.iter().filter(|row| row[19].starts_with(year)).cloned().collect();
        assert!(cells(desk.read(&format!("y-{year}.csv")).as_bytes(), b',')[1..] == of_year, "{year}");
        let file = fs::File::open(desk.path(&format!("p-{year}.parquet"))).unwrap();
        let file = SerializedFileReader::new(file).unwrap();
        assert_eq!(file.metadata().file_metadata().num_rows() as usize, of_year.len());
    }
    assert!(desk.names().iter().all(|name| !name.starts_with('.')), "{:?}", desk.names());
    let again = desk.run(&[&base[..], &["-o", "n.csv", "--split-rows", "500"]].concat());
    assert!(again.code == 2 && again.err.contains("n-0001.csv is there of an earlier run"), "{}", again.err);
    let unknown = desk.run(&[&base[..], &["-o", "z.csv", "--split-by", "year"]].concat());
    assert!(
        unknown.code == 2 && unknown.err.contains("no column \"year\" to split by; the columns are: "),
        "{}",
        unknown.err
    );
}

#[test]
fn what_a_spreadsheet_would_run_is_defused_on_request() {
    let desk = Desk::new(&[("a.jsonl", articles(1).as_bytes())]);
    let plain = desk.run(&["extract", "a.jsonl", "-q"]);
    let safe = desk.run(&["extract", "a.jsonl", "-q", "--spreadsheet-safe"]);
    assert_eq!((&plain.ids()[0][..], &safe.ids()[0][..]), ("+a0", "'+a0"));
    assert!(
        plain.column("quote")[0].starts_with("=SUM(0)") && safe.column("quote")[0].starts_with("'=SUM(0)")
    );
    assert_eq!(desk.run(&["extract", "a.jsonl", "--spreadsheet-safe", "--to", "jsonl"]).code, 2);
}

#[test]
fn names_that_promise_another_format_are_refused() {
    let desk = Desk::new(&[("a.jsonl", articles(1).as_bytes())]);
    for (name, advice) in
        [("q.json", "call it .jsonl"), ("q.xlsx", "spreadsheets open .csv"), ("q.csv.gz", "not compressed")]
    {
        let done = desk.run(&["extract", "a.jsonl", "-o", name]);
        assert!(done.code == 2 && done.err.contains(advice), "{}", done.err);
    }
    assert_eq!(desk.names(), ["a.jsonl"]);
}

#[test]
fn the_table_of_errors_has_all_that_could_not_be_read() {
    let lines = [json_line("a"), "{\"id\": 1}\n".into(), "{oops\n".into(), json_line("b")].concat();
    let empty = "{}\n".repeat(300);
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes()), ("empty.jsonl", empty.as_bytes())]);
    let done = desk.run(&[
        "extract",
        "a.jsonl",
        "gone.txt",
        "empty.jsonl",
        "-o",
        "q.csv",
        "--errors",
        "bad.csv",
        "-q",
    ]);
    assert_eq!(done.code, 2);
    let rows = cells(desk.read("bad.csv").as_bytes(), b',');
    assert_eq!(rows[0], ["file", "record", "byte", "reason"]);
    assert_eq!(rows.len(), 1 + 2 + 1 + 300);
    assert_eq!(rows[1][..3], ["a.jsonl", "2", "83"]);
    assert!(rows[1][3].starts_with("no text in a field named text, body"), "{:?}", rows[1]);
    assert!(rows[2][3].starts_with("broken JSON: key must be a string"), "{:?}", rows[2]);
    assert_eq!(rows[3][..3], ["gone.txt", "", ""]);
    // Not all of them are told as well.
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(
        (lines.len(), lines[100]),
        (101, "whosaid: 203 more that could not be read; all are in the file of --errors")
    );
    assert_eq!(desk.names(), ["a.jsonl", "bad.csv", "empty.jsonl", "q.csv"]);
}
