//! Notices: sentences about routing, previews and ends, in boxes and wherever else they stand.

mod routing;

use chrono::NaiveDate;

use super::content::{Block, Content};
use super::context::Context;
use super::date;
use super::days_by_mode;
use super::days_by_mode::Statement;
use super::facts::Notice;
use super::names::Names;
use crate::matrix::{DateKind, LifecycleFact, Mode, ModelId, Redirect, RoutingRule, State};

/// What a sentence says that tells of an end or of routing wherever it stands on the page.
const ANNOUNCES: [&str; 17] = [
    "will be retired",
    "will also be retired",
    "will retire",
    "to be retired",
    "is deprecated",
    "are deprecated",
    "planned for retirement",
    "is no longer available",
    "are no longer available",
    "be available until",
    "temporarily redirected",
    "cross geography routing to be enabled for",
    "hosted on a global endpoint",
    "hosted on global endpoints",
    "in public preview",
    "in private preview",
    "in beta",
];

/// The notices of a page, in order: those in boxes first. A box that lost its label must not lose a retirement with it.
fn find(content: &Content) -> Vec<Notice> {
    let mut notices = Vec::new();
    content.blocks.iter().for_each(|block| collect(block, false, &mut notices));
    notices.sort_by_key(|notice| !notice.boxed);
    notices
}

/// The notices of some blocks, as those of a box.
pub fn of_box(blocks: &[Block]) -> Vec<Notice> {
    let mut notices = Vec::new();
    for block in blocks {
        collect(block, true, &mut notices);
    }
    notices
}

pub fn is_on(content: &Content) -> bool {
    find(content)
        .iter()
        .any(|notice| notice.boxed || notice.sentences.iter().any(|sentence| announces(sentence)))
}

/// Whether a sentence tells of an end or of routing by its words.
pub fn announces(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    ANNOUNCES.iter().any(|words| lower.contains(words))
}

fn collect(block: &Block, boxed: bool, notices: &mut Vec<Notice>) {
    match block {
        Block::Note(label, blocks) => {
            let boxed = boxed || label == "important";
            for block in blocks {
                collect(block, boxed, notices);
            }
        }
        Block::Text(text) => notices.push(Notice { sentences: split(text), boxed }),
        Block::List(items) => {
            for item in items {
                let mut sentences = Vec::new();
                gather(item, "", &mut sentences);
                notices.push(Notice { sentences, boxed });
            }
        }
        Block::Heading(_, text) if announces(text) => notices.push(Notice { sentences: split(text), boxed }),
        Block::Heading(..) | Block::Table(_) => {}
    }
}

/// The sentences of a list's item. One that goes on in a list below it is completed by each item of that.
fn gather(blocks: &[Block], opening: &str, sentences: &mut Vec<String>) {
    let mut opening = opening.to_owned();
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Text(text) => {
                let mut own = split(&format!("{opening}{text}"));
                let goes_on =
                    text.ends_with([',', ':']) && matches!(blocks.get(at + 1), Some(Block::List(_)));
                opening = own
                    .pop_if(|_| goes_on)
                    .map(|last| format!("{} ", last.trim_end_matches([',', ':'])))
                    .unwrap_or_default();
                sentences.extend(own);
            }
            Block::List(items) => items.iter().for_each(|item| gather(item, &opening, sentences)),
            Block::Note(_, inner) => gather(inner, "", sentences),
            Block::Heading(..) | Block::Table(_) => {}
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

/// Reads the notices of a page: of one that describes models, those of its boxes.
pub fn read(context: &mut Context<'_>, holds: &[&'static str]) {
    let is_region_page = holds.contains(&"region table");
    let is_models_page = holds.contains(&"models");
    let place = if is_models_page { "models page, a box" } else { "notices" };
    let parts: Vec<(Option<ModelId>, Vec<Notice>)> = if is_models_page && !is_region_page {
        let boxes = context.facts.boxes.iter().filter(|(page, ..)| *page == context.page);
        boxes.map(|(_, about, notices)| (about.clone(), notices.clone())).collect()
    } else {
        vec![(None, find(context.content))]
    };
    let mut reader = Reader { context, place, is_region_page };
    for (about, notices) in parts {
        for notice in notices {
            let mut subject: Vec<ModelId> = about.iter().cloned().collect();
            for sentence in &notice.sentences {
                if reader.counts(sentence, notice.boxed) && !reader.sentence(sentence, &mut subject) {
                    reader.context.unread(place, sentence);
                }
            }
        }
    }
}

