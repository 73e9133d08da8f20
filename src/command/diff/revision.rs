//! A revision of the repository around the current folder, and what paths are in it.

use std::path::Path;

use super::git::{Blob, Listed, failed, list, run};
use crate::error::{Error, Result};
use crate::host::{Host, ProgramOutput};
use crate::text;

/// A revision of the repository around the current folder.
#[derive(Debug, Clone)]
pub struct Revision {
    /// As it was written: `main`.
    pub name: String,
    /// The id of its tree.
    tree: String,
    /// The current folder from the root of the repository: `team/`, or nothing.
    prefix: String,
    /// The root from the current folder: `../`, or nothing.
    to_root: String,
}

/// What a path is in a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    File(Blob),
    Folder(Vec<Blob>),
    /// It is not in the revision.
    Missing,
}

impl Revision {
    /// Finds a revision; `word` is what names it, if a word does.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such revision.
    pub fn find(name: &str, word: Option<&str>, host: &mut dyn Host) -> Result<Self> {
        let shown = text::clean_line(name);
        if name.is_empty() {
            let word = text::clean_line(word.unwrap_or_default());
            let path = word.trim_start_matches(':');
            return Err(Error::new(format!("'{word}' names no revision"))
                .hint(format!("write it before the colon: 'HEAD:{path}' is what was committed last")));
        }
        if name.starts_with('-') {
            return Err(Error::new(format!("'{shown}' is not a revision: none begins with a dash"))
                .hint("write REV:PATH, such as main:plan.toml or HEAD~1:plan.toml"));
        }
        let Some(place) = run(&["rev-parse", "--show-prefix", "--show-cdup"], host)? else {
            return Err(cannot_read(word, "git is not installed").hint("install git, or name two files"));
        };
        if !place.success {
            return Err(no_repository(word, &place));
        }
        let mut lines = place.output.lines();
        let (prefix, to_root) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let found = run(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")], host)?;
        let tree = found.filter(|found| found.success).map(|found| found.output.trim().to_owned());
        let Some(tree) = tree.filter(|tree| !tree.is_empty()) else { return Err(unknown(name, host)?) };
        Ok(Self { name: name.to_owned(), tree, prefix: prefix.to_owned(), to_root: to_root.to_owned() })
    }

    /// What a path is in the revision, and where that lies from the root. As in git, a path starts at the root, and at the
    /// current folder after `./`; one that is not there from the root is looked for in the current folder too.
    pub fn entry(&self, path: &str, host: &mut dyn Host) -> Result<(String, Entry)> {
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
        let here = join(&self.prefix, &path);
        let relative = path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
        let places = [(!relative).then(|| join("", &path)).flatten(), here];
        let mut places: Vec<String> = places.into_iter().flatten().collect();
        places.dedup();
        let Some(first) = places.first().cloned() else {
            return Err(Error::new(format!("'{}' lies outside of the repository", text::clean_line(&path)))
                .hint("a path starts at the root of the repository, or after ./ at the current folder"));
        };
        for place in places {
            let entry = self.entry_at(&place, host)?;
            if entry != Entry::Missing {
                return Ok((place, entry));
            }
        }
        Ok((first, Entry::Missing))
    }

    fn entry_at(&self, place: &str, host: &mut dyn Host) -> Result<Entry> {
        if place.is_empty() {
            return folder(&self.tree, host);
        }
        let listed = list(&["--full-tree", &self.tree, "--", place], host)?;
        Ok(match listed.into_iter().find(|entry| entry.path == place) {
            None => Entry::Missing,
            Some(Listed { kind, id, .. }) if kind == "tree" => folder(&id, host)?,
            Some(listed) => Entry::File(listed.blob()),
        })
    }

    /// Where a file of the working folder lies from the root; none outside of the repository.
    pub fn place_of(&self, path: &Path, host: &dyn Host) -> Option<String> {
        let root = host.real(Path::new(if self.to_root.is_empty() { "." } else { &self.to_root }));
        let place = host.real(path).strip_prefix(root).ok()?.display().to_string();
        Some(if cfg!(windows) { place.replace('\\', "/") } else { place })
    }

    /// The file of the working folder that lies where a path of the repository does, as it is reached from here.
    pub fn working_path(&self, place: &str) -> String {
        let below = place.strip_prefix(self.prefix.as_str());
        let path = below.map_or_else(|| format!("{}{place}", self.to_root), str::to_owned);
        if path.is_empty() { ".".to_owned() } else { path }
    }

    /// The error for a path that is not in the revision, with the nearest that is.
    pub fn missing(&self, place: &str, host: &mut dyn Host) -> Result<Error> {
        let folder = place.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let words = ["--full-tree", self.tree.as_str(), "--", folder.as_str()];
        let beside = list(if folder.is_empty() { &words[..2] } else { &words }, host)?;
        let name = self.name.as_str();
        let error = Error::new(format!("'{}' is not in {}", text::clean_line(place), text::clean_line(name)));
        let names: Vec<String> =
            beside.iter().map(|entry| format!("{name}:{}", text::clean_line(&entry.path))).collect();
        let hint = text::did_you_mean(&format!("{name}:{place}"), names.iter().map(String::as_str));
        Ok(error.hint(hint.unwrap_or_else(|| {
            "a path starts at the root of the repository, or after ./ at the current folder".to_owned()
        })))
    }
}

/// The files below a tree.
fn folder(tree: &str, host: &mut dyn Host) -> Result<Entry> {
    let listed = list(&["-r", "--full-tree", tree], host)?;
    Ok(Entry::Folder(listed.into_iter().map(Listed::blob).collect()))
}

/// Why git cannot be asked for what a word names.
fn cannot_read(word: Option<&str>, why: &str) -> Error {
    Error::new(match word {
        Some(word) => {
            format!("'{}' does not exist, and {why} to read it as a revision", text::clean_line(word))
        }
        None => format!("there is nothing to compare with: {why}"),
    })
}

fn no_repository(word: Option<&str>, ran: &ProgramOutput) -> Error {
    // What git says is in the user's language; the name of a setting is not.
    if ran.messages.contains("safe.directory") {
        return failed(Some(ran));
    }
    cannot_read(word, "this folder is in no git repository")
        .hint("run the command inside the repository, or name two files")
}

fn unknown(name: &str, host: &mut dyn Host) -> Result<Error> {
    let shown = text::clean_line(name);
    let names = run(&["for-each-ref", "--format=%(refname:short)"], host)?;
    let names = names.filter(|names| names.success).map(|names| names.output).unwrap_or_default();
    let error = Error::new(format!("unknown revision '{shown}'"));
    if name == "HEAD" {
        return Ok(error.hint("the repository has no commit yet: name two files"));
    }
    let remote = names.lines().find(|known| known.rsplit_once('/').is_some_and(|(_, branch)| branch == name));
    let near = remote.map(text::meant).or_else(|| text::did_you_mean(name, names.lines()));
    Ok(error.hint(near.map_or_else(
        || "'git branch --all' lists the branches; a shallow clone needs 'git fetch' first".to_owned(),
        |near| text::clean_line(&near).into_owned(),
    )))
}

/// A path below a folder, both from the root, without `.` and `..`; none where it leads out.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!path.starts_with('/')).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", "a/b.toml", Some("a/b.toml"))]
    #[case("team/", "./b.toml", Some("team/b.toml"))]
    #[case("team/", "../b.toml", Some("b.toml"))]
    #[case("team/", "../../b.toml", None)]
    #[case("", "decisions/", Some("decisions"))]
    #[case("team/", ".", Some("team"))]
    #[case("", "", Some(""))]
    #[case("", "/etc/passwd", None)]
    fn paths_start_where_git_starts_them(
        #[case] folder: &str,
        #[case] path: &str,
        #[case] joined: Option<&str>,
    ) {
        assert_eq!(join(folder, path).as_deref(), joined);
    }
}
