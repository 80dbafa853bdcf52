//! Learns the weights from annotated articles.
#![allow(missing_docs)]

use crate::Span;
use crate::attribute::feature::{Context, Feature, History, TABLE};
use crate::attribute::{Analysis, candidate};
use crate::extract::Scratch;

#[derive(serde::Deserialize)]
pub struct Gold {
    pub id: String,
    pub text: String,
    pub attributions: Vec<GoldAttribution>,
    pub quotes: Vec<GoldQuote>,
    #[serde(default)]
    pub unattributed: Vec<[usize; 2]>,
    #[serde(default)]
    pub ignored: Vec<[usize; 2]>,
    #[serde(default)]
    pub speakers: std::collections::HashMap<String, GoldSpeaker>,
}
#[derive(serde::Deserialize)]
pub struct GoldSpeaker {
    pub speaker: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(rename = "type")]
    pub kind: String,
}
#[derive(serde::Deserialize)]
pub struct GoldAttribution {
    pub id: String,
    pub source: Vec<[usize; 2]>,
    pub cue: Vec<[usize; 2]>,
    pub content: Vec<[usize; 2]>,
}
#[derive(serde::Deserialize)]
pub struct GoldQuote {
    pub start: usize,
    pub end: usize,
    pub attribution: String,
}

/// One quotation with its candidates; the last candidate is nobody.
pub struct Instance {
    pub features: Vec<Vec<Feature>>,
    /// Which are right; several where several mentions hit the source.
    pub right: Vec<bool>,
    pub skip: Vec<bool>,
    pub info: String,
    pub names: Vec<String>,
}

fn bytes(text: &str) -> Vec<u32> {
    let mut map: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
    map.push(text.len() as u32);
    map
}

fn overlap(span: Span, spans: &[Span]) -> usize {
    spans.iter().map(|s| (span.end.min(s.end)).saturating_sub(span.start.max(s.start)) as usize).sum()
}

pub struct Report { pub quotes: usize, pub found: usize, pub reachable: usize, pub nobody: usize, pub missing: Vec<String> }

