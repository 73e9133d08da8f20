//! What was considered, in plan files: the ids in one list, and a table for the reasons that the user gave.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml_edit::{DocumentMut, Item, Value};

use super::Plan;
use super::edit::{self, Entry};
use crate::matrix::{Cloud, Matrix, ModelId, bundled};
use crate::plan::Considered;
use crate::text;
use crate::toml_file::{Fields, shown};

/// The table of the reasons.
pub(super) const TABLE: &str = "not_taken";

/// The most models a plan can name as considered: several times what any matrix has.
const MOST: usize = 1000;

/// Reads the list, and the reasons of what is in it. A model that is named twice was considered once.
pub(super) fn read(root: &Fields<'_, '_>, cloud: Cloud) -> Vec<Considered> {
    let mut all: Vec<Considered> = Vec::new();
    let mut named: HashSet<String> = HashSet::new();
    let list = root.lines("considered");
    if let Some(one_more) = list.get(MOST) {
        let hint = Some("name those that came close".to_owned());
        root.problems().report(&one_more.span, format!("more than {MOST} models are considered"), hint);
        return all;
    }
    for id in list.into_iter().map(|id| text::entry_line(&id.value)) {
        if !id.is_empty() && named.insert(id.clone()) {
            all.push(Considered::open(ModelId(id)));
        }
    }
    let Some(fields) = root.table(TABLE) else { return all };
    let listed = Listed::of(cloud, &all);
    let ids: Arc<[String]> = listed.ids.as_slice().into();
    for (id, reason) in fields.each_line() {
        if let Some(place) = listed.place(id.value) {
            all[place].reason = text::entry_line(reason.value);
            continue;
        }
        // Without its place in the list it would be lost with the next rewrite.
        let otherwise = format!("write it into the list too: considered = [\"{}\"]", shown(id.value));
        let message = format!("'{}' is not among those considered", shown(id.value));
        fields.problems().report_name(&id.span, message, id.value, &ids, otherwise);
    }
    fields.finish();
    all
}

/// The models of the list. A reason may use another name of one than the list does; the matrix is read when it does.
struct Listed {
    cloud: Cloud,
    ids: Vec<String>,
    /// Their places, by their names as they stand there and folded.
    places: HashMap<String, usize>,
    /// Their places by the ids of the cloud's matrix.
    known: OnceCell<(Option<Matrix>, HashMap<ModelId, usize>)>,
}

impl Listed {
    fn of(cloud: Cloud, considered: &[Considered]) -> Self {
        let ids: Vec<String> = considered.iter().map(|other| text::entry_line(&other.model.0)).collect();
        let mut places = HashMap::new();
        for names in [ids.clone(), ids.iter().map(|id| text::fold(id)).collect()] {
            for (place, name) in names.into_iter().enumerate() {
                places.entry(name).or_insert(place);
            }
        }
        Self { cloud, ids, places, known: OnceCell::new() }
    }

    /// The place of the model that a reason is about.
    fn place(&self, name: &str) -> Option<usize> {
        let name = text::entry_line(name);
        let place = self.places.get(&name).or_else(|| self.places.get(&text::fold(&name))).copied();
        place.or_else(|| {
            let (matrix, places) = self.known.get_or_init(|| self.look_up());
            places.get(&matrix.as_ref()?.model_named(&name, None)?.id).copied()
        })
    }

    fn look_up(&self) -> (Option<Matrix>, HashMap<ModelId, usize>) {
        let matrix = bundled::matrix(self.cloud).ok();
        let mut places = HashMap::new();
        for (place, name) in self.ids.iter().enumerate() {
            if let Some(model) = matrix.as_ref().and_then(|matrix| matrix.model_named(name, None)) {
                places.entry(model.id.clone()).or_insert(place);
            }
        }
        (matrix, places)
    }
}

/// The reasons that were given, each under the name of its model that the file has for it, else under its id.
pub(super) fn reasons(plan: &Plan, before: &DocumentMut) -> Vec<(String, String)> {
    let listed = Listed::of(plan.cloud, &plan.considered);
    let mut names = listed.ids.clone();
    for key in keys(before) {
        // Of two names of one model the later counts, as when the file is read.
        if let Some(place) = listed.place(&key) {
            names[place] = key;
        }
    }
    let reasons = plan.considered.iter().map(|considered| text::entry_line(&considered.reason));
    names.into_iter().zip(reasons).filter(|(name, reason)| !name.is_empty() && !reason.is_empty()).collect()
}

fn keys(document: &DocumentMut) -> Vec<String> {
    let table = document.get(TABLE).and_then(Item::as_table_like);
    table.into_iter().flat_map(|table| table.iter().map(|(key, _)| key.to_owned())).collect()
}

/// The reasons as keys of their table.
pub(super) fn entries(reasons: &[(String, String)]) -> Vec<Entry<'_>> {
    reasons.iter().map(|(id, reason)| (id.as_str(), Some(Value::from(reason.as_str())))).collect()
}

/// Takes out the reasons that no longer hold. One that was left empty stays while its model is considered.
pub(super) fn withdraw(plan: &Plan, given: &[Entry<'_>], document: &mut DocumentMut) {
    let listed = Listed::of(plan.cloud, &plan.considered);
    edit::take_out(document, TABLE, |key, item| {
        let is_empty = edit::says_nothing(item) && listed.place(key).is_some();
        !is_empty && !given.iter().any(|(known, _)| *known == key)
    });
}

#[cfg(test)]
mod tests {
    use super::super::{read, write};
    use crate::matrix::ModelId;

    const WRITTEN: &str = "schema = \"servemap/plan/1\"\nconsidered = [\"a\", \"b\"] # by Ana\n\n\
        # what the review said\n[not_taken]\nb = \"too dear\" # see ticket\n";

    #[test]
    fn a_reason_belongs_to_a_model_of_the_list() {
        let wrong = WRITTEN.replace("b = \"too dear\"", "databricks-c = \"too dear\"\na = 3");
        let error = read("plan.toml", &wrong).unwrap_err().to_string();
        for part in [
            "plan.toml:6:1: 'databricks-c' is not among those considered",
            "plan.toml:7:5: 'a' must be a string",
        ] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }

    #[test]
    fn reasons_come_and_go_and_comments_stay() {
        let mut plan = read("plan.toml", WRITTEN).unwrap();
        assert_eq!(plan.considered(&ModelId("b".into())).unwrap().reason, "too dear");
        plan.give_reason(&ModelId("a".into()), "too slow");
        let written = write(&plan, Some(WRITTEN)).unwrap();
        assert!(
            written.contains("# see ticket")
                && written.contains("a = \"too slow\"\nb = \"too dear\" # see ticket\n"),
            "{written}"
        );
        plan.forget_considered(&ModelId("a".into()));
        plan.forget_considered(&ModelId("b".into()));
        let written = write(&plan, Some(&written)).unwrap();
        assert!(!written.contains("too dear") && written.contains("# what the review said"), "{written}");
        assert_eq!(read("plan.toml", &written).unwrap(), plan);
        let uncommented = WRITTEN.replace("# what the review said\n", "");
        assert!(!write(&plan, Some(&uncommented)).unwrap().contains("not_taken"));
    }
}
