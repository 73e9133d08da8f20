//! `servemap demo` without a terminal: the examples as a list, as files, and what is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use servemap::command::RELEASED;

use super::World;

/// The files of the examples, as the repository has them.
fn examples() -> BTreeSet<String> {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo")).unwrap();
    folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_list_is_the_board_of_the_examples_on_the_day_of_the_release() {
    let world = World::new();
    let ended = world.run("demo --list");
    assert_eq!(ended.code, 0, "{}", ended.messages);
    for name in examples() {
        assert!(ended.output.contains(name.trim_end_matches(".toml")), "{name} in\n{}", ended.output);
    }
    let said =
        format!("6 decisions: 2 failing, 1 to review, 1 conditional, 1 fine, 1 past, as of {RELEASED}");
    assert!(ended.messages.contains(&said), "{}", ended.messages);
    assert!(world.run("demo --list --as-of 2026-10-08").messages.contains("as of 2026-10-08"));
    assert_eq!(world.names(), Vec::<String>::new());
}

#[test]
fn a_new_folder_gets_the_examples_and_check_finds_the_one_that_lost_its_model() {
    let world = World::new();
    let ended = world.run("demo --write team/examples");
    assert_eq!((ended.code, ended.output.as_str()), (0, ""), "{}", ended.messages);
    assert!(ended.messages.starts_with("wrote 6 decisions to 'team/examples'\n"), "{}", ended.messages);
    assert_eq!(names(&world.path("team/examples")), examples());
    // What is said next works as it stands.
    for line in ended.messages.lines().skip(1) {
        let said = line.trim_start_matches("try:").trim().strip_prefix("servemap ").unwrap();
        if !said.starts_with("review") {
            assert_ne!(world.run(said).code, 2, "{said}\n{}", world.run(said).messages);
        }
    }
    let check = world.run(&format!("check team/examples --as-of {RELEASED}"));
    assert_eq!(check.code, 1);
    assert!(
        check.output.contains("contract-review.toml") && check.output.contains("retired"),
        "{}",
        check.output
    );
}

#[test]
fn nothing_is_written_where_something_is() {
    let world = World::new();
    world.write("full/notes.txt", "mine");
    world.write("file", "mine");
    for (folder, why) in
        [("full", "'full' is not empty"), ("file", "'file' is not a folder"), (".", "'.' is not empty")]
    {
        let ended = world.run(&format!("demo --write {folder}"));
        assert_eq!(ended.code, 2, "{folder}");
        assert!(ended.messages.contains(&format!("nothing was written: {why}")), "{}", ended.messages);
    }
    assert_eq!((world.read("full/notes.txt"), world.read("file")), ("mine".to_owned(), "mine".to_owned()));
    assert_eq!(names(&world.path("full")).len(), 1);
    world.fine("demo --write empty");
    fs::create_dir(world.path("there")).unwrap();
    world.fine("demo --write there");
    assert_eq!(world.run("demo --write there").code, 2);
}

#[test]
fn without_a_terminal_it_says_what_needs_none() {
    let world = World::new();
    let ended = world.run("demo");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("needs a terminal"), "{}", ended.messages);
    assert!(ended.messages.contains("'servemap demo --list' prints the examples"), "{}", ended.messages);
    assert_eq!(world.names(), Vec::<String>::new());
}

#[test]
fn only_what_is_named_is_read() {
    let world = World::new();
    // Settings and plans of the user's own change nothing.
    world.write("servemap.toml", "cloud = \"nowhere\"\n");
    world.write("decisions/mine.toml", "broken");
    let ended = world.run("demo --list");
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(!ended.output.contains("mine"));
    let refused = world.run("demo --list --config servemap.toml");
    assert_eq!(refused.code, 2);
    assert!(refused.messages.contains("has no effect on 'servemap demo'"), "{}", refused.messages);
    let missing = world.run("demo --list --matrix gone.toml");
    assert!(
        missing.code == 2 && missing.messages.contains("'gone.toml' does not exist"),
        "{}",
        missing.messages
    );
    for both in ["--list", "--read-only"] {
        assert_eq!(world.run(&format!("demo {both} --write x")).code, 2);
        assert!(!world.path("x").exists());
    }
}

/// Saving one that was only looked at changes nothing.
#[test]
fn the_examples_are_as_the_program_writes_plans() {
    let world = World::new();
    world.fine("demo --write examples");
    for name in examples() {
        let path = format!("examples/{name}");
        let before = world.read(&path);
        let plan = servemap::plan::file::read(&name, &before).unwrap();
        assert_eq!(servemap::plan::file::write(&plan, Some(&before)).unwrap(), before, "{name}");
    }
}
