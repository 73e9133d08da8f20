//! `servemap diff`: two versions of plans, as files and as the real git keeps them, and plans that git left in conflict.
//! `UPDATE_GOLDENS=1` rewrites the files in `tests/versions/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use rstest::rstest;
use serde_json::Value;

use super::checking::accept;
use super::{Ended, World, words};

const AS_OF: &str = "--as-of 2026-11-26";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions")
}

fn version(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn ended(command: &mut assert_cmd::Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        output: String::from_utf8(output.stdout).unwrap(),
        messages: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// A repository with nothing of the tester's configuration.
struct Repository(World);

impl Repository {
    /// With the older versions committed on `main`, and the newer ones in the working folder.
    fn new() -> Self {
        let repository = Self(World::new());
        repository.git("init -q -b main");
        for entry in std::fs::read_dir(folder().join("old")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            repository.0.write(&format!("decisions/{name}"), version(&format!("old/{name}")));
        }
        repository.commit("decisions of the quarter");
        repository
    }

    /// Puts the newer versions in place of the older ones.
    fn with_changes() -> Self {
        let repository = Self::new();
        std::fs::remove_dir_all(repository.0.path("decisions")).unwrap();
        for entry in std::fs::read_dir(folder().join("new")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            repository.0.write(&format!("decisions/{name}"), version(&format!("new/{name}")));
        }
        repository
    }

    fn commit(&self, message: &str) {
        self.git("add -A");
        self.git(&format!("commit -q -m '{message}'"));
    }

    fn environment(&self) -> Vec<(&'static str, std::ffi::OsString)> {
        vec![
            ("HOME", self.0.path("home").into()),
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("GIT_CONFIG_GLOBAL", self.0.path("gitconfig").into()),
            ("GIT_CONFIG_NOSYSTEM", "1".into()),
            // A repository above the folder of the test is none of its own.
            ("GIT_CEILING_DIRECTORIES", self.0.0.path().parent().unwrap().into()),
        ]
    }

    /// Runs git; whether it ends well.
    fn try_git(&self, line: &str) -> bool {
        let identity = ["-c", "user.name=Ana Diaz", "-c", "user.email=ana@example.org"];
        let mut git = Command::new("git");
        git.args(identity)
            .args(words(line))
            .current_dir(self.0.path(""))
            .env_clear()
            .envs(self.environment());
        git.output().unwrap().status.success()
    }

    fn git(&self, line: &str) {
        assert!(self.try_git(line), "git {line}");
    }

    fn diff_in(&self, folder: &str, line: &str) -> Ended {
        let mut command = self.0.command();
        command.envs(self.environment()).current_dir(self.0.path(folder));
        ended(command.args(words(&format!("diff {line} {AS_OF}"))))
    }

    fn diff(&self, line: &str) -> Ended {
        self.diff_in("", line)
    }
}

#[rstest]
#[case("text", "changes.txt")]
#[case("markdown", "changes.md")]
#[case("json", "changes.json")]
fn two_folders_are_compared_in_every_format(#[case] format: &str, #[case] golden: &str) {
    let mut command = World::new().command();
    let ended =
        ended(command.current_dir(folder()).args(words(&format!("diff old new --format {format} {AS_OF}"))));
    assert_eq!(ended.code, 1, "{}", ended.messages);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        accept(&format!("versions/{golden}"), &ended.output);
    }
    let expected = std::fs::read_to_string(folder().join(golden)).unwrap_or_default();
    assert_eq!(ended.output, expected, "{golden}: UPDATE_GOLDENS=1 accepts the change");
}

/// A pull request: a branch against the working folder, whatever the folder the command is run in.
#[test]
fn a_revision_is_compared_with_the_working_folder_as_two_folders_are() {
    let repository = Repository::with_changes();
    // Where the file in conflict lies is another matter.
    let rest = |page: &str| {
        let lines: Vec<&str> = page.lines().filter(|line| !line.contains("merge conflict")).collect();
        lines.join("\n")
    };
    let expected = rest(&version("changes.md"));
    for (folder, line) in [
        ("", "main:decisions decisions"),
        ("", "main:decisions"),
        ("", "decisions"),
        ("", "HEAD:./decisions/ ./decisions/"),
        ("decisions", "main:decisions ."),
        ("decisions", "main:./ ."),
        ("decisions", "."),
        ("decisions", "main:../decisions ."),
    ] {
        let ended = repository.diff_in(folder, &format!("{line} --format markdown"));
        assert_eq!((ended.code, rest(&ended.output)), (1, expected.clone()), "{line}: {}", ended.messages);
    }
    // Two revisions; the file in conflict is committed as it is.
    repository.commit("as it is");
    let ended = repository.diff("HEAD~1:decisions HEAD:decisions --format markdown");
    assert_eq!(rest(&ended.output), expected, "{}", ended.messages);
}

#[test]
fn one_plan_is_compared_with_what_was_committed_or_lies_there_now() {
    let repository = Repository::with_changes();
    let lines: [(&str, &str); 6] = [
        ("", "decisions/search.toml"),
        ("", "main:decisions/search.toml"),
        ("", "HEAD:decisions/search.toml decisions/search.toml"),
        ("decisions", "search.toml"),
        ("decisions", "main:search.toml"),
        ("decisions", "main:./search.toml search.toml"),
    ];
    for (folder, line) in lines {
        let ended = repository.diff_in(folder, line);
        assert_eq!(ended.code, 1, "{line}: {}", ended.messages);
        assert!(ended.output.contains("search.toml: x blocked -> + available\n"), "{line}: {}", ended.output);
        let model = "  Model: databricks-claude-sonnet-4 -> databricks-claude-sonnet-4-6\n";
        assert!(ended.output.contains(model), "{line}: {}", ended.output);
    }
    let absolute = repository.0.path("decisions/search.toml").display().to_string();
    assert_eq!(repository.diff(&format!("'{absolute}'")).code, 1);
}

#[test]
fn what_is_new_or_gone_is_so_under_one_name() {
    let repository = Repository::with_changes();
    let headline = |line: &str| repository.diff(line).output.lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        headline("main:decisions/captions.toml decisions/captions.toml"),
        "decisions/captions.toml: added, + available"
    );
    assert_eq!(
        headline("main:decisions/old-search.toml"),
        "main:decisions/old-search.toml: removed, was x blocked"
    );
    repository.0.write("more/a.toml", version("new/search.toml"));
    assert_eq!(headline("main:more more"), "a.toml: added, + available");
    let ended = repository.diff("main:mor more");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    assert!(ended.messages.contains("'mor' is not in main"), "{}", ended.messages);
}

