//! The atomic save: a reader sees the old file or the new one, and nothing is overwritten unasked.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::io_error::{cannot, is_missing, missing};
use super::path::{is_stream, quoted};
use super::{Expected, SaveError, Saved, lock};
use crate::error::{Error, Result};

const PREFIX: &str = ".servemap-";
const SUFFIX: &str = ".tmp";

/// Whether a name is that of a save under way (or killed).
pub(super) fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Writes a file by the rename of a complete copy. From the comparison to the rename the folder is locked, so that of
/// two who save what they read one is told of the conflict.
pub(super) fn save(path: &Path, contents: &str, expected: &Expected) -> Saved {
    if is_stream(path) {
        return hand_over(path, contents).map_err(|error| cannot(path, "written", &error).into());
    }
    let folder = Target::find(path)?.folder;
    let lock =
        lock::hold(&folder).map_err(|error| error.context(format!("{} cannot be saved", quoted(path))))?;
    // Found again: it may have come or gone while another writer was waited for.
    let target = Target::find(path)?;
    target.check(expected)?;
    if lock.is_some() {
        sweep(&folder);
    }
    let copy = target.write(contents).map_err(|error| cannot(path, "saved", &error))?;
    // Again, because the copy took its time, and editors do not ask for the lock.
    target.check(expected)?;
    let put =
        if *expected == Expected::Absent { create(copy, &target.real) } else { replace(copy, &target.real) };
    match put {
        Err(error) if *expected == Expected::Absent && error.kind() == io::ErrorKind::AlreadyExists => {
            Err(SaveError::exists(path))
        }
        Err(error) => Err(cannot(path, "saved", &error).into()),
        Ok(()) => {
            target.sync_folder();
            Ok(())
        }
    }
}

/// Writes to what cannot be replaced: `>(…)`, which a shell made for it, or a device.
fn hand_over(path: &Path, contents: &str) -> io::Result<()> {
    let mut pipe = OpenOptions::new().append(true).open(path)?;
    pipe.write_all(contents.as_bytes())?;
    pipe.flush()
}

/// Removes what killed runs left. Whoever holds the lock of the folder is the only one who writes in it.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name()) {
            // Another user's may have to stay.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Where a save ends up, links followed.
struct Target<'a> {
    asked: &'a Path,
    real: PathBuf,
    folder: PathBuf,
    /// The file that is there, whose owner and mode the new one keeps.
    old: Option<Metadata>,
}

impl<'a> Target<'a> {
    fn find(asked: &'a Path) -> Result<Self> {
        match fs::canonicalize(asked) {
            Ok(real) => Self::existing(asked, real),
            // Not written through: a link that leads nowhere may have been laid to have a file made elsewhere.
            Err(_) if asked.is_symlink() => {
                Err(missing(asked).hint(format!("remove the link {}, or choose another name", quoted(asked))))
            }
            Err(error) if is_missing(&error) => Self::new(asked),
            Err(error) => Err(cannot(asked, "saved", &error)),
        }
    }

