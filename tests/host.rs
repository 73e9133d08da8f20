//! The host that tests play with keeps the promises of the real one: the same story is told to both.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use servemap::error::Result;
use servemap::host::{COPY_LIMIT, Draft, Expected, Folder, Host, MemoryHost, Ran, SaveError, Saved, System};
use servemap::matrix::Cloud;
use servemap::store;

fn memory() -> MemoryHost {
    MemoryHost::new(NaiveDate::from_ymd_opt(2026, 10, 4).unwrap())
}

#[test]
fn both_hosts_keep_the_same_promises() {
    let folder = tempfile::tempdir().unwrap();
    files_are_kept_from_harm(&mut System::new(), folder.path());
    files_are_kept_from_harm(&mut memory().with_folder("work"), Path::new("work"));
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
    let error = host.copy(&"x".repeat(COPY_LIMIT + 1)).unwrap_err();
    assert!(error.message().contains("74995 bytes"), "{error}");
}

#[test]
fn a_test_can_see_what_went_out() {
    let mut host = memory().with_variable("NO_COLOR", "1").with_unwritable("locked");
    assert_eq!(host.today().to_string(), "2026-10-04");
    assert_eq!(host.variable("NO_COLOR").as_deref(), Some("1"));
    assert_eq!(host.folder(Folder::Data).as_deref(), Some(Path::new("/data")));
    host.copy("row").unwrap();
    assert_eq!(host.copied(), Some("row"));

    host.put("locked/plan.toml", "theirs");
    let error = host.save(Path::new("locked/plan.toml"), "mine", &Expected::Anything).unwrap_err();
    assert!(error.error().message().ends_with("permission denied"), "{error}");
    assert_eq!(host.contents("locked/plan.toml"), Some("theirs"));
    host.remove("locked/plan.toml");
    assert!(!host.exists(Path::new("locked/plan.toml")));
}

#[test]
fn drafts_can_be_scripted() {
    let left = |name: &str, day| Draft {
        name: name.to_owned(),
        contents: "plan".to_owned(),
        saved: NaiveDateTime::default() + chrono::Days::new(day),
    };
    let mut host = memory().with_draft(left("old", 1)).with_draft(left("new", 2));
    assert_eq!(host.drafts()[0].name, "new");
    host.keep_draft("mine").unwrap();
    assert_eq!(host.own_draft(), Some("mine"));
    host.discard_draft(&left("new", 2)).unwrap();
    assert_eq!(host.drafts().len(), 1);
    host.drop_draft();
    assert_eq!(host.own_draft(), None);
    assert!(host.with_unwritable("/state").keep_draft("mine").is_err());
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
    host.drop_draft();
}

/// Eight imports of one day at once, on real files: each matrix is kept under a name of its own, and one is in use.
#[test]
fn imports_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let matrix = |number: usize| {
        format!(
            "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-11-20\nsource = \"page\"\n\
            [sources.page]\ntitle = \"A page\"\n[regions]\nr{number} = {{ location = \"R\" }}\n"
        )
    };
    let at = |number: usize| {
        let mut host = At(System::new(), folder.path().to_owned());
        store::add(&mut host, Cloud::Aws, &matrix(number), &format!("report {number}")).unwrap()
    };
    let stored: Vec<store::Added> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|number| scope.spawn(move || at(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let host = At(System::new(), folder.path().to_owned());
    for (number, stored) in stored.iter().enumerate() {
        assert_eq!(host.read(&stored.path).unwrap(), matrix(number));
        assert!(host.read(&stored.report).unwrap().ends_with(&format!("report {number}\n")));
    }
    assert_eq!(store::names(&host, Cloud::Aws).unwrap().len(), 8);
    let used = store::in_use(&host, Cloud::Aws).unwrap().to_string();
    assert!(stored.iter().any(|stored| stored.name == used), "{used}");
}

/// This machine with another data directory.
struct At(System, PathBuf);

impl Host for At {
    fn today(&self) -> NaiveDate {
        self.0.today()
    }
    fn variable(&self, name: &str) -> Option<String> {
        self.0.variable(name)
    }
    fn read(&self, path: &Path) -> Result<String> {
        self.0.read(path)
    }
    fn exists(&self, path: &Path) -> bool {
        self.0.exists(path)
    }
    fn is_folder(&self, path: &Path) -> bool {
        self.0.is_folder(path)
    }
    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        self.0.save(path, contents, expected)
    }
    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<Ran>> {
        self.0.run(program, arguments)
    }
    fn make_folder(&mut self, path: &Path) -> Result<()> {
        self.0.make_folder(path)
    }
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        self.0.list(folder)
    }
    fn copy(&mut self, text: &str) -> Result<()> {
        self.0.copy(text)
    }
    fn drafts(&self) -> Vec<Draft> {
        self.0.drafts()
    }
    fn keep_draft(&mut self, contents: &str) -> Result<()> {
        self.0.keep_draft(contents)
    }
    fn drop_draft(&mut self) {
        self.0.drop_draft();
    }
    fn discard_draft(&mut self, draft: &Draft) -> Result<()> {
        self.0.discard_draft(draft)
    }
    fn folder(&self, _: Folder) -> Option<PathBuf> {
        Some(self.1.clone())
    }
}
