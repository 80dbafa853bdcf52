//! Who speaks where the words around a quotation leave no doubt, so that nothing is weighed: labels, "was
//! told by", what another reports, signs, turns without names.

use super::context::NO_UNIT;
use super::{Analysis, Choice, Context, Place, Scene};
use crate::cue::{self, How};
use crate::lexicon::is;
use crate::mention::{Form, Sort, Tag, Unit};
use crate::segment::token::{Kind, Token};

/// Chooses who speaks a quotation, if a rule says so.
pub(super) fn choose(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<Choice> {
    if let Some(mention) = label(analysis, &context.place) {
        return Some(Choice { mention: Some(mention), certainty: LABELLED });
    }
    if let Some(mention) = asker(context, analysis) {
        return Some(Choice { mention, certainty: RULED });
    }
    if let Some(mention) = right_behind(context, analysis, scene) {
        return Some(Choice { mention: Some(mention), certainty: RIGHT_BEHIND });
    }
    let told = agent(context, analysis)
        .or_else(|| teller(context, analysis))
        .or_else(|| describer_by(context, analysis, scene))
        .or_else(|| outer(context, analysis, scene))
        .or_else(|| reported(context, analysis, scene))
        .or_else(|| in_relative(context, analysis, scene))
        .or_else(|| plain(context, analysis, scene))
        .or_else(|| describer(analysis, &context.place))
        .or_else(|| informed(analysis, &context.place));
    if let Some(mention) = told {
        return Some(Choice { mention: Some(mention), certainty: RULED });
    }
    if let Some(mention) = context.in_turn() {
        return Some(Choice { mention: Some(mention), certainty: IN_TURN });
    }
    if is_work_of_somebody(context, analysis) || is_on_sign(context, analysis) || is_told(context, analysis) {
        return Some(Choice { mention: None, certainty: RULED });
    }
    if context.answers() {
        return Some(Choice { mention: None, certainty: UNTOLD });
    }
    None
}

/// How sure a label is, in thousandths.
const LABELLED: u16 = 990;

/// How sure most rules are, in thousandths.
const RULED: u16 = 900;

/// How sure it is that nobody knows who answers, in thousandths.
const UNTOLD: u16 = 500;

/// How sure it is who says it right behind what he says, in thousandths.
const RIGHT_BEHIND: u16 = 990;

/// How sure turns are, in thousandths.
const IN_TURN: u16 = 850;

/// The name in capitals that labels a turn, within its marks or before them:
/// `“BERG: Well, look.”`
fn label(analysis: &Analysis, place: &Place) -> Option<u32> {
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[place.paragraph as usize];
    let name = place.first.checked_sub(2).filter(|&name| name == start)?;
    let (name, colon) = (&units[name as usize], &units[name as usize + 1]);
    let mention = analysis.chunks.mentions.get(name.mention as usize)?;
    let is_capitals = |token: &Token| {
        let word = &analysis.text[token.span.range()];
        word.len() > 1 && !word.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let named = &analysis.tokens.all[mention.name_first as usize..mention.last as usize];
    let is_colon = analysis.tokens.all[colon.first as usize].kind == Kind::Colon;
    (mention.form == Form::Name && is_colon && named.iter().all(is_capitals)).then_some(name.mention)
}

/// Who says it right behind it, and no more: "“No,” Berg said.", "“No,” said Berg, a miller". One in six is
/// told so, and the weights never tell another; but they ask fifteen candidates.
fn right_behind(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    /// The quotation begins its sentence.
    const STARTS: u32 = 1;
    let next = context.place.last as usize + 1;
    let behind = analysis.chunks.units.get(next..next + 3)?;
    let traits = &scene.traits[next..next + 3];
    let says = |at: usize| matches!(behind[at].tag, Tag::Past | Tag::VerbS) && traits[at].strength() == 3;
    let ends = matches!(behind[2].kind, Kind::Stop | Kind::Comma);
    let sayer = match behind {
        [sayer, _, mark] if says(1) && mark.kind == Kind::Stop => sayer,
        [_, sayer, _] if says(0) && ends => sayer,
        _ => return None,
    };
    let mention = analysis.chunks.mentions.get(sayer.mention as usize)?;
    let speaks = match mention.form {
        Form::Pronoun => matches!(analysis.text_at(mention.first), "he" | "she"),
        _ => mention.sort == Sort::Person,
    };
    let is_within = !traits[..2].iter().any(|traits| traits.starts_sentence());
    let is_whole = context.layout & STARTS != 0 && context.tail != 1;
    (is_whole && is_within && speaks && !mention.is_owner).then_some(sayer.mention)
}

/// Whether a quotation is what somebody is known for: "“Dune Sea” director Ada Berg said".
fn is_work_of_somebody(context: &Context, analysis: &Analysis) -> bool {
    /// Longer, in bytes, than most titles.
    const TITLE: usize = 40;
    let inner = analysis.quotes[context.quote].inner;
    let Some(next) = analysis.chunks.units.get(context.place.last as usize + 1) else { return false };
    let named = analysis.chunks.mentions.get(next.mention as usize);
    let entry = analysis.tokens.entry(analysis.lexicon, next.first as usize);
    inner.len() <= TITLE
        && !next.starts_sentence
        && next.kind == Kind::Lower
        && entry.is(is::OFFICE)
        && named.is_some_and(|named| named.form == Form::Name && named.name_first > named.first)
        && inner.of(analysis.text).ends_with(char::is_alphanumeric)
}

/// Whether somebody was told so, or accused of it, and by whom is not said: "Berg was told she was “late”".
fn is_told(context: &Context, analysis: &Analysis) -> bool {
    /// How far behind the verb the quotation may begin.
    const REACH: u32 = 6;
    let (told, first) = (context.near.speech, context.place.first);
    let near = &context.near;
    if told == NO_UNIT || told == near.sentence || first > told + REACH || near.behind != NO_UNIT {
        return false;
    }
    let units = &analysis.chunks.units;
    let word = |unit: &Unit| analysis.text_at(unit.first);
    units[told as usize - 1].tag == Tag::Auxiliary
        && matches!(word(&units[told as usize - 1]), "was" | "were" | "been" | "is" | "are" | "being")
        && matches!(word(&units[told as usize]), "told" | "accused" | "warned")
        && !units[told as usize..first as usize].iter().any(|unit| word(unit) == "by")
}

/// Whether it is what a sign says, which nobody utters: "The placard read “No”".
fn is_on_sign(context: &Context, analysis: &Analysis) -> bool {
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let word = |unit: &Unit| analysis.tokens.all[unit.last as usize - 1].span.of(analysis.text);
    let is_before = first >= context.near.sentence as usize + 2;
    is_before
        && matches!(word(&units[first - 1]), "read" | "reads" | "reading" | "saying")
        && matches!(
            word(&units[first - 2]),
            "sign"
                | "signs"
                | "placard"
                | "placards"
                | "banner"
                | "banners"
                | "billboard"
                | "T-shirt"
                | "sticker"
        )
}

/// Who branded somebody so, where a participle without a subject begins the sentence: "Branded “a
/// menace” by prosecutors, Berg smiled".
fn agent(context: &Context, analysis: &Analysis) -> Option<u32> {
    /// How many units may stand between the participle and the quotation: "as a".
    const REACH: u32 = 2;
    let (units, place) = (&analysis.chunks.units, &context.place);
    let first = context.near.sentence;
    if !(first + 1..=first + 1 + REACH).contains(&place.first) {
        return None;
    }
    let [by, agent] = units.get(place.last as usize + 1..place.last as usize + 3)? else { return None };
    let is_by = by.tag == Tag::Preposition
        && analysis.text_at(by.first) == "by"
        && !agent.starts_sentence
        && agent.mention != Unit::NO_MENTION;
    let is_participle = matches!(units[first as usize].tag, Tag::Past | Tag::Participle);
    let mut between = units[first as usize + 1..place.first as usize].iter();
    let is_clear = between.all(|unit| matches!(unit.tag, Tag::Preposition | Tag::Determiner | Tag::Adverb));
    (is_by && is_participle && is_clear).then_some(agent.mention)
}

/// Who told somebody so: "Berg was told by Weber that it was “off”".
fn teller(context: &Context, analysis: &Analysis) -> Option<u32> {
    let (told, first) = (context.near.speech, context.place.first);
    if told == NO_UNIT || told == context.near.sentence || told + 2 >= first {
        return None;
    }
    let told = told as usize;
    let [is, _, by, teller] = analysis.chunks.units.get(told - 1..told + 3)? else { return None };
    let word = |unit: &Unit| analysis.text_at(unit.first);
    let tells = is.tag == Tag::Auxiliary
        && by.tag == Tag::Preposition
        && word(by) == "by"
        && matches!(
            word(&analysis.chunks.units[told]),
            "told" | "informed" | "assured" | "warned" | "reminded"
        );
    Some(teller.mention).filter(|&teller| tells && teller != Unit::NO_MENTION)
}

/// Who asked a question that was put to somebody: "Asked by a reporter, “Why?” Berg said no"; `Some(None)`
/// if it does not say.
fn asker(context: &Context, analysis: &Analysis) -> Option<Option<u32>> {
    let (units, sentence) = (&analysis.chunks.units, context.near.sentence as usize);
    let inner = analysis.quotes[context.quote].inner.of(analysis.text);
    let word = |unit: &Unit| analysis.text_at(unit.first);
    let before = match &units[sentence..context.place.first as usize] {
        [before @ .., mark] if matches!(mark.kind, Kind::Comma | Kind::Colon) => before,
        before => before,
    };
    let is_asked = |asked: &Unit| word(asked) == "Asked" && inner.ends_with('?');
    match before {
        [asked] if is_asked(asked) => Some(None),
        [asked, by, who] if is_asked(asked) && word(by) == "by" && who.mention != Unit::NO_MENTION => {
            Some(Some(who.mention))
        }
        _ => None,
    }
}

/// Who says it where nothing stands between: "Berg said “No,” and left", "Berg shouted “No”, police said".
fn plain(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let [.., sayer, verb] = &units[context.near.sentence as usize..first] else { return None };
    let named = analysis.chunks.mentions.get(sayer.mention as usize)?;
    let word = analysis.text_at(verb.first);
    let says = verb.tag == Tag::Past
        && (scene.traits[first - 1].strength() == 3 || word == "shouted")
        && word != "told"
        && named.form != Form::Pronoun
        && matches!(named.sort, Sort::Person | Sort::Organization | Sort::Unclear)
        && analysis.quotes[context.quote].inner.of(analysis.text).starts_with(char::is_uppercase);
    let tie = scene.tie(analysis, sayer.mention);
    (says && tie.unit as usize == first - 1 && tie.how == How::Next).then_some(sayer.mention)
}

/// Whether a court or a jury is what stands before a verb.
fn is_hearing(analysis: &Analysis, units: &[Unit], verb: usize) -> bool {
    let word = |unit: &Unit| analysis.tokens.all[unit.last as usize - 1].span.of(analysis.text);
    verb.checked_sub(1).is_some_and(|before| {
        matches!(
            word(&units[before]),
            "court"
                | "Court"
                | "jury"
                | "jurors"
                | "inquest"
                | "tribunal"
                | "hearing"
                | "inquiry"
                | "magistrates"
        )
    })
}

/// Who says it in what another reports: "Police said Berg shouted “off”", "She says Weber, a broker,
/// had told a friend: “No.”", "They heard a man shouting “off”".
fn reported(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    /// How far back the one may stand who says it.
    const REACH: usize = 14;
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let inner = context.near.speech as usize;
    // Most have no verb right before them.
    if context.near.speech == NO_UNIT || context.near.speech != context.near.verb || first > inner + 3 {
        return None;
    }
    let word = |unit: usize| analysis.text_at(units[unit].first);
    let from = inner.saturating_sub(REACH).max(context.near.sentence as usize + 1);
    let sayer = subject_of(analysis, scene, from, context.near.speech)?;
    let named = analysis.chunks.mentions.get(units[sayer].mention as usize)?;
    let that = usize::from(word(sayer - 1) == "that");
    let outer = (sayer - 1).checked_sub(that).filter(|&outer| outer > context.near.sentence as usize)?;
    let is_sure = !units[sayer..inner].iter().any(|unit| matches!(unit.tag, Tag::Modal | Tag::To))
        && (word(outer) != "told" || that > 0)
        && word(outer) != "imagined"
        && !matches!(
            word(inner),
            "called" | "calling" | "labeled" | "labelled" | "dubbed" | "described" | "titled"
        );
    let senses = matches!(word(outer), "heard" | "saw" | "recalled" | "remembered" | "remembers");
    // A court never says what it hears.
    let is_heard = word(outer) == "heard" && is_hearing(analysis, units, outer);
    let is_reported = (named.form != Form::Pronoun || is_heard)
        && matches!(units[outer].tag, Tag::Past | Tag::Verb | Tag::VerbS)
        && (scene.traits[outer].strength() >= 2 || senses)
        && (units[inner].tag == Tag::Past || senses && units[inner].tag.is_verb() || inner > sayer + 1)
        && is_sure;
    // "shouted “off”", "told a friend: “No”", but not "wrote a book called “No”"
    let is_clear = match &units[inner + 1..first] {
        [] => !matches!(named.sort, Sort::Thing | Sort::Document | Sort::Speech),
        [mark] => matches!(mark.kind, Kind::Colon | Kind::Comma),
        [heard, mark] => heard.mention != Unit::NO_MENTION && matches!(mark.kind, Kind::Colon | Kind::Comma),
        _ => false,
    };
    (is_reported && is_clear).then_some(units[sayer].mention)
}

/// Who described somebody so: "Berg was described by the judge as “a monster”".
fn describer_by(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let start = context.near.sentence as usize;
    let as_it = first.checked_sub(1).filter(|&at| at > start + 3)?;
    let [called, by, agent, as_] = &units[as_it - 3..=as_it] else { return None };
    let is_one = analysis.text_at(by.first) == "by"
        && analysis.text_at(as_.first) == "as"
        && matches!(called.tag, Tag::Participle | Tag::Past)
        && scene.traits[as_it - 3].strength() > 0;
    Some(agent.mention).filter(|&agent| is_one && agent != Unit::NO_MENTION)
}

/// Who says it in a relative clause, where the sentence is about somebody else: "Berg backed a bill that
/// critics say would “gut” schools".
fn in_relative(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    /// How far behind the verb the quotation may begin.
    const REACH: usize = 8;
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let (speech, start) = (context.near.speech, context.near.sentence as usize);
    let says = Some(speech as usize)
        .filter(|&says| speech != NO_UNIT && says >= start + 3 && first <= says + REACH)?;
    let (sayer, joint, noun) = (&units[says - 1], &units[says - 2], &units[says - 3]);
    let is_relative = matches!(analysis.text_at(joint.first), "that" | "which" | "whom")
        && (noun.mention != Unit::NO_MENTION && noun.tag.is_head()
            || noun.kind == Kind::Comma && analysis.text_at(joint.first) == "which");
    let named = analysis.chunks.mentions.get(sayer.mention as usize)?;
    let tie = scene.tie(analysis, sayer.mention);
    let is_clear = !units[says + 1..first].iter().any(|unit| unit.tag == Tag::Mark);
    let says = matches!(units[says].tag, Tag::Past | Tag::Verb | Tag::VerbS)
        && tie.unit == speech
        && tie.how == How::Next
        && named.form != Form::Pronoun;
    (is_relative && says && is_clear).then_some(sayer.mention)
}

/// Who says what another did, whose verb says nothing: "Berg said the driver had shown “remorse”".
fn outer(context: &Context, analysis: &Analysis, scene: &Scene) -> Option<u32> {
    let (units, first) = (&analysis.chunks.units, context.place.first as usize);
    let verb = context.near.verb;
    let shows =
        |unit: &Unit| matches!(analysis.text_at(unit.first), "shown" | "showed" | "shows" | "displayed");
    // Whoever shows something does not say it.
    let is_shown = verb != NO_UNIT && shows(&units[verb as usize]);
    let said = if is_shown { context.near.first_speech } else { context.near.speech };
    if said == NO_UNIT || verb == NO_UNIT || verb as usize + 1 != first || said + 1 >= verb {
        return None;
    }
    let says = &units[said as usize];
    let between = &units[said as usize + 1..verb as usize];
    let between = match between {
        [that, rest @ ..] if analysis.text_at(that.first) == "that" => rest,
        rest => rest,
    };
    let [subject, helpers @ ..] = between else { return None };
    let is_helper = |unit: &Unit| matches!(unit.tag, Tag::Auxiliary | Tag::Adverb | Tag::Modal);
    let is_other = matches!(says.tag, Tag::Past | Tag::VerbS)
        && scene.traits[said as usize].strength() == 3
        && (scene.traits[verb as usize].strength() == 0 || is_shown)
        && subject.mention != Unit::NO_MENTION
        && helpers.iter().all(is_helper);
    if !is_other {
        return None;
    }
    subject_of(analysis, scene, context.near.sentence as usize, said).map(|unit| units[unit].mention)
}

/// The unit of the mention from `from` on that is the subject of the verb at `verb`.
fn subject_of(analysis: &Analysis, scene: &Scene, from: usize, verb: u32) -> Option<usize> {
    let units = &analysis.chunks.units;
    (from..verb as usize).find(|&unit| {
        let number = units[unit].mention;
        number != Unit::NO_MENTION && {
            let tie = scene.tie(analysis, number);
            tie.unit == verb && matches!(tie.how, How::Next | How::Aside | How::Apart)
        }
    })
}

/// Whoever knows of it says so: "“No,” two people briefed on the talks said".
fn informed(analysis: &Analysis, place: &Place) -> Option<u32> {
    let units = &analysis.chunks.units;
    let here = place.last as usize + 1;
    let next = units.get(here).filter(|next| !next.starts_sentence && next.mention != Unit::NO_MENTION)?;
    let end = analysis.chunks.paragraphs[place.last_paragraph as usize + 1] as usize;
    cue::behind_reduced(analysis, here, here + 1, end).map(|_| next.mention)
}

/// Whose words a description is: "Berg's description of the poor as “resourceful”".
fn describer(analysis: &Analysis, place: &Place) -> Option<u32> {
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[place.paragraph as usize];
    let first = place.first.checked_sub(4).filter(|&first| first >= start)? as usize;
    let [owned, of, _, by] = &units[first..first + 4] else { return None };
    let word = |unit: &Unit| analysis.tokens.all[unit.last as usize - 1].span.of(analysis.text);
    let is_one = word(by) == "as" && word(of) == "of" && word(owned) == "description";
    let owner = owned.mention.checked_sub(1).filter(|_| is_one && owned.mention != Unit::NO_MENTION)?;
    let mention = &analysis.chunks.mentions[owner as usize];
    (mention.is_owner && mention.unit as usize == first).then_some(owner)
}
