//! A host for tests: files in memory, a fixed day, set variables, a clipboard and drafts that can be looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::words::quoted;
use super::{Draft, Expected, Folder, Host, Ran, SaveError, Saved, check_copy, is_input, plain};
use crate::error::{Error, Result};

/// A world of its own. It refuses what the real one refuses, in nearly the same words.
///
/// A folder exists if it was added, or if something is in it; `/config`, `/data` and `/state` are the user's.
#[derive(Debug, Clone, Default)]
pub struct MemoryHost {
    today: NaiveDate,
    files: BTreeMap<PathBuf, String>,
    folders: BTreeSet<PathBuf>,
    unwritable: BTreeSet<PathBuf>,
    variables: BTreeMap<String, String>,
    copied: Option<String>,
    drafts: Vec<Draft>,
    own_draft: Option<String>,
    input: Option<String>,
    programs: BTreeMap<String, Ran>,
}

impl MemoryHost {
    /// An empty world on a day that does not end.
    pub fn new(today: NaiveDate) -> Self {
        Self { today, ..Self::default() }
    }

    /// Adds a file, and with it its folder.
    #[must_use]
    pub fn with_file(mut self, path: impl AsRef<Path>, contents: impl Into<String>) -> Self {
        self.put(path, contents);
        self
    }

    /// Adds an empty folder.
    #[must_use]
    pub fn with_folder(mut self, path: impl AsRef<Path>) -> Self {
        self.folders.insert(plain(path.as_ref()));
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Pipes text into the program.
    #[must_use]
    pub fn with_input(mut self, text: impl Into<String>) -> Self {
        self.input = Some(text.into());
        self
    }

    /// Installs a program; it is asked for by its name and arguments, as they stand on a command line.
    #[must_use]
    pub fn with_program(mut self, line: impl Into<String>, ran: Ran) -> Self {
        self.programs.insert(line.into(), ran);
        self
    }

    /// Adds a draft that a session left behind.
    #[must_use]
    pub fn with_draft(mut self, draft: Draft) -> Self {
        self.drafts.push(draft);
        self
    }

    /// Refuses every write to a path and below it; `/state` refuses drafts.
    #[must_use]
    pub fn with_unwritable(mut self, path: impl AsRef<Path>) -> Self {
        self.unwritable.insert(plain(path.as_ref()));
        self
    }

    /// Writes a file as somebody else would, without being asked what was expected.
    pub fn put(&mut self, path: impl AsRef<Path>, contents: impl Into<String>) {
        self.files.insert(plain(path.as_ref()), contents.into());
    }

    /// Removes a file as somebody else would.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(&plain(path.as_ref()));
    }

    /// What a file holds, if it is there.
    pub fn contents(&self, path: impl AsRef<Path>) -> Option<&str> {
        self.files.get(&plain(path.as_ref())).map(String::as_str)
    }

    /// What was copied last.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// The draft this session keeps.
    pub fn own_draft(&self) -> Option<&str> {
        self.own_draft.as_deref()
    }

    fn has_folder(&self, path: &Path) -> bool {
        path.as_os_str().is_empty()
            || path == Path::new("/")
            || self
                .folders
                .iter()
                .chain(self.files.keys())
                .any(|inner| inner != path && inner.starts_with(path))
            || self.folders.contains(path)
    }

    fn check_writable(&self, path: &Path, place: &Path) -> Result<()> {
        if self.unwritable.iter().any(|part| place.starts_with(part)) {
            return Err(Error::new(format!("{} cannot be saved: permission denied", quoted(path))));
        }
        Ok(())
    }

    /// Everything the world holds, as children of the folder.
    fn children(&self, folder: &Path) -> BTreeSet<PathBuf> {
        let inner = self.files.keys().chain(&self.folders).filter_map(|path| path.strip_prefix(folder).ok());
        inner.filter_map(|rest| Some(folder.join(rest.components().next()?))).collect()
    }
}

impl Host for MemoryHost {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read(&self, path: &Path) -> Result<String> {
        if is_input(path) {
            return self.input.clone().ok_or_else(|| Error::new("nothing is piped in"));
        }
        if self.is_folder(path) {
            return Err(Error::new(format!("{} is a folder, not a file", quoted(path))));
        }
        let contents = self.contents(path).map(str::to_owned);
        contents.ok_or_else(|| Error::new(format!("{} does not exist", quoted(path))))
    }

    fn exists(&self, path: &Path) -> bool {
        is_input(path) || self.contents(path).is_some() || self.is_folder(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        // An empty path is no name, although it stands for the working folder in front of one.
        !path.as_os_str().is_empty() && self.has_folder(&plain(path))
    }

    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        let place = plain(path);
        if self.is_folder(path) {
            return Err(Error::new(format!("{} is a folder, not a file", quoted(path))).into());
        }
        let folder = place.parent().unwrap_or(Path::new(""));
        if !self.has_folder(folder) {
            let missing = format!("{} cannot be saved: {} does not exist", quoted(path), quoted(folder));
            return Err(Error::new(missing).into());
        }
        match (expected, self.files.get(&place)) {
            (Expected::Absent, Some(_)) => return Err(SaveError::exists(path)),
            (Expected::Contents(_), None) => return Err(SaveError::removed(path)),
            (Expected::Contents(before), Some(now)) if before != now => return Err(SaveError::changed(path)),
            _ => {}
        }
        self.check_writable(path, &place)?;
        self.files.insert(place, contents.to_owned());
        Ok(())
    }

    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<Ran>> {
        let line = [program].iter().chain(arguments).copied().collect::<Vec<_>>().join(" ");
        Ok(self.programs.get(&line).cloned())
    }

    fn make_folder(&mut self, path: &Path) -> Result<()> {
        let place = plain(path);
        self.check_writable(path, &place)?;
        self.folders.insert(place);
        Ok(())
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        let place = plain(folder);
        if self.files.contains_key(&place) {
            return Err(Error::new(format!("{} is a file, not a folder", quoted(folder))));
        }
        if !self.has_folder(&place) {
            return Err(Error::new(format!("{} does not exist", quoted(folder))));
        }
        let names = self.children(&place).into_iter().filter_map(|path| Some(folder.join(path.file_name()?)));
        Ok(names.collect())
    }

    fn copy(&mut self, text: &str) -> Result<()> {
        check_copy(text)?;
        self.copied = Some(text.to_owned());
        Ok(())
    }

    fn drafts(&self) -> Vec<Draft> {
        let mut drafts = self.drafts.clone();
        drafts.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.name.cmp(&b.name)));
        drafts
    }

    fn keep_draft(&mut self, contents: &str) -> Result<()> {
        let place = Path::new("/state/drafts");
        self.check_writable(place, place)?;
        self.own_draft = Some(contents.to_owned());
        Ok(())
    }

    fn drop_draft(&mut self) {
        self.own_draft = None;
    }

    fn discard_draft(&mut self, draft: &Draft) -> Result<()> {
        self.drafts.retain(|other| other.name != draft.name);
        Ok(())
    }

    fn folder(&self, purpose: Folder) -> Option<PathBuf> {
        let name = match purpose {
            Folder::Config => "/config",
            Folder::Data => "/data",
            Folder::State => "/state",
        };
        Some(PathBuf::from(name))
    }
}
