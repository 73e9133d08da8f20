//! What was considered, in plan files: the ids in one list, and a table for the reasons that the user gave.

use toml_edit::{DocumentMut, Item, Value};

use super::{Entry, Plan};
use crate::document::{Fields, shown};
use crate::matrix::{Cloud, Matrix, ModelId, bundled};
use crate::plan::Considered;
use crate::text;

/// The table of the reasons.
pub(super) const TABLE: &str = "not_taken";

/// Reads the list, and the reasons of what is in it.
pub(super) fn read(root: &Fields<'_, '_>, cloud: Cloud) -> Vec<Considered> {
    let ids = root.lines("considered").into_iter();
    let mut all: Vec<Considered> = ids.map(|id| Considered::open(ModelId(id.value))).collect();
    let Some(fields) = root.table(TABLE) else { return all };
    for (id, reason) in fields.each_line() {
        let known = all.iter().position(|considered| considered.model.0 == id.value);
        let known =
            known.or_else(|| all.iter().position(|considered| is_one(&considered.model.0, id.value, cloud)));
        if let Some(known) = known {
            text::clean_line(reason.value).trim().clone_into(&mut all[known].reason);
        } else {
            // Without its place in the list it would be lost with the next rewrite.
            let hint =
                || match text::nearest(id.value, all.iter().map(|other| other.model.0.as_str()), 1).first() {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("write it into the list too: considered = [\"{}\"]", shown(id.value)),
                };
            let message = format!("'{}' is not among those considered", shown(id.value));
            fields.problems().report(&id.span, message, fields.problems().suggest(hint));
        }
    }
    fields.finish();
    all
}

/// Whether two names are names of one model. The list and the reasons may each use another.
fn is_one(name: &str, other: &str, cloud: Cloud) -> bool {
    let folded = |name: &str| text::fold(name);
    let one = |matrix: &Matrix| {
        Some(matrix.find_model(name, None).ok()?.id == matrix.find_model(other, None).ok()?.id)
    };
    folded(name) == folded(other) || bundled::matrix(cloud).ok().and_then(|matrix| one(&matrix)) == Some(true)
}

/// The reasons that were given.
pub(super) fn entries(plan: &Plan) -> Vec<Entry<'_>> {
    let given = plan.considered.iter().filter(|considered| !considered.reason.is_empty());
    given
        .map(|considered| (considered.model.0.as_str(), Some(Value::from(considered.reason.as_str()))))
        .collect()
}

/// Takes out the reasons that no longer hold, and the table once neither a reason nor a comment is left in it.
pub(super) fn withdraw(plan: &Plan, document: &mut DocumentMut) {
    let given = entries(plan);
    let Some(table) = document.get_mut(TABLE).and_then(Item::as_table_like_mut) else { return };
    let keys = table.iter().map(|(key, _)| key.to_owned());
    let gone: Vec<String> = keys.filter(|key| !given.iter().any(|(known, _)| known == key)).collect();
    for key in gone {
        table.remove(&key);
    }
    let Some(table) = document.get(TABLE).and_then(Item::as_table) else { return };
    let comment = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    if table.is_empty() && comment.trim().is_empty() && given.is_empty() {
        document.remove(TABLE);
    }
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
