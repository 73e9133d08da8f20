//! `superseded_by` and `supersedes`: plans that name each other, and links that do not hold.

use rstest::rstest;

use super::World;
use super::quarter::{DAY, check, quarter};

/// What `check` says of links: file, line, severity, message and hint.
fn told(world: &World, paths: &str) -> Vec<String> {
    let report = world.run(&format!("check {paths} --as-of {DAY} --json")).json();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["rule"] == "link-broken")
        .map(|finding| {
            let text = |key: &str| finding[key].to_string().replace(['"', '\\'], "");
            let place = format!("{}:{}", text("file"), text("line"));
            format!("{place} {} {} To do: {}", text("severity"), text("message"), text("hint"))
        })
        .collect()
}

/// The six decisions with a change in one of them.
fn changed(file: &str, old: &str, new: &str) -> World {
    let world = quarter();
    let name = format!("quarter/{file}");
    let plan = world.read(&name);
    assert!(plan.contains(old), "{file}: {old}");
    world.write(&name, plan.replace(old, new));
    world
}

const OLD: &str = "faq-answers.toml";
const NEW: &str = "support-drafts.toml";
const LINK: &str = "superseded_by = \"support-drafts.toml\"";

#[test]
fn links_that_hold_are_no_finding() {
    assert_eq!(told(&quarter(), "quarter"), Vec::<String>::new());
}

#[rstest]
#[case::no_file(
    OLD, LINK, "superseded_by = \"suport-drafts.toml\"",
    &["faq-answers.toml:4 error superseded_by names suport-drafts.toml, which does not exist. To do: did you mean 'support-drafts.toml'?",
      "support-drafts.toml:5 warning supersedes names faq-answers.toml, which is superseded by suport-drafts.toml. To do: write superseded_by = support-drafts.toml and status = superseded in quarter/faq-answers.toml"]
)]
#[case::a_folder(OLD, LINK, "superseded_by = \"../folder.toml\"", &["faq-answers.toml:4 error superseded_by names ../folder.toml, which is a folder."])]
#[case::no_plan(OLD, LINK, "superseded_by = \"../Cargo.toml\"", &["faq-answers.toml:4 error superseded_by names ../Cargo.toml, which is not a plan."])]
#[case::a_broken_plan(OLD, LINK, "superseded_by = \"../broken.toml\"", &["faq-answers.toml:4 error superseded_by names ../broken.toml, which cannot be read as a plan. To do: 'servemap check broken.toml' says"])]
#[case::no_name_of_a_plan(OLD, LINK, "superseded_by = \"support-drafts.md\"", &["faq-answers.toml:4 error superseded_by names support-drafts.md, which is not a plan name. To do: plans are called NAME.toml"])]
#[case::an_absolute_path(OLD, LINK, "superseded_by = \"/etc/passwd.toml\"", &["faq-answers.toml:4 error superseded_by names /etc/passwd.toml, which is not a path relative to the folder"])]
#[case::the_standard_input(OLD, LINK, "superseded_by = \"-\"", &["faq-answers.toml:4 error superseded_by names -, which is not a plan name."])]
#[case::no_link_back(
    NEW, "supersedes = [\"faq-answers.toml\"]\n", "",
    &["faq-answers.toml:4 warning superseded_by names support-drafts.toml, which does not say that it supersedes this plan. To do: write supersedes = [faq-answers.toml] in quarter/support-drafts.toml"]
)]
#[case::superseded_by_nothing(
    OLD, "superseded_by = \"support-drafts.toml\"\n", "",
    &["faq-answers.toml:3 error The status is superseded, but superseded_by names no plan. To do: write superseded_by",
      "support-drafts.toml:5 warning supersedes names faq-answers.toml, which is not superseded: its status is superseded."]
)]
#[case::a_link_without_the_status(
    OLD, "status = \"superseded\"", "status = \"accepted\"",
    &["faq-answers.toml:4 warning superseded_by names support-drafts.toml, but the status is accepted. To do: write status = superseded, or remove superseded_by"]
)]
#[case::supersedes_what_is_in_force(
    NEW, "[\"faq-answers.toml\"]", "[\"faq-answers.toml\", \"product-tags.toml\"]",
    &["support-drafts.toml:5 warning supersedes names product-tags.toml, which is not superseded: its status is accepted. To do: write superseded_by = support-drafts.toml and status = superseded in quarter/product-tags.toml"]
)]
#[case::supersedes_itself(NEW, "[\"faq-answers.toml\"]", "[\"faq-answers.toml\", \"./support-drafts.toml\"]", &["support-drafts.toml:5 error The plan supersedes itself."])]
#[case::supersedes_no_file(NEW, "[\"faq-answers.toml\"]", "[\"faq-answers.toml\", \"gone.toml\"]", &["support-drafts.toml:5 error supersedes names gone.toml, which does not exist."])]
fn a_link_that_does_not_hold_is_told_with_its_line(
    #[case] file: &str,
    #[case] old: &str,
    #[case] new: &str,
    #[case] expected: &[&str],
) {
    let world = changed(file, old, new);
    world.write("Cargo.toml", "[package]\nname = \"x\"\n");
    world.write("folder.toml/a.txt", "");
    world.write("broken.toml", "schema = \"servemap/plan/1\"\nmodle = \"x\"\n");
    let told = told(&world, "quarter");
    for expected in expected {
        assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
    }
}

