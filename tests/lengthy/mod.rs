//! Articles of any length, each of one kind of sentence over and over: what
//! costs the square of a text's length is met by one of them.
#![allow(dead_code, missing_docs, reason = "each that uses it takes its part")]

/// What the sentence of a number is.
pub type Piece = fn(usize) -> String;

/// A kind, its sentence, and how many quotations stand in each.
pub const KINDS: [(&str, Piece, usize); 29] = [
    ("quoted letters", |_| "\"a\" ".to_owned(), 1),
    ("four names", four_names, 1),
    ("names and he", |n| format!("In Rome {} {} met him. \"No,\" he said.\n\n", name(n), name(n + 7)), 1),
    ("the mayor", |_| "The board met. \"No,\" said the mayor. ".to_owned(), 1),
    ("a surname", |n| format!("\"No,\" {} said. ", name(n)), 1),
    ("mayors of", |n| format!("Ana Berg, the mayor of {}, left. \"No,\" Berg said. ", name(n)), 1),
    (
        "one surname",
        |n| format!("{} Berg came. \"No,\" Berg said, and \"yes,\" said the minister. ", name(n)),
        2,
    ),
    ("bare names", |n| format!("{} ", name(n)), 0),
    ("he said", |_| "“No,” he said. ".to_owned(), 1),
    // "Cook" may be an office or Anna Cook.
    ("offices as names", |n| format!("{} {} met a cook. Cook said \"no.\" ", name(n), name(n / 3 + 5)), 1),
    ("titles", |n| format!("Governor {} {} spoke. \"No,\" the governor said. ", name(n), name(n / 2)), 1),
    ("initials", |n| format!("{} K. {} and {} {} met. ", name(n), name(n + 1), name(n), name(n + 1)), 0),
    ("bodies", |n| format!("The {} {} Council ruled. The council said \"no.\" ", name(n), name(n / 9)), 1),
    ("acronyms", |n| format!("The {} Union of {} (U{}) met. ", name(n), name(n + 3), n % 97), 0),
    ("addressed", |n| format!("Mr. {} met Ms. {}. \"No,\" she said. ", name(n), name(n / 2)), 1),
    ("families", |n| format!("{} Berg and {} Berg met. \"No,\" Berg said. ", name(n), name(n + 1)), 1),
    ("slips", |n| format!("Ada {0}stein came. \"No,\" said {0}sten. ", name(n)), 1),
    ("a list of names", |n| format!("{} {}, ", name(n), name(n / 5)), 0),
    ("commas", |_| "a man, the mayor, who, ".to_owned(), 0),
    ("reports", |n| format!("{} {} said that the bridge, he thought, was safe. ", name(n), name(n + 2)), 0),
    ("nested reports", |_| "she said that he said that ".to_owned(), 0),
    ("headlines", |n| format!("{} Says Bridge In {} Will Close\n\n", name(n), name(n + 1)), 0),
    ("speeches", |_| "“No.\n\n".to_owned(), 0),
    ("pronouns", |_| "He and she met his and her men. ".to_owned(), 0),
    ("brackets", |_| "((a [b ".to_owned(), 0),
    ("one word", |_| "a".to_owned(), 0),
    ("stops", |_| "U.S. ".to_owned(), 0),
    ("lines", |_| "\n".to_owned(), 0),
    ("accents", |_| "e\u{301}\u{200d}".to_owned(), 0),
];

fn four_names(n: usize) -> String {
    format!("In Rome {} {} met {}. \"No,\" said {}. ", name(n), name(n + 7), name(n * 3), name(n + 9))
}

/// Something different each time, up to 38416.
fn name(number: usize) -> String {
    let letters = b"bcdfghklmnprst";
    let letter = |at: u32| char::from(letters[number / letters.len().pow(at) % letters.len()]);
    format!("{}a{}o{}e{}", letter(0).to_ascii_uppercase(), letter(1), letter(2), letter(3))
}

/// So many bytes of one kind or a little more, a quotation behind them, and how many quotations stand in them.
pub fn text((_, piece, quotations): (&str, Piece, usize), bytes: usize) -> (String, usize) {
    let mut text = String::with_capacity(bytes + 1000);
    let mut count = 0;
    while text.len() < bytes {
        text += &piece(count);
        count += 1;
    }
    // What comes behind the last quotation is not worked on.
    text += "\n\n“No,” she said.";
    (text, count * quotations + 1)
}
