//! The notices above the region table: sentences about routing, previews and ends, one list item each.

use chrono::NaiveDate;

use super::content::{Block, Content};
use super::date;
use super::facts::{Ending, Facts, Rule};
use super::names::Names;
use super::report::Report;
use crate::matrix::{DateKind, Mode, ModelId, Redirect, RoutingScope, State};

/// What a sentence says that tells of an end or of routing wherever it stands on the page.
const ANNOUNCES: [&str; 9] = [
    "will be retired",
    "will also be retired",
    "is deprecated",
    "are deprecated",
    "planned for retirement",
    "is no longer available",
    "are no longer available",
    "temporarily redirected",
    "cross geography routing to be enabled for",
];

/// The sentences of a page's notices, in order: all of the box `important`, then those elsewhere that announce something.
/// A box that has lost its label must not lose a retirement with it.
pub fn find(content: &Content) -> Vec<String> {
    let (mut boxed, mut loose) = (Vec::new(), Vec::new());
    for block in &content.blocks {
        collect(block, &mut boxed, &mut loose);
    }
    loose.retain(|sentence| {
        let lower = sentence.to_ascii_lowercase();
        ANNOUNCES.iter().any(|words| lower.contains(words))
    });
    boxed.append(&mut loose);
    boxed
}

fn collect(block: &Block, boxed: &mut Vec<String>, loose: &mut Vec<String>) {
    match block {
        Block::Note(label, blocks) if label == "important" => gather(blocks, boxed),
        Block::Note(_, blocks) => blocks.iter().for_each(|block| collect(block, boxed, loose)),
        Block::Text(_) | Block::List(_) => gather(std::slice::from_ref(block), loose),
        Block::Heading(..) | Block::Table(_) => {}
    }
}

fn gather(blocks: &[Block], sentences: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Text(text) => sentences.extend(split(text)),
            Block::List(items) => items.iter().for_each(|item| gather(item, sentences)),
            Block::Heading(..) | Block::Table(_) | Block::Note(..) => {}
        }
    }
}

/// The sentences of a text. A stop inside a name or number ends none.
pub fn split(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let next = text[at + 2..].chars().next();
        if next.is_some_and(|c| c.is_uppercase() || c == '(') {
            sentences.push(text[start..at].trim().to_owned());
            start = at + 2;
        }
    }
    sentences.push(text[start..].trim().trim_end_matches('.').to_owned());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// What is being read: the page, the day it speaks for, and whom the last sentence was about.
pub struct Reader<'r, 'n> {
    /// The place of the page among those imported.
    pub page: usize,
    /// What the page is called.
    pub page_name: &'r str,
    /// The day the page speaks for.
    pub day: NaiveDate,
    /// The names that are known.
    pub names: &'r Names<'n>,
    /// Where what is read goes.
    pub facts: &'r mut Facts,
    /// Where what is not understood goes.
    pub report: &'r mut Report,
}

impl Reader<'_, '_> {
    /// Reads the sentences of a page's notices.
    pub fn read(&mut self, sentences: &[String]) {
        let mut subject: Vec<ModelId> = Vec::new();
        for sentence in sentences {
            if !self.sentence(sentence, &mut subject) {
                self.report.lose(self.page_name, "notices", sentence);
            }
        }
    }

    /// Reads a sentence and says whether it was understood. `subject` is whom "it" means.
    fn sentence(&mut self, sentence: &str, subject: &mut Vec<ModelId>) -> bool {
        let lower = sentence.to_ascii_lowercase();
        if is_idle(&lower) {
            return true;
        }
        if let Some((models, redirect)) = redirect(sentence, self.names) {
            self.redirect(&models, &redirect);
            *subject = models;
            return true;
        }
        let Some((who, what)) = predicate(sentence, &lower) else { return false };
        let models = if matches!(who.to_ascii_lowercase().as_str(), "it" | "they") {
            subject.clone()
        } else {
            let (models, unknown) = models(who, self.names);
            // Where no name is known, the whole sentence is told.
            for name in unknown.into_iter().filter(|_| !models.is_empty()) {
                self.report.lose(self.page_name, "notices, a name", name);
            }
            models
        };
        if models.is_empty() {
            return false;
        }
        let understood = self.say(&models, what, &lower);
        *subject = models;
        understood
    }