pub fn instances(gold: &Gold, out: &mut Vec<Instance>, report: &mut Report) {
    let map = bytes(&gold.text);
    let span = |s: &[usize; 2]| Span { start: map[s[0]], end: map[s[1]] };
    let mut scratch = Scratch::default();
    scratch.analyse(&gold.text);
    let analysis = scratch.analysis(&gold.text);
    let mut places = Vec::new();
    analysis.places(&mut places);
    let quotes: Vec<(Span, &GoldAttribution)> = gold
        .quotes
        .iter()
        .map(|q| (span(&[q.start, q.end]), gold.attributions.iter().find(|a| a.id == q.attribution).expect("attribution")))
        .collect();
    let ignored: Vec<Span> = gold.ignored.iter().map(span).collect();
    report.quotes += quotes.len();
    for (q, _) in &quotes {
        let hit: usize = analysis.quotes.iter().map(|x| overlap(x.inner, &[*q])).sum();
        if hit * 2 >= q.len() { report.found += 1 } else { report.missing.push(format!("{} NOTFOUND {:?}", gold.id, q.of(&gold.text))); }
    }
    let mut history = History::default();
    let mut candidates = Vec::new();
    for (number, place) in places.iter().enumerate() {
        let inner = analysis.quotes[number].inner;
        if overlap(inner, &ignored) * 2 >= inner.len() { continue; }
        let best = quotes.iter().filter(|(q, _)| overlap(inner, &[*q]) * 2 >= inner.len().min(q.len())).max_by_key(|(q, _)| overlap(inner, &[*q]));
        let source: Vec<Span> = best.map(|(_, a)| a.source.iter().map(span).collect()).unwrap_or_default();
        let context = Context::new(&analysis, *place, number, history);
        candidate::collect(&analysis, place, &history, &mut candidates);
        let size: usize = source.iter().map(|s| s.len()).sum();
        let mut instance = Instance { features: vec![], right: vec![], skip: vec![], info: String::new(), names: vec![] };
        let mut top = (0.0, None);
        for &c in &candidates {
            let m = &analysis.chunks.mentions[c as usize];
            let o = overlap(m.span, &source);
            let hit = size > 0 && o * 2 >= m.span.len().min(size);
            // Of several that hit, the one that starts the source or shares most with it.
            let value = o as f64 / (m.span.len() + size - o) as f64 + if source.first().is_some_and(|s| s.start == m.span.start) { 0.5 } else { 0.0 };
            if hit && value > top.0 { top = (value, Some(instance.features.len())); }
            let mut features = Vec::new();
            context.candidate(&analysis, c, &mut features);
            instance.features.push(features);
            instance.right.push(false);
            instance.skip.push(hit);
            instance.names.push(m.span.of(&gold.text).to_string());
        }
        let mut features = Vec::new();
        context.nobody(&analysis, &mut features);
        instance.features.push(features);
        instance.right.push(best.is_none());
        instance.skip.push(false);
        instance.names.push("NOBODY".into());
        let clip = |a: usize, b: usize| gold.text.get((a..).find(|&i| gold.text.is_char_boundary(i)).unwrap()..(0..=b.min(gold.text.len())).rev().find(|&i| gold.text.is_char_boundary(i)).unwrap()).unwrap_or("").to_string();
        let (qs, qe) = (inner.start as usize, inner.end as usize);
        let show = if inner.len() > 70 { format!("{}~{}", clip(qs, qs + 35), clip(qe - 35, qe)) } else { inner.of(&gold.text).to_string() };
        instance.info = format!("{} {}[[{}]]{} ## src {:?}", gold.id, clip(qs.saturating_sub(160), qs), show, clip(qe, qe + 120), source.iter().map(|s| s.of(&gold.text)).collect::<Vec<_>>());
        if let Some(t) = top.1 { instance.right[t] = true; instance.skip[t] = false; report.reachable += 1; }
        if best.is_none() { report.nobody += 1; }
        if best.is_some() && top.1.is_none() { report.missing.push(format!("UNREACH {}", instance.info)); }
        let speaker = top.1.map(|t| candidates[t]);
        history = history.after(&analysis, place, speaker);
        if best.is_some() && top.1.is_none() { continue; }
        out.push(instance);
    }
}

