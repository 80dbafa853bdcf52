//! Text in; paragraphs, sentences and tokens out, as spans.

pub(crate) mod token;
use crate::Span;

pub(crate) fn paragraphs(text: &str, out: &mut Vec<Span>) {
    out.clear();
    let mut s = 0;
    for line in text.split('\n') {
        let t = line.trim();
        if !t.is_empty() {
            let off = s + (line.len() - line.trim_start().len());
            out.push(Span::new(off, off + t.len()));
        }
        s += line.len() + 1;
    }
}

pub(crate) fn sentences(text: &str, paragraphs: &[Span], out: &mut Vec<Span>) {
    out.clear();
    let b = text.as_bytes();
    const ABBR: [&str; 34] = ["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Jr", "Sr", "St", "Sens", "Reps", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Md", "Va", "Pa", "Calif", "Fla", "Mass", "Ohio", "Rev", "Prof"];
    for p in paragraphs {
        let (mut s, e) = (p.start as usize, p.end as usize);
        let mut i = s;
        while i < e {
            if matches!(b[i], b'.' | b'?' | b'!') {
                let mut j = i + 1;
                while j < e {
                    if matches!(b[j], b'"' | b'\'' | b')' | b']' | b'.') { j += 1 }
                    else if b[j..].starts_with("”".as_bytes()) || b[j..].starts_with("’".as_bytes()) { j += 3 }
                    else { break }
                }
                if j < e && (b[j] == b' ' || b[j] == 0xC2) {
                    let rest = text[j..e].trim_start();
                    let w0 = text[s..i].rfind([' ', '(', '"']).map_or(s, |x| s + x + 1);
                    let w = &text[w0..i];
                    let cap = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘(".contains(c));
                    let abbr = b[i] == b'.' && (ABBR.contains(&w) || w.len() == 1 && w.chars().all(char::is_uppercase) || (w.contains('.') && !j.eq(&(i+2))));
                    if cap && !abbr {
                        out.push(Span::new(s, j));
                        s = e - rest.len();
                        i = s;
                        continue;
                    }
                }
            }
            i += 1;
        }
        if s < e { out.push(Span::new(s, e)); }
    }
}
