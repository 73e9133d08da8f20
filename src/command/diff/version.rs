//! A version of a plan, or of a folder of plans, as a person names it: a file, a folder, `-`, or `REV:PATH`.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::git::{self, Blob};
use super::revision::{Entry, Revision};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, is_input, quoted};
use crate::plan::is_plan_name;
use crate::store::find_plans::Walk;
use crate::{check, config, text};

/// A version as it was named, and what is there.
#[derive(Debug)]
pub struct Version {
    /// What messages call it: `main:decisions`.
    pub name: String,
    /// The path in it, for telling whether two versions are of one thing.
    pub path: PathBuf,
    /// The revision it is read from, and where that has the path; none for what lies in the working folder.
    pub revision: Option<(Revision, String)>,
    pub contents: Contents,
}

#[derive(Debug)]
pub enum Contents {
    /// Nothing is there.
    Missing,
    Plan(PlanText),
    /// Each plan by its path in the folder.
    Folder(BTreeMap<String, PlanText>),
}

/// The text of what should be a plan.
#[derive(Debug, Clone)]
pub struct PlanText {
    /// What messages call it.
    pub name: String,
    /// Or why it cannot be read.
    pub text: Result<String>,
}

impl Version {
    /// Reads what a word names. What exists under the word as it is comes before a revision.
    ///
    /// # Errors
    /// When the word can name nothing: no such revision, no repository, a folder that cannot be listed. What is not there is
    /// no error yet: the other version may show that it is new, or gone.
    pub fn read(word: &str, host: &mut dyn Host) -> Result<Self> {
        let path = Path::new(word);
        if host.may_exist(path) {
            return Self::of_path(path, host);
        }
        match revision_parts(word) {
            Some((revision, path)) => Self::of_revision(word, revision, path, host),
            None => Ok(Self::missing(word, path)),
        }
    }

    fn missing(name: &str, path: &Path) -> Self {
        let name = text::clean_line(name).into_owned();
        Self { name, path: tidy(path), revision: None, contents: Contents::Missing }
    }

    /// What lies in the working folder.
    pub fn of_path(path: &Path, host: &dyn Host) -> Result<Self> {
        let name = if is_input(path) { "the input".to_owned() } else { clean_path(path) };
        let contents = if !host.may_exist(path) {
            Contents::Missing
        } else if host.is_folder(path) {
            Contents::Folder(working_plans(path, host)?)
        } else {
            Contents::Plan(PlanText { name: name.clone(), text: host.read(path) })
        };
        Ok(Self { name, path: tidy(path), revision: None, contents })
    }

    /// What a revision has at a path.
    pub fn of_revision(word: &str, revision: &str, path: &str, host: &mut dyn Host) -> Result<Self> {
        let revision = Revision::find(revision, Some(word), host)?;
        let (place, entry) = revision.entry(path, host)?;
        let contents = match entry {
            Entry::Missing => Contents::Missing,
            Entry::File(blob) => Contents::Plan(texts(&[blob], &revision, "", host).remove(0)),
            Entry::Folder(blobs) => Contents::Folder(committed_plans(blobs, &revision, &place, host)),
        };
        let name = text::clean_line(word).into_owned();
        Ok(Self { name, path: tidy(Path::new(path)), revision: Some((revision, place)), contents })
    }

    /// The error for a version that is not there, beside another.
    pub fn not_there(&self, word: &str, other: &str, host: &mut dyn Host) -> Result<Error> {
        if let Some((revision, place)) = &self.revision {
            return revision.missing(place, host);
        }
        let error = host
            .read(Path::new(word))
            .err()
            .unwrap_or_else(|| Error::new(format!("{} does not exist", quoted(Path::new(word)))));
        let like_a_revision = !word.trim().is_empty()
            && !other.trim().is_empty()
            && !word.contains(['/', '\\', '.', ':'])
            && error.hints().is_empty();
        Ok(if like_a_revision {
            let version = format!("{}:{}", text::clean_line(word), text::clean_line(other));
            error.hint(format!("what a revision has is written REV:PATH, such as {version}"))
        } else {
            error
        })
    }

    pub fn is_missing(&self) -> bool {
        matches!(self.contents, Contents::Missing)
    }

    pub fn is_folder(&self) -> bool {
        matches!(self.contents, Contents::Folder(_))
    }
}

