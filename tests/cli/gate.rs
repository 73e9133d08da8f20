//! `servemap check` as a gate in CI: nothing is left out in silence, every place is found, every command can be pasted.

use rstest::rstest;

use super::rules::{FLASH, plan};
use super::{Ended, World};
use servemap::check::Rule;

const DAY: &str = "--as-of 2026-10-20";

/// The plan of a model that has retired: it fails wherever it is seen.
const RETIRED: &str = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
    model = \"databricks-claude-sonnet-4\"\n";
/// A plan that nothing speaks against.
const GOOD: &str = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
    model = \"databricks-gpt-oss-120b\"\n[record]\nowner = \"a\"\nreason = \"b\"\n[guardrails]\npermissions = true\n";

fn check(world: &World, line: &str) -> Ended {
    world.run(&format!("check {line} {DAY}"))
}

/// What findings say: rule, severity and file.
fn findings(ended: &Ended) -> Vec<String> {
    let report = ended.json();
    let found = report["findings"].as_array().unwrap().iter();
    found.map(|at| format!("{} {} {}", at["rule"], at["severity"], at["file"]).replace('"', "")).collect()
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let world = World::new();
    world.write("d/good.toml", GOOD);
    for name in
        ["d/sonnet", "d/sonnet.yaml", "d/sonnet.tml", "d/a.toml.bak", "d/.sonnet.toml", "d/.old/x.toml"]
    {
        world.write(name, RETIRED);
    }
    world.write("d/Cargo.toml", "[package]\nname = \"x\"\n");
    world.write("d/truncated.toml", "");
    world.write("d/blank.toml", " \n\t\n");
    let ended = check(&world, "d");
    let line = "Skipped: 2 hidden (d/.old, d/.sonnet.toml), 4 without .toml (d/a.toml.bak, d/sonnet, \
        d/sonnet.tml and 1 more), 2 empty files (d/blank.toml, d/truncated.toml), 1 TOML file of another kind \
        (d/Cargo.toml)\n";
    assert!(ended.code == 0 && ended.output.ends_with(line), "{}", ended.output);
    let ended = check(&world, "d --format json");
    assert!(ended.messages.ends_with(line), "{}", ended.messages);
    assert_eq!(
        findings(&ended),
        ["plan-incomplete warning d/blank.toml", "plan-incomplete warning d/truncated.toml"]
    );
    assert_eq!(ended.json()["passed_over"][0]["files"][1], "d/.sonnet.toml");
    assert_eq!(check(&world, "d --fail-on warning").code, 1);
    // Whoever names a file has it judged, whatever it is called.
    assert_eq!(check(&world, "d/sonnet d/.sonnet.toml").code, 1);
}

#[test]
fn a_folder_without_plans_fails() {
    let world = World::new();
    world.write("d/sonnet", RETIRED);
    world.write("d/truncated.toml", "# soon\n");
    let ended = check(&world, "d --format json");
    assert_eq!(ended.code, 1);
    assert_eq!(findings(&ended), ["no-plan error d", "plan-incomplete warning d/truncated.toml"]);
    world.write("e/good.toml", GOOD);
    assert_eq!(findings(&check(&world, "d e --format json"))[0], "no-plan error d");
    // Named twice, it is not empty the second time.
    assert_eq!(findings(&check(&world, "e ./e e/good.toml --format json")), Vec::<String>::new());
}

#[rstest]
#[case("schema = \"\"\n", "plan-broken error d/x.toml")]
#[case("cloud = \"aws\"\n", "plan-broken error d/x.toml")]
#[case("\u{feff}\n", "plan-incomplete warning d/x.toml")]
fn what_is_left_of_a_plan_is_told(#[case] text: &str, #[case] finding: &str) {
    let world = World::new();
    world.write("d/good.toml", GOOD);
    world.write("d/x.toml", text);
    assert_eq!(findings(&check(&world, "d --format json"))[0], finding);
}

#[test]
fn rules_can_be_ignored_and_that_is_said() {
    let world = World::new();
    world.write("a.toml", RETIRED);
    let all: Vec<String> = Rule::ALL.iter().map(|rule| format!("--ignore {}", rule.id())).collect();
    let ended = check(&world, &format!("a.toml {}", all.join(" ")));
    assert_eq!(ended.code, 0);
    assert!(ended.output.contains("Ignored: ") && ended.output.contains("retired (1)"), "{}", ended.output);
    let ended = check(&world, "a.toml --ignore retird");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("a similar value exists: 'retired'"), "{}", ended.messages);
}

#[cfg(unix)]
mod places {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A repository with a plan in `d`, and links to it from inside and outside.
    fn repository() -> World {
        let world = World::new();
        world.write("repo/.git/HEAD", "ref: refs/heads/main\n");
        world.write("repo/d/plan.toml", RETIRED);
        world.write("repo/e/x", "");
        symlink("d", world.path("repo/folder")).unwrap();
        symlink("../d/plan.toml", world.path("repo/e/current.toml")).unwrap();
        symlink("repo", world.path("elsewhere")).unwrap();
        world
    }

