//! A host for tests: this machine's files in a temporary folder, a fixed day, variables and a clipboard of its own.
#![allow(dead_code, reason = "each test file that uses the host uses some of it")]
#![allow(clippy::unwrap_used, reason = "a folder that cannot be prepared is a failed test")]

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use chrono::NaiveDate;
use servemap::error::{Error, Result};
use servemap::host::{
    Expected, Folder, Host, PathKind, ProgramOutput, SaveError, Saved, System, is_input, quoted,
};
use servemap::store::Drafts;
use tempfile::TempDir;

/// A world of its own. A relative path starts in its working folder, an absolute one at its root; messages name both as
/// the test does. `/config`, `/data` and `/state` are the user's folders. A clone shares the files.
#[derive(Debug, Clone)]
pub struct TestHost {
    root: Arc<TempDir>,
    today: NaiveDate,
    variables: BTreeMap<String, String>,
    unwritable: Vec<PathBuf>,
    /// Of what the system does not say whether it is a folder.
    untold: Vec<PathBuf>,
    copied: Option<String>,
    git_name: Option<String>,
    git_asked: usize,
    asked: Arc<AtomicUsize>,
}

impl TestHost {
    pub fn new(today: NaiveDate) -> Self {
        // In memory where the system has such a place: a save waits for the disk.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        fs::create_dir(root.path().join("work")).unwrap();
        Self {
            root: Arc::new(root),
            today,
            variables: BTreeMap::new(),
            unwritable: Vec::new(),
            untold: Vec::new(),
            copied: None,
            git_name: None,
            git_asked: 0,
            asked: Arc::default(),
        }
    }

    /// Adds a file, and with it its folder.
    pub fn with_file(mut self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> Self {
        self.put(path, contents);
        self
    }

    pub fn with_folder(self, path: impl AsRef<Path>) -> Self {
        fs::create_dir_all(self.place(path.as_ref())).unwrap();
        self
    }

    /// Adds a link to another path of the test.
    #[cfg(unix)]
    pub fn with_link(self, path: impl AsRef<Path>, target: impl AsRef<Path>) -> Self {
        std::os::unix::fs::symlink(self.place(target.as_ref()), self.place(path.as_ref())).unwrap();
        self
    }

    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Gives git a `user.name`; without it git knows none, whatever this machine says.
    pub fn with_git_name(mut self, name: &str) -> Self {
        self.git_name = Some(name.to_owned());
        self
    }

    /// How often git was asked for the name.
    pub fn git_asked(&self) -> usize {
        self.git_asked
    }

    /// How often anything was asked about a path.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// Adds a draft that a session left behind the day before.
    pub fn with_draft(self, name: &str, contents: &str) -> Self {
        let host = self.with_file(format!("/state/drafts/{name}.toml"), contents);
        let noon = UNIX_EPOCH + Duration::from_secs(1_792_411_200);
        let path = host.place(Path::new(&format!("/state/drafts/{name}.toml")));
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_times(FileTimes::new().set_modified(noon))
            .unwrap();
        host
    }

    /// Does not say what is at a path.
    pub fn with_untold(mut self, path: impl AsRef<Path>) -> Self {
        self.untold.push(path.as_ref().to_owned());
        self
    }

    /// Refuses every write to a path and below it. The user who runs the tests may be one whom nothing is refused.
    pub fn with_unwritable(mut self, path: impl AsRef<Path>) -> Self {
        self.unwritable.push(self.place(path.as_ref()));
        self
    }

    /// Refuses every write to the working folder from now on, or no more.
    pub fn set_writable(&mut self, writable: bool) {
        self.unwritable = if writable { Vec::new() } else { vec![self.root.path().join("work")] };
    }

    /// Writes a file as somebody else would, without asking what is there.
    pub fn put(&mut self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) {
        let path = self.place(path.as_ref());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path).unwrap().write_all(contents.as_ref()).unwrap();
    }

