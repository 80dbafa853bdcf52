//! JSON that is not one object a line: a list of objects, or one after another.
//!
//! In: a stream. Out: its objects, put into a batch as they stand. Of
//! `[{"text": "Rain."}, {"text": "Sun."}]` the records are 1 and 2, with or
//! without the brackets and the comma, on one line or on many.
//!
//! Only marks and brackets are looked at here, to find where an object ends;
//! what is in it is parsed by whoever takes it out. So a fault within an object
//! costs that object, and only one that leaves a mark or a bracket open costs
//! what comes after it. Limit: an object that is longer than the article limit
//! is passed over without being held.

use std::io;
use std::sync::Arc;

use super::batch::{Batch, Body, Source};
use super::error::ReadError;
use super::stream::Stream;
use super::{Reader, Start};

/// The least that is read at a time.
const BLOCK: usize = 64 << 10;

/// Cuts a stream into objects.
pub(super) struct Array {
    stream: Stream,
    source: Arc<Source>,
    limit: usize,
    /// The start of an object whose end has not been read.
    carried: Vec<u8>,
    number: u64,
    /// Where `carried` starts.
    byte: u64,
    /// Where the last value ended: one goes on there, as within the list that
    /// it stood in, whether that has been closed since or not.
    settled: u64,
    scan: Scan,
    /// Whether there are lists, which a bracket opens and another closes, and
    /// whether one is open.
    is_list: bool,
    is_open: bool,
    /// The object is longer than the limit and was reported.
    is_passed_over: bool,
}

/// How far into an object one is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Scan {
    depth: u32,
    in_string: bool,
    is_escaped: bool,
    /// A value that is neither object, list nor string.
    is_bare: bool,
}

impl Scan {
    fn is_between(self) -> bool {
        self == Self::default()
    }

    /// Reads on in the value that has begun, to just past its end if that is
    /// in `bytes`.
    fn past_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.is_escaped {
                self.is_escaped = false;
            } else if self.in_string {
                at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
                self.is_escaped = bytes[at] == b'\\';
                self.in_string = self.is_escaped;
            } else {
                match bytes[at] {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    // It belongs to the list, as a comma does.
                    b'}' | b']' if self.depth == 0 => return Some(at),
                    b'}' | b']' => self.depth -= 1,
                    b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Some(at),
                    _ => self.is_bare |= self.depth == 0,
                }
            }
            at += 1;
            if self.depth == 0 && !self.in_string && !self.is_bare {
                return Some(at);
            }
        }
        None
    }
}

impl Array {
    /// A reader of the objects of `stream`.
    pub(super) fn new(
        mut stream: Stream,
        source: Source,
        limit: usize,
        start: Start,
    ) -> Result<Self, ReadError> {
        let first = stream.peek().iter().find(|byte| !byte.is_ascii_whitespace());
        let is_list = first == Some(&b'[');
        stream.skip_to(start.byte).map_err(|fault| source.unreadable(fault))?;
        let (byte, number) = (stream.byte(), start.record.max(1));
        let (is_open, scan) = (is_list && start.byte > 0, Scan::default());
        let (source, carried) = (Arc::new(source), Vec::new());
        Ok(Self {
            stream,
            source,
            limit,
            carried,
            number,
            byte,
            settled: start.byte,
            scan,
            is_list,
            is_open,
            is_passed_over: false,
        })
    }

    /// Puts the objects of `batch.bytes()[start..]` into the batch, of which
    /// what comes before `scanned` has been looked at, and carries what is
    /// left.
    fn cut(&mut self, batch: &mut Batch, start: usize, mut scanned: usize) {
        let bytes = std::mem::take(batch.bytes());
        // Where the value starts that has begun or comes next.
        let mut from = start;
        while scanned < bytes.len() {
            if self.scan.is_between() && !self.is_passed_over && self.is_separator(bytes[scanned]) {
                scanned += 1;
                self.byte += 1;
                from = scanned;
                continue;
            }
            let Some(length) = self.scan.past_end(&bytes[scanned..]) else { break };
            // A bracket that closes nothing is a value by itself, and no good one.
            scanned += length.max(usize::from(scanned == from));
            self.value(batch, from, scanned);
            self.byte += (scanned - from) as u64;
            self.settled = self.byte;
            from = scanned;
        }
        *batch.bytes() = bytes;
        self.carried.extend_from_slice(&batch.bytes()[from..]);
        batch.bytes().truncate(from);
    }