#[test]
fn a_circle_is_named_by_each_plan_in_it() {
    let world = changed(
        NEW,
        "status = \"accepted\"\n",
        "status = \"superseded\"\nsuperseded_by = \"faq-answers.toml\"\n",
    );
    let told = told(&world, "quarter");
    for circle in [
        "quarter/faq-answers.toml -> quarter/support-drafts.toml -> quarter/faq-answers.toml",
        "quarter/support-drafts.toml -> quarter/faq-answers.toml -> quarter/support-drafts.toml",
    ] {
        assert!(told.iter().any(|line| line.contains(&format!("in a circle: {circle}."))), "{told:#?}");
    }
    assert_eq!(check(&world, "").code, 1);
}

#[test]
fn a_link_out_of_the_checked_paths_is_read_and_not_judged() {
    let world = changed(OLD, LINK, "superseded_by = \"../kept/drafts.toml\"");
    let plan = world.read("quarter/support-drafts.toml");
    world.write("kept/drafts.toml", plan.replace("faq-answers.toml", "../quarter/./faq-answers.toml"));
    let report = world.run(&format!("check quarter/faq-answers.toml --as-of {DAY} --json")).json();
    assert_eq!((report["plans"].as_u64(), report["tracker"].as_array().unwrap().len()), (Some(1), 1));
    assert_eq!(told(&world, "quarter/faq-answers.toml"), Vec::<String>::new());
    world.write("kept/drafts.toml", plan.replace("supersedes = [\"faq-answers.toml\"]\n", ""));
    let told = told(&world, "quarter/faq-answers.toml");
    assert!(
        told[0].ends_with("write supersedes = [../quarter/faq-answers.toml] in kept/drafts.toml"),
        "{told:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_never_waits_for_a_pipe() {
    let world = changed(OLD, LINK, "superseded_by = \"pipe.toml\"");
    let made = std::process::Command::new("mkfifo").arg(world.path("pipe.toml")).status().unwrap();
    assert!(made.success());
    std::fs::rename(world.path("pipe.toml"), world.path("quarter/pipe.toml")).unwrap();
    let told = told(&world, "quarter/faq-answers.toml");
    assert!(told[0].contains("pipe.toml, which cannot be read as a plan"), "{told:?}");
}

/// A chain of a thousand decisions, each of which took the place of the one before: as quick as without links.
#[test]
fn a_long_chain_of_links_costs_little() {
    let world = quarter();
    let (old, new) = (world.read("quarter/faq-answers.toml"), world.read("quarter/support-drafts.toml"));
    for place in 0..1000 {
        let before = if place == 0 {
            "supersedes = []".to_owned()
        } else {
            format!("supersedes = [\"{}.toml\"]", place - 1)
        };
        let plan = old.replace("support-drafts.toml", &format!("{}.toml", place + 1));
        world.write(
            &format!("chain/{place}.toml"),
            plan.replacen("sentence", &format!("{before}\nsentence"), 1),
        );
    }
    world.write("chain/1000.toml", new.replace("faq-answers.toml", "999.toml"));
    let start = std::time::Instant::now();
    assert_eq!(told(&world, "chain"), Vec::<String>::new());
    assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
}
