//! What was considered, in plan files: the ids in one list, and a table for the reasons that the user gave.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;

use toml_edit::{DocumentMut, Value};

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
    let mut places: HashMap<String, usize> = HashMap::new();
    let list = root.lines("considered");
    if let Some(one_more) = list.get(MOST) {
        let hint = Some("name those that came close".to_owned());
        root.problems().report(&one_more.span, format!("more than {MOST} models are considered"), hint);
        return all;
    }
    for id in list.into_iter().map(|id| text::entry_line(&id.value)) {
        if !id.is_empty() && !places.contains_key(&id) {
            places.insert(id.clone(), all.len());
            all.push(Considered::open(ModelId(id)));
        }
    }
    let Some(fields) = root.table(TABLE) else { return all };
    let listed: Arc<[String]> = all.iter().map(|other| other.model.0.clone()).collect();
    for (place, id) in listed.iter().enumerate() {
        places.entry(text::fold(id)).or_insert(place);
    }
    // The list and the reasons may each use another name of one model; the matrix is read when they do.
    let known = LazyCell::new(|| Known::of(cloud, &listed));
    for (id, reason) in fields.each_line() {
        let name = text::entry_line(id.value);
        let place = places.get(&name).or_else(|| places.get(&text::fold(&name))).copied();
        if let Some(place) = place.or_else(|| known.place(&name)) {
            all[place].reason = text::entry_line(reason.value);
            continue;
        }
        // Without its place in the list it would be lost with the next rewrite.
        let otherwise = format!("write it into the list too: considered = [\"{}\"]", shown(id.value));
        let message = format!("'{}' is not among those considered", shown(id.value));
        fields.problems().report_name(&id.span, message, id.value, &listed, otherwise);
    }
    fields.finish();
    all
}

/// The places of the listed models by the ids of the cloud's matrix.
struct Known {
    matrix: Option<Matrix>,
    places: HashMap<ModelId, usize>,
}

impl Known {
    fn of(cloud: Cloud, listed: &[String]) -> Self {
        let mut known = Self { matrix: bundled::matrix(cloud).ok(), places: HashMap::new() };
        for (place, name) in listed.iter().enumerate() {
            if let Some(model) = known.model(name) {
                known.places.entry(model).or_insert(place);
            }
        }
        known
    }

    fn model(&self, name: &str) -> Option<ModelId> {
        Some(self.matrix.as_ref()?.model_named(name, None)?.id.clone())
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&self.model(name)?).copied()
    }
}

/// The reasons that were given, each under its model's id.
pub(super) fn reasons(plan: &Plan) -> Vec<(String, String)> {
    let given = plan.considered.iter().filter(|considered| !considered.reason.is_empty());
    given
        .map(|considered| (text::entry_line(&considered.model.0), text::entry_line(&considered.reason)))
        .filter(|(id, reason)| !id.is_empty() && !reason.is_empty())
        .collect()
}

/// The reasons as keys of their table.
pub(super) fn entries(reasons: &[(String, String)]) -> Vec<Entry<'_>> {
    reasons.iter().map(|(id, reason)| (id.as_str(), Some(Value::from(reason.as_str())))).collect()
}

/// Takes out the reasons that no longer hold.
pub(super) fn withdraw(given: &[Entry<'_>], document: &mut DocumentMut) {
    edit::take_out(document, TABLE, |key| !given.iter().any(|(known, _)| *known == key));
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
