//! `servemap export`: documents of one plan, and the standing ones of a folder.

use rstest::rstest;

use super::{MAVERICK, World};

fn world() -> World {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o maverick.toml"));
    world
}

#[rstest]
#[case("full")]
#[case("note")]
#[case("row")]
#[case("runbook")]
#[case("record")]
fn each_kind_is_markdown_or_json(#[case] kind: &str) {
    let world = world();
    let markdown = world.fine(&format!("export maverick.toml --kind {kind} --as-of 2026-10-06"));
    assert!(markdown.contains("verify names and availability"), "{markdown}");
    let json = world.run(&format!("export maverick.toml --kind {kind} --format json")).json();
    assert_eq!(json["schema"], format!("servemap/{kind}/1"));
    assert_eq!(json["endpoint"], "databricks-llama-4-maverick");
}

#[test]
fn a_file_is_written_once_and_again_only_by_force() {
    let world = world();
    world.fine("export maverick.toml --kind note -o note.md");
    let ended = world.run("export maverick.toml --kind note -o note.md");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    assert!(
        ended.messages.starts_with("error: 'note.md' exists already\nhint: --force"),
        "{}",
        ended.messages
    );
    world.fine("export maverick.toml --kind note -o note.md --force");
}

#[test]
fn a_row_goes_into_the_table_that_is_there_and_never_twice() {
    let world = world();
    world.write(
        "list.md",
        "# Ours\r\n\r\n| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\r\n\
         |---|---|---|---|---|---|---|\r\n| us-east-1 | Provisioned throughput | \
         databricks-llama-4-maverick | No | No | ? | old |\r\n\r\nbye\r\n",
    );
    world.fine("export maverick.toml --kind row --append list.md --as-of 2026-10-06");
    let list = world.read("list.md");
    assert!(list.contains("| Yes | No | Check release notes | ml-platform |\r\n\r\nbye\r\n"), "{list}");
    assert!(!list.contains("| old |"), "{list}");
    let ended = world.run("export maverick.toml --kind row --append list.md --as-of 2026-10-06");
    assert_eq!(ended.messages, "'list.md' is up to date\n");
    assert_eq!(world.read("list.md"), list);
}

#[test]
fn other_documents_keep_a_place_of_their_own_in_a_file() {
    let world = world();
    world.write("page.md", "# Ours\n");
    world.fine("export maverick.toml --kind runbook --append page.md");
    world.fine("export maverick.toml --kind note --append page.md");
    let page = world.read("page.md");
    assert!(page.starts_with("# Ours\n\n<!-- servemap: runbook us-east-1 "), "{page}");
    world.fine("export maverick.toml --kind runbook --append page.md");
    assert_eq!(world.read("page.md"), page);
}

#[test]
fn the_checklist_of_a_folder_is_sorted_stable_and_minds_its_own_table() {
    let world = World::new();
    let plan = MAVERICK.replace("maverick", "MODEL");
    for (file, region) in [("decisions/z.toml", "us-east-1"), ("decisions/b/a.toml", "us-west-2")] {
        world.write(file, "");
        world.fine(&format!(
            "{} -o {file} --force",
            plan.replace("MODEL", "maverick").replace("us-east-1", region)
        ));
    }
    world.write("list.md", "# Ours\n\nbefore\n");
    world.fine("export decisions --kind checklist --append list.md --as-of 2026-10-06");
    let list = world.read("list.md");
    let (east, west) = (list.find("| us-east-1 |").unwrap(), list.find("| us-west-2 |").unwrap());
    assert!(east < west && list.starts_with("# Ours\n\nbefore\n\n<!-- servemap: checklist -->"), "{list}");
    assert!(list.contains("verify names and availability"), "{list}");

    world.write("list.md", format!("{list}\nafter | us-east-1 |\n"));
    std::fs::remove_file(world.path("decisions/z.toml")).unwrap();
    world.fine("export decisions --kind checklist --append list.md --as-of 2026-10-06");
    let list = world.read("list.md");
    assert!(
        !list.contains("| us-east-1 | Provisioned") && list.ends_with("\nafter | us-east-1 |\n"),
        "{list}"
    );
}

#[test]
fn the_runbook_page_of_a_folder_has_an_entry_for_each_plan() {
    let world = world();
    let page = world.fine("export . --kind runbook --as-of 2026-10-06");
    assert_eq!(page.matches("- Who approves the switch:").count(), 1, "{page}");
    let json = world.run("export . --kind checklist --format json").json();
    assert_eq!(json["schema"], "servemap/checklist/1");
    assert_eq!(json["decisions"][0]["row"]["owner"], "ml-platform");
}

