//! What the host promises of files, the day, variables and folders; the host of tests promises the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::path::Path;

use crate::support::TestHost;
use chrono::NaiveDate;
use servemap::host::{COPY_LIMIT, Expected, Folder, Host, SaveError, Saved, System};

fn test_host() -> TestHost {
    TestHost::new(NaiveDate::from_ymd_opt(2026, 10, 4).unwrap())
}

#[test]
fn both_hosts_keep_the_same_promises() {
    let folder = tempfile::tempdir().unwrap();
    files_are_kept_from_harm(&mut System::new(), folder.path());
    files_are_kept_from_harm(&mut test_host().with_folder("team"), Path::new("team"));
}

fn files_are_kept_from_harm(host: &mut dyn Host, folder: &Path) {
    let plan = folder.join("plan.toml");
    let say = |result: Saved| result.unwrap_err().error().message().to_owned();
    assert!(!host.exists(&plan) && host.exists(folder) && host.is_folder(folder));
    assert!(host.list(folder).unwrap().is_empty());

    host.save(&plan, "one", &Expected::Absent).unwrap();
    assert!(matches!(host.save(&plan, "two", &Expected::Absent), Err(SaveError::Exists(_))));
    host.save(&plan, "two", &Expected::Contents("one".into())).unwrap();
    let conflict = host.save(&plan, "three", &Expected::Contents("one".into())).unwrap_err();
    assert!(matches!(conflict, SaveError::Changed(_)) && conflict.is_conflict());
    assert_eq!(host.read(&plan).unwrap(), "two");
    host.save(&plan, "three", &Expected::Anything).unwrap();
    host.save(&folder.join("./a.toml"), "", &Expected::Anything).unwrap();
    assert_eq!(host.list(folder).unwrap(), [folder.join("a.toml"), plan.clone()]);

    let deep = folder.join("deep/er");
    for _ in 0..2 {
        host.make_folder(&deep).unwrap();
    }
    host.save(&deep.join("c.toml"), "", &Expected::Absent).unwrap();
    assert_eq!(host.list(&folder.join("deep")).unwrap(), [deep]);

    let missing = folder.join("no/plan.toml");
    assert!(say(host.save(&missing, "", &Expected::Absent)).ends_with("no' does not exist"));
    assert!(matches!(
        host.save(&folder.join("b.toml"), "", &Expected::Contents(String::new())),
        Err(SaveError::Changed(_)),
    ));
    assert!(say(host.save(folder, "", &Expected::Anything)).ends_with("is a folder, not a file"));
    assert!(!host.is_folder(&plan) && !host.exists(Path::new("")) && !host.is_folder(Path::new("")));
    for (result, end) in [
        (host.read(&missing), "plan.toml' does not exist"),
        (host.read(folder), "is a folder, not a file"),
        (host.list(&plan).map(|_| String::new()), "is a file, not a folder"),
        (host.list(&folder.join("no")).map(|_| String::new()), "no' does not exist"),
    ] {
        let error = result.unwrap_err();
        assert!(error.message().ends_with(end), "{error}");
    }
}

#[test]
fn a_test_can_see_what_went_out() {
    let mut host = test_host().with_variable("NO_COLOR", "1").with_unwritable("locked");
    assert_eq!(host.today().to_string(), "2026-10-04");
    assert_eq!(host.variable("NO_COLOR").as_deref(), Some("1"));
    assert_eq!(host.folder(Folder::Data).as_deref(), Some(Path::new("/data")));
    host.copy("row").unwrap();
    assert_eq!(host.copied(), Some("row"));

    host.put("locked/plan.toml", "theirs");
    let error = host.save(Path::new("locked/plan.toml"), "mine", &Expected::Anything).unwrap_err();
    assert!(error.error().message().ends_with("permission denied"), "{error:?}");
    assert_eq!(host.contents("locked/plan.toml").as_deref(), Some("theirs"));
    host.remove("locked/plan.toml");
    assert!(!host.exists(Path::new("locked/plan.toml")));
}

#[test]
fn this_machine_answers() {
    let mut host = System::new();
    assert!(host.today() > NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
    assert_eq!(host.variable("SERVEMAP_IS_NOT_SET"), None);
    assert_eq!(host.variable("not=a\0name"), None);
    for purpose in [Folder::Config, Folder::Data, Folder::State] {
        let folder = host.folder(purpose).unwrap();
        assert!(folder.is_absolute() && folder.to_string_lossy().contains("servemap"), "{folder:?}");
    }
    let error = host.copy(&"x".repeat(COPY_LIMIT + 1)).unwrap_err();
    assert!(error.message().contains("74995 bytes"), "{error}");
}