pub fn learn(instances: &[&Instance], epochs: usize, rate: f32, decay: f32) -> Vec<f32> {
    let mut weights = vec![0f32; TABLE];
    let mut squares = vec![1e-6f32; TABLE];
    let mut sum = vec![0f64; TABLE];
    let least: u32 = std::env::var("LEAST").map_or(1, |x| x.parse().unwrap());
    let mut seen = vec![0u32; TABLE];
    for i in instances { let mut all: Vec<u32> = i.features.iter().flatten().copied().collect(); all.sort(); all.dedup(); for x in all { seen[x as usize] += 1; } }
    if std::env::var("SHOW").is_ok() { eprintln!("distinct {} of {TABLE}; once {}", seen.iter().filter(|x| **x > 0).count(), seen.iter().filter(|x| **x == 1).count()); }
    let filtered: Vec<Vec<Vec<Feature>>> = instances.iter().map(|i| i.features.iter().map(|f| f.iter().copied().filter(|&x| seen[x as usize] >= least).collect()).collect()).collect();
    let mut order: Vec<usize> = (0..instances.len()).collect();
    let mut seed = 0x1234_5678_9abc_def1u64;
    let mut count = 0;
    for epoch in 0..epochs {
        for i in (1..order.len()).rev() {
            seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17;
            order.swap(i, (seed % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let instance = &instances[i];
            let scores: Vec<f32> = filtered[i].iter().map(|f| f.iter().map(|&x| weights[x as usize]).sum()).collect();
            let max = scores.iter().cloned().fold(f32::MIN, f32::max);
            let mut p: Vec<f32> = scores.iter().zip(&instance.skip).map(|(s, &skip)| if skip { 0.0 } else { (s - max).exp() }).collect();
            let total: f32 = p.iter().sum();
            for x in &mut p { *x /= total; }
            for (k, features) in filtered[i].iter().enumerate() {
                let gradient = p[k] - if instance.right[k] { 1.0 } else { 0.0 };
                if gradient.abs() < 1e-4 { continue; }
                for &x in features {
                    let x = x as usize;
                    let g = gradient + decay * weights[x];
                    squares[x] += g * g;
                    weights[x] -= rate * g / squares[x].sqrt();
                }
            }
        }
        if epoch * 2 >= epochs {
            count += 1;
            for (s, w) in sum.iter_mut().zip(&weights) { *s += f64::from(*w); }
        }
    }
    sum.iter().map(|s| (*s / f64::from(count.max(1))) as f32).collect()
}

pub fn accuracy(instances: &[Instance], weights: &[f32]) -> (f64, f64, usize) {
    let mut right = 0; let mut named = 0; let mut n = 0;
    for instance in instances {
        let scores: Vec<f32> = instance.features.iter().map(|f| f.iter().map(|&x| weights[x as usize]).sum()).collect();
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
        let ok = instance.right[best] || instance.skip[best];
        right += usize::from(ok);
        if !instance.right[instance.right.len() - 1] { n += 1; named += usize::from(ok); }
    }
    (right as f64 / instances.len() as f64, named as f64 / n.max(1) as f64, n)
}

pub fn explain(instance: &Instance, weights: &[f32]) -> String {
    let scores: Vec<f32> = instance.features.iter().map(|f| f.iter().map(|&x| weights[x as usize]).sum()).collect();
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    if instance.right[best] || instance.skip[best] { return String::new(); }
    let gold = instance.right.iter().position(|&r| r).unwrap_or(0);
    format!("{} | said {:?} {:.1} gold {:?} {:.1}", instance.info.replace('\n', "\\n"), instance.names[best], scores[best], instance.names[gold], scores[gold])
}

pub const H: usize = 16;
pub struct Net { pub linear: Vec<f32>, pub embed: Vec<[f32; H]>, pub bias: [f32; H], pub out: [f32; H] }
impl Net {
    pub fn hidden(&self, f: &[Feature]) -> ([f32; H], f32) {
        let mut h = self.bias; let mut s = 0.0;
        for &x in f { let e = &self.embed[x as usize]; for k in 0..H { h[k] += e[k]; } s += self.linear[x as usize]; }
        (h, s)
    }
    pub fn score(&self, f: &[Feature]) -> f32 {
        let (h, mut s) = self.hidden(f);
        for k in 0..H { s += h[k].clamp(0.0, 1.0) * self.out[k]; }
        s
    }
}
pub fn learn_net(instances: &[&Instance], epochs: usize, rate: f32, drop: f32, seed0: u64) -> Net {
    let mut seed = seed0;
    let mut rnd = move || { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; (seed >> 40) as f32 / (1u64 << 24) as f32 };
    let mut net = Net { linear: vec![0.0; TABLE], embed: vec![[0.0; H]; TABLE], bias: [0.3; H], out: [0.0; H] };
    for e in &mut net.embed { for k in 0..H { e[k] = (rnd() - 0.5) * 0.1; } }
    for k in 0..H { net.out[k] = if k % 2 == 0 { 1.0 } else { -1.0 } * (0.5 + rnd()); }
    let mut sl = vec![1e-4f32; TABLE]; let mut se = vec![[1e-4f32; H]; TABLE]; let mut so = [1e-2f32; H]; let mut sb = [1e-2f32; H];
    let mut order: Vec<usize> = (0..instances.len()).collect();
    for epoch in 0..epochs {
        let rate = rate * (1.0 - epoch as f32 / epochs as f32 * 0.8);
        for i in (1..order.len()).rev() { order.swap(i, (rnd() * (i + 1) as f32) as usize % (i + 1)); }
        for &i in &order {
            let instance = instances[i];
            let feats: Vec<Vec<Feature>> = if drop > 0.0 { 
                let salt = (rnd() * 1e9) as u32;
                instance.features.iter().map(|f| f.iter().copied().filter(|x| { let z = (x ^ salt).wrapping_mul(0x9E37_79B1); (z >> 8) as f32 / (1 << 24) as f32 >= drop }).collect()).collect() } else { instance.features.clone() };
            let hs: Vec<([f32; H], f32)> = feats.iter().map(|f| net.hidden(f)).collect();
            let scores: Vec<f32> = hs.iter().map(|(h, s)| { let mut s = *s; for k in 0..H { s += h[k].clamp(0.0, 1.0) * net.out[k]; } s }).collect();
            let max = scores.iter().cloned().fold(f32::MIN, f32::max);
            let mut p: Vec<f32> = scores.iter().zip(&instance.skip).map(|(s, &skip)| if skip { 0.0 } else { (s - max).exp() }).collect();
            let total: f32 = p.iter().sum();
            for x in &mut p { *x /= total; }
            for (c, f) in feats.iter().enumerate() {
                let g = p[c] - if instance.right[c] { 1.0 } else { 0.0 };
                if g.abs() < 1e-3 { continue; }
                let mut ge = [0.0; H];
                for k in 0..H {
                    let h = hs[c].0[k];
                    let go = g * h.clamp(0.0, 1.0);
                    so[k] += go * go; 
                    if h > 0.0 && h < 1.0 { ge[k] = g * net.out[k]; sb[k] += ge[k] * ge[k]; net.bias[k] -= rate * 0.1 * ge[k] / sb[k].sqrt(); }
                    net.out[k] -= rate * 0.1 * go / so[k].sqrt();
                }
                for &x in f {
                    let x = x as usize;
                    sl[x] += g * g; net.linear[x] -= rate * g / sl[x].sqrt();
                    for k in 0..H { if ge[k] != 0.0 { se[x][k] += ge[k] * ge[k]; net.embed[x][k] -= rate * ge[k] / se[x][k].sqrt(); } }
                }
            }
        }
    }
    net
}
pub fn accuracy_net(instances: &[Instance], score: &dyn Fn(&[Feature]) -> f32) -> (f64, f64, usize) {
    let mut right = 0; let mut named = 0; let mut n = 0;
    for instance in instances {
        let scores: Vec<f32> = instance.features.iter().map(|f| score(f)).collect();
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
        let ok = instance.right[best] || instance.skip[best];
        right += usize::from(ok);
        if !instance.right[instance.right.len() - 1] { n += 1; named += usize::from(ok); }
    }
    (right as f64 / instances.len() as f64, named as f64 / n.max(1) as f64, n)
}

fn same(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> { s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !["s", "Mr", "Mrs", "Ms", "Dr", "the", "The", "a"].contains(w)).map(|w| w.to_lowercase()).collect() };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() { return false; }
    let (s, l) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    s.iter().all(|w| l.contains(w)) && s.last() == l.last()
}

/// Antecedent instances from labelled speakers; the last candidate is "none".
pub fn antecedents(gold: &Gold, out: &mut Vec<Instance>) {
    use crate::resolve::{Entities, Query, Resolver, Spoken, antecedent};
    use crate::mention::{Form, Sort};
    let map = bytes(&gold.text);
    let span = |s: &[usize; 2]| Span { start: map[s[0]], end: map[s[1]] };
    let mut scratch = Scratch::default();
    scratch.analyse(&gold.text);
    let analysis = scratch.analysis(&gold.text);
    let mut entities = Entities::default();
    entities.collect(&analysis);
    let resolver = Resolver { analysis: &analysis, entities: &entities, model: crate::model::Model::embedded() };
    let mut spoken = Spoken::default();
    let mut quotes: Vec<(Span, &GoldAttribution)> = gold.quotes.iter().map(|q| (span(&[q.start, q.end]), gold.attributions.iter().find(|a| a.id == q.attribution).expect("attribution"))).collect();
    quotes.sort_by_key(|q| q.0.start);
    let mut done = None;
    for (quote, a) in quotes {
        let source: Vec<Span> = a.source.iter().map(span).collect();
        let size: usize = source.iter().map(|s| s.len()).sum();
        let Some(label) = gold.speakers.get(&a.id) else { continue };
        let Some(name) = label.speaker.as_deref() else { continue };
        let fits = |e: u32| { if e == crate::resolve::NONE { return false; } let n = entities.all[e as usize].name.of(&gold.text); same(n, name) || label.aliases.iter().any(|x| same(n, x)) };
        let best = analysis.chunks.mentions.iter().enumerate().filter_map(|(k, m)| {
            let o = overlap(m.span, &source);
            (size > 0 && o * 2 >= m.span.len().min(size)).then(|| (o as f64 / (m.span.len() + size - o) as f64 + if source[0].start == m.span.start { 0.5 } else { 0.0 }, k as u32))
        }).max_by(|x, y| x.0.total_cmp(&y.0));
        let Some((_, number)) = best else { continue };
        let m = &analysis.chunks.mentions[number as usize];
        let word = m.span.of(&gold.text).to_lowercase();
        let query = Query { number, quote, spoken: &spoken };
        let wanted = match m.form { Form::Pronoun => ["he", "she", "his", "her"].contains(&word.as_str()), Form::Nominal => m.sort == Sort::Person && crate::resolve::apposed(&analysis, m).is_none(), _ => false };
        let mut right = None;
        let mut found = vec![];
        antecedent::candidates(&analysis, &entities, &query, &mut found);
        let fits_c = |c: &antecedent::Candidate| fits(c.entity) || (c.entity == crate::resolve::NONE && same(analysis.chunks.mentions[c.mention as usize].span.of(&gold.text), name));
        for c in &found { if right.is_none() && fits_c(c) { right = Some((c.entity, c.mention)); } }
        if wanted && done != Some(a.id.as_str()) {
            let mut instance = Instance { features: vec![], right: vec![], skip: vec![], info: format!("{} {:?} {:?}", gold.id, word, name), names: vec![] };
            for c in &found {
                let mut f = vec![];
                antecedent::features(&analysis, &entities, &query, c, &mut f);
                instance.features.push(f);
                instance.right.push(Some((c.entity, c.mention)) == right);
                instance.skip.push(Some((c.entity, c.mention)) != right && fits_c(c));
                instance.names.push(analysis.chunks.mentions[c.mention as usize].span.of(&gold.text).to_string());
            }
            let mut f = vec![];
            antecedent::none(&analysis, &query, &mut f);
            instance.features.push(f);
            instance.right.push(right.is_none());
            instance.skip.push(false);
            instance.names.push("NONE".into());
            out.push(instance);
        }
        done = Some(a.id.as_str());
        // Who spoke, by the labels.
        let mut speaker = resolver.speaker(&query);
        let entity = (0..entities.all.len() as u32).find(|&e| same(entities.all[e as usize].name.of(&gold.text), name)).or((0..entities.all.len() as u32).find(|&e| fits(e)));
        match entity { Some(e) => { speaker.entity = e; speaker.name = entities.all[e as usize].name; }, None => speaker.entity = crate::resolve::NONE }
        if spoken.last.is_none_or(|last| last.name != speaker.name) { spoken.other = spoken.last; }
        spoken.last = Some(speaker);
        spoken.mention = number;
    }
}
