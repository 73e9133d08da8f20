//! Whose changes a draft holds: the file that its plan was read from, and what the file held then.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use crate::host::clean_path;

/// What the first lines of such a draft begin with.
const FILE: &str = "# unsaved changes of ";
const FINGERPRINT: &str = "# fingerprint of that file: ";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftOrigin {
    pub path: PathBuf,
    /// Of the text that the plan was read from. Another compiler may make another one: then the file counts as changed.
    fingerprint: String,
}

impl DraftOrigin {
    pub fn new(path: PathBuf, text: &str) -> Self {
        Self { path, fingerprint: fingerprint(text) }
    }

    /// The origin that a draft names.
    pub fn read(draft: &str) -> Option<Self> {
        let mut lines = draft.lines();
        let path = lines.next()?.strip_prefix(FILE)?.into();
        let fingerprint = lines.next().and_then(|line| line.strip_prefix(FINGERPRINT)).unwrap_or_default();
        Some(Self { path, fingerprint: fingerprint.to_owned() })
    }

    /// Whether the file held this text.
    pub fn held(&self, text: &str) -> bool {
        self.fingerprint == fingerprint(text)
    }

    /// The lines before the plan in a draft. One line each, whatever the file is called: what follows must stay TOML.
    pub fn lines(&self) -> String {
        format!("{FILE}{}\n{FINGERPRINT}{}\n", clean_path(&self.path), self.fingerprint)
    }
}

fn fingerprint(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::written("plan.toml", "plan.toml", true)]
    #[case::two_lines("a\nb.toml", "a b.toml", true)]
    fn an_origin_is_read_as_it_was_written(#[case] path: &str, #[case] read: &str, #[case] held: bool) {
        let origin = DraftOrigin::new(path.into(), "mode = \"x\"\n");
        let draft = format!("{}schema = \"servemap/plan/1\"\n", origin.lines());
        let again = DraftOrigin::read(&draft).unwrap();
        assert_eq!((again.path.as_path(), again.held("mode = \"x\"\n")), (read.as_ref(), held));
        assert!(!again.held("mode = \"y\"\n"));
    }

    #[rstest]
    #[case::none("schema = \"servemap/plan/1\"\n", None)]
    #[case::of_an_earlier_version(
        "# unsaved changes of plan.toml\nschema = \"servemap/plan/1\"\n",
        Some(false)
    )]
    fn a_draft_without_a_fingerprint_is_of_no_known_text(#[case] draft: &str, #[case] held: Option<bool>) {
        assert_eq!(DraftOrigin::read(draft).map(|origin| origin.held("")), held);
    }
}