    /// Whether a byte between two values belongs to neither. A bracket opens or
    /// closes the list then; behind one list there may be another.
    fn is_separator(&mut self, byte: u8) -> bool {
        let is_bracket = self.is_list && byte == if self.is_open { b']' } else { b'[' };
        self.is_open ^= is_bracket;
        is_bracket || byte == b',' || byte.is_ascii_whitespace()
    }

    /// Puts one value into the batch.
    fn value(&mut self, batch: &mut Batch, from: usize, to: usize) {
        self.scan = Scan::default();
        self.is_open |= self.is_list;
        if std::mem::take(&mut self.is_passed_over) {
        } else if to - from > self.limit {
            self.push_too_long(batch);
        } else {
            batch.push(self.number, self.byte, Body::Json(from..to));
        }
        self.number += 1;
    }

    fn push_too_long(&self, batch: &mut Batch) {
        let place = self.source.place(self.number, self.byte);
        batch.push_fault(ReadError::TooLong { place, limit: self.limit });
    }

    /// Throws away what there is of an object that is too long.
    fn pass_over(&mut self, batch: &mut Batch) {
        if !std::mem::replace(&mut self.is_passed_over, true) {
            self.push_too_long(batch);
        }
        self.byte += self.carried.len() as u64;
        self.carried.clear();
    }

    /// The error for a file that cannot be read on.
    fn broken(&self, source: io::Error) -> ReadError {
        ReadError::Broken { place: self.source.place(self.number, self.byte), source }
    }
}

impl Array {
    /// Reads once; `false` at the end.
    fn read(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        let start = batch.bytes().len();
        batch.bytes().append(&mut self.carried);
        let scanned = batch.bytes().len();
        // An object that is longer than the room is read on in steps as long
        // as what there is of it, so that it is moved a few times at most.
        let most = batch.room().max(scanned - start).max(BLOCK);
        let read = self.stream.read_onto(batch.bytes(), most);
        self.cut(batch, start, scanned);
        if self.carried.len() > self.limit || self.is_passed_over {
            self.pass_over(batch);
        }
        let is_whole = self.carried.is_empty() && !self.is_passed_over && !self.is_open;
        match read.map_err(|fault| self.broken(fault))? {
            0 if is_whole => Ok(false),
            0 if self.scan.is_bare && !self.is_open => {
                // It has no end of its own, and is none that could be cut off.
                let start = batch.bytes().len();
                batch.bytes().append(&mut self.carried);
                let end = batch.bytes().len();
                self.value(batch, start, end);
                Ok(false)
            }
            0 => Err(self
                .broken(io::Error::new(io::ErrorKind::UnexpectedEof, "the list of JSON objects is cut off"))),
            _ => Ok(true),
        }
    }
}