    fn say(&mut self, models: &[ModelId], what: What, sentence: &str) -> bool {
        let modes = modes(sentence);
        let day = date::find(&capitalised(sentence)).map(|(_, _, day)| day);
        match what {
            What::Routing => {
                let Some(scope) = scope(sentence) else { return false };
                let rules = models.iter().map(|model| Rule { model: model.clone(), scope, page: self.page });
                self.facts.rules.extend(rules);
            }
            What::Preview => {
                let modes = if modes.is_empty() { Mode::HOSTED.to_vec() } else { modes };
                let previews = models.iter().map(|model| (model.clone(), modes.clone(), self.page));
                self.facts.previews.extend(previews);
            }
            What::Retires | What::Deprecated => {
                let planned = sentence.contains("planned");
                let date_kind = if planned { DateKind::Planned } else { DateKind::Announced };
                if day.is_none() && what == What::Retires {
                    return false;
                }
                let gone = day.is_some_and(|day| day <= self.day);
                let state = if gone { State::Retired } else { State::Deprecated };
                self.end(models, &modes, state, day, date_kind);
            }
            What::Gone => {
                self.end(models, &modes, State::Retired, Some(day.unwrap_or(self.day)), DateKind::Seen);
            }
        }
        true
    }

    fn end(
        &mut self,
        models: &[ModelId],
        modes: &[Mode],
        state: State,
        retires: Option<NaiveDate>,
        kind: DateKind,
    ) {
        for model in models {
            self.facts.endings.push(Ending {
                model: model.clone(),
                modes: modes.to_vec(),
                state,
                retires,
                date_kind: kind,
                replacement: None,
                replaced_by: Vec::new(),
                redirect: None,
                page: self.page,
            });
        }
    }

    /// A redirect belongs to the announcement before it; without one, it is one itself.
    fn redirect(&mut self, models: &[ModelId], redirect: &Redirect) {
        for model in models {
            let own = self.facts.endings.iter_mut().rev();
            let own = own.filter(|ending| ending.page == self.page && ending.retires.is_some());
            if !own.into_iter().any(|ending| join(ending, model, redirect)) {
                let state = if redirect.from <= self.day { State::Retired } else { State::Deprecated };
                let from = Some(redirect.from);
                self.end(std::slice::from_ref(model), &[], state, from, DateKind::Announced);
                if let Some(ending) = self.facts.endings.last_mut() {
                    join(ending, model, redirect);
                }
            }
        }
    }
}

/// Adds a redirect to an announcement, if it is about the same model.
fn join(ending: &mut Ending, model: &ModelId, redirect: &Redirect) -> bool {
    if ending.model != *model {
        return false;
    }
    ending.replaced_by = vec![redirect.target.clone()];
    ending.redirect = Some(redirect.clone());
    true
}

/// What a notice says of its models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Routing,
    Preview,
    Retires,
    Deprecated,
    Gone,
}

/// The words by which a sentence goes on after its models, and what it says then.
const PREDICATES: [(&str, What); 21] = [
    (" requires cross geography routing", What::Routing),
    (" require cross geography routing", What::Routing),
    (" requires cross-geography routing", What::Routing),
    (" require cross-geography routing", What::Routing),
    (" is hosted on a global endpoint", What::Routing),
    (" is hosted on global endpoints", What::Routing),
    (" are hosted on global endpoints", What::Routing),
    (" will be retired", What::Retires),
    (" will also be retired", What::Retires),
    (" are planned for retirement", What::Retires),
    (" is planned for retirement", What::Retires),
    (" is deprecated", What::Deprecated),
    (" are deprecated", What::Deprecated),
    (" was retired", What::Retires),
    (" were retired", What::Retires),
    (" has been retired", What::Gone),
    (" is no longer available", What::Gone),
    (" are no longer available", What::Gone),
    (" is available ", What::Preview),
    (" are available ", What::Preview),
    (" is in public preview", What::Preview),
];