struct Reader<'r, 'c> {
    context: &'r mut Context<'c>,
    /// Where on the page: "notices".
    place: &'r str,
    is_region_page: bool,
}

impl Reader<'_, '_> {
    /// Whether a sentence is one to be read. On the page with the region table, all of a box are; what stands in none if it
    /// announces something, or names a model and a year. On another page, those that announce something of a model, in any
    /// words if its day is still to come.
    fn counts(&self, sentence: &str, boxed: bool) -> bool {
        let names_a_model = || self.context.names.speaks_of_one(sentence);
        if !self.is_region_page {
            return (announces(sentence) && (boxed || names_a_model()))
                || (date::is_ahead(sentence, self.context.day) && names_a_model());
        }
        let preview = sentence.to_ascii_lowercase().contains("in public preview");
        boxed
            || (announces(sentence) && !preview)
            || ((preview || date::has_year(sentence)) && names_a_model())
    }

    /// Reads a sentence and says whether it was understood. `subject` is whom "it" means.
    fn sentence(&mut self, sentence: &str, subject: &mut Vec<ModelId>) -> bool {
        let lower = sentence.to_ascii_lowercase();
        if is_idle(&lower) {
            return true;
        }
        if let Some((models, redirect)) = redirect(sentence, &self.context.names) {
            self.redirect(&models, &redirect);
            *subject = models;
            return true;
        }
        let Some(predicate) = predicate(sentence, &lower) else { return false };
        let who = predicate.who;
        let models = if PRONOUNS.contains(&who.to_ascii_lowercase().as_str()) {
            subject.clone()
        } else {
            let (models, unknown) = self.context.names.enumerated(who);
            // Where no name is known, or words that are none stand among them, the whole sentence is told.
            if models.is_empty() || !unknown.iter().all(|name| self.context.names.could_be_new(name)) {
                return false;
            }
            for name in unknown {
                self.context.unread(&format!("{}, a name", self.place), name);
            }
            models
        };
        if models.is_empty() {
            return false;
        }
        let understood = self.apply(&models, &predicate);
        *subject = models;
        understood
    }

