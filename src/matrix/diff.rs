//! What changed from one matrix to another of the same cloud: models, regions, cells, announcements, rules, facts.
//!
//! Unknown is never taken for yes or no: a cell that nobody had seen becomes known, it does not open.

mod cells;
mod facts;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use cells::InBoth;
pub use cells::{CellChange, ChangeKind};
pub use facts::{FactChange, NoticeChange};

use super::{Cloud, Matrix, Mode, ModelId, RegionId};
use crate::error::{Error, Result};

/// A matrix as the two sides of a difference are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The day it speaks for.
    pub as_of: NaiveDate,
    /// Where it came from.
    pub origin: String,
}

/// What only the newer matrix has, and what only the older one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedRemoved<T> {
    #[serde(rename = "come")]
    pub added: Vec<T>,
    #[serde(rename = "gone")]
    pub removed: Vec<T>,
}

/// A model in one matrix only, or one that no mode of the other offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelEntry {
    pub model: ModelId,
    /// Its name in the docs.
    pub name: String,
    /// The modes that offer it, in the matrix that has it.
    pub modes: Vec<Mode>,
}

/// A region in one matrix only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionEntry {
    pub region: RegionId,
    pub location: String,
    /// How many models each hosted mode lists there, in the matrix that has it; none where nobody has seen the row.
    #[serde(rename = "models_listed", serialize_with = "as_map")]
    pub listed: Vec<(Mode, Option<usize>)>,
}

fn as_map<S: Serializer>(listed: &[(Mode, Option<usize>)], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_map(listed.iter().map(|(mode, count)| (mode, count)))
}

/// Everything that changed. The order follows the matrices and is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'a> {
    pub cloud: Cloud,
    pub old: Side,
    pub new: Side,
    pub models: AddedRemoved<ModelEntry>,
    pub regions: AddedRemoved<RegionEntry>,
    pub cells: Vec<CellChange<'a>>,
    /// Announcements about models' ends.
    pub announcements: Vec<NoticeChange>,
    /// The docs' rules about routing.
    pub routing: Vec<NoticeChange>,
    /// Facts about models apart from any region: endpoint, context window, preview and more.
    pub model_facts: Vec<FactChange>,
    /// Facts about regions: Geo, country, location.
    pub region_facts: Vec<FactChange>,
}

impl<'a> Difference<'a> {
    /// Compares two matrices.
    ///
    /// # Errors
    /// When they speak for different clouds: nothing in them is the same thing.
    pub fn between(old: &'a Matrix, new: &'a Matrix) -> Result<Self> {
        if old.cloud != new.cloud {
            return Err(Error::new(format!(
                "a matrix of {} cannot be compared with one of {}",
                old.cloud.name(),
                new.cloud.name()
            ))
            .hint("name two matrices of one cloud, such as 'bundled:azure' for the bundled one of Azure"));
        }
        Ok(Self {
            cloud: new.cloud,
            old: side(old),
            new: side(new),
            models: AddedRemoved { added: models(old, new), removed: models(new, old) },
            regions: AddedRemoved { added: regions(old, new), removed: regions(new, old) },
            cells: cells::changes(old, new, &InBoth::regions(old, new)),
            announcements: facts::announcements(old, new),
            routing: facts::routing(old, new),
            model_facts: facts::of_models(old, new),
            region_facts: facts::of_regions(old, new),
        })
    }

    /// Whether nothing changed but the day and the sources.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    pub fn count(&self) -> usize {
        self.models.added.len()
            + self.models.removed.len()
            + self.regions.added.len()
            + self.regions.removed.len()
            + self.cells.len()
            + self.announcements.len()
            + self.routing.len()
            + self.model_facts.len()
            + self.region_facts.len()
    }
}

fn side(matrix: &Matrix) -> Side {
    Side { as_of: matrix.as_of, origin: matrix.origin.to_string() }
}

/// The models of `there` that `here` does not have: neither by name nor as an offer of any mode.
fn models(here: &Matrix, there: &Matrix) -> Vec<ModelEntry> {
    let regions = InBoth::regions(here, there);
    let is_missing = |model: &&super::Model| {
        let Some(known) = here.model(&model.id) else { return true };
        let modes = there.modes_of(model);
        // Where nobody had seen the cells, the model may have been there all along.
        !modes.is_empty()
            && here.modes_of(known).is_empty()
            && cells::was_denied(here, there, &regions, &model.id)
    };
    there
        .models()
        .iter()
        .filter(is_missing)
        .map(|model| ModelEntry {
            model: model.id.clone(),
            name: model.name.clone(),
            modes: there.modes_of(model),
        })
        .collect()
}

