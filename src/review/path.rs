//! Paths between plans: a link of one to another as a file, and a file as a link from somewhere else. Text only: no file is
//! looked at.

use std::path::{Path, PathBuf};

use crate::text;

/// The file that a plan names, such as the one that takes its place: `superseded_by` counts from the plan's own folder.
pub fn linked_file(plan: &str, link: &str) -> String {
    let folder = Path::new(plan).parent().unwrap_or(Path::new(""));
    text::plain_path(&folder.join(link)).display().to_string()
}

/// The path from a folder to a file, both as written from one place; the file as it is where no path leads there.
pub fn path_from(folder: &Path, file: &Path) -> PathBuf {
    text::path_from(folder, file).unwrap_or_else(|| text::plain_path(file))
}

/// A path as links part it, safe to show.
pub fn slashes(path: &Path) -> String {
    let name = text::clean_line(&path.display().to_string()).into_owned();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// A path as text without `.` and `..`: two ways to write it are one.
pub fn plain_path(path: &str) -> String {
    text::plain_path(Path::new(path)).display().to_string()
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
