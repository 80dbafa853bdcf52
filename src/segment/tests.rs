//! One-sentence cases: `|` stands where a sentence must end, and nowhere else.

use super::{Segmenter, Segments};

/// Splits `marked` without its `|`, and marks the result again.
fn marked(segmenter: Segmenter, marked: &str) -> String {
    let text = marked.replace('|', "");
    let found = segmenter.segment(&text);
    let mut out = String::new();
    let mut last = 0;
    for sentence in &found.sentences[..found.sentences.len() - 1] {
        out += &text[last..sentence.end as usize];
        out.push('|');
        last = sentence.end as usize;
    }
    out + &text[last..]
}

#[track_caller]
fn check(cases: &[&str]) {
    for case in cases {
        assert_eq!(marked(Segmenter::new(), case), *case);
    }
}

#[track_caller]
fn check_kept(cases: &[&str]) {
    for case in cases {
        assert_eq!(marked(Segmenter::new().keep_quotations(true), case), *case);
    }
}

#[test]
fn a_title_belongs_to_the_name_after_it() {
    check(&[
        "He met Sen. Ruth Lee.| She smiled.",
        "Then-Gov. Ng and Messrs. Orr and Poe left.",
        "The vote, said Rep. Orr, was close.| Dr. Poe agreed.",
    ]);
}

#[test]
fn dotted_letters_end_a_sentence_only_before_a_word_that_begins_one() {
    check(&[
        "She left the U.S.| That was in May.",
        "The U.S. Treasury sold bonds.",
        "He moved to the U.K. last year.",
        "The S.&P. 500 fell.",
        "U.S. Rep. Orr spoke in the U.S.| Mr. Poe did not.",
        "They met in Washington, D.C.| “We won,” he said.",
        "P.S. I left.",
    ]);
}

#[test]
fn initials_belong_to_their_name() {
    check(&[
        "J. R. R. Poe and Ann P. Lee wrote it.",
        "A.B. Orr and J.R. Poe came.| They left.",
        "You and I.| Did you see Ruth I. Lee?",
        "He took vitamin C.| The doctor smiled.",
        "John F. “Jack” Orr won.",
    ]);
}

#[test]
fn after_a_company_form_a_name_goes_on_and_a_pronoun_begins_anew() {
    check(&[
        "Acme Corp. Chairman Ruth Lee left.",
        "She runs Acme Inc.| He runs Orr & Co.| Mr. Poe runs neither.",
        "He left Acme Corp.| Acme has no comment.",
        "Orr Ltd. said it will buy Poe Bros. of Leeds.",
        "Shares fell at Acme Inc.| “We lost,” he said.",
        "Ray Poe Jr. of Leeds won.| Ray Orr Jr.| They tied.",
    ]);
}

#[test]
fn months_and_days_go_on_before_a_number() {
    check(&[
        "It began on Nov. 29 and ended on Dec. 1.| But who knew?",
        "It ended in Oct.| Few knew.",
        "The sun.| The sky.",
    ]);
}

#[test]
fn states_go_on_after_a_bracket_and_before_a_name() {
    check(&[
        "Sen. Lee (D., Mont.) voted no.",
        "He lives in Reno, Nev.| The town is small.",
        "The Reno, Nev. Gazette closed.",
    ]);
}

#[test]
fn numbers_follow_their_abbreviations() {
    check(&[
        "See Art. 5 and p. 55 of Vol. II.| Then rest.",
        "Is he No. 1?| No.| He is No. 2.",
        "Is it so?| No.| I mean it.",
        "It is fig. A.| She drew it.",
    ]);
}

#[test]
fn times_end_a_sentence_before_a_capital_unless_a_zone_or_a_day_follows() {
    check(&[
        "He left at 6 p.m.| Travelers came at 5 a.m. and slept.",
        "It begins at 9 a.m. Eastern time and ends at 1 p.m. Monday.",
        "At 5 a.m. Mr. Lee went to the bank.",
        "At 10:30 p.m. the polls closed.| It is 3.30 p.m.| We go.",
    ]);
}

#[test]
fn units_need_a_number_before_them() {
    check(&[
        "It was 5 ft. long and 6 in. wide.",
        "He came in.| the cat left.",
        "It measured 6 in.| The wall was solid.",
    ]);
}

#[test]
fn decimals_versions_addresses_and_links_hold_no_end() {
    check(&[
        "It rose 3.5 percent to $1.20.| Version 2.0.1 is out.",
        "Write to ruth.lee@example.com or see www.example.com/a.b?c=d.html.| Thanks.",
        "Ask Example.com about Node.Js.",
        "He owes 1,000.| That is a lot.",
    ]);
}

#[test]
fn an_ellipsis_ends_a_sentence_before_a_capital_and_goes_on_before_a_small_letter() {
    check(&[
        "Well ... it was . . . so.| He left.",
        "He waited. . . .| Then he left.",
        "She thought…| Then she left…",
        "The dog . . . I like it.",
        "The dog. . . .| I like it.",
        "“They [...] lost [...]”| Then he left.",
    ]);
}

