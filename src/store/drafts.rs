//! Drafts: what survives a session that crashes, is hung up or killed.
//!
//! A session that has something to lose owns two files: `NAME.toml`, and `NAME.lock`, which it holds locked for as long
//! as it lives. The system lets go of the lock however the session ends; a draft whose lock is free has lost its owner.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDateTime};

use crate::error::{Error, Result};
use crate::host::io_error::{cannot, is_missing};
use crate::host::{folder, lock, quoted, read};

/// An unfinished plan of a session that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its file, without the ending.
    pub name: String,
    /// The plan, as a file would hold it.
    pub contents: String,
    /// In local time.
    pub saved: NaiveDateTime,
}

/// The drafts in one folder, and this session's among them.
#[derive(Debug, Default)]
pub struct Drafts {
    folder: Option<PathBuf>,
    own: Option<Own>,
}

/// This session's draft: its name, and the lock that says it lives.
#[derive(Debug)]
struct Own {
    name: String,
    _lock: File,
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
        let mut drafts: Vec<Draft> = paths.iter().filter_map(|path| orphan(path)).collect();
        drafts.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.name.cmp(&b.name)));
        drafts
    }

    /// Saves this session's draft, in place of the one before.
    ///
    /// # Errors
    /// When there is no folder for it, or it cannot be written.
    pub fn save(&mut self, contents: &str) -> Result<()> {
        let folder = self.folder.as_deref().ok_or_else(|| {
            Error::new("no draft is kept: there is no folder for it").hint("set HOME or XDG_STATE_HOME")
        })?;
        // Without its lock a draft has no owner: somebody removed the folder, and perhaps it is there again.
        self.own.take_if(|own| !folder.join(format!("{}.lock", own.name)).exists());
        let own = match &mut self.own {
            Some(own) => own,
            own => own.insert(Own::start(folder)?),
        };
        write(folder, &own.name, contents)
            .map_err(|error| cannot(folder, "used for drafts", &error).hint("save the plan to be safe"))
    }

    /// Removes this session's draft: it ended well, or there is nothing left to lose.
    pub fn remove_own(&mut self) {
        if let (Some(own), Some(folder)) = (self.own.take(), &self.folder) {
            let _ = remove(folder, &own.name);
        }
    }

    /// Removes a draft of another session.
    ///
    /// # Errors
    /// When it is none, or cannot be removed.
    pub fn remove(&self, draft: &Draft) -> Result<()> {
        let is_name = Path::new(&draft.name).file_name().is_some_and(|name| name == draft.name.as_str());
        match &self.folder {
            Some(folder) if is_name => remove(folder, &draft.name)
                .map_err(|error| cannot(&folder.join(format!("{}.toml", draft.name)), "removed", &error)),
            _ => Err(Error::new(format!("no draft is called {}", quoted(Path::new(&draft.name))))),
        }
    }
}

impl Own {
    /// Claims a name. The lock is held before the draft exists, so nobody sees the one without the other.
    fn start(folder: &Path) -> Result<Self> {
        let start = || {
            folder::make(folder)?;
            // Whoever sweeps waits until the new lock is held.
            let _lock = lock::hold(folder).ok().flatten();
            sweep(folder);
            let lock = tempfile::Builder::new().prefix("plan-").suffix(".lock").tempfile_in(folder)?;
            lock.as_file().try_lock()?;
            let (lock, path) = lock.keep().map_err(|kept| kept.error)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Self { name, _lock: lock })
        };
        start().map_err(|error: io::Error| {
            cannot(folder, "used for drafts", &error).hint("save the plan to be safe")
        })
    }
}

/// Removes what killed sessions left that is no draft: locks and halves.
fn sweep(folder: &Path) {
    for path in folder::list(folder).unwrap_or_default() {
        let left = path.extension().is_some_and(|ending| ending == "lock" || ending == "new");
        if left && !path.with_extension("toml").exists() && !is_owned(&path.with_extension("lock")) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Puts a draft in place whole. Without a sync: it guards against the end of the program, not of the power.
fn write(folder: &Path, name: &str, contents: &str) -> io::Result<()> {
    let new = folder.join(format!("{name}.new"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&new)
        .and_then(|mut file| file.write_all(contents.as_bytes()))
        .and_then(|()| fs::rename(&new, folder.join(format!("{name}.toml"))));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}

/// Removes the draft, and then what says whose it was. That it is gone already is no failure.
fn remove(folder: &Path, name: &str) -> io::Result<()> {
    for ending in ["toml", "new", "lock"] {
        match fs::remove_file(folder.join(format!("{name}.{ending}"))) {
            Err(error) if !is_missing(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The draft at a path, if it is one and has lost its owner.
fn orphan(path: &Path) -> Option<Draft> {
    if path.extension()? != "toml" || is_owned(&path.with_extension("lock")) {
        return None;
    }
    let contents = read::read(path).ok().filter(|contents| !contents.trim().is_empty())?;
    let saved = local(fs::metadata(path).ok()?.modified().ok()?)?;
    Some(Draft { name: path.file_stem()?.to_str()?.to_owned(), contents, saved })
}

/// Whether a session holds the lock. ImportOptions with a shared lock, so that two who ask at once do not see each other.
fn is_owned(lock: &Path) -> bool {
    match File::open(lock) {
        Ok(file) => !matches!(file.try_lock_shared(), Ok(()) | Err(TryLockError::Error(_))),
        Err(_) => false,
    }
}

fn local(time: SystemTime) -> Option<NaiveDateTime> {
    // A broken clock can leave a time that no calendar has.
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs().min(253_000_000_000);
    let time = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
    Some(time.with_timezone(&Local).naive_local())
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
        other.remove(&other.orphans()[0]).unwrap();
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
        put("half.new", b"half");
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
        for name in ["a.lock", "b.new", "c.toml", "c.lock"] {
            File::create(folder.path().join(name)).unwrap().write_all(b"x").unwrap();
        }
        drafts_in(folder.path()).save("new").unwrap();
        let names = folder::list(folder.path()).unwrap();
        let has = |name: &str| names.contains(&folder.path().join(name));
        assert!(!has("a.lock") && !has("b.new") && has("c.toml") && has("c.lock"), "{names:?}");
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
        assert!(nowhere.save("one").unwrap_err().message().starts_with("no draft is kept"));
    }

    #[test]
    fn only_drafts_are_discarded() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("plan.toml")).unwrap();
        let drafts = drafts_in(&folder.path().join("drafts"));
        let saved = NaiveDateTime::default();
        let draft = Draft { name: "../plan".to_owned(), contents: String::new(), saved };
        assert!(drafts.remove(&draft).is_err());
        assert!(folder.path().join("plan.toml").exists());
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
        assert!(lines.any(|line| line.unwrap().contains("draft is kept")));
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
        println!("draft is kept");
        // Until the test closes the pipe or kills.
        io::stdin().lines().for_each(drop);
    }
}
