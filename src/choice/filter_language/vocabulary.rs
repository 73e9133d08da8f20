//! Which qualifiers a list knows, and the values each of them takes: read from the matrix, made once for each.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::matrix::model::fold;
use crate::matrix::names::RegionNames;
use crate::matrix::{LifecycleState, Matrix, Mode, Realtime, Task};
use crate::plan::{Status, Verdict};
use crate::text::{self, Word, Words, words};

/// A fact that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Who made the model.
    Provider,
    /// What it does.
    Task,
    /// What it takes in.
    Input,
    /// A mode that offers it.
    Mode,
    /// A region that lists it; of a region, its code.
    Region,
    /// A Geo in which a region lists it; of a region, its Geo.
    Geo,
    /// Preview or GA.
    Status,
    /// Whether routing is needed.
    Routing,
    /// Whether the list for real-time inference names it.
    Realtime,
    /// What the gates say together.
    Verdict,
    /// Where its life stands.
    Lifecycle,
    /// The day it retires.
    Retires,
    /// The same day, by the name of the lists' column.
    Ends,
    /// The context window in tokens.
    Context,
    /// The most tokens it writes.
    MaxOutput,
    /// What the mode charges, in DBU: for a million tokens in and a million out, or for an hour.
    Price,
    /// Of a region, its country.
    Country,
    /// Of a region, how many models it has in-Geo.
    InGeo,
    /// How many with routing.
    CrossGeo,
    /// How many in preview.
    Preview,
    /// How many are available or conditional.
    Open,
    /// How many are blocked.
    Blocked,
    /// Of a decision, who owns it.
    Owner,
    /// Its model.
    Model,
    /// The nearer of its review date and the end of its model.
    Due,
    /// How long its model lasts.
    Left,
    /// Whether it is approved as it stands now.
    Approved,
    /// Whether guardrails are open.
    Guardrails,
}

words! { Qualifier {
    Provider = "provider";
    Task = "task";
    Input = "input";
    Mode = "mode";
    Region = "region";
    Geo = "geo";
    Status = "status";
    Routing = "routing";
    Realtime = "realtime";
    Verdict = "verdict";
    Lifecycle = "lifecycle";
    Retires = "retires";
    Ends = "ends";
    Context = "ctx";
    MaxOutput = "output";
    Price = "price";
    Country = "country";
    InGeo = "in-geo";
    CrossGeo = "cross-geo";
    Preview = "preview";
    Open = "open";
    Blocked = "blocked";
    Owner = "owner";
    Model = "model";
    Due = "due";
    Left = "left";
    Approved = "approved";
    Guardrails = "guardrails";
} }

/// What a qualifier takes behind the colon.
#[derive(Debug, Clone)]
pub(super) enum Takes {
    /// One of these.
    Members(Vec<Member>),
    /// A region of one of the matrices, however it is written; or one that only the rows name.
    Regions(Vec<Arc<RegionNames>>, Vec<Member>),
    /// A whole number, compared.
    Count,
    /// A number, which may have places behind the point, compared.
    Amount,
    /// A day or a span, compared.
    Deadline,
}

/// One value of a closed or open set.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// What is typed: lower case, no blanks.
    pub(super) word: String,
    /// What it stands for in the matrix.
    pub(super) means: String,
    /// What else it is called.
    pub(super) also: Vec<String>,
}

/// What the decisions of a list name.
#[derive(Debug, Default)]
pub struct NamesInDecisions<'a> {
    pub owners: Vec<&'a str>,
    pub models: Vec<&'a str>,
    pub regions: Vec<&'a str>,
}

/// The status of a decision that states none.
pub const NOT_STATED: &str = "not-stated";
/// In place of a verdict: the file cannot be read as a plan.
pub const BROKEN: &str = "broken";
/// In place of a verdict: a choice is open, or the matrix does not know it.
pub const INCOMPLETE: &str = "incomplete";
/// Some guardrail that the plan requires is not in place.
pub const OPEN: &str = "open";
/// All are.
pub const DONE: &str = "done";

/// The qualifiers of a list with what they take.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// What the rows of the list are, in the plural.
    pub(super) rows: &'static str,
    known: Vec<(Qualifier, Takes)>,
}

impl Vocabulary {
    /// What a list of models understands.
    pub fn models(matrix: &Matrix) -> Self {
        let models = || matrix.models().iter();
        let inputs = models().flat_map(|model| model.inputs.iter().map(String::as_str));
        let known = vec![
            (Qualifier::Provider, open(models().filter_map(|model| model.provider.as_deref()))),
            (Qualifier::Task, set::<Task>()),
            (Qualifier::Input, open(inputs)),
            (Qualifier::Mode, set::<Mode>()),
            (Qualifier::Region, regions(matrix)),
            (Qualifier::Geo, geos(matrix)),
            (Qualifier::Status, closed(&["preview", "ga"])),
            (Qualifier::Routing, closed(&["yes", "no"])),
            (Qualifier::Realtime, set::<Realtime>()),
            (Qualifier::Verdict, set::<Verdict>()),
            (Qualifier::Lifecycle, lifecycle()),
            (Qualifier::Retires, Takes::Deadline),
            (Qualifier::Ends, Takes::Deadline),
            (Qualifier::Context, Takes::Count),
            (Qualifier::MaxOutput, Takes::Count),
            (Qualifier::Price, Takes::Amount),
        ];
        Self { rows: "models", known }
    }