#[test]
fn names_with_a_mark_of_exclamation_go_on() {
    check(&[
        "She works at Yahoo! in sales.",
        "Yahoo! Research is shut.",
        "The film Stop Me! was a hit.",
        "He left Yahoo!| The firm said no.",
        "Help! We sink.".replace("! ", "!| ").as_str(),
    ]);
}

#[test]
fn a_question_in_marks_goes_on_with_the_clause_that_says_who_asked() {
    check(&[
        "“Why?” he asked.",
        "“Why?” Mr. Lee asked.| “Why not?” Ruth A. Poe said.",
        "“Why?”| He asked again.",
        "“Why?”| Lee left.",
        "\"It is over.\"| Lee said he would go.",
        "How could he? she wondered.| Nobody knew.",
        "That (really?) was all (!) he said.",
    ]);
}

#[test]
fn a_closing_mark_belongs_to_the_sentence_that_it_closes() {
    check(&[
        "\"It is over.\"| \"We lost.\"| She left.",
        "“We won.”| ‘Oh.’| (Laughter.)| There was more.",
        "He left (so they say).| She stayed.",
        "He works (he worked for Lee.) at home.",
        "They were “in the U.S.”| Then they left.",
        "He had “feelings.” [20]| Then he left.[21][22]| She stayed.",
        "It is so .”| She left.",
    ]);
}

#[test]
fn a_quotation_of_several_sentences_is_split_inside_unless_it_is_to_be_kept() {
    check(&["“We lost.| We go on.| Why not?” she said.| He left.", "He said: “No.| Never.”| She left."]);
    check_kept(&[
        "“We lost. We go on. Why not?” she said.| He left.",
        "He said: \"No. Never.\"| She left.| \"Yes. Always,\" he said.",
        "‘Oh. It’s so. Well,’ she said.| He left.",
        "'Oh. It's so. Well,' she said.| He left.",
        "“It never closes.| So it is split.",
        "The dogs' bowl.| The cats' bowl.",
    ]);
}

#[test]
fn a_dateline_goes_on() {
    check(&["BRUSSELS, July 11 (Wire) -- The talks failed.", "WASHINGTON, D.C. (Wire) — The vote failed."]);
}

#[test]
fn a_headline_without_a_stop_ends_with_its_line() {
    check(&[
        "Talks fail again|\n\nThe talks failed on Monday.| Nobody won.",
        "Talks fail|\nThe talks failed.",
    ]);
}

#[test]
fn lists_are_split_before_their_labels_and_not_after_them() {
    check(&[
        "1. The first item| 2. The second item| 3. The third",
        "1) The first item.| 2) The second item.",
        "1.) One item| 2.) Another",
        "a. One item| b. Another",
        "i) Hello there.| ii) Hello again.",
        "• 9. One item| • 10. Another",
        "Q. Who is he?| A. His name is Lee.",
        "A. Lee met Robert B. Orr.",
        "He won 2. Then 1) came.".replace(". Then", ".| Then").as_str(),
    ]);
}

#[test]
fn a_stop_without_space_after_it_ends_a_sentence_between_words_of_prose() {
    check(&[
        "It was over.|The next day came.",
        "Was it over?|The day came.",
        "It was over.the day",
        "“It was over!”|The day came.",
        "It was over.Mr. Lee left.".replace("over.", "over.|").as_str(),
    ]);
}

#[test]
fn words_in_capitals_keep_their_abbreviations() {
    check(&["ACME INC. SOLD BONDS IN THE U.S. MARKET.| THE PRICE FELL.", "SEN. LEE LEFT.| HE DID."]);
}

#[test]
fn a_semicolon_ends_nothing_and_a_dash_may_begin_a_sentence() {
    check(&[
        "He left; she stayed.",
        "These are the points.| -- The first is this.",
        "Acme Inc. -- a firm -- fell.",
    ]);
}

#[test]
fn a_credit_and_a_time_stamp_stand_alone() {
    check(&["The harbour at dawn| Photo: Ruth Lee", "Ruth Lee| 05/03/2001 09:15 AM| The figures are in."]);
}

#[test]
fn a_small_letter_begins_a_sentence_after_a_word_that_is_no_abbreviation() {
    check(&[
        "i went there.| it was great.",
        "The med. staff and the mgmt. team left.",
        "is it so?| i think not.",
        "Gone!... nobody saw it.",
    ]);
}

fn paragraphs(text: &str) -> Vec<&str> {
    Segmenter::new().segment(text).paragraphs.into_iter().map(|span| span.of(text)).collect()
}

#[test]
fn blank_lines_and_single_line_breaks_part_paragraphs() {
    assert_eq!(paragraphs(" One.\n\nTwo.\r\n \t\r\nThree.\nFour. \n"), ["One.", "Two.", "Three.", "Four."]);
    assert_eq!(paragraphs("\n \n"), [""; 0]);
}

