//! Drafts: what survives a session that crashes, is hung up or killed.
//!
//! A session with unsaved changes has two files: `NAME.toml`, and `NAME.lock`, which it locks for as long as it lives.
//! The system unlocks it however the session ends; a draft whose lock is free is an orphan.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime};

use crate::error::{Error, Result};
use crate::host::io_error::{cannot, is_missing};
use crate::host::{folder, lock, read, save};

/// An unfinished plan of a session that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub path: PathBuf,
    /// The plan, as a file would hold it.
    pub contents: String,
    /// In local time.
    pub saved: NaiveDateTime,
}

/// The drafts in one folder, and this session's among them.
#[derive(Debug, Default)]
pub struct Drafts {
    folder: Option<PathBuf>,
    own: Option<OwnDraft>,
}

/// This session's draft, and the lock that says it lives.
#[derive(Debug)]
struct OwnDraft {
    path: PathBuf,
    _lock: File,
}

impl Draft {
    /// Removes a draft of another session.
    ///
    /// # Errors
    /// When it cannot be removed; that it is gone already is no failure.
    pub fn remove(&self) -> Result<()> {
        remove(&self.path).map_err(|error| cannot(&self.path, "removed", &error))
    }
}

impl Drafts {
    /// The drafts in a folder, which is made when it is needed.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, own: None }
    }

    /// The drafts whose sessions are gone, newest first. What cannot be read is no draft.
    pub fn orphans(&self) -> Vec<Draft> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let paths = folder::list(folder).unwrap_or_default();
        let mut drafts: Vec<Draft> = paths.into_iter().filter_map(orphan).collect();
        drafts.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.path.cmp(&b.path)));
        drafts
    }

    /// Saves this session's draft, in place of the one before.
    ///
    /// # Errors
    /// When there is no folder for it, or it cannot be written.
    pub fn save(&mut self, contents: &str) -> Result<()> {
        let folder = self.folder.as_deref().ok_or_else(|| {
            Error::new("no draft is saved: there is no folder for it").hint("set HOME or XDG_STATE_HOME")
        })?;
        write(folder, &mut self.own, contents)
            .map_err(|error| cannot(folder, "used for drafts", &error).hint("save the plan to be safe"))
    }

    /// Removes this session's draft: nothing is unsaved any more.
    pub fn remove_own(&mut self) {
        if let Some(own) = self.own.take() {
            let _ = remove(&own.path);
        }
    }
}

impl OwnDraft {
    /// Claims a name. The lock is held before the draft exists, so nobody sees the one without the other.
    fn start(folder: &Path) -> io::Result<Self> {
        folder::make(folder)?;
        // Whoever removes leftovers waits until the new lock is held.
        let _folder_lock = lock::hold(folder).ok().flatten();
        remove_leftovers(folder);
        let lock = tempfile::Builder::new().prefix("plan-").suffix(".lock").tempfile_in(folder)?;
        lock.as_file().try_lock()?;
        let (lock, path) = lock.keep()?;
        Ok(Self { path: path.with_extension("toml"), _lock: lock })
    }
}

/// Writes a draft whole. Without a sync: it guards against the end of the program, not of the power.
fn write(folder: &Path, own: &mut Option<OwnDraft>, contents: &str) -> io::Result<()> {
    // Without its lock a draft has no owner: somebody removed the folder, and perhaps it is there again.
    own.take_if(|own| !own.path.with_extension("lock").exists());
    let own = match own {
        Some(own) => own,
        own => own.insert(OwnDraft::start(folder)?),
    };
    let _folder_lock = lock::hold(folder).ok().flatten();
    let mut copy = save::temporary().tempfile_in(folder)?;
    copy.write_all(contents.as_bytes())?;
    save::replace(copy, &own.path)
}

