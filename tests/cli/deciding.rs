//! The history of a decision: what `servemap plan` adds to it, and that nothing in it is lost.

use super::{MAVERICK, World};

/// The blocks `[[decided]]` of a plan, each without its header.
fn decided(text: &str) -> Vec<String> {
    let blocks = text.split("\n[[decided]]").skip(1).map(|block| block.split("\n[").next().unwrap());
    blocks.map(|block| block.trim().to_owned()).collect()
}

/// The values of a key, without the comments beside them.
fn keys<'a>(blocks: &'a [String], key: &str) -> Vec<&'a str> {
    let value = |block: &'a String| {
        let line = block.lines().find_map(|line| line.split_once(" = ").filter(|(name, _)| *name == key));
        line.map_or("", |(_, value)| value.split(" #").next().unwrap_or(value))
    };
    blocks.iter().map(value).collect()
}

#[test]
fn each_day_model_person_and_matrix_is_added_in_order_and_nothing_twice() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} --by Ana -o a.toml"));
    let update = |flags: &str| world.run(&format!("plan --update -o a.toml {flags}"));
    assert_eq!(update("--as-of 2026-10-06 --by ANA").code, 0);
    assert_eq!(decided(&world.read("a.toml")).len(), 1, "the same again on the same day says nothing new");
    // Who is not named takes no name away, and says nothing new.
    update("--as-of 2026-10-06");
    update("--as-of 2026-11-01 --by Ana");
    update("--as-of 2026-11-01 --by Ana --model gpt-oss-120b");
    update("--as-of 2026-11-01 --by Bob");
    let matrix = include_str!("../../assets/matrix/aws.toml");
    assert!(matrix.contains("as_of = 2026-10-04\n"));
    let matrix = matrix.replacen("as_of = 2026-10-04\n", "as_of = 2026-10-30\n", 1);
    world.write("m.toml", matrix);
    update("--as-of 2026-11-01 --by Bob --matrix m.toml");
    let blocks = decided(&world.read("a.toml"));
    assert_eq!(
        keys(&blocks, "on"),
        ["2026-10-06", "2026-11-01", "2026-11-01", "2026-11-01", "2026-11-01"],
        "{blocks:#?}"
    );
    assert_eq!(keys(&blocks, "by"), ["\"Ana\"", "\"Ana\"", "\"Ana\"", "\"Bob\"", "\"Bob\""]);
    assert_eq!(keys(&blocks, "matrix")[3..], ["2026-10-04", "2026-10-30"]);
    assert_eq!(keys(&blocks, "verdict")[1..3], ["\"conditional\"", "\"available\""]);
    assert_eq!(keys(&blocks, "because")[..1], ["[\"preview\"]"]);
    let chosen = keys(&blocks, "chosen");
    assert!(chosen[1].contains("maverick") && chosen[2].contains("gpt-oss-120b"), "{chosen:?}");
}

/// The finding that is gone stays readable with its day.
#[test]
fn a_verdict_that_has_changed_stays_with_its_day() {
    let world = World::new();
    let line = "plan --as-of 2026-06-20 --mode pay-per-token --region us-east-1 --model databricks-claude-sonnet-4 \
        --owner a --reason b --use existing --by Ana -o a.toml";
    world.run(line);
    world.run("plan --update -o a.toml --as-of 2026-11-26 --by Bob");
    let blocks = decided(&world.read("a.toml"));
    assert_eq!(keys(&blocks, "on"), ["2026-06-20", "2026-11-26"], "{blocks:#?}");
    assert_eq!(keys(&blocks, "by"), ["\"Ana\"", "\"Bob\""]);
    assert_eq!(keys(&blocks, "verdict")[1], "\"blocked\"");
    assert_ne!(keys(&blocks, "verdict")[0], "\"blocked\"");
}

#[test]
fn one_table_of_an_older_version_stays_until_something_is_added_and_keeps_its_comments() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    let text = world.read("a.toml");
    let block = text.split("\n[[decided]]").nth(1).unwrap().split("\n[").next().unwrap();
    let old = format!(
        "{}\n# as agreed\n[decided] # by hand\non = 2026-06-20 # a Saturday\nmatrix = 2026-06-17\nverdict = \"conditional\"\n",
        text.replace(&format!("\n[[decided]]{block}"), "")
    );
    world.write("a.toml", &old);
    world.fine("approve a.toml --by Ana --as-of 2026-10-06");
    assert!(
        world.read("a.toml").contains("# as agreed\n[decided] # by hand\non = 2026-06-20 # a Saturday\n")
    );
    world.fine("plan --update -o a.toml --as-of 2026-10-06 --by Ana");
    let text = world.read("a.toml");
    for line in ["# as agreed\n[[decided]] # by hand\non = 2026-06-20 # a Saturday\n", "on = 2026-10-06\n"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(keys(&decided(&text), "on"), ["2026-06-20", "2026-10-06"], "{text}");
}

#[test]
fn a_plan_overwritten_by_force_keeps_its_history_and_no_status() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} --by Ana -o a.toml"));
    world.fine("approve a.toml --by Eve --as-of 2026-10-06");
    world.fine(&format!(
        "{} --by Bob --force -o a.toml",
        MAVERICK.replace("llama-4-maverick", "gpt-oss-120b")
    ));
    let text = world.read("a.toml");
    assert_eq!(keys(&decided(&text), "by"), ["\"Ana\"", "\"Bob\""], "{text}");
    assert!(text.contains("[[reviews]] # Eve\n") && !text.contains("\nstatus = "), "{text}");
}

#[test]
fn the_name_is_the_reviewers_where_one_is_known_and_none_is_made_up() {
    let world = World::new();
    let ended = world.run(MAVERICK);
    assert!(!ended.output.contains("\nby = "), "{}", ended.output);
    world.write("home/.gitconfig", "[user]\nname = Gitta\n");
    assert!(world.fine(MAVERICK).contains("\nby = \"Gitta\"\n"));
    world.write("servemap.toml", "schema = \"servemap/config/1\"\nreviewer = \"Petra\"\n");
    let ended = world.run(&format!("{MAVERICK} -o a.toml"));
    assert!(world.read("a.toml").contains("\nby = \"Petra\"\n"));
    assert!(ended.messages.contains("reviewer Petra (servemap.toml:2)"), "{}", ended.messages);
    world.fine("plan --update -o a.toml --as-of 2026-10-07");
    assert_eq!(world.read("a.toml").matches("\nby = \"Petra\"\n").count(), 2);
}

#[test]
fn a_status_is_stated_where_it_is_asked_for() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    assert!(!world.read("a.toml").contains("\nstatus = "));
    world.fine("plan --update --status Proposed -o a.toml --as-of 2026-10-06");
    assert!(world.read("a.toml").contains("\nstatus = \"proposed\"\n"));
    let ended = world.run("plan --update --status superseded -o a.toml --as-of 2026-10-06");
    assert!(ended.code == 2 && ended.messages.contains("servemap supersede PLAN NEW"), "{}", ended.messages);
    let ended = world.run("plan --update --status acepted -o a.toml");
    assert!(ended.code == 2 && ended.messages.contains("accepted"), "{}", ended.messages);
    // Back from superseded: the link goes with the status.
    world.fine(&format!("{MAVERICK} -o b.toml"));
    world.fine("supersede a.toml b.toml --by Ana --as-of 2026-10-06");
    world.fine("plan --update --status proposed -o a.toml --as-of 2026-10-06");
    let text = world.read("a.toml");
    assert!(!text.contains("superseded_by") && text.contains("verdict = \"supersede\"\n"), "{text}");
}
