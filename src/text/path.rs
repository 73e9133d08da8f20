//! Paths as text: two ways to write one are one, and a file as a link from somewhere else. No file is looked at.

use std::path::{Component, Path, PathBuf};

/// A path without `.`, and without `..` where there is something to go up from.
pub fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        let last = plain.components().next_back();
        match (component, last) {
            // Above the root is the root.
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                plain.pop();
            }
            (other, _) => plain.push(other),
        }
    }
    plain
}

/// The path that leads from a folder to a file, both as written from one place. None where no one can know it: one is
/// absolute and the other is not, they share nothing, as on two drives, or the folder is above what is named.
pub fn path_from(folder: &Path, file: &Path) -> Option<PathBuf> {
    let (folder, file) = (plain_path(folder), plain_path(file));
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let is_known = folder.is_absolute() == file.is_absolute()
        && (shared > 0 || !folder.is_absolute())
        && !from[shared..].contains(&Component::ParentDir);
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    is_known.then(|| up.chain(to[shared..].iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("./d/../b.toml", "b.toml")]
    #[case("../b.toml", "../b.toml")]
    #[case("d/../../b.toml", "../b.toml")]
    #[case("/../d/./b.toml", "/d/b.toml")]
    #[case("/d/../../b.toml", "/b.toml")]
    #[case(".", "")]
    fn two_ways_to_write_a_path_are_one(#[case] path: &str, #[case] plain: &str) {
        assert_eq!(plain_path(Path::new(path)), Path::new(plain));
    }

    #[rstest]
    #[case("", "d/b.toml", Some("d/b.toml"))]
    #[case("d", "./d/b.toml", Some("b.toml"))]
    #[case("d", "b.toml", Some("../b.toml"))]
    #[case("./d/wiki", "d/search/b.toml", Some("../search/b.toml"))]
    #[case("/d", "/e/b.toml", Some("../e/b.toml"))]
    #[case("../d", "../b.toml", Some("../b.toml"))]
    #[case("d", "../b.toml", Some("../../b.toml"))]
    #[case("../d", "b.toml", None)]
    #[case("/d", "b.toml", None)]
    fn a_file_is_reached_from_a_folder(#[case] folder: &str, #[case] file: &str, #[case] path: Option<&str>) {
        assert_eq!(path_from(Path::new(folder), Path::new(file)), path.map(PathBuf::from));
    }
}
