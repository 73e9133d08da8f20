//! One matrix for the team: the file that a project's servemap.toml names is the one that every command judges by.

use rstest::rstest;

use super::{Ended, World, words};

const OWN: &str = include_str!("../own.toml");
const PLAN: &str =
    "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-5-5 --owner ana --reason cost";
/// How the project's matrix is called everywhere.
const PROJECT: &str = "project matrix/aws.toml";

/// A project whose decisions are judged by a matrix of its own.
fn world() -> World {
    let world = World::new();
    world.write(".git/HEAD", "");
    world.write("matrix/aws.toml", OWN.replace("as_of = 2026-10-04", "as_of = 2026-11-20"));
    settings(&world, "aws = \"matrix/aws.toml\"");
    world.write("decisions/about.md", "What we decided.\n");
    world.fine(&format!("{PLAN} --as-of 2026-11-21 -o decisions/chat.toml"));
    world
}

fn settings(world: &World, files: &str) {
    world.write(
        "servemap.toml",
        format!("schema = \"servemap/config/1\"\ndecisions = \"decisions\"\n[matrix]\n{files}\n"),
    );
}

#[rstest]
#[case::why("why databricks-gpt-5-5 --mode pay-per-token --region us-east-1")]
#[case::models("models --mode pay-per-token --region us-east-1")]
#[case::regions("regions --mode pay-per-token")]
#[case::plan(
    "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-5-5 --owner a --reason b -o -"
)]
#[case::update("plan --update -o decisions/chat.toml --owner ben")]
#[case::show("matrix show")]
#[case::diff("matrix diff in-use in-use")]
#[case::check("check --json")]
#[case::note("export decisions/chat.toml --kind note --json")]
#[case::verify("verify endpoints.json --region us-east-1")]
#[case::verify_a_plan("verify endpoints.json --plan decisions/chat.toml")]
fn every_command_judges_by_the_matrix_of_the_project(#[case] line: &str) {
    let world = world();
    world.write("endpoints.json", "[]");
    // Neither what is stored nor one that was activated comes before it.
    world.write("home/.local/share/servemap/matrix/aws.toml", OWN.replace("2026-10-04", "2026-11-19"));
    let said = |flags: &str| {
        let ended = world.run(&format!("{line} --as-of 2026-11-21 {flags}"));
        assert!(ended.code < 2, "{}", ended.messages);
        ended.output + &ended.messages
    };
    let ours = said("");
    assert!(ours.contains("2026-11-20") && ours.contains(PROJECT), "{line}\n{ours}");
    // A flag comes first; without settings it is as it was.
    world.write("mine.toml", OWN.replace("as_of = 2026-10-04", "as_of = 2026-11-18"));
    assert!(said("--matrix mine.toml").contains("2026-11-18"), "{line}");
    assert!(!said("--matrix mine.toml").contains(PROJECT), "{line}");
    let without = if line.starts_with("check") { "decisions --no-config" } else { "--no-config" };
    let without = said(without);
    assert!(without.contains("2026-11-19") && !without.contains(PROJECT), "{line}\n{without}");
}

