//! The link from one plan to another: a path from the plan's own folder, with forward slashes on every system. Where links
//! lead is read in `plan_links`.

use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};
use crate::host::{Host, plain, quoted};
use crate::text;

/// The link from one plan to another. Both are taken where they really are: a plan that is reached by a link of the file
/// system is read from other folders too.
///
/// # Errors
/// When there is no such path, or a plan cannot hold it.
pub fn link_to(host: &dyn Host, from: &Path, to: &Path) -> Result<String> {
    let (from, to) = (place(host, from), place(host, to));
    let folder = from.parent().unwrap_or(Path::new(""));
    let link = relative(folder, &to).ok_or_else(|| {
        Error::new(format!("no relative path leads from {} to {}", quoted(&from), quoted(&to)))
    })?;
    let parts: Option<Vec<&str>> = link.components().map(|part| part.as_os_str().to_str()).collect();
    let link = parts.map(|parts| parts.join("/")).filter(|link| text::entry_line(link) == *link);
    link.ok_or_else(|| {
        Error::new(format!("a plan cannot hold the path {}", quoted(&to)))
            .hint("rename the file: letters, digits, '-' and '_' can be read everywhere")
    })
}

/// Whether two paths are one file.
pub fn is_same_plan(host: &dyn Host, one: &Path, other: &Path) -> bool {
    place(host, one) == place(host, other)
}

/// Where a file really is.
fn place(host: &dyn Host, path: &Path) -> PathBuf {
    plain_below(&host.real(path))
}

/// The path without `.` and, where a folder stands before it, `..`.
fn plain_below(path: &Path) -> PathBuf {
    let climbs = path.components().take_while(|part| *part == Component::ParentDir).count();
    let start: PathBuf = path.components().take(climbs).collect();
    let rest: PathBuf = path.components().skip(climbs).collect();
    start.join(plain(&rest))
}

/// The path that leads from a folder to a file; none where they share nothing, as on two drives.
fn relative(folder: &Path, to: &Path) -> Option<PathBuf> {
    if folder.is_absolute() != to.is_absolute() {
        return None;
    }
    let shared = folder.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    if folder.is_absolute() && shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("d", "d/b.toml", "b.toml")]
    #[case("d/old", "d/b.toml", "../b.toml")]
    #[case("", "d/b.toml", "d/b.toml")]
    #[case("/a/b", "/a/c/b.toml", "../c/b.toml")]
    fn a_link_leads_from_the_plans_folder(#[case] folder: &str, #[case] to: &str, #[case] link: &str) {
        let folder = Path::new(folder);
        assert_eq!(relative(folder, Path::new(to)), Some(PathBuf::from(link)));
    }
}