impl Reader for Array {
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        batch.begin(&self.source);
        loop {
            let is_more = self.read(batch)?;
            // One cannot go on in the middle of an object, so that one is passed over in one go.
            if !(is_more && self.is_passed_over) {
                return Ok(is_more);
            }
        }
    }

    fn position(&self) -> Start {
        Start { member: 0, record: self.number, byte: self.settled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::read::Fields;

    /// What is read, in blocks as large as they come, with places of faults.
    fn read(json: &str, limit: usize, start: Start) -> (Vec<String>, Vec<u64>) {
        let stream = Stream::new(io::Cursor::new(json.as_bytes().to_vec()), &Arc::default()).unwrap();
        let source = Source { path: "a.json".into(), name: "a.json".into(), is_named: true };
        let mut array = Array::new(stream, source, limit, start).unwrap();
        let (mut texts, mut faults) = (Vec::new(), Vec::new());
        loop {
            let mut batch = Batch::default();
            let more = array.fill(&mut batch);
            let (fields, mut article) = (Fields::default(), Article::default());
            while let Some(read) = batch.next_into(&fields, &mut article) {
                match read {
                    Ok(()) => texts.push(article.text.clone()),
                    Err(fault) => faults.push(fault.place().unwrap().record),
                }
            }
            match more {
                Ok(true) => {}
                Ok(false) => return (texts, faults),
                Err(fault) => {
                    faults.push(fault.place().unwrap().record);
                    return (texts, faults);
                }
            }
        }
    }

    #[test]
    fn one_never_goes_on_in_the_middle_of_an_object_that_is_too_long() {
        let long = format!(r#"{{"text": "{{\"text\": \"b\"}} {}"}}"#, "x ".repeat(200_000));
        let json =
            format!(r#"[{{"text": "a"}}, {long}, {{"text": "c"}}, {}{{"text": "d"}}]"#, " ".repeat(200_000));
        let stream = Stream::new(io::Cursor::new(json.clone().into_bytes()), &Arc::default()).unwrap();
        let source = Source { path: "a.json".into(), name: "a.json".into(), is_named: true };
        let mut array = Array::new(stream, source, 1000, Start::default()).unwrap();
        array.fill(&mut Batch::default()).unwrap();
        assert_eq!(array.position().record, 4);
        assert_eq!(read(&json, 1000, array.position()), (vec!["d".to_owned()], Vec::new()));
        assert_eq!(read(&json, 1000, Start::default()).1, [2]);
    }

    #[test]
    fn lists_and_objects_one_after_another_are_the_same() {
        let (first, second) = (r#"{"text": "a]\\"}"#, r#"{"text": "b\"{", "x": [{}, "]"]}"#);
        for json in [
            format!("[{first}, {second}]"),
            format!("[\n  {first},\n  {}\n]\n", second.replace(", ", ",\n")),
            format!("{first}\n\n{second} "),
            format!("{first}{second}"),
            format!("[{first}][{second}]\n"),
            format!("[ ]\n[{first}]\n[\n{second}\n]\n[]"),
        ] {
            let wanted = vec!["a]\\".to_owned(), "b\"{".to_owned()];
            assert_eq!(read(&json, 1000, Start::default()), (wanted, vec![]), "{json}");
        }
        assert_eq!(read(" ", 1000, Start::default()), (vec![], vec![]));
        assert_eq!(read("[]", 1000, Start::default()), (vec![], vec![]));
    }

    #[test]
    fn what_is_no_object_costs_itself() {
        let json = r#"[1, "text", null, ["text"], {"text": }, {"text": "a"}, 2]"#;
        assert_eq!(read(json, 1000, Start::default()), (vec!["a".into()], vec![1, 2, 3, 4, 5, 7]));
        assert_eq!(read("nonsense", 1000, Start::default()), (vec![], vec![1]));
        let json = r#"[{"text": "a"}}, {"text": "b"}] x"#;
        assert_eq!(read(json, 1000, Start::default()), (vec!["a".into(), "b".into()], vec![2, 4]));
        let json = r#"{"text": "a"}]{"text": "b"}"#;
        assert_eq!(read(json, 1000, Start::default()), (vec!["a".into(), "b".into()], vec![2]));
    }

    #[test]
    fn a_list_that_is_cut_off_is_told_wherever_it_is() {
        let json = r#"[{"text": "a"}, {"text": "b"}]"#;
        for end in 1..json.len() {
            let (texts, faults) = read(&json[..end], 1000, Start::default());
            assert_eq!(faults, [texts.len() as u64 + 1], "{end}");
        }
    }

    #[test]
    fn an_object_over_the_limit_is_passed_over_however_long() {
        for length in [100, 90_000, 1_000_000] {
            let json =
                format!(r#"[{{"text": "{}"}}, {{"text": "b"}}, {{"text": "c"}}]"#, "x{".repeat(length / 2));
            assert_eq!(
                read(&json, 50, Start::default()),
                (vec!["b".into(), "c".into()], vec![1]),
                "{length}"
            );
        }
    }

    #[test]
    fn a_list_is_gone_on_with_from_where_a_batch_ended() {
        let json = r#"[{"text": "a"}, {"text": "b"}]"#;
        let start = Start { member: 0, record: 2, byte: 14 };
        assert_eq!(read(json, 1000, start).0, ["b"]);
        let json = r#"[{"text": "a"}] [{"text": "b"}]"#;
        assert_eq!(read(json, 1000, start), (vec!["b".to_owned()], vec![]));
    }
}