#[test]
fn what_nobody_enters_is_no_difference() {
    let world = World::new();
    let plan = version("new/support.toml");
    world.write("a.toml", &plan);
    world.write("b.toml", plan.replace("West Europe", "westeurope") + "# a remark\n");
    let ended = world.run("diff a.toml b.toml");
    assert_eq!((ended.code, ended.output.as_str()), (0, ""));
    assert!(
        ended.messages.starts_with("the decision is the same (1 in comments or history alone)"),
        "{}",
        ended.messages
    );
    let page = world.fine("diff a.toml b.toml --format markdown");
    assert!(page.starts_with("## Decisions: the decision is the same"), "{page}");
    assert_eq!(world.run("diff a.toml b.toml --json").json()["different"], false);
}

#[test]
fn a_version_can_be_piped_in_and_a_name_with_a_colon_is_a_file() {
    let world = World::new();
    world.write("a.toml", version("old/search.toml"));
    let mut command = world.command();
    let piped = ended(command.args(["diff", "a.toml", "-"]).write_stdin(version("new/search.toml")));
    assert_eq!(piped.code, 1, "{}", piped.messages);
    assert!(piped.output.starts_with("a.toml → the input: "), "{}", piped.output);
    if cfg!(unix) {
        world.write("main:a.toml", version("old/search.toml"));
        assert_eq!(world.run("diff main:a.toml a.toml").code, 0);
    }
}