    fn existing(asked: &'a Path, real: PathBuf) -> Result<Self> {
        let metadata = fs::metadata(&real).map_err(|error| cannot(asked, "saved", &error))?;
        if metadata.is_dir() {
            let error = Error::new(format!("{} is a folder, not a file", quoted(asked)));
            return Err(error.hint("name a file in it"));
        }
        if !metadata.is_file() {
            // A rename would put a file in place of the device.
            return Err(Error::new(format!("{} is not an ordinary file", quoted(asked))));
        }
        // A rename asks the folder only; a file that is read-only is meant to stay.
        if metadata.permissions().readonly() {
            return Err(Error::new(format!("{} is read-only", quoted(asked))));
        }
        OpenOptions::new().append(true).open(&real).map_err(|error| cannot(asked, "saved", &error))?;
        let folder = real.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { asked, real, folder, old: Some(metadata) })
    }

    fn new(asked: &'a Path) -> Result<Self> {
        let names_folder = asked.to_string_lossy().ends_with(std::path::is_separator);
        let Some(name) = asked.file_name().filter(|_| !names_folder) else {
            return Err(if asked.as_os_str().is_empty() {
                missing(asked)
            } else {
                Error::new(format!("{} names no file", quoted(asked)))
            });
        };
        let parent = asked.parent().filter(|folder| !folder.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let folder = fs::canonicalize(parent).map_err(|error| {
            let why = if is_missing(&error) { missing(parent) } else { cannot(parent, "used", &error) };
            why.context(format!("{} cannot be saved", quoted(asked)))
        })?;
        if !folder.is_dir() {
            return Err(Error::new(format!(
                "{} cannot be saved: {} is not a folder",
                quoted(asked),
                quoted(parent)
            )));
        }
        Ok(Self { asked, real: folder.join(name), folder, old: None })
    }

    /// Compares what is there now with what was expected.
    fn check(&self, expected: &Expected) -> Saved {
        match expected {
            Expected::Absent if self.real.symlink_metadata().is_ok() => Err(SaveError::exists(self.asked)),
            Expected::Absent | Expected::Anything => Ok(()),
            Expected::Contents(before) => match holds(&self.real, before) {
                Ok(true) => Ok(()),
                Ok(false) => Err(SaveError::changed(self.asked)),
                Err(error) if is_missing(&error) => Err(SaveError::removed(self.asked)),
                Err(error) => Err(cannot(self.asked, "compared with what was read", &error).into()),
            },
        }
    }

    /// Writes the contents to a temporary file beside the target; it removes itself if it is not used.
    fn write(&self, contents: &str) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        if self.old.is_none() {
            use std::os::unix::fs::PermissionsExt;
            // What any new file gets: the user's mask takes its part away.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut copy = builder.tempfile_in(&self.folder)?;
        copy.write_all(contents.as_bytes())?;
        if let Some(old) = &self.old {
            keep_owner(copy.as_file(), old);
            copy.as_file().set_permissions(old.permissions())?;
        }
        copy.as_file().sync_all()?;
        Ok(copy)
    }

    /// Has the new name itself survive a power cut. Not all file systems can: the file is saved all the same.
    fn sync_folder(&self) {
        if cfg!(unix) {
            let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        }
    }
}

/// Puts the copy where nothing may stand.
fn create(copy: NamedTempFile, real: &Path) -> io::Result<()> {
    match copy.persist_noclobber(real) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(failed.error),
        // Some file systems have neither an exclusive rename nor hard links.
        Err(failed) => claim(failed.file, real),
    }
}

/// Takes the name with an empty file, which only one can do, and then replaces that.
fn claim(copy: NamedTempFile, real: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(real)?;
    replace(copy, real).inspect_err(|_| {
        let _ = fs::remove_file(real);
    })
}

/// Puts the copy in place of what is there.
#[expect(
    clippy::disallowed_methods,
    reason = "links are followed and the mode is kept before it comes to this"
)]
fn replace(copy: NamedTempFile, real: &Path) -> io::Result<()> {
    copy.persist(real).map(drop).map_err(|failed| failed.error)
}

/// Whether a file holds exactly this. The length is asked first: the file may have become huge.
fn holds(path: &Path, before: &str) -> io::Result<bool> {
    Ok(fs::metadata(path)?.len() == before.len() as u64 && fs::read(path)? == before.as_bytes())
}