    /// What a list of regions understands.
    pub fn regions(matrix: &Matrix) -> Self {
        let countries = matrix.regions().iter().filter_map(|region| region.country.as_deref());
        let counts =
            [Qualifier::InGeo, Qualifier::CrossGeo, Qualifier::Preview, Qualifier::Open, Qualifier::Blocked];
        let places = [
            (Qualifier::Region, regions(matrix)),
            (Qualifier::Geo, geos(matrix)),
            (Qualifier::Country, open(countries)),
        ];
        let known = places.into_iter().chain(counts.map(|count| (count, Takes::Count))).collect();
        Self { rows: "regions", known }
    }

    /// What a list of decisions understands. The decisions bring owners, and names that no matrix has.
    pub fn decisions(matrices: &[Matrix], named: &NamesInDecisions<'_>) -> Self {
        let models_of = || matrices.iter().flat_map(Matrix::models);
        let region_names = matrices.iter().map(|matrix| Arc::clone(matrix.region_names())).collect();
        let statuses = Status::ALL.map(Status::id).into_iter().chain([NOT_STATED]).collect::<Vec<_>>();
        let verdicts = Verdict::ALL.map(Verdict::id).into_iter().chain([BROKEN, INCOMPLETE]);
        let known = vec![
            (Qualifier::Owner, open(named.owners.iter().copied())),
            (Qualifier::Status, closed(&statuses)),
            (Qualifier::Verdict, closed(&verdicts.collect::<Vec<_>>())),
            (Qualifier::Mode, set::<Mode>()),
            (Qualifier::Region, Takes::Regions(region_names, members_of(named.regions.iter().copied()))),
            (Qualifier::Model, models(matrices, &named.models)),
            (Qualifier::Provider, open(models_of().filter_map(|model| model.provider.as_deref()))),
            (Qualifier::Due, Takes::Deadline),
            (Qualifier::Approved, closed(&["yes", "no"])),
            (Qualifier::Left, Takes::Deadline),
            (Qualifier::Guardrails, closed(&[OPEN, DONE])),
        ];
        Self { rows: "decisions", known }
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.known.iter().map(|(qualifier, _)| qualifier.name())
    }

    pub(super) fn find(&self, name: &str) -> Option<(Qualifier, &Takes)> {
        let named = Qualifier::read(name)?;
        let found = self.known.iter().find(|(qualifier, _)| *qualifier == named);
        found.map(|(qualifier, takes)| (*qualifier, takes))
    }
}

/// The members of a closed set, by their ids.
fn set<T: Words>() -> Takes {
    let member = |word: &Word<T>| Member {
        word: word.id.to_owned(),
        means: word.id.to_owned(),
        also: [&[word.name], word.also].concat().into_iter().map(str::to_owned).collect(),
    };
    Takes::Members(T::WORDS.iter().map(member).collect())
}

/// An unclear state is asked for as unknown.
fn lifecycle() -> Takes {
    let known = LifecycleState::ALL.into_iter().filter(|state| *state != LifecycleState::Unclear);
    closed(&known.map(LifecycleState::id).collect::<Vec<_>>())
}

fn closed(words: &[&str]) -> Takes {
    let member =
        |word: &&str| Member { word: (*word).to_owned(), means: (*word).to_owned(), also: Vec::new() };
    Takes::Members(words.iter().map(member).collect())
}

/// Values that the data brings: sorted, each once, however the sources write it.
fn open<'a>(values: impl Iterator<Item = &'a str>) -> Takes {
    Takes::Members(members_of(values))
}

fn members_of<'a>(values: impl Iterator<Item = &'a str>) -> Vec<Member> {
    let mut members = BTreeMap::new();
    for value in values {
        members.entry(fold(value)).or_insert_with(|| value.to_owned());
    }
    let member = |means: String| Member { word: word(&means), means, also: Vec::new() };
    members.into_values().map(member).collect()
}

fn regions(matrix: &Matrix) -> Takes {
    Takes::Regions(vec![Arc::clone(matrix.region_names())], Vec::new())
}

/// The models of the matrices by every name they go by, and those that only the decisions name.
fn models(matrices: &[Matrix], named: &[&str]) -> Takes {
    let mut members: Vec<Member> = Vec::new();
    let mut seen = HashSet::new();
    for model in matrices.iter().flat_map(Matrix::models).filter(|model| seen.insert(&model.id)) {
        let (label, also) = (word(model.label()), model.aliases().map(str::to_owned).collect());
        members.push(Member { word: label, means: model.id.0.clone(), also });
    }
    let others = members_of(named.iter().copied());
    members.extend(others.into_iter().filter(|other| !seen.iter().any(|id| id.0 == other.means)));
    Takes::Members(members)
}

/// The Geos, and for the one in Europe the short word everybody uses.
fn geos(matrix: &Matrix) -> Takes {
    let geos =
        open(matrix.regions().iter().filter_map(|region| region.geo.as_ref().map(|geo| geo.0.as_str())));
    let Takes::Members(mut members) = geos else { return geos };
    let europe = members.iter().find(|member| member.word.starts_with("europe")).cloned();
    members.extend(europe.map(|europe| Member { word: "eu".to_owned(), ..europe }));
    Takes::Members(members)
}

/// A value as it is typed without quotes. Names that ASCII cannot write stay as they are.
fn word(value: &str) -> String {
    let slug = text::slug(value);
    if fold(&slug) == fold(value) { slug } else { value.to_lowercase() }
}
