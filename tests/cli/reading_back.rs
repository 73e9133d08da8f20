//! Markdown as its readers see it: what was written into a plan comes back out of each page, whatever it holds.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rstest::rstest;

use super::World;

/// What means something to Markdown or HTML, on several lines where the answer may have several.
const AWKWARD: [(&str, &str); 6] = [
    ("a table's bar", "a | b || c\\|d"),
    ("code", "run `rm -rf` and ``more``"),
    ("line breaks", "first\nsecond\n\n- third\n# fourth"),
    ("HTML", "<b>bold</b> <script>x()</script> &amp; <!-- gone -->"),
    ("links and stars", "[x](http://a) *b* _c_ ~~d~~ <http://e>"),
    ("the end of a place", "<!-- end of servemap: runbook -->"),
];

/// Text on one line, as every page writes it.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts that a reader finds in the parts of a kind: cells of tables, or items of lists.
fn read(markdown: &str, is_end: fn(&TagEnd) -> bool, is_start: fn(&Tag<'_>) -> bool) -> Vec<String> {
    let (mut parts, mut open) = (Vec::new(), None::<String>);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(tag) if is_start(&tag) => open = Some(String::new()),
            Event::End(tag) if is_end(&tag) => parts.extend(open.take()),
            // Anything but text is what nobody wrote: a mark, a tag, a break.
            Event::Text(text) => open.iter_mut().for_each(|open| open.push_str(&text)),
            other => {
                if let Some(open) = &mut open {
                    write!(open, "{other:?}").unwrap();
                }
            }
        }
    }
    parts
}

fn cells(markdown: &str) -> Vec<String> {
    read(markdown, |tag| *tag == TagEnd::TableCell, |tag| *tag == Tag::TableCell)
}

fn items(markdown: &str) -> Vec<String> {
    read(markdown, |tag| *tag == TagEnd::Item, |tag| *tag == Tag::Item)
}

/// A plan in which a text stands as owner, reason and every answer of the runbook.
fn world(text: &str) -> World {
    let string = |text: &str| serde_json::to_string(text).unwrap();
    let (line, answer) = (string(&folded(text)), string(text));
    let world = World::new();
    world.write(
        "plans/a.toml",
        format!(
            "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"provisioned-throughput\"\n\
             region = \"us-east-1\"\nmodel = \"databricks-llama-4-maverick\"\n\
             [record]\nowner = {line}\nreason = {line}\nreplacement = \"databricks-llama-4-maverick\"\n\
             [runbook]\nfor = {answer}\nnot_for = {answer}\nbreaks = {answer}\nnext = {answer}\n\
             approver = {answer}\n"
        ),
    );
    world
}

#[rstest]
#[case::row("export plans/a.toml --kind row")]
#[case::checklist("export plans --kind checklist")]
#[case::tracker("check plans --format markdown")]
fn the_cells_of_a_table_are_what_was_written(#[case] line: &str) {
    for (what, text) in AWKWARD {
        let world = world(text);
        let page = world.run(&format!("{line} --as-of 2026-10-06")).output;
        let cells = cells(&page);
        assert!(cells.contains(&folded(text)), "{what}\n{page}\n{cells:?}");
        // Nothing broke out of its cell: the table has as many as with a plain owner.
        let plain = self::world("ana").run(&format!("{line} --as-of 2026-10-06")).output;
        assert_eq!(cells.len(), self::cells(&plain).len(), "{what}\n{page}");
    }
}

#[rstest]
#[case::one("export plans/a.toml --kind runbook")]
#[case::page("export plans --kind runbook")]
fn the_answers_of_a_runbook_are_what_was_written(#[case] line: &str) {
    for (what, text) in AWKWARD {
        let page = world(text).fine(&format!("{line} --as-of 2026-10-06"));
        let ours = format!(": {}", folded(text));
        let answers = items(&page).into_iter().filter(|item| item.ends_with(&ours)).count();
        assert!(answers == 5, "{what}: {answers}\n{page}");
        assert_eq!(items(&page).len(), items(&world("ana").fine(line)).len(), "{what}\n{page}");
    }
}

#[rstest]
#[case::note("note")]
#[case::record("record")]
fn the_reason_is_what_was_written(#[case] kind: &str) {
    for (what, text) in AWKWARD {
        let page = world(text).fine(&format!("export plans/a.toml --kind {kind} --as-of 2026-10-06"));
        let mut text_alone = String::new();
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) => text_alone.push_str(&text),
                Event::End(_) => text_alone.push('\n'),
                _ => {}
            }
        }
        assert!(text_alone.contains(&folded(text)), "{what}\n{page}");
    }
}

#[rstest]
#[case::row("export plans/a.toml --kind row")]
#[case::checklist("export plans --kind checklist")]
#[case::runbook("export plans/a.toml --kind runbook")]
#[case::runbook_page("export plans --kind runbook")]
#[case::note("export plans/a.toml --kind note")]
fn appended_twice_stands_there_once(#[case] line: &str) {
    for (what, text) in AWKWARD {
        let world = world(text);
        world.write("page.md", "# Ours\n\nabove\n");
        let line = format!("{line} --append page.md --as-of 2026-10-06");
        world.fine(&line);
        let once = world.read("page.md");
        world.fine(&line);
        assert_eq!(world.read("page.md"), once, "{what}");
        assert!(once.starts_with("# Ours\n\nabove\n") && once.len() > 20, "{what}\n{once}");
    }
}