#[rstest]
#[case("mian:decisions decisions", "unknown revision 'mian'\nhint: did you mean 'main'?")]
#[case("topic:decisions decisions", "unknown revision 'topic'\nhint: 'git branch --all' lists")]
#[case("main:decsions decisions", "'decsions' is not in main\nhint: did you mean 'main:decisions'?")]
#[case(
    "main:decisions/serch.toml",
    "'decisions/serch.toml' is not in main\nhint: did you mean 'main:decisions/search.toml'?"
)]
#[case("main:../x.toml", "'../x.toml' lies outside of the repository")]
#[case("main:/etc/passwd decisions", "'/etc/passwd' lies outside of the repository")]
#[case(":decisions", "':decisions' names no revision\nhint: write it before the colon: 'HEAD:decisions'")]
#[case("-- -x:decisions decisions", "'-x' is not a revision: none begins with a dash")]
#[case("-- --output=x:decisions decisions", "'--output=x' is not a revision")]
#[case(
    "main:decisions decisions/search.toml",
    "'main:decisions' is a folder, and 'decisions/search.toml' is a plan"
)]
#[case("main decisions", "hint: what a revision has is written REV:PATH, such as main:decisions")]
#[case(
    "decisions/search.toml decisions/serch.toml",
    "'decisions/serch.toml' does not exist\nhint: did you mean"
)]
#[case("C:\\plans\\a.toml decisions/search.toml", "does not exist")]
#[case("empty main:empty", "no plans found in 'empty' and 'main:empty'")]
#[case("- -", "both versions are the standard input")]
#[case("-", "the standard input is compared with nothing")]
#[case("main:decisions/note.md decisions/search.toml", "main:decisions/note.md")]
#[case(
    "main:decisions/link.toml decisions/search.toml",
    "main:decisions/link.toml: it is a link, not a file"
)]
#[case(
    "main:decisions/binary.toml decisions/search.toml",
    "main:decisions/binary.toml: the output of 'git' is not UTF-8 text"
)]
#[case("decisions/untracked.toml --cloud azure", "is a plan for AWS, not for Azure")]
#[case("", "required")]
#[case("a b c", "unexpected")]
fn what_cannot_be_compared_is_an_input_error(#[case] line: &str, #[case] said: &str) {
    let repository = Repository::new();
    repository.0.write("decisions/note.md", "# a note\n");
    repository.0.write("empty/note.md", "# a note\n");
    repository.0.write("decisions/binary.toml", b"mode = \"\xFF\"");
    #[cfg(unix)]
    std::os::unix::fs::symlink("search.toml", repository.0.path("decisions/link.toml")).unwrap();
    repository.commit("more");
    repository.0.write("decisions/untracked.toml", version("old/search.toml"));
    // Flags stand before `--`.
    let mut command = repository.0.command();
    command.envs(repository.environment()).args(words(&format!("{AS_OF} diff {line}")));
    let ended = ended(&mut command);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{}", ended.messages);
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

/// Links, files that are no text, settings, other TOML and hidden files lie among the plans of a revision.
#[test]
fn a_revision_is_read_by_the_rules_of_the_working_folder() {
    let repository = Repository::new();
    let world = &repository.0;
    world.write("decisions/servemap.toml", "schema = \"servemap/config/1\"\n");
    world.write("decisions/.hidden/a.toml", version("old/search.toml"));
    world.write("decisions/Cargo.toml", "[package]\nname = \"x\"\n");
    world.write("decisions/binary.toml", b"mode = \"\xFF\"");
    world.write("decisions/blank.toml", "# nothing yet\n");
    world.write("decisions/below/ünïcode name.toml", version("old/search.toml"));
    repository.commit("more");
    let ended = repository.diff("main:decisions decisions");
    assert_eq!((ended.code, ended.output.as_str()), (0, ""));
    assert!(ended.messages.contains(", 2 not readable in either version"), "{}", ended.messages);
    let object = repository.diff("HEAD~1:decisions main:decisions --json").json();
    let files: Vec<(&str, &str)> = object["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|decision| (decision["file"].as_str().unwrap(), decision["change"].as_str().unwrap()))
        .collect();
    assert_eq!(
        files,
        [("below/ünïcode name.toml", "added"), ("binary.toml", "unreadable"), ("blank.toml", "unreadable")]
    );
}

#[test]
fn without_git_or_a_repository_files_are_still_compared() {
    let repository = Repository(World::new());
    let world = &repository.0;
    world.write("a.toml", version("old/search.toml"));
    world.write("b.toml", version("new/search.toml"));
    assert_eq!(repository.diff("a.toml b.toml").code, 1);
    let outside = repository.diff("main:a.toml b.toml");
    assert_eq!(outside.code, 2);
    assert!(outside.messages.contains("this folder is in no git repository"), "{}", outside.messages);
    let alone = repository.diff("a.toml");
    assert!(alone.messages.contains("there is nothing to compare with: this folder"), "{}", alone.messages);
    repository.git("init -q");
    let fresh = repository.diff("a.toml");
    assert!(fresh.messages.contains("the repository has no commit yet"), "{}", fresh.messages);
    let mut command = world.command();
    let ended = ended(command.env("PATH", world.path("nothing")).args(["diff", "main:a.toml", "b.toml"]));
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("git is not installed"), "{}", ended.messages);
}

#[test]
fn a_thousand_decisions_of_a_revision_are_read_in_a_few_calls() {
    let repository = Repository(World::new());
    repository.git("init -q -b main");
    let plan = version("old/support.toml");
    for at in 0..1000 {
        repository.0.write(&format!("d/{at}.toml"), plan.replace("\"support\"", &format!("\"team {at}\"")));
    }
    repository.commit("a thousand");
    repository.0.write("d/500.toml", &plan);
    let started = std::time::Instant::now();
    let ended = repository.diff("main:d d");
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    assert!(ended.messages.starts_with("1 changed, 999 the same"), "{}", ended.messages);
}

/// Two branches change one plan, and git merges them: both sides are named wherever the plan is read, and nothing is
/// repaired.
#[rstest]
#[case::merge("merge topic", "HEAD", "topic")]
#[case::with_what_was_there_before("-c merge.conflictStyle=diff3 merge topic", "HEAD", "topic")]
#[case::shortened("-c merge.conflictStyle=zdiff3 merge topic", "HEAD", "topic")]
fn a_merge_conflict_is_read_as_one(#[case] merge: &str, #[case] upper: &str, #[case] lower: &str) {
    let repository = Repository::new();
    let world = &repository.0;
    let old = version("old/search.toml");
    let change = |branch: &str, model: &str, owner: &str| {
        repository.git(&format!("checkout -q -b {branch} main"));
        let plan = old.replace("model = \"databricks-claude-sonnet-4\"\n", &format!("model = \"{model}\"\n"));
        world.write(
            "decisions/search.toml",
            plan.replace("owner = \"search\"", &format!("owner = \"{owner}\"")),
        );
        repository.commit(branch);
    };
    change("topic", "databricks-claude-opus-4-6", "b");
    change("mine", "databricks-claude-sonnet-4-6", "a");
    assert!(!repository.try_git(merge));
    let conflict = world.read("decisions/search.toml");
    let message = format!(
        "between {upper} and {lower}. {upper}: Model databricks-claude-sonnet-4-6, Owner a; \
        {lower}: Model databricks-claude-opus-4-6, Owner b"
    );
    for line in [
        "check decisions/search.toml",
        "export decisions/search.toml",
        "diff decisions/search.toml main:decisions/search.toml",
        "decisions/search.toml",
    ] {
        let mut command = world.command();
        let ended = ended(command.envs(repository.environment()).args(words(&format!("{line} {AS_OF}"))));
        assert_ne!(ended.code, 0, "{line}");
        let told = ended.output + &ended.messages;
        assert!(told.contains("decisions/search.toml:6") && told.contains(&message), "{line}: {told}");
    }
    let found = world.run(&format!("check decisions --json {AS_OF}")).json();
    let findings: Vec<&Value> =
        found["findings"].as_array().unwrap().iter().filter(|found| found["rule"] == "plan-broken").collect();
    assert_eq!((findings.len(), &findings[0]["line"]), (1, &6.into()), "{findings:?}");
    let ended = repository.diff("decisions/search.toml");
    assert!(
        ended.output.contains("Model: databricks-claude-sonnet-4-6 -> databricks-claude-opus-4-6"),
        "{}{}",
        ended.output,
        ended.messages
    );
    assert_eq!(world.read("decisions/search.toml"), conflict);
}

/// "Two branches that approve the same plan, merged by the real git."
#[test]
fn two_approvals_of_one_plan_conflict_as_two_blocks_and_both_can_be_kept() {
    let repository = Repository::new();
    let world = &repository.0;
    let old = version("old/support.toml");
    let approve = |branch: &str, by: &str, day: &str| {
        repository.git(&format!("checkout -q -b {branch} main"));
        let review = format!(
            "\n[[reviews]] # {by}\non = {day}\nverdict = \"approve\"\ncomment = \"fine, {by}\"\n\
            seen = {{ mode = \"pay-per-token\", region = \"westeurope\", model = \"databricks-gpt-5-6-terra\" }}\n\
            by = \"{by}\"\n"
        );
        world.write("decisions/support.toml", old.replace("proposed", "accepted") + &review);
        repository.commit(branch);
    };
    approve("topic", "Bob Ray", "2026-11-21");
    approve("mine", "Ana Diaz", "2026-11-20");
    assert!(!repository.try_git("merge topic"));
    let ended = world.run(&format!("check decisions/support.toml {AS_OF}"));
    let told = "HEAD: adds the approval of Ana Diaz; topic: adds the approval of Bob Ray";
    assert!(ended.output.contains(told), "{}", ended.output);
    assert!(ended.output.contains("keep both: remove the lines"), "{}", ended.output);
    // As the hint says.
    let is_marker =
        |line: &&str| !["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
    let kept: Vec<String> =
        world.read("decisions/support.toml").lines().filter(is_marker).map(str::to_owned).collect();
    world.write("decisions/support.toml", kept.join("\n") + "\n");
    let ended = repository.diff("decisions/support.toml --json");
    let object = ended.json();
    let changes = object["decisions"][0]["changes"].as_array().unwrap();
    let fields: Vec<&Value> = changes.iter().map(|change| &change["field"]).collect();
    assert_eq!(fields, ["Review by Bob Ray"], "{}", ended.output);
}