#[test]
fn a_template_of_ones_own_takes_the_place_of_the_one_that_ships() {
    let world = world();
    world.write("home/.config/servemap/templates/note.md", "Owner {{ record.owner }}\n");
    assert_eq!(world.fine("export maverick.toml --kind note"), "Owner ml-platform\n");
    world.write("home/.config/servemap/templates/note.md", "Owner {{ record.ownr }}\n");
    let ended = world.run("export maverick.toml --kind note");
    assert_eq!(ended.code, 2);
    assert!(
        ended.messages.contains("note.md:1:") && ended.messages.contains("record.owner"),
        "{}",
        ended.messages
    );
}

#[test]
fn a_byte_order_mark_is_no_text_of_a_document() {
    let world = world();
    let table = "\u{feff}| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\r\n\
        |--|--|--|--|--|--|--|\r\n";
    world.write("list.md", table);
    world.fine("export maverick.toml --kind row --append list.md --as-of 2026-10-06");
    let list = world.read("list.md");
    assert!(list.starts_with(table) && list.ends_with("| ml-platform |\r\n"), "{list:?}");

    world.write("page.md", "\u{feff}");
    world.fine("export maverick.toml --kind runbook --append page.md --as-of 2026-10-06");
    let page = world.read("page.md");
    assert!(page.starts_with("\u{feff}<!-- servemap: runbook"), "{page:?}");
    let ended = world.run("export maverick.toml --kind runbook --append page.md --as-of 2026-10-06");
    assert_eq!(ended.messages, "'page.md' is up to date\n");

    // A template's own mark and line ends are its file's.
    world.write("home/.config/servemap/templates/note.md", "\u{feff}Owner {{ record.owner }}\r\nend\r\n");
    assert_eq!(world.fine("export maverick.toml --kind note"), "Owner ml-platform\nend\n");
    world.write("note.md", "\u{feff}old\r\n");
    // A file of its own carries its day besides, where no reader of Markdown sees it.
    world.fine("export maverick.toml --kind note -o note.md --force --as-of 2026-10-06");
    let day = "<!-- servemap: as of 2026-10-06 -->";
    assert_eq!(world.read("note.md"), format!("\u{feff}Owner ml-platform\r\nend\r\n\r\n{day}\r\n"));
}

#[test]
fn what_would_hide_a_document_is_told_and_the_file_stays() {
    let world = world();
    for (text, said) in [
        ("# A\n```\ncode\n", "the block of code (```) that begins in line 2 is never closed"),
        ("# A\n<!-- note\n", "the comment (<!--) that begins in line 2 is never closed"),
    ] {
        for kind in ["row", "runbook"] {
            world.write("page.md", text);
            let ended = world.run(&format!("export maverick.toml --kind {kind} --append page.md"));
            assert_eq!((ended.code, world.read("page.md").as_str()), (2, text));
            assert!(
                ended.messages.contains(said) && ended.messages.contains("is left as it is"),
                "{}",
                ended.messages
            );
        }
    }
    world.write("page.md", "# A\n\n    ");
    for _ in 0..3 {
        world.fine("export maverick.toml --kind row --append page.md --as-of 2026-10-06");
    }
    assert_eq!(world.read("page.md").matches("| Region |").count(), 1);
    assert!(world.read("page.md").starts_with("# A\n\n    \n| Region |"));
}

/// Two at once, many times: the row of each is there, and nothing else is left in the folder.
#[test]
fn of_two_who_append_at_once_nobody_loses() {
    let world = world();
    world.fine(&format!("{} -o west.toml", MAVERICK.replace("us-east-1", "us-west-2")));
    for _ in 0..12 {
        world.write("list.md", "# Ours\n");
        std::thread::scope(|scope| {
            for plan in ["maverick", "west"] {
                let world = &world;
                scope.spawn(move || world.fine(&format!("export {plan}.toml --kind row --append list.md")));
            }
        });
        let list = world.read("list.md");
        assert!(list.contains("| us-east-1 |") && list.contains("| us-west-2 |"), "{list}");
    }
    assert_eq!(world.names(), ["list.md", "maverick.toml", "west.toml"]);
}

#[test]
fn of_many_who_update_a_plan_at_once_nobody_loses() {
    let world = world();
    let flags = ["--tick permissions", "--tick load-test", "--owner other", "--review-by 2027-01-01"];
    std::thread::scope(|scope| {
        for flag in flags {
            let world = &world;
            scope.spawn(move || {
                world.fine(&format!("plan --update {flag} -o maverick.toml --as-of 2026-10-06"))
            });
        }
    });
    let plan = world.read("maverick.toml");
    for line in ["permissions = true", "load-test = true", "owner = \"other\"", "review_by = 2027-01-01"] {
        assert!(plan.contains(line), "{line}\n{plan}");
    }
}
