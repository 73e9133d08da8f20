//! A host whose files are in memory: nothing of this machine is read or written. The rest is that of a real one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use super::{Expected, Folder, Host, ProgramOutput, SaveError, Saved, quoted};
use crate::error::{Error, Result};

/// Files in memory. There is no home, and there are no folders of the user's: no settings, no stored matrices, no drafts.
pub struct Memory<'h> {
    files: BTreeMap<PathBuf, String>,
    folders: BTreeSet<PathBuf>,
    /// Whose day, variables and clipboard count.
    outside: &'h mut dyn Host,
}

impl<'h> Memory<'h> {
    /// Without any file.
    pub fn over(outside: &'h mut dyn Host) -> Self {
        Self { files: BTreeMap::new(), folders: BTreeSet::new(), outside }
    }

    /// Adds a file, and with it its folders.
    pub fn add(&mut self, path: &Path, contents: &str) {
        let path = plain(path);
        self.add_folder(path.parent().unwrap_or(Path::new("")));
        self.files.insert(path, contents.to_owned());
    }

    /// Adds a copy of a file of the outside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn copy_of(&mut self, path: &Path) -> Result<()> {
        let contents = self.outside.read(path)?;
        self.add(path, &contents);
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path) {
        self.folders.extend(folder.ancestors().map(Path::to_owned));
    }

    fn absent(path: &Path) -> Error {
        Error::new(format!("{} does not exist", quoted(path)))
    }
}

/// A path by its names alone: `./a/../b` is `b`. There are no links that could make it another one.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

impl Host for Memory<'_> {
    fn today(&self) -> NaiveDate {
        self.outside.today()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.outside.variable(name)
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        if self.is_folder(path) {
            return Err(Error::new(format!("{} is a folder", quoted(path))));
        }
        self.files.get(&plain(path)).map(|text| text.clone().into_bytes()).ok_or_else(|| Self::absent(path))
    }

    fn ask(&mut self, _prompt: &str) -> Result<Option<String>> {
        Ok(None)
    }

    fn exists(&self, path: &Path) -> bool {
        self.is_folder(path) || self.files.contains_key(&plain(path))
    }

    fn is_folder(&self, path: &Path) -> bool {
        let path = plain(path);
        path.as_os_str().is_empty() || self.folders.contains(&path)
    }

    fn is_link(&self, _path: &Path) -> bool {
        false
    }

    fn is_stream(&self, _path: &Path) -> bool {
        false
    }

    fn resolve(&self, path: &Path) -> Result<Option<PathBuf>> {
        Ok(Some(plain(path)))
    }

    fn check_save(&self, path: &Path) -> Result<()> {
        if self.is_folder(path) {
            return Err(Error::new(format!("{} cannot be saved: it is a folder", quoted(path))));
        }
        match path.parent().filter(|folder| !self.is_folder(folder)) {
            Some(folder) => Err(Self::absent(path).hint(format!("folder {} does not exist", quoted(folder)))),
            None => Ok(()),
        }
    }

    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        self.check_save(path)?;
        match (expected, self.files.get(&plain(path))) {
            (Expected::Absent, Some(_)) => return Err(SaveError::exists(path)),
            (Expected::Contents(_), None) => return Err(SaveError::removed(path)),
            (Expected::Contents(expected), Some(found)) if expected != found => {
                return Err(SaveError::changed(path));
            }
            _ => self.files.insert(plain(path), contents.to_owned()),
        };
        Ok(())
    }

    /// Another program could write.
    fn run(&mut self, _program: &str, _arguments: &[&str]) -> Result<Option<ProgramOutput>> {
        Ok(None)
    }

    fn make_folder(&mut self, path: &Path) -> Result<()> {
        self.add_folder(&plain(path));
        Ok(())
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        if !self.is_folder(folder) {
            return Err(Self::absent(folder));
        }
        let within = |path: &&PathBuf| path.parent() == Some(&plain(folder)) && path.file_name().is_some();
        let found: BTreeSet<&PathBuf> = self.files.keys().chain(&self.folders).filter(within).collect();
        Ok(found.into_iter().filter_map(|path| path.file_name()).map(|name| folder.join(name)).collect())
    }

    fn copy(&mut self, text: &str) -> Result<()> {
        self.outside.copy(text)
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn folder(&self, _purpose: Folder) -> Option<PathBuf> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::System;

    fn check(run: impl FnOnce(&mut Memory<'_>)) {
        let mut system = System::new();
        let mut memory = Memory::over(&mut system);
        memory.add(Path::new("demo/a.toml"), "a");
        memory.add(Path::new("demo/more/b.toml"), "b");
        run(&mut memory);
    }

    #[test]
    fn files_are_found_under_every_spelling_of_their_path() {
        check(|memory| {
            for path in ["demo/a.toml", "./demo/a.toml", "demo/more/../a.toml"] {
                assert_eq!(memory.read(Path::new(path)).unwrap(), "a", "{path}");
                assert!(memory.exists(Path::new(path)) && !memory.is_folder(Path::new(path)), "{path}");
            }
            assert!(["", ".", "demo", "demo/more/"].iter().all(|path| memory.is_folder(Path::new(path))));
        });
    }

    #[test]
    fn a_folder_lists_what_is_in_it_and_not_below() {
        check(|memory| {
            let listed = |folder: &str| memory.list(Path::new(folder)).unwrap();
            assert_eq!(listed("demo"), ["demo/a.toml", "demo/more"].map(PathBuf::from));
            assert_eq!(listed("."), ["./demo"].map(PathBuf::from));
            assert!(memory.list(Path::new("elsewhere")).is_err());
        });
    }

    #[test]
    fn it_saves_as_a_disk_does_and_only_in_memory() {
        check(|memory| {
            let path = Path::new("demo/a.toml");
            let conflict = |saved: Saved| saved.unwrap_err().is_conflict();
            assert!(conflict(memory.save(path, "x", &Expected::Absent)));
            assert!(conflict(memory.save(path, "x", &Expected::Contents("other".to_owned()))));
            let gone = Path::new("demo/gone.toml");
            assert!(conflict(memory.save(gone, "x", &Expected::Contents("a".to_owned()))));
            memory.save(path, "x", &Expected::Contents("a".to_owned())).unwrap();
            assert_eq!(memory.read(path).unwrap(), "x");
            assert!(memory.save(Path::new("new/c.toml"), "c", &Expected::Absent).is_err());
            memory.make_folder(Path::new("new")).unwrap();
            memory.save(Path::new("new/c.toml"), "c", &Expected::Absent).unwrap();
            assert!(memory.save(Path::new("demo"), "c", &Expected::Anything).is_err());
            assert!(!Path::new("demo/a.toml").exists() && !Path::new("new").exists());
        });
    }

    /// This machine's own files are not there, not even those of the folder the tests run in.
    #[test]
    fn nothing_of_the_machine_is_read() {
        check(|memory| {
            assert!(Path::new("Cargo.toml").exists() && !memory.exists(Path::new("Cargo.toml")));
            assert!(memory.read(Path::new("Cargo.toml")).is_err());
            assert_eq!(memory.home(), None);
            assert_eq!(memory.folder(Folder::Config), None);
            memory.copy_of(Path::new("Cargo.toml")).unwrap();
            assert!(memory.read(Path::new("Cargo.toml")).unwrap().contains("servemap"));
        });
    }
}
