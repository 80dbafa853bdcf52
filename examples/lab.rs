//! The `whosaid` program: see `whosaid --help`.
use std::io::Write;
use whosaid::train::*;
fn read(p: &str) -> Vec<Gold> { std::fs::read_to_string(p).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect() }
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[1] == "train" {
        let mut sets = vec![];
        for p in &a[2..4] {
            let mut v = vec![]; let mut r = Report { quotes: 0, found: 0, reachable: 0, nobody: 0, missing: vec![] };
            for g in read(p) { instances(&g, &mut v, &mut r); }
            eprintln!("{p}: quotes {} found {} rows {} reachable {} nobody {} cands {:.1} feats {:.1}", r.quotes, r.found, v.len(), r.reachable, r.nobody, v.iter().map(|x| x.features.len()).sum::<usize>() as f64 / v.len() as f64, v.iter().map(|x| x.features[0].len()).sum::<usize>() as f64 / v.len() as f64);
            if p.contains("dev") { for m in &r.missing { println!("{m}"); } }
            sets.push(v);
        }
        let e: usize = a.get(4).map_or(10, |x| x.parse().unwrap());
        let rate: f32 = a.get(5).map_or(0.1, |x| x.parse().unwrap());
        let d: f32 = a.get(6).map_or(0.0, |x| x.parse().unwrap());
        let w = learn(&sets[0].iter().collect::<Vec<_>>(), e, rate, d);
        eprintln!("train {:?} dev {:?}", accuracy(&sets[0], &w), accuracy(&sets[1], &w));
        let mut ant = vec![vec![], vec![], vec![]];
        for (k, g) in read("/tmp/lab.jsonl").iter().enumerate() { antecedents(g, &mut ant[k % 2]); }
        for g in read(&a[3]) { antecedents(&g, &mut ant[2]); }
        let (ar, ad): (f32, f32) = (std::env::var("AR").map_or(0.05, |x| x.parse().unwrap()), 0.0);
        let ae: usize = std::env::var("AE").map_or(8, |x| x.parse().unwrap());
        for k in 0..2 { let v = learn(&ant[k].iter().collect::<Vec<_>>(), ae, ar, ad); eprintln!("antecedent fold {k}: held {:?} dev {:?}", accuracy(&ant[1 - k], &v), accuracy(&ant[2], &v)); 
            for i in &ant[1 - k] { let s = explain(i, &v); if !s.is_empty() { println!("ANT {s}"); } } }
        let v = learn(&ant[..2].iter().flatten().collect::<Vec<_>>(), ae, ar, ad);
        eprintln!("antecedent dev {:?}", accuracy(&ant[2], &v));
        let mut f = std::fs::File::create("/tmp/model.bin").unwrap();
        let mut w = w; w.extend_from_slice(&v[..1 << 14]);
        for x in w { f.write_all(&((x * 256.0).clamp(-32000.0, 32000.0) as i16).to_le_bytes()).unwrap(); }
    } else if a[1] == "cv" {
        let e: usize = a[3].parse().unwrap(); let rate: f32 = a[4].parse().unwrap(); let d: f32 = a[5].parse().unwrap();
        let golds = read(&a[2]);
        let mut names: Vec<String> = golds.iter().map(|g| g.id.split('_').next().unwrap().to_string()).collect();
        names.sort(); names.dedup();
        let mut by: Vec<Vec<Instance>> = names.iter().map(|_| vec![]).collect();
        let mut r = Report { quotes: 0, found: 0, reachable: 0, nobody: 0, missing: vec![] };
        for g in &golds { let k = names.iter().position(|n| g.id.starts_with(n.as_str())).unwrap(); instances(g, &mut by[k], &mut r); }
        let mut total = (0.0, 0.0, 0.0, 0.0);
        let mut parts = String::new();
        for k in 0..names.len() {
            let held = std::mem::take(&mut by[k]);
            let all: Vec<&Instance> = by.iter().flatten().collect();
            if a.len() > 6 && a[6] == "net" {
                let net = learn_net(&all, e, rate, d, 88172645463325252);
                let (x, y, n) = accuracy_net(&held, &|f| net.score(f));
                parts += &format!(" {} {:.4}", names[k], y);
                total.0 += x * held.len() as f64; total.1 += held.len() as f64; total.2 += y * n as f64; total.3 += n as f64;
                by[k] = held;
                continue;
            }
            let w = learn(&all, e, rate, d);
            let (x, y, n) = accuracy(&held, &w);
            parts += &format!(" {} {:.4}", names[k], y);
            total.0 += x * held.len() as f64; total.1 += held.len() as f64; total.2 += y * n as f64; total.3 += n as f64;
            if a.len() > 6 { for i in &held { let s = explain(i, &w); if !s.is_empty() { println!("{s}"); } } }
            by[k] = held;
        }
        eprintln!("all {:.4} named {:.4} |{parts}", total.0 / total.1, total.2 / total.3);
    } else {
        // extract IN -o OUT
        let x = whosaid::Extractor::new(Default::default());
        let mut o = csv::Writer::from_path(&a[4]).unwrap();
        o.write_record(["article_id","quote_type","quote","quote_start","quote_end","speaker","speaker_type","speaker_role","speaker_mention","mention_start","mention_end","cue","confidence"]).unwrap();
        for l in std::fs::read_to_string(&a[2]).unwrap().lines() {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let t = v["text"].as_str().unwrap();
            let c = |b: u32| t[..b as usize].chars().count().to_string();
            for q in x.extract(t).quotations {
                let (mut sp, mut ro, mut me, mut ms, mut m2, mut cu, mut ty) = (String::new(), String::new(), String::new(), String::new(), String::new(), String::new(), String::new());
                if let Some(at) = q.attribution { sp = at.speaker.of(t).into(); ro = at.role.map_or("", |r| r.of(t)).into(); me = at.mention.of(t).into(); ms = c(at.mention.start); m2 = c(at.mention.end); cu = at.cue.map_or("", |r| r.of(t)).into(); ty = format!("{:?}", at.speaker_type); }
                let qt = format!("{:?}", q.quote_type).to_lowercase();
                o.write_record([v["id"].as_str().unwrap(), &qt, q.quote.of(t), &c(q.quote.start), &c(q.quote.end), &sp, &ty, &ro, &me, &ms, &m2, &cu, &q.confidence.to_string()]).unwrap();
            }
        }
    }
}
