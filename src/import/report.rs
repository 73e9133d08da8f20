//! What came of an import: what was read, what is new, and what could not be understood.

use chrono::NaiveDate;
use serde::Serialize;

use super::facts::ExtractedFacts;
use crate::matrix::{Availability, Cloud, Matrix, Mode, Model, Region, RegionId};
use crate::text::Words;

/// The most fragments that are kept with their text; the rest are counted.
const MOST_UNREAD: usize = 200;
/// The longest fragment that is shown, in letters.
const LONGEST: usize = 160;

#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What each page was taken for.
    pub pages: Vec<PageRead>,
    /// The cells of each hosted mode: in-Geo, cross-Geo, preview, preview cross-Geo, not listed, unknown.
    pub cells: Vec<(Mode, [usize; 6])>,
    /// How many cells of the table were read, model by model, also those that say "not listed".
    pub read: usize,
    /// How many cells of the table are unknown, because something of them was not understood.
    pub not_understood: usize,
    /// The modes of whose cells nobody knows which need routing: their signs were lost.
    pub unknown_scopes: Vec<Mode>,
    /// Models that the matrix in use did not know.
    pub new_models: Vec<String>,
    /// Models that the matrix in use lists somewhere, and this one nowhere.
    pub gone_models: Vec<String>,
    /// Regions that the matrix in use did not know.
    pub new_regions: Vec<String>,
    /// Regions it knew that the table has no row for: their cells are unknown.
    pub regions_without_row: Vec<String>,
    /// Announcements read, and routing rules read.
    pub announcements: usize,
    /// Rules about routing read.
    pub routing_rules: usize,
    /// What could not be understood, with where it stands. Never more than a few hundred; see `unread_more`.
    pub unread: Vec<Unread>,
    /// How many more there were.
    pub unread_more: usize,
    /// Facts that do not go together, in one sentence each.
    pub contradictions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageRead {
    /// What the caller named it.
    pub name: String,
    /// What was found on it: "region table", "notices", …
    pub holds: Vec<&'static str>,
    /// The cloud it speaks for, if that could be told from it.
    pub cloud: Option<Cloud>,
    /// The day it speaks for.
    pub date: Option<NaiveDate>,
    /// Whether the page itself says so.
    #[serde(skip)]
    pub says_its_day: bool,
}

/// A fragment of a page that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    pub page: String,
    /// Where on it: "us-east-1, pay-per-token".
    pub place: String,
    /// What stands there.
    pub text: String,
}

impl Report {
    /// Keeps a fragment that could not be understood.
    pub fn unread(&mut self, page: &str, place: &str, text: &str) {
        if self.unread.len() == MOST_UNREAD {
            self.unread_more += 1;
            return;
        }
        let mut shown: String = text.chars().take(LONGEST).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        self.unread.push(Unread { page: page.to_owned(), place: place.to_owned(), text: shown });
    }

    /// Keeps a contradiction, each once, and no more of them than of fragments.
    pub fn contradict(&mut self, sentence: String) {
        if self.contradictions.len() < MOST_UNREAD && !self.contradictions.contains(&sentence) {
            self.contradictions.push(sentence);
        }
    }

    pub fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }

    /// Whether more of the table was not understood than was: the page is hardly one to judge by.
    pub fn is_mostly_unread(&self) -> bool {
        self.not_understood > self.read
    }

    /// Counts what was read of the table and what was not. Of a page that breaks off, the rows it does not come to are
    /// lost as well; those that a whole table does not have are a thing of the docs.
    pub(super) fn weigh(&mut self, made: &Matrix, known: &Matrix, facts: &ExtractedFacts) {
        let had_row = |id: &RegionId| {
            known
                .region(id)
                .is_some_and(|region| Mode::HOSTED.iter().any(|mode| known.has_row(*mode, region)))
        };
        let regions = made.regions().iter();
        let regions: Vec<&Region> = regions
            .filter(|region| facts.regions.contains(&region.id) || (facts.breaks_off && had_row(&region.id)))
            .collect();
        for mode in Mode::HOSTED {
            // A mode of which nothing was understood is still the mode of the models it had.
            let had = |model: &Model| known.model(&model.id).is_some_and(|model| known.offers(model, mode));
            for model in made.models().iter().filter(|model| made.offers(model, mode) || had(model)) {
                let cells = regions.iter().map(|region| made.availability(model, mode, region));
                let unknown = cells.filter(|cell| *cell == Availability::Unknown).count();
                self.not_understood += unknown;
                self.read += regions.len() - unknown;
            }
        }
    }

    /// Compares what was made with what was in use.
    pub(super) fn compare(&mut self, made: &Matrix, known: &Matrix) {
        for mode in Mode::HOSTED {
            let mut counts = [0; 6];
            for model in made.models().iter().filter(|model| made.offers(model, mode)) {
                for region in made.regions() {
                    let cell = made.availability(model, mode, region);
                    counts[cell.place()] += 1;
                }
            }
            self.cells.push((mode, counts));
        }
        let offered =
            |matrix: &Matrix, model: &Model| Mode::HOSTED.iter().any(|mode| matrix.offers(model, *mode));
        let ids = |models: Vec<&Model>| models.into_iter().map(|model| model.id.0.clone()).collect();
        let is_new = |model: &&Model| match known.model(&model.id) {
            None => !model.is_external(),
            Some(before) => offered(made, model) && !offered(known, before),
        };
        self.new_models = ids(made.models().iter().filter(is_new).collect());
        self.gone_models = ids(known.models().iter().filter(|model| is_gone(model, made, known)).collect());
        let regions = made.regions().iter();
        self.new_regions = regions
            .filter(|region| known.region(&region.id).is_none())
            .map(|region| region.id.0.clone())
            .collect();
        let without =
            |region: &&crate::matrix::Region| !Mode::HOSTED.iter().any(|mode| made.has_row(*mode, region));
        self.regions_without_row =
            made.regions().iter().filter(without).map(|region| region.id.0.clone()).collect();
        for mode in Mode::HOSTED {
            for model in made.models() {
                if let Some(contradiction) = made.listed_though_retired(model, mode) {
                    self.contradict(format!("{}, {}: {contradiction}", model.id, mode.name()));
                }
                for region in made.regions() {
                    // The other mode would tell the same once more.
                    let differs = made.routing_differs(model, mode, region);
                    if let Some(contradiction) = differs.filter(|_| mode == Mode::PayPerToken) {
                        self.contradict(format!("{}: {contradiction}", model.id));
                    }
                }
            }
        }
    }
}

/// Whether a model was listed, and each of those cells was read again and does not list it. What is unknown now may.
fn is_gone(model: &Model, made: &Matrix, known: &Matrix) -> bool {
    let Some(now) = made.model(&model.id) else { return false };
    let mut listed = false;
    for mode in Mode::HOSTED {
        for region in
            known.regions().iter().filter(|region| known.availability(model, mode, region).is_listed())
        {
            let cell = made.region(&region.id).map(|region| made.availability(now, mode, region));
            if cell != Some(Availability::NotListed) {
                return false;
            }
            listed = true;
        }
    }
    listed
}
