//! Paths between plans: a link of one to another as a file, and a file as a link from somewhere else. Text only: no file is
//! looked at.

use std::path::{Component, Path, PathBuf};

use crate::text;

/// The file that a plan names, such as the one that takes its place: `superseded_by` counts from the plan's own folder.
pub fn linked_file(plan: &str, link: &str) -> String {
    let folder = Path::new(plan).parent().unwrap_or(Path::new(""));
    plain(&folder.join(link)).display().to_string()
}

/// The path from a folder to a file, both as written from one place; the file as it is where one is absolute and the other
/// is not.
pub fn path_from(folder: &Path, file: &Path) -> PathBuf {
    let (folder, file) = (plain(folder), plain(file));
    let climbs = |path: &Path| path.components().any(|part| part == Component::ParentDir);
    if folder.is_absolute() != file.is_absolute() || climbs(&folder) {
        return file;
    }
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    if shared == 0 && folder.is_absolute() {
        return file;
    }
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

/// A path as links part it, safe to show.
pub fn slashes(path: &Path) -> String {
    let name = text::clean_line(&path.display().to_string()).into_owned();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// A path as text without `.` and `..`: two ways to write it are one.
pub fn plain_path(path: &str) -> String {
    plain(Path::new(path)).display().to_string()
}

/// A path without `.`, and without `..` where there is something to go up from.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        let last = plain.components().next_back();
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(last, Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("decisions/a.toml", "b.toml", "decisions/b.toml")]
    #[case("decisions/old/a.toml", "../b.toml", "decisions/b.toml")]
    #[case("a.toml", "./b.toml", "b.toml")]
    #[case("a.toml", "../b.toml", "../b.toml")]
    fn a_link_counts_from_the_plans_folder(#[case] plan: &str, #[case] link: &str, #[case] file: &str) {
        assert_eq!(linked_file(plan, link), file);
    }

    #[rstest]
    #[case("", "decisions/a.toml", "decisions/a.toml")]
    #[case("decisions", "decisions/a.toml", "a.toml")]
    #[case("./decisions/wiki", "decisions/search/a.toml", "../search/a.toml")]
    #[case("wiki", "decisions/a.toml", "../decisions/a.toml")]
    #[case("/w/wiki", "/w/decisions/a.toml", "../decisions/a.toml")]
    #[case("/wiki", "decisions/a.toml", "decisions/a.toml")]
    #[case("../wiki", "decisions/a.toml", "decisions/a.toml")]
    fn a_file_is_linked_from_a_page(#[case] folder: &str, #[case] file: &str, #[case] path: &str) {
        assert_eq!(path_from(Path::new(folder), Path::new(file)), Path::new(path));
    }
}
