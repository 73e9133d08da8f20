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

/// A builder of temporary files, which remove themselves unless they are renamed.
pub(crate) fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    builder
}

/// Removes the temporary files of killed runs. Whoever holds the lock of the folder is the only one who writes in it.
pub(crate) fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name()) {
            // Another user's may have to stay.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a file by the rename of a complete copy. From the comparison to the rename the folder is locked, so that of
/// two who save what they read one gets the conflict.
pub(super) fn save(path: &Path, contents: &str, expected: &Expected) -> Saved {
    if is_stream(path) {
        let stream = OpenOptions::new().append(true).open(path);
        let written = stream.and_then(|mut stream| stream.write_all(contents.as_bytes()));
        return written.map_err(|error| cannot(path, "written", &error).into());
    }
    let folder = Target::find(path)?.folder;
    let lock =
        lock::hold(&folder).map_err(|error| error.context(format!("{} cannot be saved", quoted(path))))?;
    // Found again: it may have come or gone while another writer was waited for.
    let target = Target::find(path)?;
    target.check(expected)?;
    if lock.is_some() {
        remove_leftovers(&folder);
    }
    let copy = target.write(contents).map_err(|error| cannot(path, "saved", &error))?;
    // Again, because the copy took its time, and editors do not ask for the lock.
    target.check(expected)?;
    let saved =
        if *expected == Expected::Absent { create(copy, &target.path) } else { replace(copy, &target.path) };
    saved.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SaveError::exists(path),
        _ => cannot(path, "saved", &error).into(),
    })?;
    if cfg!(unix) {
        // The new name survives a power cut. Not all file systems can: the file is saved all the same.
        let _ = File::open(&folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// Whether a save could go through, as far as that can be told before: a file system may still refuse it.
pub(super) fn check(path: &Path) -> Result<()> {
    if is_stream(path) {
        return Ok(());
    }
    let target = Target::find(path)?;
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        // The new file is made beside the old one and renamed.
        access(&target.folder, Access::WRITE_OK | Access::EXEC_OK)
            .map_err(|error| cannot(path, "saved", &error.into()))?;
    }
    #[cfg(not(unix))]
    drop(target);
    Ok(())
}

/// Where a save ends up, links followed.
struct Target<'a> {
    /// As it was given, for messages.
    given: &'a Path,
    path: PathBuf,
    folder: PathBuf,
    /// The file that is there, whose owner and mode the new one keeps.
    old: Option<Metadata>,
}

impl<'a> Target<'a> {
    fn find(given: &'a Path) -> Result<Self> {
        match fs::canonicalize(given) {
            Ok(path) => Self::existing(given, path),
            // Not written through: a link that leads nowhere may have been laid to have a file made elsewhere.
            Err(_) if given.is_symlink() => {
                Err(missing(given).hint(format!("remove the link {}, or choose another name", quoted(given))))
            }
            Err(error) if is_missing(&error) => Self::new(given),
            Err(error) => Err(cannot(given, "saved", &error)),
        }
    }

