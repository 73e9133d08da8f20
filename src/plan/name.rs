//! What a plan's file is called: `NAME.toml`, as `servemap check` finds it below a folder.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::text;

/// Endings that files of another kind have, or copies of plans.
const OTHER: [&str; 8] = [".yaml", ".yml", ".tml", ".json", ".md", ".txt", ".bak", ".orig"];

/// Whether a file is called as plans are. Hidden ones are passed over where they are not named.
pub fn is_plan_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The name a plan should have in place of one that no check of a folder reads.
pub fn better_name(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    if is_plan_name(path) && !name.starts_with('.') {
        return None;
    }
    let name = text::clean_line(&name);
    let mut stem = name.trim_start_matches('.');
    while let Some(shorter) = OTHER.iter().find_map(|ending| stem.strip_suffix(ending)) {
        stem = shorter;
    }
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    Some(path.with_file_name(format!("{}.toml", if stem.is_empty() { "plan" } else { stem })))
}

/// Holds the name of a plan's file to what `servemap check` reads below a folder.
///
/// # Errors
/// When the plan would be saved where no check looks.
pub fn check_name(path: &Path) -> Result<()> {
    let shown = |path: &Path| text::clean_line(&path.display().to_string()).into_owned();
    match better_name(path) {
        // Whoever saves says what is wrong with a folder.
        Some(better) if !path.to_string_lossy().ends_with(std::path::is_separator) => {
            let why =
                if is_plan_name(path) { "passes over hidden files" } else { "reads files that end in .toml" };
            Err(Error::new(format!("'{}' is not a name for a plan: 'servemap check' {why}", shown(path)))
                .hint(format!("name it '{}'", shown(&better))))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("d/sonnet", "'d/sonnet.toml'")]
    #[case("plan.yaml", "'plan.toml'")]
    #[case("plan.toml.bak", "'plan.toml'")]
    #[case("v1.2", "'v1.2.toml'")]
    #[case("d/.sonnet.toml", "'d/sonnet.toml'")]
    #[case(".sonnet", "'sonnet.toml'")]
    #[case(".toml", "'toml.toml'")]
    #[case("...", "'plan.toml'")]
    #[case("d/\u{8}", "'d/plan.toml'")]
    fn a_plan_is_not_saved_where_no_check_looks(#[case] name: &str, #[case] better: &str) {
        let error = check_name(Path::new(name)).unwrap_err();
        assert_eq!(error.hints(), [format!("name it {better}")]);
        assert!(check_name(Path::new(better.trim_matches('\''))).is_ok());
    }

    #[rstest]
    #[case("d/a.toml")]
    #[case("A.TOML")]
    #[case("d/")]
    #[case("..")]
    #[case("")]
    fn other_names_are_for_whoever_saves(#[case] name: &str) {
        assert!(check_name(Path::new(name)).is_ok());
    }
}