    fn run(world: &World, folder: &str, line: &str) -> String {
        let mut command = world.command();
        let words = super::super::words(&format!("check {line} {DAY}"));
        let output = command.current_dir(world.path(folder)).args(words).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[rstest]
    #[case("repo", ".")]
    #[case("repo", "./d")]
    #[case("repo", "d/../d/./plan.toml")]
    #[case("repo", "folder")]
    #[case("repo", "e/current.toml")]
    #[case("repo", "e/current.toml d")]
    #[case("repo/d", ".")]
    #[case("repo/d", "plan.toml")]
    #[case("repo/e", "../d")]
    #[case("repo/e", ".")]
    #[case("", "repo/d")]
    #[case("", "elsewhere/d")]
    #[case("elsewhere/folder", ".")]
    fn paths_begin_at_the_root_of_the_repository(#[case] folder: &str, #[case] path: &str) {
        let world = repository();
        let github = run(&world, folder, &format!("{path} --format github"));
        assert!(github.contains("::error file=d/plan.toml,line=4,"), "{github}");
        assert!(github.lines().all(|line| line.contains("file=d/plan.toml,")), "{github}");
        let sarif = run(&world, folder, &format!("{path} --format sarif"));
        assert!(sarif.contains("\"uri\": \"d/plan.toml\""), "{sarif}");
        // FormatFlags in full, the same.
        let full = world.path(folder).join(path.split(' ').next().unwrap());
        let github = run(&world, "", &format!("'{}' --format github", full.display()));
        assert!(github.contains("file=d/plan.toml,"), "{github}");
    }

    #[test]
    fn without_a_repository_paths_begin_at_the_workspace_or_the_working_folder() {
        let world = World::new();
        world.write("w/d/plan.toml", RETIRED);
        assert!(run(&world, "w", "./d --format github").contains("file=d/plan.toml,"));
        assert!(run(&world, "w/d", "../d --format github").contains("file=plan.toml,"));
        let mut command = world.command();
        command.env("GITHUB_WORKSPACE", world.path("w")).current_dir(world.path("w/d"));
        let words = super::super::words(&format!("check . --format github {DAY}"));
        let output = String::from_utf8(command.args(words).output().unwrap().stdout).unwrap();
        assert!(output.contains("file=d/plan.toml,"), "{output}");
        let outside = run(&world, "w/d", "../../w --format sarif");
        assert!(outside.contains("\"uri\": \"plan.toml\""), "{outside}");
    }

    #[test]
    fn a_plan_and_a_link_to_it_are_told_once_at_the_file() {
        let world = World::new();
        world.write("d/sub/real.toml", RETIRED);
        symlink("sub/real.toml", world.path("d/current.toml")).unwrap();
        symlink("sub", world.path("d/a-folder")).unwrap();
        symlink("nowhere.toml", world.path("d/dangling.toml")).unwrap();
        for line in ["d", "d/current.toml d", "d/a-folder d d/current.toml"] {
            let ended = check(&world, &format!("{line} --format json"));
            assert_eq!(ended.json()["plans"], 2, "{line}");
            let found = findings(&ended);
            assert!(found.contains(&"retired error d/sub/real.toml".to_owned()), "{line}: {found:?}");
            assert!(!found.iter().any(|at| at.contains("current") || at.contains("a-folder")), "{found:?}");
            assert!(ended.messages.contains("2 links to files checked already"), "{}", ended.messages);
        }
        let report = check(&world, "d --format json").json();
        let dangling = &report["findings"][0];
        assert_eq!(dangling["file"], "d/dangling.toml");
        assert_eq!(
            dangling["hint"],
            "it is a link to 'nowhere.toml', which does not exist; remove the link 'd/dangling.toml', or point it \
            elsewhere"
        );
    }

    #[test]
    fn deep_and_wide_folders_take_their_time_only_once() {
        let world = World::new();
        // As deep as a path may be long.
        let deep = "d/".repeat(1500);
        let mut builder = std::process::Command::new("mkdir");
        assert!(builder.args(["-p", &deep]).current_dir(world.0.path()).status().unwrap().success());
        for at in 0..1500 {
            world.write(&format!("wide/f{at}/a.txt"), "");
        }
        let started = std::time::Instant::now();
        assert_eq!(check(&world, "d wide --format sarif").code, 1);
        // With the square, or the cube, of the depth it took a minute and more.
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    }
}

/// The command that a hint ends with.
fn command(hint: &str) -> Option<&str> {
    hint.find("servemap ").map(|at| &hint[at..])
}

#[cfg(unix)]
#[rstest]
#[case("a.toml")]
#[case("my plan.toml")]
#[case("$(touch pwned).toml")]
#[case("`touch pwned`.toml")]
#[case("it's; touch pwned #.toml")]
#[case("-a.toml")]
#[case("odd")]
fn what_is_to_do_works_when_it_is_pasted(#[case] name: &str) {
    let world = plan(&format!("{FLASH} --routing off --review-by 2026-10-06"));
    // Decided when routing was off: the verdict is another one now.
    let text = world.read("a.toml").replace("routing = \"off\"", "routing = \"on\"");
    std::fs::remove_file(world.path("a.toml")).unwrap();
    world.write(name, text);
    world.write(&format!("{}-note.md", name.trim_end_matches(".toml")), "old\n");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_servemap")).parent().unwrap();
    let run = |words: &[&str]| {
        let output = world.command().args(words).output().unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let file = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    for rule in ["export-stale", "review-overdue", "verdict-changed"] {
        let here = if world.path(&file).exists() { file.clone() } else { format!("{file}.toml") };
        let report = run(&["check", &here, "--as-of", "2026-10-20", "--format", "json"]);
        let found = report["findings"].as_array().unwrap().iter().find(|found| found["rule"] == rule);
        // The first command of the plan notes the verdict, too.
        let Some(found) = found else {
            assert_eq!(rule, "verdict-changed", "{report}");
            continue;
        };
        let hint = found["hint"].as_str().unwrap();
        let start = hint.find("mv ").or(hint.find("servemap ")).unwrap();
        let output = std::process::Command::new("sh")
            .args(["-c", &hint[start..]])
            .current_dir(world.0.path())
            .env_clear()
            .env("HOME", world.path("home"))
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .output()
            .unwrap();
        assert!(output.status.success(), "{hint}\n{}", String::from_utf8_lossy(&output.stderr));
        let here = if world.path(&file).exists() { file.clone() } else { format!("{file}.toml") };
        let report = run(&["check", &here, "--as-of", "2026-10-20", "--format", "json"]);
        let left = report["findings"].as_array().unwrap();
        assert!(left.iter().all(|found| found["rule"] != rule), "{hint}\n{report}");
    }
    assert!(!world.path("pwned").exists());
}

/// What a plan lacks, and the check does not ask for, the command does not ask for either.
#[test]
fn what_is_to_do_works_on_a_plan_that_lacks_something() {
    let world = World::new();
    let decided = "[decided]\non = 2026-09-01\nmatrix = 2026-10-04\nverdict = \"blocked\"\n";
    world.write(
        "a.toml",
        format!("review_by = 2026-10-01\n{RETIRED}{decided}").replace("sonnet-4", "sonnet-4-6"),
    );
    for rule in ["review-overdue", "verdict-changed"] {
        let report = check(&world, "a.toml --format json").json();
        let found = report["findings"].as_array().unwrap().iter().find(|found| found["rule"] == rule);
        if let Some(found) = found {
            let command = command(found["hint"].as_str().unwrap()).unwrap();
            let ended = world.run(command.strip_prefix("servemap ").unwrap());
            assert_eq!(ended.code, 0, "{command}: {}", ended.messages);
        }
    }
    let found = findings(&check(&world, "a.toml --format json"));
    assert!(!found.iter().any(|found| found.contains("overdue") || found.contains("changed")), "{found:?}");
}

#[test]
fn a_plan_without_owner_and_reason_is_told() {
    let world = World::new();
    world.write("a.toml", RETIRED);
    let report = check(&world, "a.toml --format json").json();
    let found = report["findings"].as_array().unwrap();
    let note = found.iter().find(|found| found["rule"] == "plan-incomplete").unwrap();
    assert_eq!(note["severity"], "note");
    assert!(note["message"].as_str().unwrap().ends_with("no owner and no reason recorded."), "{note}");
    assert_eq!(command(note["hint"].as_str().unwrap()), Some("servemap a.toml --as-of 2026-10-20"));
}

/// What GitHub asks of every rule, and nothing that is empty.
#[test]
fn sarif_describes_its_rules() {
    let world = World::new();
    world.write("a.toml", RETIRED);
    let log = check(&world, "a.toml --format sarif").json();
    let driver = &log["runs"][0]["tool"]["driver"];
    assert!(driver["informationUri"].as_str().unwrap().starts_with("https://"));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    for rule in rules {
        let plain = |key: &str| rule[key].as_str().unwrap().replace('-', "").to_lowercase();
        assert_ne!(plain("name"), plain("id"), "a validator takes it for no name");
    }
    for rule in rules {
        for key in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/name", "/helpUri"] {
            assert!(
                rule.pointer(key).and_then(|text| text.as_str()).is_some_and(|text| !text.is_empty()),
                "{rule}"
            );
        }
    }
}