    fn apply(&mut self, models: &[ModelId], predicate: &Predicate<'_>) -> bool {
        let (what, lower) = (predicate.what, predicate.rest.to_ascii_lowercase());
        if what == What::Routing {
            let Some(scope) = routing::scope(&lower) else { return false };
            let rule = |model: &ModelId| RoutingRule {
                model: model.clone(),
                modes: Vec::new(),
                scope,
                note: None,
                source: self.context.page,
            };
            let rules: Vec<RoutingRule> = models.iter().map(rule).collect();
            self.context.facts.rules.extend(rules);
            return true;
        }
        let statement = match days_by_mode::read(&predicate.rest) {
            Ok(Statement::Days(days)) if days.iter().any(|dated| dated.name.is_some()) => return false,
            Ok(statement) => statement,
            Err(_) => return false,
        };
        match (what, statement) {
            (What::Preview, Statement::Modes(modes)) => {
                let modes = if modes.is_empty() { Mode::HOSTED.to_vec() } else { modes };
                let previews = models.iter().map(|model| (model.clone(), modes.clone(), self.context.page));
                self.context.facts.previews.extend(previews);
            }
            (What::Deprecated, Statement::Modes(modes)) => {
                self.end(models, &modes, State::Deprecated, None, DateKind::Announced);
            }
            (What::Gone, Statement::Modes(modes)) => {
                self.end(models, &modes, State::Retired, Some(self.context.day), DateKind::Seen);
            }
            (What::Routing | What::Preview, Statement::Days(_))
            | (What::Routing | What::Retires, Statement::Modes(_)) => return false,
            // The day of a deprecation is not that of the end.
            (What::Deprecated, Statement::Days(_)) if !lower.contains("retire") => return false,
            (_, Statement::Days(days)) => {
                let planned = lower.contains("planned") || predicate.planned;
                for (dated, model) in
                    days.iter().flat_map(|dated| models.iter().map(move |model| (dated, model)))
                {
                    let mut fact = dated.fact(model, &dated.modes, self.context.page, self.context.day);
                    if planned && !dated.not_before {
                        fact.date_kind = DateKind::Planned;
                    }
                    self.context.facts.announced.push(fact);
                }
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
            let fact = LifecycleFact::new(model.clone(), modes.to_vec(), state, self.context.page);
            self.context.facts.announced.push(LifecycleFact { retires, date_kind: kind, ..fact });
        }
    }

    /// A redirect belongs to the announcement before it; without one, it is one itself.
    fn redirect(&mut self, models: &[ModelId], redirect: &Redirect) {
        for model in models {
            let mut own: Vec<&mut LifecycleFact> = self.context.facts.announced.iter_mut().collect();
            own.retain(|fact| {
                fact.sources == [self.context.page] && fact.model == *model && fact.retires.is_some()
            });
            // Of several days, for several modes, it is that of the redirect.
            if own.len() > 1 {
                own.retain(|fact| fact.retires == Some(redirect.from));
            }
            if own.is_empty() {
                let state =
                    if redirect.from <= self.context.day { State::Retired } else { State::Deprecated };
                let from = Some(redirect.from);
                self.end(std::slice::from_ref(model), &[], state, from, DateKind::Announced);
                own = self.context.facts.announced.last_mut().into_iter().collect();
            }
            for fact in own {
                fact.replaced_by = vec![redirect.target.clone()];
                fact.redirect = Some(redirect.clone());
            }
        }
    }
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
const PREDICATES: [(&str, What); 20] = [
    (" requires cross", What::Routing),
    (" require cross", What::Routing),
    (" is hosted on", What::Routing),
    (" are hosted on", What::Routing),
    (" will retire", What::Retires),
    (" will be retired", What::Retires),
    (" will also be retired", What::Retires),
    (" are planned for retirement", What::Retires),
    (" is planned for retirement", What::Retires),
    (" is deprecated", What::Deprecated),
    (" are deprecated", What::Deprecated),
    (" was retired", What::Retires),
    (" were retired", What::Retires),
    (" has been retired", What::Gone),
    (" have been retired", What::Gone),
    (" is no longer available", What::Gone),
    (" are no longer available", What::Gone),
    (" is available ", What::Preview),
    (" are available ", What::Preview),
    (" is in public preview", What::Preview),
];

/// Words that mean a model that was named before.
const PRONOUNS: [&str; 6] = ["it", "they", "this model", "these models", "the model", "both models"];

/// What a sentence says of whom.
struct Predicate<'s> {
    who: &'s str,
    what: What,
    /// What stands before and behind: days, modes, regions.
    rest: String,
    planned: bool,
}

fn predicate<'s>(sentence: &'s str, lower: &str) -> Option<Predicate<'s>> {
    let found = PREDICATES.iter().filter_map(|(words, what)| Some((lower.find(words)?, *words, *what)));
    let (at, words, what) = found.min_by_key(|(at, words, _)| (*at, std::cmp::Reverse(words.len())))?;
    // Being available is only worth a notice as a preview; anything else is not understood.
    if what == What::Preview && !lower.contains("public preview") {
        return None;
    }
    let (mut before, mut who) = ("", &sentence[..at]);
    // "Starting May 15, 2026, it will …": whom it is about stands after the day.
    if let Some((_, end, _)) = date::find(who) {
        (before, who) = (&who[..end], who[end..].trim_start_matches([',', ' ']));
    }
    let rest = format!("{before} {}", &sentence[at + words.len()..]);
    Some(Predicate { who, what, rest, planned: words.contains("planned") })
}

/// Sentences that say nothing a matrix could hold.
fn is_idle(lower: &str) -> bool {
    let starts = [
        "several older model families have been retired",
        "see ",
        "the pricing for both models",
        "for more information",
        "to learn more",
        "customers are responsible for ensuring their compliance",
    ];
    starts.iter().any(|start| lower.starts_with(start)) && date::find(lower).is_none()
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
    let (models, unknown) = names.enumerated(who);
    // "GPT-5.1" holds a stop of its own.
    let (targets, others) = names.enumerated(after.trim_end_matches('.'));
    let [target] = <[ModelId; 1]>::try_from(targets).ok()?;
    let certain = !models.is_empty() && unknown.is_empty() && others.is_empty() && from <= to;
    certain.then_some((models, Redirect { from, until: to, target }))
}