/// A path without `.`: two ways to write one.
fn tidy(path: &Path) -> PathBuf {
    let tidy: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if tidy.as_os_str().is_empty() { PathBuf::from(".") } else { tidy }
}

/// A revision and a path in it. A drive of Windows is no revision, and the colon of `HEAD^{/fix: this}` parts nothing.
fn revision_parts(word: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let colon = word.char_indices().find(|(_, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *letter == ':' && depth == 0
    });
    let (revision, path) = word.split_at(colon?.0);
    let path = &path[1..];
    let is_drive = revision.len() == 1
        && revision.chars().all(|letter| letter.is_ascii_alphabetic())
        && path.starts_with(['/', '\\']);
    (!is_drive).then_some((revision, path))
}

/// The plans below a folder, as a check finds them. A file that was emptied is one that cannot be read.
fn working_plans(folder: &Path, host: &dyn Host) -> Result<BTreeMap<String, PlanText>> {
    let walk = Walk::below(&[folder.to_owned()], host)?;
    if let Some((_, error)) = walk.unlisted.into_iter().next() {
        return Err(error);
    }
    let below = |path: &Path| {
        let below = clean_path(path.strip_prefix(folder).unwrap_or(path));
        if cfg!(windows) { below.replace('\\', "/") } else { below }
    };
    let text = |path: &PathBuf| {
        let text =
            host.read(path).and_then(|text| if check::is_blank(&text) { Err(emptied()) } else { Ok(text) });
        (below(path), PlanText { name: clean_path(path), text })
    };
    Ok(walk.files.iter().chain(&walk.blank).map(text).collect())
}

/// The plans among the files of a revision, by the rules of the working folder.
fn committed_plans(
    blobs: Vec<Blob>,
    revision: &Revision,
    folder: &str,
    host: &mut dyn Host,
) -> BTreeMap<String, PlanText> {
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let blobs: Vec<Blob> =
        blobs.into_iter().filter(|blob| is_plan_name(Path::new(&blob.path)) && !hidden(&blob.path)).collect();
    let paths: Vec<String> = blobs.iter().map(|blob| text::clean_line(&blob.path).into_owned()).collect();
    let mut plans = BTreeMap::new();
    for (path, mut plan) in paths.into_iter().zip(texts(&blobs, revision, folder, host)) {
        match &plan.text {
            Ok(text) if config::is_config_file(Path::new(&path), text) => continue,
            Ok(text) if check::is_blank(text) => plan.text = Err(emptied()),
            Ok(text) if check::is_foreign(text) => continue,
            _ => {}
        }
        plans.insert(path, plan);
    }
    plans
}

fn emptied() -> Error {
    Error::new("the file is empty")
}

/// The texts of files that lie below a folder of a revision.
fn texts(blobs: &[Blob], revision: &Revision, folder: &str, host: &mut dyn Host) -> Vec<PlanText> {
    let base = if folder.is_empty() {
        format!("{}:", revision.name)
    } else {
        format!("{}:{}/", revision.name, folder.trim_end_matches('/'))
    };
    let names = blobs.iter().map(|blob| text::clean_line(&format!("{base}{}", blob.path)).into_owned());
    let texts = git::read(blobs, host);
    names
        .zip(texts)
        .map(|(name, text)| PlanText { text: text.map_err(|error| error.context(&name)), name })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("main:plan.toml", Some(("main", "plan.toml")))]
    #[case("HEAD~2:a/b.toml", Some(("HEAD~2", "a/b.toml")))]
    #[case("HEAD^{/fix: this}:a.toml", Some(("HEAD^{/fix: this}", "a.toml")))]
    #[case("origin/main:", Some(("origin/main", "")))]
    #[case(":a.toml", Some(("", "a.toml")))]
    #[case("main:a:b.toml", Some(("main", "a:b.toml")))]
    #[case("v:a.toml", Some(("v", "a.toml")))]
    #[case(r"C:\plans\a.toml", None)]
    #[case("c:/plans/a.toml", None)]
    #[case("plan.toml", None)]
    fn a_revision_stands_before_the_first_colon(#[case] word: &str, #[case] parts: Option<(&str, &str)>) {
        assert_eq!(revision_parts(word), parts);
    }
}