/// Removes what killed sessions left that is no draft.
fn remove_leftovers(folder: &Path) {
    save::remove_leftovers(folder);
    for path in folder::list(folder).unwrap_or_default() {
        let is_lock = path.extension().is_some_and(|extension| extension == "lock");
        if is_lock && !path.with_extension("toml").exists() && !is_locked(&path) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes a draft, and then its lock.
fn remove(draft: &Path) -> io::Result<()> {
    for path in [draft, &draft.with_extension("lock")] {
        fs::remove_file(path).or_else(|error| if is_missing(&error) { Ok(()) } else { Err(error) })?;
    }
    Ok(())
}

/// The draft at a path, if it is one and its session is gone.
fn orphan(path: PathBuf) -> Option<Draft> {
    if path.extension()? != "toml" || is_locked(&path.with_extension("lock")) {
        return None;
    }
    let contents = String::from_utf8(read::file(&path).ok()?).ok()?;
    let saved = DateTime::<Local>::from(fs::metadata(&path).ok()?.modified().ok()?).naive_local();
    (!contents.trim().is_empty()).then_some(Draft { path, contents, saved })
}

/// Whether a session holds the lock. A shared lock, so that two who try at once do not see each other.
fn is_locked(lock: &Path) -> bool {
    File::open(lock).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    const FOLDER: &str = "SERVEMAP_TEST_DRAFTS";

    fn drafts_in(folder: &Path) -> Drafts {
        Drafts::new(Some(folder.to_owned()))
    }

    fn contents(drafts: &Drafts) -> Vec<String> {
        drafts.orphans().into_iter().map(|draft| draft.contents).collect()
    }

    #[test]
    fn a_draft_is_found_once_its_owner_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let other = drafts_in(folder.path());
        let mut session = drafts_in(folder.path());
        session.save("one").unwrap();
        session.save("two").unwrap();
        assert!(contents(&session).is_empty());
        assert!(contents(&other).is_empty());

        drop(session);
        assert_eq!(contents(&other), ["two"]);
        other.orphans()[0].remove().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_draft_is_begun_anew_where_its_folder_went() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/drafts");
        let mut session = drafts_in(&folder);
        session.save("one").unwrap();
        fs::remove_dir_all(home.path().join("state")).unwrap();
        session.save("two").unwrap();
        fs::remove_dir_all(&folder).unwrap();
        folder::make(&folder).unwrap();
        session.save("three").unwrap();
        assert!(contents(&drafts_in(&folder)).is_empty(), "it has its owner");
        drop(session);
        assert_eq!(contents(&drafts_in(&folder)), ["three"]);
    }

    #[test]
    fn a_session_that_ended_well_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = drafts_in(folder.path());
        session.remove_own();
        session.save("one").unwrap();
        session.remove_own();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        session.save("again").unwrap();
        drop(session);
        assert_eq!(contents(&drafts_in(folder.path())), ["again"]);
    }

    #[test]
    fn two_sessions_do_not_touch_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (drafts_in(folder.path()), drafts_in(folder.path()));
        one.save("one").unwrap();
        two.save("two").unwrap();
        one.remove_own();
        drop(two);
        assert_eq!(contents(&one), ["two"]);
    }

    #[test]
    fn what_is_no_draft_is_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        let put =
            |name, bytes: &[u8]| File::create(folder.path().join(name)).unwrap().write_all(bytes).unwrap();
        put("empty.toml", b" \n");
        put("binary.toml", b"\xFF");
        put(".servemap-half.tmp", b"half");
        put("alone.lock", b"");
        assert!(contents(&drafts_in(folder.path())).is_empty());
        put("good.toml", b"good");
        assert_eq!(contents(&drafts_in(folder.path())), ["good"]);
    }

    #[test]
    fn what_killed_sessions_left_beside_drafts_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let mut other = drafts_in(folder.path());
        other.save("alive").unwrap();
        for name in ["a.lock", ".servemap-b.tmp", "c.toml", "c.lock"] {
            File::create(folder.path().join(name)).unwrap().write_all(b"x").unwrap();
        }
        drafts_in(folder.path()).save("new").unwrap();
        let has = |name: &str| folder.path().join(name).exists();
        assert!(!has("a.lock") && !has(".servemap-b.tmp") && has("c.toml") && has("c.lock"));
        assert_eq!(contents(&drafts_in(folder.path())).len(), 2);
        assert!(!contents(&drafts_in(folder.path())).contains(&"alive".to_owned()));
    }

    #[test]
    fn a_folder_that_cannot_be_used_breaks_nothing() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut drafts = drafts_in(&file.path().join("drafts"));
        assert!(drafts.save("one").unwrap_err().message().contains("cannot be used for drafts"));
        assert!(contents(&drafts).is_empty());
        drafts.remove_own();

        let mut nowhere = Drafts::new(None);
        assert!(nowhere.save("one").unwrap_err().message().starts_with("no draft is saved"));
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let drafts_folder = folder.path().join("state/drafts");
        let mut session = drafts_in(&drafts_folder);
        session.save("secret").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&drafts_folder), 0o700);
        for entry in fs::read_dir(&drafts_folder).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }

    #[test]
    fn a_killed_session_leaves_its_draft() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::drafts::tests::hold_a_draft", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(session.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("draft is saved")));
        assert!(contents(&drafts_in(folder.path())).is_empty());

        session.kill().unwrap();
        session.wait().unwrap();
        assert_eq!(contents(&drafts_in(folder.path())), ["unfinished"]);
    }

    /// The session that is killed: a process of its own, started by the test above.
    #[test]
    #[ignore = "started by a_killed_session_leaves_its_draft"]
    #[expect(clippy::print_stdout, reason = "it tells the test that it is ready")]
    fn hold_a_draft() {
        let Some(folder) = std::env::var_os(FOLDER) else { return };
        let mut session = drafts_in(Path::new(&folder));
        session.save("unfinished").unwrap();
        println!("draft is saved");
        // Until the test closes the pipe or kills.
        io::stdin().lines().for_each(drop);
    }
}
