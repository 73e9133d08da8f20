//! A decision that is not the same in two versions of a folder: added, removed, moved, changed, or no longer a plan.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::difference::{COLUMNS, Difference};
use crate::error::Error;
use crate::matrix::Matrix;
use crate::plan::Plan;
use crate::plan::change::Change;
use crate::text::words;

/// What is shown of a decision that is there in one version only.
const ESSENTIAL: [&str; 12] = [
    "mode",
    "region",
    "secondary",
    "model",
    "record.replacement",
    "record.owner",
    "record.reason",
    "status",
    "superseded_by",
    "supersedes",
    "reviews",
    "approvals",
];

/// How a decision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Removed,
    /// The same under another name.
    Moved,
    Changed,
    /// One of the versions is no plan: whatever changed, nobody knows.
    Unreadable,
}

words! { ChangeKind {
    Added = "added";
    Removed = "removed";
    Moved = "moved";
    Changed = "changed";
    Unreadable = "unreadable", "not readable";
} }

/// A version of a decision: what messages call its file, and its plan or why there is none.
#[derive(Debug, Clone)]
pub struct DecisionVersion {
    pub name: String,
    pub plan: Result<Plan, Error>,
}

/// A decision that is not the same in both versions.
#[derive(Debug, Clone)]
pub struct ChangedDecision {
    /// Its path in the folder, or what its file is called.
    pub file: String,
    /// The same where it moved from.
    pub from: Option<String>,
    pub kind: ChangeKind,
    /// The name of the older version, if there is one.
    pub old: Option<String>,
    /// The name of the newer one.
    pub new: Option<String>,
    /// What differs; none where a version is no plan.
    pub difference: Option<Difference>,
    /// Why a version is no plan.
    pub problems: Vec<Error>,
}

impl ChangedDecision {
    /// Compares two versions; none where nothing that people enter differs.
    pub fn of(
        file: &str,
        old: Option<&DecisionVersion>,
        new: Option<&DecisionVersion>,
        matrices: &[&Matrix],
        as_of: NaiveDate,
    ) -> Option<Self> {
        let problems: Vec<Error> = [old, new]
            .into_iter()
            .flatten()
            .filter_map(|version| version.plan.as_ref().err().cloned())
            .collect();
        let plan = |version: Option<&DecisionVersion>| version?.plan.as_ref().ok().cloned();
        let (before, after) = (plan(old), plan(new));
        let kind = match (old, new) {
            _ if !problems.is_empty() => ChangeKind::Unreadable,
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let nothing = |other: &Plan| Plan { cloud: other.cloud, ..Plan::default() };
        let difference = match (before, after) {
            _ if !problems.is_empty() => None,
            (Some(before), Some(after)) => Some(Difference::between(&before, &after, matrices, as_of)),
            (None, Some(after)) => Some(Difference::between(&nothing(&after), &after, matrices, as_of)),
            (Some(before), None) => Some(Difference::between(&before, &nothing(&before), matrices, as_of)),
            (None, None) => None,
        };
        if kind == ChangeKind::Changed && difference.as_ref().is_none_or(Difference::is_empty) {
            return None;
        }
        let name = |version: Option<&DecisionVersion>| version.map(|version| version.name.clone());
        Some(Self {
            file: file.to_owned(),
            from: None,
            kind,
            old: name(old),
            new: name(new),
            difference,
            problems,
        })
    }

    /// That a decision which was added is one that was removed, under another name.
    #[must_use]
    pub fn moved_from(self, removed: &Self) -> Self {
        let still = self.difference.map(|difference| Difference {
            before: difference.after.clone(),
            after: difference.after,
            changes: Vec::new(),
        });
        Self {
            kind: ChangeKind::Moved,
            from: Some(removed.file.clone()),
            old: removed.old.clone(),
            difference: still,
            ..self
        }
    }

    /// What happened to it, with the verdicts: `conditional → blocked`, `added, available`.
    pub fn headline(&self) -> String {
        let Some(difference) = &self.difference else { return self.kind.name().to_owned() };
        let (before, after) = (difference.before.word(), difference.after.word());
        match self.kind {
            ChangeKind::Added => format!("added, {after}"),
            ChangeKind::Removed => format!("removed, was {before}"),
            ChangeKind::Moved => {
                format!("moved from {}, still {after}", self.from.as_deref().unwrap_or_default())
            }
            ChangeKind::Changed | ChangeKind::Unreadable => difference.headline(),
        }
    }

    /// The columns of its rows: of a decision that is there in one version only, that one.
    pub fn columns(&self) -> Vec<&'static str> {
        let [what, before, now] = COLUMNS;
        match self.kind {
            ChangeKind::Added => vec![what, now],
            ChangeKind::Removed => vec![what, before],
            ChangeKind::Moved | ChangeKind::Changed | ChangeKind::Unreadable => vec![what, before, now],
        }
    }

    /// What differs, in these columns; values are at most so wide.
    pub fn rows(&self, width: usize) -> Vec<Vec<String>> {
        let Some(difference) = &self.difference else { return Vec::new() };
        let only = match self.kind {
            ChangeKind::Added => 1,
            ChangeKind::Removed => 0,
            ChangeKind::Moved | ChangeKind::Changed | ChangeKind::Unreadable => {
                return difference.rows(width).into_iter().map(Vec::from).collect();
            }
        };
        let verdict = [&difference.before, &difference.after][only].words();
        let essential = |change: &&Change| ESSENTIAL.contains(&change.key.as_str());
        let rows = difference.changes.iter().filter(essential).map(|change| {
            let [before, after] = change.shown(width);
            vec![change.field.clone(), if only == 0 { before } else { after }]
        });
        std::iter::once(vec!["Verdict".to_owned(), verdict]).chain(rows).collect()
    }

    /// The same for machines, with every field.
    pub fn json(&self) -> Value {
        let difference = self.difference.as_ref();
        let changes = difference.iter().flat_map(|difference| &difference.changes).map(|change| {
            let value = |value: &crate::plan::change::Value| {
                (!value.words.is_empty()).then(|| json!({ "id": value.id, "words": value.words }))
            };
            json!({
                "key": change.key,
                "field": change.field,
                "before": value(&change.before),
                "after": value(&change.after),
            })
        });
        let before = difference.filter(|_| self.old.is_some()).map(|difference| difference.before.json());
        let after = difference.filter(|_| self.new.is_some()).map(|difference| difference.after.json());
        json!({
            "file": self.file,
            "from": self.from,
            "change": self.kind,
            "old": self.old,
            "new": self.new,
            "before": before,
            "after": after,
            "changes": changes.collect::<Vec<_>>(),
            "problems": self.problems.iter().map(Error::message).collect::<Vec<_>>(),
        })
    }
}