    /// Removes a file as somebody else would.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        fs::remove_file(self.place(path.as_ref())).unwrap();
    }

    /// What a file holds, if it is there.
    pub fn contents(&self, path: impl AsRef<Path>) -> Option<String> {
        fs::read_to_string(self.place(path.as_ref())).ok()
    }

    /// Every file of the working folder and below, by its path there.
    pub fn files(&self) -> Vec<String> {
        let work = self.root.path().join("work");
        let (mut folders, mut files) = (vec![work.clone()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&work).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// What was copied last.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// How many drafts there are whose sessions are gone.
    pub fn drafts(&self) -> usize {
        Drafts::new(Some(self.draft_folder())).orphans().len()
    }

    /// The draft of the session that is running.
    pub fn own_draft(&self) -> Option<String> {
        let orphans = Drafts::new(Some(self.draft_folder())).orphans();
        let paths = System::new().list(&self.draft_folder()).unwrap_or_default();
        let is_own = |path: &&PathBuf| {
            path.extension().is_some_and(|extension| extension == "toml")
                && orphans.iter().all(|draft| draft.path != **path)
        };
        paths.iter().find(is_own).map(|path| fs::read_to_string(path).unwrap())
    }

    fn draft_folder(&self) -> PathBuf {
        self.place(Path::new("/state/drafts"))
    }

    /// Where a path of the test is on this machine.
    fn place(&self, path: &Path) -> PathBuf {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if path.as_os_str().is_empty() || is_input(path) {
            return path.to_owned();
        }
        match path.strip_prefix("/") {
            Ok(below) => self.root.path().join(below),
            Err(_) => self.root.path().join("work").join(path),
        }
    }

    /// The error with the paths of the test.
    fn as_here(&self, error: &Error) -> Error {
        let root = self.root.path().display().to_string();
        let here = |text: &str| text.replace(&format!("{root}/work/"), "").replace(&root, "");
        let new = Error::new(here(error.message()));
        let new = error.details().iter().fold(new, |new, detail| new.detail(here(detail)));
        error.hints().iter().fold(new, |new, hint| new.hint(here(hint)))
    }

    fn check_told(&self, path: &Path) -> Result<()> {
        if self.untold.iter().any(|untold| untold == path) {
            return Err(Error::new(format!("{} cannot be looked at: permission denied", quoted(path))));
        }
        Ok(())
    }

    fn check_writable(&self, path: &Path) -> Result<()> {
        if self.unwritable.iter().any(|part| self.place(path).starts_with(part)) {
            return Err(Error::new(format!("{} cannot be saved: permission denied", quoted(path))));
        }
        Ok(())
    }
}

impl Host for TestHost {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        System::new().read_bytes(&self.place(path)).map_err(|error| self.as_here(&error))
    }

    fn ask(&mut self, _prompt: &str) -> Result<Option<String>> {
        Ok(None)
    }

    fn exists(&self, path: &Path) -> bool {
        self.check_told(path).is_ok() && System::new().exists(&self.place(path))
    }

    fn may_exist(&self, path: &Path) -> bool {
        self.check_told(path).is_err() || self.exists(path)
    }

    fn kind(&self, path: &Path) -> Result<PathKind> {
        self.check_told(path)?;
        System::new().kind(&self.place(path)).map_err(|error| self.as_here(&error))
    }

    fn leads_to_folder(&self, path: &Path) -> Result<bool> {
        self.check_told(path)?;
        System::new().leads_to_folder(&self.place(path)).map_err(|error| self.as_here(&error))
    }

    fn is_folder(&self, path: &Path) -> bool {
        System::new().is_folder(&self.place(path))
    }

    fn is_link(&self, path: &Path) -> bool {
        System::new().is_link(&self.place(path))
    }

    fn is_stream(&self, path: &Path) -> bool {
        System::new().is_stream(path)
    }

    fn resolve(&self, path: &Path) -> Result<Option<PathBuf>> {
        self.check_told(path)?;
        Ok(self.place(path).exists().then(|| path.to_owned()))
    }

    fn check_save(&self, path: &Path) -> Result<()> {
        self.check_writable(path)?;
        System::new().check_save(&self.place(path)).map_err(|error| self.as_here(&error))
    }

    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        self.check_writable(path)?;
        System::new().save(&self.place(path), contents, expected).map_err(|failure| match failure {
            SaveError::Exists(error) => SaveError::Exists(self.as_here(&error)),
            SaveError::Changed(error) => SaveError::Changed(self.as_here(&error)),
            SaveError::Other(error) => SaveError::Other(self.as_here(&error)),
        })
    }

    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<ProgramOutput>> {
        if program == "git" && arguments.ends_with(&["config", "user.name"]) {
            self.git_asked += 1;
            let output = self.git_name.as_ref().map(|name| format!("{name}\n"));
            let success = output.is_some();
            let output = output.unwrap_or_default();
            return Ok(Some(ProgramOutput { output, messages: String::new(), success }));
        }
        System::new().run(program, arguments)
    }

    fn make_folder(&mut self, path: &Path) -> Result<()> {
        self.check_writable(path)?;
        System::new().make_folder(&self.place(path)).map_err(|error| self.as_here(&error))
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        let place = self.root.path().join("work");
        let place = if folder.as_os_str().is_empty() { place } else { self.place(folder) };
        let paths = System::new().list(&place).map_err(|error| self.as_here(&error))?;
        Ok(paths.into_iter().map(|path| folder.join(path.strip_prefix(&place).unwrap())).collect())
    }

    fn copy(&mut self, text: &str) -> Result<()> {
        self.copied = Some(text.to_owned());
        Ok(())
    }

    fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from)
    }

    fn folder(&self, purpose: Folder) -> Option<PathBuf> {
        Some(match purpose {
            Folder::Config => PathBuf::from("/config"),
            Folder::Data => PathBuf::from("/data"),
            // Drafts are held locked, which this machine does.
            Folder::State => self.place(Path::new("/state")),
        })
    }
}
