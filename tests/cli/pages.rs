//! `servemap export --kind tracker, todos, index, runbook, checklist, pages`: what a team keeps after a meeting.

use rstest::rstest;

use super::listing::hold;
use super::quarter::{DAY, quarter};

#[rstest]
#[case("tracker")]
#[case("todos")]
#[case("index")]
#[case("runbook")]
#[case("checklist")]
fn each_page_of_the_quarter_is_as_its_file_says(#[case] kind: &str) {
    let world = quarter();
    let page = world.fine(&format!("export quarter --kind {kind} --as-of {DAY}"));
    hold(&format!("{kind}.md"), &page);
    let json = world.run(&format!("export quarter --kind {kind} --as-of {DAY} --json")).json();
    let schema = json["schema"].as_str().unwrap();
    assert!(schema.starts_with("servemap/") && json["past"][0]["name"] == "faq-answers", "{json:#}");
}

#[rstest]
#[case("support-drafts")]
#[case("product-tags")]
#[case("faq-answers")]
fn a_note_tells_the_story_of_its_decision(#[case] name: &str) {
    let note = quarter().fine(&format!("export quarter/{name}.toml --kind note --as-of {DAY}"));
    hold(&format!("{name}-note.md"), &note);
}

/// What holds no plan where one should be stands on the page, and a message names it: a page never leaves it out in silence.
#[test]
fn a_file_without_a_plan_is_named_on_the_page_and_beside_it() {
    let world = quarter();
    world.write("quarter/lost.toml", "");
    for kind in ["tracker", "todos", "index", "runbook"] {
        let ended = world.run(&format!("export quarter --kind {kind} --as-of {DAY}"));
        // The to-dos name plans only.
        assert!(kind == "todos" || ended.output.contains("lost"), "{kind}: {}", ended.output);
        assert_eq!(ended.messages.trim(), "not judged: quarter/lost.toml: The file is empty.", "{kind}");
    }
}

#[test]
fn a_page_has_one_title_and_closes_once_for_each_matrix() {
    let page = quarter().fine(&format!("export quarter --kind runbook --as-of {DAY}"));
    let level = |marks: &str| page.lines().filter(|line| line.starts_with(&format!("{marks} "))).count();
    // Five entries, and what is past.
    assert_eq!((level("#"), level("##"), level("###")), (1, 6, 0), "{page}");
    assert_eq!(page.matches("Before shipping, verify").count(), 2, "{page}");
}

#[test]
fn one_command_writes_the_pages_and_again_only_what_changed() {
    let world = quarter();
    let line = format!("export quarter --kind pages -o wiki --as-of {DAY}");
    let first = world.run(&line);
    let wrote =
        ["tracker", "todos", "index", "runbook"].map(|name| format!("wrote 'wiki/{name}.md'\n")).concat();
    assert_eq!((first.code, first.messages), (0, wrote));
    let index = world.read("wiki/index.md");
    assert!(index.starts_with("<!-- servemap: index -->"), "{index}");
    // Links start where the page is, also on the day the folder is made.
    assert!(index.contains("[support-drafts](../quarter/support-drafts.toml)"), "{index}");
    let again = world.run(&line);
    assert_eq!(again.messages.matches("is up to date").count(), 4, "{}", again.messages);

    // What a team writes around the page stays; a note beside the plan is what is linked.
    world.write("wiki/index.md", format!("# Ours\r\n\r\n{}after\r\n", index.replace('\n', "\r\n")));
    world.fine(&format!(
        "export quarter/support-drafts.toml --kind note -o quarter/support-drafts-note.md --as-of {DAY}"
    ));
    world.fine(&line);
    let index = world.read("wiki/index.md");
    assert!(
        index.starts_with("# Ours\r\n\r\n<!-- servemap: index -->") && index.ends_with("after\r\n"),
        "{index}"
    );
    assert_eq!(index.matches("](../quarter/support-drafts-note.md)").count(), 2, "{index}");
}

#[test]
fn what_cannot_be_put_in_leaves_every_page_as_it_is() {
    let world = quarter();
    world.write("wiki/todos.md", "<!-- servemap: todos -->\nold\n");
    let ended = world.run(&format!("export quarter --kind pages -o wiki --as-of {DAY}"));
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("'wiki/todos.md' is left as it is"), "{}", ended.messages);
    assert!(!world.path("wiki/tracker.md").exists());
}

#[rstest]
#[case("export quarter --kind pages", "name a folder for them")]
#[case("export quarter --kind pages -o quarter/faq-answers.toml", "is not a folder")]
#[case("export quarter --kind note", "a folder has pages: tracker, todos, index, runbook, checklist")]
#[case("export nowhere --kind tracker", "'nowhere' does not exist")]
fn what_is_wrong_is_said(#[case] line: &str, #[case] said: &str) {
    let ended = quarter().run(line);
    assert_eq!(ended.code, 2, "{}", ended.messages);
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

#[test]
fn a_file_that_is_no_plan_is_listed_and_the_others_are_written() {
    let world = quarter();
    world.write("quarter/broken.toml", "schema = \"servemap/plan/1\"\nmode = \"ptu\"\n");
    let ended = world.run(&format!("export quarter --kind pages -o wiki --as-of {DAY}"));
    assert_eq!(ended.code, 0);
    assert!(
        ended.messages.ends_with("not judged: quarter/broken.toml:2: Unknown serving mode 'ptu'.\n"),
        "{}",
        ended.messages
    );
    for page in ["tracker", "index", "runbook"] {
        let text = world.read(&format!("wiki/{page}.md"));
        assert!(
            text.contains("## Not judged\n\n- [quarter/broken.toml](../quarter/broken.toml), line 2:"),
            "{text}"
        );
    }
    assert!(world.read("wiki/todos.md").contains("- [ ] [broken](../quarter/broken.toml): Repair line 2:"));
}

#[test]
fn a_team_without_anything_to_do_is_told_so() {
    let world = quarter();
    let page = world.fine(&format!("export quarter/support-drafts.toml --kind todos --as-of {DAY}"));
    assert!(page.contains("\nNothing to do.\n"), "{page}");
    let page = world
        .fine(&format!("export quarter/support-drafts.toml --kind todos --require-approval 3 --as-of {DAY}"));
    assert!(
        page.contains("## Ana Diaz\n\n- [ ] by 2027-01-15,") && page.contains("2 of 3 approvals"),
        "{page}"
    );
}

#[test]
fn an_entry_of_a_template_of_ones_own_is_a_section_too() {
    let world = quarter();
    for (template, heading) in [
        ("{{ today }}\n", "## databricks-claude-sonnet-4-6 on Pay-per-token in us-east-1\n"),
        ("#### {{ model.label }}\n{{ verify }}\n", "## databricks-claude-sonnet-4-6\n"),
    ] {
        world.write("home/.config/servemap/templates/runbook.md", template);
        let page = world.fine(&format!("export quarter --kind runbook --as-of {DAY}"));
        assert!(page.contains(heading), "{page}");
        assert_eq!(page.matches("Before shipping, verify").count(), 2, "{page}");
    }
}