/// Whom a sentence is about, and what it says of them.
fn predicate<'s>(sentence: &'s str, lower: &str) -> Option<(&'s str, What)> {
    let found = PREDICATES.iter().filter_map(|(words, what)| Some((lower.find(words)?, *what)));
    let (at, what) = found.min_by_key(|(at, _)| *at)?;
    // Being available is only worth a notice as a preview; anything else is not understood.
    if what == What::Preview && !lower.contains("public preview") {
        return None;
    }
    let mut who = &sentence[..at];
    // "Starting May 15, 2026, it will …": whom it is about stands after the day.
    if let Some((_, end, _)) = date::find(who) {
        who = who[end..].trim_start_matches([',', ' ']);
    }
    Some((who, what))
}

/// Sentences that say nothing a matrix could hold.
fn is_idle(lower: &str) -> bool {
    [
        "several older model families have been retired",
        "see ",
        "the pricing for both models",
        "for more information",
        "to learn more",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

fn scope(sentence: &str) -> Option<RoutingScope> {
    if sentence.contains("every region") || sentence.contains("all regions") {
        return Some(RoutingScope::EveryRegion);
    }
    let outside = &sentence[sentence.find("outside")?..];
    let outside = outside.trim_start_matches("outside").trim_start().trim_start_matches("of ");
    if outside.contains("us and eu") || outside.contains("eu and us") || outside.contains("us or eu") {
        return Some(RoutingScope::OutsideUsAndEu);
    }
    let us_only = outside.starts_with("the us") && !outside.contains("eu");
    us_only.then_some(RoutingScope::OutsideUs)
}

/// The modes a text names, in their order.
pub fn modes(text: &str) -> Vec<Mode> {
    let words = [
        (Mode::PayPerToken, "pay-per-token"),
        (Mode::AiFunctions, "ai functions"),
        (Mode::ProvisionedThroughput, "provisioned throughput"),
    ];
    words.into_iter().filter(|(_, word)| text.contains(word)).map(|(mode, _)| mode).collect()
}

/// A sentence in lower case with its months as they were: days are known by a capital.
fn capitalised(lower: &str) -> String {
    lower
        .split(' ')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// "between D and D, API calls to S will be temporarily redirected to S".
pub fn redirect(sentence: &str, names: &Names<'_>) -> Option<(Vec<ModelId>, Redirect)> {
    let (before, after) = sentence.split_once(" redirected to ")?;
    let (_, from_end, from) = date::find(before)?;
    let rest = &before[from_end..];
    let (_, to_end, to) = date::find(rest)?;
    let rest = &rest[to_end..];
    let who = &rest[rest.find("calls to ")? + "calls to ".len()..];
    let who = who.split(" will be").next()?.split(" are ").next()?;
    let (models, _) = models(who, names);
    let target = after.split(['.', ',', ';']).next().unwrap_or(after);
    // "GPT-5.1" holds a stop of its own.
    let (targets, _) = self::models(after.trim_end_matches('.'), names);
    let target = targets.first().cloned().or_else(|| names.find(target.trim()))?;
    (!models.is_empty() && from <= to).then_some((models, Redirect { from, to, target }))
}

/// The models of an enumeration, and the names in it that nobody knows.
pub fn models<'t>(text: &'t str, names: &Names<'_>) -> (Vec<ModelId>, Vec<&'t str>) {
    let (mut models, mut unknown, mut before) = (Vec::new(), Vec::new(), "");
    let parts = text.split(", and ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(", "));
    for name in parts.flat_map(|part| part.split(" or ")).map(str::trim).filter(|name| !name.is_empty()) {
        let name = name.trim_start_matches("The ").trim_start_matches("the ");
        match names.find(name).or_else(|| shortened(name, before, names)) {
            Some(model) if models.contains(&model) => {}
            Some(model) => models.push(model),
            None => unknown.push(name),
        }
        before = name;
    }
    (models, unknown)
}

/// "Google Gemini 2.5 Flash and Pro": what a shortened name leaves out stands in the name before.
fn shortened(name: &str, before: &str, names: &Names<'_>) -> Option<ModelId> {
    let mut start = before;
    while let Some((shorter, _)) = start.rsplit_once(' ') {
        if let Some(model) = names.find(&format!("{shorter} {name}")) {
            return Some(model);
        }
        start = shorter;
    }
    None
}