/// Leaves the file to whom it belonged, if that is allowed: root may save a user's file.
fn keep_owner(copy: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let _ = fchown(copy, Some(old.uid()), Some(old.gid()));
    }
    #[cfg(not(unix))]
    let _ = (copy, old);
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder_with(name: &str, contents: &str) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        if !contents.is_empty() {
            save(&path, contents, &Expected::Absent).unwrap();
        }
        (folder, path)
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_new_file_is_written_and_nothing_else() {
        let (folder, path) = folder_with("plan.toml", "new");
        assert_eq!(fs::read_to_string(path).unwrap(), "new");
        assert_eq!(names(&folder), ["plan.toml"]);
    }

    #[test]
    fn what_stands_there_is_not_overwritten_unasked() {
        let (folder, path) = folder_with("plan.toml", "old");
        assert!(matches!(save(&path, "new", &Expected::Absent), Err(SaveError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");

        save(&path, "new", &Expected::Anything).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(&folder), ["plan.toml"]);
    }

    #[test]
    fn what_somebody_else_wrote_is_not_lost() {
        let (_folder, path) = folder_with("plan.toml", "theirs");
        for read in ["before", "before that"] {
            let conflict = save(&path, "mine", &Expected::Contents(read.to_owned())).unwrap_err();
            assert!(matches!(conflict, SaveError::Changed(_)), "{conflict}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        save(&path, "mine", &Expected::Contents("theirs".to_owned())).unwrap();

        fs::remove_file(&path).unwrap();
        let conflict = save(&path, "mine", &Expected::Contents("mine".to_owned())).unwrap_err();
        assert!(conflict.error().message().ends_with("was removed since it was read"), "{conflict}");
    }

    #[test]
    fn of_two_who_create_only_one_does() {
        let (_folder, path) = folder_with("plan.toml", "");
        let late = Target::find(&path).unwrap();
        let copy = late.write("late").unwrap();
        save(&path, "first", &Expected::Absent).unwrap();
        let error = create(copy, &late.real).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);

        let error = claim(late.write("late").unwrap(), &late.real).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
    }

    #[test]
    fn a_name_can_be_claimed_without_links() {
        let (folder, path) = folder_with("plan.toml", "");
        let target = Target::find(&path).unwrap();
        claim(target.write("new").unwrap(), &target.real).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(&folder), ["plan.toml"]);
    }

    #[test]
    fn the_folder_that_is_missing_is_named() {
        let (folder, path) = folder_with("plan.toml", "old");
        let say = |path: &Path| save(path, "new", &Expected::Absent).unwrap_err().error().to_string();

        let missing = say(&folder.path().join("no/way/plan.toml"));
        assert!(missing.contains("way' does not exist\nhint: there is no folder"), "{missing}");
        assert!(missing.ends_with("no'"), "{missing}");
        assert!(say(&path.join("plan.toml")).ends_with("plan.toml' is not a folder"));
        assert!(say(folder.path()).contains("is a folder, not a file"));
        assert!(say(&folder.path().join("new/")).ends_with("names no file"));
        assert_eq!(say(Path::new("")), "the name of the file is empty");
        assert_eq!(names(&folder), ["plan.toml"]);
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_nothing_else() {
        let (folder, path) = folder_with("plan.toml", "old");
        for name in [".servemap-Ab3x.tmp", ".servemap-notes", "x.tmp"] {
            File::create(folder.path().join(name)).unwrap();
        }
        save(&path, "new", &Expected::Anything).unwrap();
        let mut names = names(&folder);
        names.sort();
        assert_eq!(names, [".servemap-notes", "plan.toml", "x.tmp"]);
    }

    #[test]
    fn a_read_only_file_stays() {
        let (_folder, path) = folder_with("plan.toml", "old");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = save(&path, "new", &Expected::Anything).unwrap_err();
        assert!(error.error().message().ends_with("is read-only"), "{error}");
        assert!(!error.is_conflict());
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

        #[test]
        fn a_link_stays_a_link_and_a_mode_a_mode() {
            let (folder, path) = folder_with("plan.toml", "old");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            let link = folder.path().join("link.toml");
            symlink("plan.toml", &link).unwrap();

            save(&link, "new", &Expected::Contents("old".to_owned())).unwrap();

            assert!(link.is_symlink());
            assert_eq!(fs::read_to_string(&path).unwrap(), "new");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        }

        #[test]
        fn a_new_file_gets_the_mode_of_any_new_file() {
            let (folder, path) = folder_with("plan.toml", "new");
            let other = folder.path().join("other");
            File::create(&other).unwrap();
            assert_eq!(fs::metadata(path).unwrap().mode(), fs::metadata(other).unwrap().mode());
        }

        #[test]
        fn a_link_that_leads_nowhere_is_not_written_through() {
            let (folder, _) = folder_with("plan.toml", "");
            let link = folder.path().join("link.toml");
            symlink("elsewhere.toml", &link).unwrap();
            for expected in [Expected::Absent, Expected::Anything, Expected::Contents(String::new())] {
                let error = save(&link, "new", &expected).unwrap_err();
                assert!(
                    error.to_string().contains("a link to 'elsewhere.toml', which is not there"),
                    "{error}"
                );
            }
            assert_eq!(names(&folder), ["link.toml"]);
        }

        #[test]
        fn a_link_to_itself_is_an_error() {
            let (folder, _) = folder_with("plan.toml", "");
            let link = folder.path().join("link.toml");
            symlink("link.toml", &link).unwrap();
            assert!(!save(&link, "new", &Expected::Anything).unwrap_err().is_conflict());
        }

        #[test]
        fn a_device_is_not_replaced() {
            save(Path::new("/dev/null"), "new", &Expected::Anything).unwrap();
            let kind = fs::metadata("/dev/null").unwrap().file_type();
            assert!(!kind.is_file(), "it takes the text and stays what it is");
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_folder_that_takes_nothing_is_an_error() {
            let error = save(Path::new("/proc/plan.toml"), "new", &Expected::Absent).unwrap_err();
            assert!(error.error().message().starts_with("'/proc/plan.toml' cannot be saved: "), "{error}");
        }
    }
}