    fn existing(given: &'a Path, path: PathBuf) -> Result<Self> {
        let metadata = fs::metadata(&path).map_err(|error| cannot(given, "saved", &error))?;
        if metadata.is_dir() {
            let error = Error::new(format!("{} is a folder, not a file", quoted(given)));
            return Err(error.hint("name a file in it"));
        }
        if !metadata.is_file() {
            // A rename would put a file in place of the device.
            return Err(Error::new(format!("{} is not an ordinary file", quoted(given))));
        }
        // A rename asks the folder only; a file that is read-only is meant to stay.
        if metadata.permissions().readonly() {
            return Err(Error::new(format!("{} is read-only", quoted(given))));
        }
        OpenOptions::new().append(true).open(&path).map_err(|error| cannot(given, "saved", &error))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { given, path, folder, old: Some(metadata) })
    }

    fn new(given: &'a Path) -> Result<Self> {
        let names_folder = given.to_string_lossy().ends_with(std::path::is_separator);
        let Some(name) = given.file_name().filter(|_| !names_folder) else {
            return Err(Error::new(format!("{} is not the name of a file", quoted(given))));
        };
        let parent = given.parent().filter(|folder| !folder.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let folder = fs::canonicalize(parent).map_err(|error| {
            let why = if is_missing(&error) { missing(parent) } else { cannot(parent, "used", &error) };
            why.context(format!("{} cannot be saved", quoted(given)))
        })?;
        let metadata = fs::metadata(&folder).map_err(|error| {
            cannot(parent, "used", &error).context(format!("{} cannot be saved", quoted(given)))
        })?;
        if !metadata.is_dir() {
            return Err(Error::new(format!(
                "{} cannot be saved: {} is not a folder",
                quoted(given),
                quoted(parent)
            )));
        }
        Ok(Self { given, path: folder.join(name), folder, old: None })
    }

    /// Compares what is there now with what was expected.
    fn check(&self, expected: &Expected) -> Saved {
        match expected {
            Expected::Absent if self.path.symlink_metadata().is_ok() => Err(SaveError::exists(self.given)),
            Expected::Absent | Expected::Anything => Ok(()),
            Expected::Contents(before) => match holds(&self.path, before) {
                Ok(true) => Ok(()),
                Ok(false) => Err(SaveError::changed(self.given)),
                Err(error) if is_missing(&error) => Err(SaveError::removed(self.given)),
                Err(error) => Err(cannot(self.given, "compared with what was read", &error).into()),
            },
        }
    }

    /// Writes the contents to a temporary file beside the target.
    fn write(&self, contents: &str) -> io::Result<NamedTempFile> {
        let mut builder = temporary();
        #[cfg(unix)]
        if self.old.is_none() {
            use std::os::unix::fs::PermissionsExt;
            // The mode of any new file: the user's mask is applied to it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut copy = builder.tempfile_in(&self.folder)?;
        copy.write_all(contents.as_bytes())?;
        if let Some(old) = &self.old {
            // The owner stays, if that is allowed: root may save a user's file.
            #[cfg(unix)]
            {
                use std::os::unix::fs::{MetadataExt, fchown};
                let _ = fchown(copy.as_file(), Some(old.uid()), Some(old.gid()));
            }
            copy.as_file().set_permissions(old.permissions())?;
        }
        copy.as_file().sync_all()?;
        Ok(copy)
    }
}

/// Puts the copy where nothing may be.
fn create(copy: NamedTempFile, path: &Path) -> io::Result<()> {
    match copy.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(failed.error),
        // Some file systems have neither an exclusive rename nor hard links. The folder is locked.
        Err(failed) => replace(failed.file, path),
    }
}

/// Puts the copy in place of what is there.
#[expect(
    clippy::disallowed_methods,
    reason = "links are followed and the mode is kept before it comes to this"
)]
pub(crate) fn replace(copy: NamedTempFile, path: &Path) -> io::Result<()> {
    copy.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Whether a file holds exactly this. The length is compared first: the file may have become huge.
fn holds(path: &Path, before: &str) -> io::Result<bool> {
    Ok(fs::metadata(path)?.len() == before.len() as u64 && fs::read(path)? == before.as_bytes())
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
            assert!(matches!(conflict, SaveError::Changed(_)), "{conflict:?}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        save(&path, "mine", &Expected::Contents("theirs".to_owned())).unwrap();

        fs::remove_file(&path).unwrap();
        let conflict = save(&path, "mine", &Expected::Contents("mine".to_owned())).unwrap_err();
        assert!(conflict.error().message().ends_with("was removed since it was read"), "{conflict:?}");
    }

    #[test]
    fn what_cannot_be_saved_is_known_before() {
        let (folder, path) = folder_with("plan.toml", "old");
        check(&path).unwrap();
        check(&folder.path().join("new.toml")).unwrap();
        let why = |path: &Path| check(path).unwrap_err().message().to_owned();
        assert!(why(folder.path()).ends_with("is a folder, not a file"));
        assert!(why(&folder.path().join("no/new.toml")).contains("does not exist"));
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(why(&path).ends_with("is read-only"));
        assert_eq!(names(&folder), ["plan.toml"]);
    }

    #[test]
    fn of_two_who_create_only_one_does() {
        let (_folder, path) = folder_with("plan.toml", "");
        let late = Target::find(&path).unwrap();
        save(&path, "first", &Expected::Absent).unwrap();
        let copy = late.write("late").unwrap();
        let error = create(copy, &late.path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
    }

    #[test]
    fn the_folder_that_is_missing_is_named() {
        let (folder, path) = folder_with("plan.toml", "old");
        let say = |path: &Path| save(path, "new", &Expected::Absent).unwrap_err().error().to_string();

        let missing = say(&folder.path().join("no/way/plan.toml"));
        assert!(missing.contains("way' does not exist\nhint: folder '"), "{missing}");
        assert!(missing.ends_with("no' does not exist"), "{missing}");
        assert!(say(&path.join("plan.toml")).ends_with("plan.toml' is not a folder"));
        assert!(say(folder.path()).contains("is a folder, not a file"));
        assert!(say(&folder.path().join("new/")).ends_with("is not the name of a file"));
        assert_eq!(say(Path::new("")), "'' is not the name of a file");
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
        assert!(error.error().message().ends_with("is read-only"), "{error:?}");
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
                    error.error().to_string().contains("a link to 'elsewhere.toml', which does not exist"),
                    "{error:?}"
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
            assert!(error.error().message().starts_with("'/proc/plan.toml' cannot be saved: "), "{error:?}");
        }
    }
}