#[test]
fn the_list_and_the_settings_say_which_one_is_in_use() {
    let world = world();
    let list = world.fine("matrix list --cloud aws --as-of 2026-11-21");
    let lines: Vec<&str> = list.lines().map(str::trim_end).collect();
    assert!(lines[1].starts_with("yes     project  AWS    2026-11-20  1 day"), "{list}");
    assert!(lines[2].starts_with("        bundled  AWS"), "{list}");
    let object = world.run("matrix list --cloud aws --json").json();
    assert_eq!(object["matrices"][0]["file"], "matrix/aws.toml");
    assert!(world.fine("matrix show").contains("\nFile: matrix/aws.toml\n"));
    let shown = world.fine("config show");
    let line = |name: &str| {
        let line = shown.lines().find(|line| line.split_whitespace().next() == Some(name));
        line.unwrap_or_else(|| panic!("{shown}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("matrix.aws"), "matrix.aws matrix/aws.toml servemap.toml:4");
    assert_eq!(line("matrix.azure"), "matrix.azure the one in use default");
    assert_eq!(world.fine("config get matrix.aws"), "matrix/aws.toml\n");
    let unstated = world.run("config get matrix.gcp");
    assert_eq!((unstated.code, unstated.output.as_str()), (1, ""), "{}", unstated.messages);
    // What is activated in the store is not what counts here, and that is said.
    let ended = world.run("matrix use bundled --cloud aws");
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert_eq!(ended.messages, "'matrix/aws.toml' stays in use here: servemap.toml:4 names it\n");
    // Another cloud has none, and from a folder below the path leads up.
    assert!(world.fine("matrix show --cloud azure").contains("(bundled)"));
    let mut below = world.command();
    let output = below.current_dir(world.path("decisions")).args(words("matrix show")).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Matrix: AWS of 2026-11-20 (project matrix/aws.toml)"), "{said}");
}

#[test]
fn an_old_matrix_of_the_project_is_found_by_its_file() {
    let world = world();
    let ended = world.run("check --as-of 2027-02-20 --max-age 60d --format github");
    assert_eq!(ended.code, 1, "{}{}", ended.output, ended.messages);
    let annotation = "::error file=matrix/aws.toml,";
    assert!(ended.output.contains(annotation), "{}", ended.output);
    assert!(ended.output.contains("The AWS matrix of 2026-11-20 is 92 days old."), "{}", ended.output);
}

#[test]
fn variables_and_the_users_own_settings_may_name_any_file() {
    let world = world();
    let elsewhere = world.path("elsewhere/aws.toml");
    world.write("elsewhere/aws.toml", OWN.replace("as_of = 2026-10-04", "as_of = 2026-11-17"));
    let by = |world: &World, variable: &str| {
        let mut command = world.command();
        command.env("SERVEMAP_MATRIX_AWS", variable);
        String::from_utf8(command.args(words("matrix show")).output().unwrap().stdout).unwrap()
    };
    // A variable comes before the project, an empty one says nothing.
    let said = by(&world, elsewhere.to_str().unwrap());
    assert!(said.contains("of 2026-11-17 (") && !said.contains("project"), "{said}");
    assert!(by(&world, "").contains(PROJECT));
    settings(&world, "");
    let user =
        format!("schema = \"servemap/config/1\"\n[matrix]\naws = {:?}\n", elsewhere.display().to_string());
    world.write("home/.config/servemap/config.toml", user);
    let said = world.fine("matrix show");
    assert!(said.contains("of 2026-11-17 (") && !said.contains("project"), "{said}");
    assert!(world.fine("matrix list --cloud aws").contains("yes     configured"));
}

/// What is wrong with the setting or its file, with the line of the setting.
#[rstest]
#[case::missing(
    "aws = \"matrix/asw.toml\"",
    "servemap.toml:4: 'matrix/asw.toml' does not exist",
    "matrix import PAGE -o matrix/asw.toml"
)]
#[case::a_folder("aws = \"matrix\"", "servemap.toml:4: 'matrix' is a folder, not a file", "")]
#[case::another_cloud(
    "azure = \"matrix/aws.toml\"",
    "servemap.toml:4: the matrix in 'matrix/aws.toml' is for AWS, not for Azure",
    "aws = \"FILE\" in [matrix]"
)]
#[case::broken("aws = \"broken.toml\"", "servemap.toml:4: ", "broken.toml:1:")]
#[case::absolute(
    "aws = \"/matrix/aws.toml\"",
    "servemap.toml:4: the matrix '/matrix/aws.toml' is outside the folder of this file",
    "aws = \"matrix/aws.toml\""
)]
#[case::above(
    "aws = \"../aws.toml\"",
    "servemap.toml:4: the matrix '../aws.toml' is outside",
    "keep it beside the decisions"
)]
#[case::unknown_cloud(
    "asw = \"matrix/aws.toml\"",
    "servemap.toml:4:1: unknown field 'asw'",
    "did you mean 'aws'?"
)]
fn what_is_wrong_is_told_with_the_line_that_names_it(
    #[case] line: &str,
    #[case] message: &str,
    #[case] hint: &str,
) {
    let world = world();
    world.write("broken.toml", "schema = 1\n");
    settings(&world, line);
    let cloud = if line.starts_with("azure") { " --cloud azure" } else { "" };
    for command in ["models", "matrix show"] {
        let ended = world.run(&format!("{command}{cloud}"));
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{line}");
        assert!(ended.messages.contains(message) && ended.messages.contains(hint), "{}", ended.messages);
    }
}

#[cfg(feature = "import")]
mod renewed {
    use servemap::matrix::Cloud;

    use super::super::page::Page;
    use super::*;

    #[test]
    fn an_import_writes_the_file_even_where_it_is_missing_or_broken() {
        let world = world();
        world.write("page.html", Page::recorded(Cloud::Aws).html());
        for broken in ["schema = 1\n", ""] {
            world.write("matrix/aws.toml", broken);
            let Ended { code, messages, .. } =
                world.run("matrix import page.html -o matrix/aws.toml --force");
            assert_eq!(code, 0, "{messages}");
            assert!(world.fine("matrix show").contains("AWS of 2026-10-04 (project matrix/aws.toml)"));
        }
        // Without a file it goes to the store, where it does not count in this project.
        let ended = world.run("matrix import page.html");
        assert_eq!(ended.code, 0, "{}", ended.messages);
        assert!(ended.messages.contains("stays in use here: servemap.toml:4 names it"), "{}", ended.messages);
    }
}