/// The regions of `there` that `here` does not have.
fn regions(here: &Matrix, there: &Matrix) -> Vec<RegionEntry> {
    let listed = |mode, region| {
        let listed = |model: &&super::Model| there.availability(model, mode, region).is_listed();
        there.has_row(mode, region).then(|| there.models().iter().filter(listed).count())
    };
    there
        .regions()
        .iter()
        .filter(|region| here.region(&region.id).is_none())
        .map(|region| RegionEntry {
            region: region.id.clone(),
            location: region.location.clone(),
            listed: Mode::HOSTED.into_iter().map(|mode| (mode, listed(mode, region))).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::file::{self, Part};
    use rstest::rstest;

    const HEAD: &str = "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-04\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\na = { location = \"A\" }\nb = { location = \"B\" }\n\
        [models.m]\nname = \"M\"\nsources = [\"page\"]\n[models.n]\nname = \"N\"\nsources = [\"page\"]\n";

    fn matrix(rest: &str) -> Matrix {
        file::read("m", &[Part { name: "m", text: &format!("{HEAD}{rest}") }]).unwrap()
    }

    /// A matrix whose only row of pay-per-token says this of the one model; `n` keeps the mode offered.
    fn row(cell: Option<&str>) -> Matrix {
        let cell = cell.map(|word| format!("m = \"{word}\"\n")).unwrap_or_default();
        matrix(&format!(
            "[cells.pay-per-token.a]\nn = \"in-geo\"\n{cell}[cells.pay-per-token.b]\nm = \"in-geo\"\n"
        ))
    }

    fn unseen() -> Matrix {
        matrix("[cells.pay-per-token.b]\nm = \"in-geo\"\n")
    }

    fn kinds(old: &Matrix, new: &Matrix) -> Vec<ChangeKind> {
        let difference = Difference::between(old, new).unwrap();
        let of_m = difference.cells.into_iter().filter(|change| change.model.0 == "m");
        of_m.map(|change| change.kind).collect()
    }

    #[rstest]
    #[case::opened(row(None), row(Some("in-geo")), &[ChangeKind::Opened])]
    #[case::closed(row(Some("cross-geo")), row(Some("not-listed")), &[ChangeKind::Closed])]
    #[case::routing(row(Some("in-geo")), row(Some("cross-geo")), &[ChangeKind::Routing])]
    #[case::preview(row(Some("preview")), row(Some("in-geo")), &[ChangeKind::Preview])]
    #[case::both(row(Some("preview")), row(Some("cross-geo")), &[ChangeKind::Routing, ChangeKind::Preview])]
    #[case::unknown_is_not_no(unseen(), row(Some("in-geo")), &[ChangeKind::BecameKnown])]
    #[case::unknown_is_not_yes(unseen(), row(None), &[ChangeKind::BecameKnown])]
    #[case::no_row_any_more(row(Some("in-geo")), unseen(), &[ChangeKind::BecameUnknown])]
    #[case::the_same(row(Some("in-geo")), row(Some("in-geo")), &[])]
    #[case::silence_is_a_no_of_a_seen_row(row(None), row(Some("not-listed")), &[])]
    fn a_cell_changes_in_one_way(#[case] old: Matrix, #[case] new: Matrix, #[case] expected: &[ChangeKind]) {
        assert_eq!(kinds(&old, &new), expected);
    }

    #[test]
    fn a_model_that_nobody_had_seen_denied_did_not_come() {
        let added = |old: &Matrix, new: &Matrix| Difference::between(old, new).unwrap().models.added.len();
        let nowhere = matrix("[cells.pay-per-token.a]\nn = \"in-geo\"\n");
        let somewhere = matrix("[cells.pay-per-token.a]\nn = \"in-geo\"\nm = \"in-geo\"\n");
        assert_eq!(added(&nowhere, &somewhere), 1);
        assert_eq!(added(&matrix(""), &somewhere), 0);
        assert_eq!(Difference::between(&somewhere, &nowhere).unwrap().models.removed[0].model.0, "m");
    }

    #[test]
    fn a_region_that_comes_is_told_with_what_it_lists() {
        let more = format!("{HEAD}[cells.pay-per-token.c]\nm = \"in-geo\"\n")
            .replace("[models.m]", "c = { location = \"C\" }\n[models.m]");
        let new = file::read("m", &[Part { name: "m", text: &more }]).unwrap();
        let old = matrix("");
        let difference = Difference::between(&old, &new).unwrap();
        let [added] = difference.regions.added.as_slice() else { panic!("{difference:?}") };
        assert_eq!((added.region.0.as_str(), added.listed[0]), ("c", (Mode::PayPerToken, Some(1))));
        assert_eq!(added.listed[1], (Mode::AiFunctions, None));
        let gone = Difference::between(&new, &old).unwrap();
        assert_eq!((gone.regions.removed.len(), gone.cells[0].kind), (1, ChangeKind::BecameUnknown));
    }

    #[rstest]
    #[case("", "state = \"legacy\"", "new", &[None, Some("legacy")])]
    #[case("state = \"legacy\"", "", "withdrawn", &[Some("legacy"), None])]
    #[case(
        "state = \"deprecated\"\nretires = 2026-11-22",
        "state = \"deprecated\"\nretires = 2026-12-22",
        "changed",
        &[Some("deprecated, announced for 2026-11-22"), Some("deprecated, announced for 2026-12-22")]
    )]
    fn an_announcement_is_new_changed_or_withdrawn(
        #[case] before: &str,
        #[case] after: &str,
        #[case] turn: &str,
        #[case] words: &[Option<&str>; 2],
    ) {
        let with = |state: &str| match state {
            "" => matrix(""),
            state => matrix(&format!(
                "[[lifecycle]]\nmodel = \"m\"\nmodes = [\"pay-per-token\", \"ai-functions\"]\n{state}\nsources = [\"page\"]\n"
            )),
        };
        let (old, new) = (with(before), with(after));
        let difference = Difference::between(&old, &new).unwrap();
        let [told] = difference.announcements.as_slice() else { panic!("{difference:?}") };
        assert_eq!((told.change, told.modes.len()), (turn, 2));
        assert_eq!([told.before.as_deref(), told.after.as_deref()], *words);
    }

    #[test]
    fn a_fact_of_another_cloud_is_no_change_here() {
        let elsewhere = matrix(
            "[[lifecycle]]\nmodel = \"m\"\nmodes = [\"pay-per-token\"]\nstate = \"legacy\"\nclouds = [\"azure\"]\nsources = [\"page\"]\n",
        );
        assert!(Difference::between(&matrix(""), &elsewhere).unwrap().is_empty());
    }

    /// What is looked for by its name does not grow with the number of cells.
    #[test]
    fn regions_are_looked_up_as_often_for_many_models_as_for_few() {
        let lookups = |models: usize, word: &str| {
            let id = |model: usize| format!("m{model}");
            let models = 0..models;
            let declare = |model| format!("[models.{0}]\nname = \"{0}\"\nsources = [\"page\"]\n", id(model));
            let declared = models.clone().map(declare).collect::<Vec<_>>().concat();
            let row =
                models.map(|model| format!("{} = \"{word}\"\n", id(model))).collect::<Vec<_>>().concat();
            let head = HEAD.split("[models.m]").next().unwrap();
            let old = format!("{head}{declared}[cells.pay-per-token.a]\nm0 = \"in-geo\"\n");
            let new = format!("{head}{declared}[cells.pay-per-token.a]\n{row}");
            let [old, new] =
                [old, new].map(|text| file::read("m", &[Part { name: "m", text: &text }]).unwrap());
            let before = crate::matrix::REGION_LOOKUPS.get();
            assert!(!Difference::between(&old, &new).unwrap().is_empty());
            crate::matrix::REGION_LOOKUPS.get() - before
        };
        for word in ["in-geo", "cross-geo"] {
            assert_eq!(lookups(200, word), lookups(20, word), "{word}");
        }
    }

    #[test]
    fn two_clouds_are_not_compared() {
        let azure = file::read("z", &[Part { name: "z", text: &HEAD.replace("aws", "azure") }]).unwrap();
        let error = Difference::between(&matrix(""), &azure).unwrap_err();
        assert_eq!(error.message(), "a matrix of AWS cannot be compared with one of Azure");
    }

    #[test]
    fn a_bundled_matrix_does_not_differ_from_itself() {
        for cloud in Cloud::ALL {
            let matrix = crate::matrix::bundled::matrix(cloud).unwrap();
            assert!(Difference::between(&matrix, &matrix).unwrap().is_empty());
        }
    }
}