const WRAPPED: &str = "\
The council of Leeds voted on Monday to close the old bridge over the
river for three years, a step that shops on both banks have fought for
months, and that Ruth Lee, who leads the council, called the only way
to keep it from falling.
  Shops will be paid for what they lose, said Ray Orr of the council.
- The bridge will close in May.
- It will open in three years.

It was built in 1902, and nothing but paint has been spent on it since
the war.";

#[test]
fn wrapped_lines_are_joined_and_short_lines_items_and_indents_are_not() {
    let found = paragraphs(WRAPPED);
    let starts: Vec<_> = found.iter().map(|paragraph| &paragraph[..9]).collect();
    assert_eq!(starts, ["The counc", "Shops wil", "- The bri", "- It will", "It was bu"]);
}

#[test]
fn long_lines_are_paragraphs_whatever_they_end_with() {
    let text = format!("{}\n{}\n{}\n{}", "word ".repeat(60), "more ".repeat(40), "last ".repeat(50), "end");
    assert_eq!(paragraphs(&text).len(), 4);
}

#[test]
fn two_lines_are_joined_only_if_the_sentence_visibly_goes_on() {
    assert_eq!(paragraphs("It was a cold \nnight in the city.").len(), 1);
    assert_eq!(paragraphs("This is a sentence that was\ncut in the middle.").len(), 1);
    assert_eq!(paragraphs("salt\nbrown sugar\nbutter, flour").len(), 3);
}

#[test]
fn texts_that_repeat_one_thing_take_no_more_than_linear_time() {
    // Anything quadratic would not come back within the patience of a developer.
    for unit in [
        "\"", ".", " ", "\n", "a", ". ", " .", "\" ", "' ", "a.", "a\n", "[1]", "(", ")", "1. ", ":", "…",
        "• ", "U.S. ",
    ] {
        let text = unit.repeat(500_000 / unit.len());
        let found = Segmenter::new().keep_quotations(true).segment(&text);
        assert!(found.sentences.len() <= text.len());
    }
}

mod laws {
    use proptest::prelude::*;

    use super::*;
    use crate::Span;

    /// Text out of the pieces that the rules look at.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                ".",
                "!",
                "?",
                "…",
                " ",
                "  ",
                "\n",
                "\n\n",
                "\r\n",
                "\"",
                "'",
                "“",
                "”",
                "‘",
                "’",
                "(",
                ")",
                "[",
                "]",
                "-",
                "—",
                ":",
                "•",
                "\u{a0}",
                "\u{2028}",
                "1",
                "23",
                "a",
                "I",
                "U.S.",
                "Mr.",
                "Inc.",
                "He ",
                "word ",
                "Word ",
                "a.m.",
                "1)",
                "No.",
                "é",
                "°",
                "[1]",
                "...",
                " . ",
                "Photo:",
                "05/03/2001 09:15 AM",
                "北",
                "😀",
            ])
            .prop_map(String::from),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    /// In order, without overlap, trimmed, not empty, and all but white space.
    fn check_tiling(text: &str, spans: &[Span]) {
        let mut last = 0;
        for span in spans {
            let part = &text[span.range()];
            assert!(!part.is_empty() && part.trim() == part, "{part:?}");
            assert!(text[last..span.start as usize].trim().is_empty());
            last = span.end as usize;
        }
        assert!(text[last..].trim().is_empty());
    }

    proptest! {
        #[test]
        fn paragraphs_and_sentences_tile_the_text(text in text(), keep in any::<bool>()) {
            let Segments { paragraphs, sentences } = Segmenter::new().keep_quotations(keep).segment(&text);
            check_tiling(&text, &paragraphs);
            check_tiling(&text, &sentences);
            for sentence in sentences {
                prop_assert!(paragraphs.iter().any(|paragraph| paragraph.contains(sentence)));
            }
        }

        #[test]
        fn sentences_do_not_depend_on_other_paragraphs(before in text(), here in text(), after in text()) {
            let one_line = |text: &str| text.replace('\n', " ");
            let (before, here, after) = (one_line(&before), one_line(&here), one_line(&after));
            let whole = format!("{before}\n\n{here}\n\n{after}");
            let of = |text: &str| -> Vec<String> {
                let found = crate::sentences(text);
                found.into_iter().map(|span| span.of(text).to_owned()).collect()
            };
            prop_assert_eq!(of(&whole), [of(&before), of(&here), of(&after)].concat());
        }

        #[test]
        fn a_kept_quotation_never_adds_an_end(text in text()) {
            let split = Segmenter::new().segment(&text).sentences;
            let kept = Segmenter::new().keep_quotations(true).segment(&text).sentences;
            prop_assert!(kept.len() <= split.len());
        }

        #[test]
        fn buffers_that_are_used_again_change_nothing(one in text(), two in text()) {
            let mut segments = Segmenter::new().segment(&one);
            Segmenter::new().segment_into(&two, &mut segments);
            prop_assert_eq!(segments, Segmenter::new().segment(&two));
        }
    }
}
