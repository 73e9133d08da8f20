//! Documents: made of any words, put into any file, from any template.

use std::fmt::Write;
use std::sync::LazyLock;
use std::thread;

use fastrand::Rng;
use servemap::export::checklist::ChecklistEntry;
use servemap::export::row::ChecklistRow;
use servemap::export::{self, Export, Format, Templates, marker};
use servemap::plan::{Plan, file};
use servemap::text;

use super::change::{HOSTILE, Source, hostile_text, pick, quoted};
use super::structure::{difference, uneven_row};
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

/// What a template is rendered with, on the stack that a program starts with.
const STACK: usize = 8 * 1024 * 1024;

/// A plan whose free words are all `words`, where it holds any.
fn plan_of(words: &mut dyn FnMut(&'static str) -> String, external: bool) -> Plan {
    let mut text = String::from("schema = \"servemap/plan/1\"\n");
    let region = quoted(&format!("r{}", words("region")));
    let mut line = |text: &mut String, key: &'static str| {
        let _ = writeln!(text, "{key} = {}", quoted(&words(key)));
    };
    line(&mut text, "sentence");
    if external {
        text.push_str("mode = \"external-models\"\nmodel = \"external:azure-openai/ours\"\n");
        let _ = writeln!(text, "region = {region}");
    } else {
        text.push_str("mode = \"provisioned-throughput\"\nregion = \"us-east-1\"\nmodel = \"databricks-llama-4-maverick\"\nsecondary = \"us-west-2\"\n");
    }
    text.push_str("considered = [\"databricks-gpt-oss-120b\", \"databricks-gpt-5\"]\n[posture]\nneeded_until = 2027-06-01\n");
    line(&mut text, "residency_words");
    text.push_str("[record]\nreplacement = \"databricks-gpt-oss-120b\"\n");
    line(&mut text, "owner");
    line(&mut text, "reason");
    text.push_str("[not_taken]\n");
    line(&mut text, "databricks-gpt-5");
    text.push_str("[runbook]\n");
    for key in ["for", "not_for", "breaks", "next", "approver"] {
        line(&mut text, key);
    }
    text.push_str("[[waivers]]\nrule = \"guardrail-open\"\nuntil = 2026-12-31\nby = \"Ana\"\n");
    let _ = writeln!(text, "reason = {}", quoted(&format!("late {}", words("why waived"))));
    text.push_str("[[reviews]]\non = 2026-10-02\nverdict = \"request-changes\"\n");
    let _ = writeln!(text, "by = {}", quoted(&format!("Bob {}", words("by"))));
    let _ = writeln!(text, "comment = {}", quoted(&format!("not yet {}", words("comment"))));
    file::read("plan.toml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Whatever the words of a plan are, its documents are built as those of plain words.
#[test]
fn of_any_words() {
    let proof = Proof {
        name: "readers documents of_any_words",
        what: "plans",
        rounds: Rounds { short: 12, long: 12_000 },
    };
    proof.run(|round| {
        let (mut random, external) = (round.random.clone(), round.random.bool());
        let mut said: Vec<(&str, String)> = Vec::new();
        let hostile = plan_of(
            &mut |key| {
                said.push((key, hostile_text(&mut random)));
                said.last().map(|(_, words)| words.clone()).unwrap_or_default()
            },
            external,
        );
        // Said where the other says something: what is blank is still open.
        let mut each = said.iter();
        let harmless =
            plan_of(&mut |_| each.next().map(|(_, words)| plain_words(words)).unwrap_or_default(), external);
        round.input(format!("{said:?}"));
        let (templates, matrix) = (Templates::default(), fixtures::aws());
        let [hostile, harmless] =
            [&hostile, &harmless].map(|plan| plan.decide(matrix, fixtures::day()).unwrap());
        for export in Export::ALL {
            let [one, other] = [&hostile, &harmless]
                .map(|decision| export::file(export, decision, &templates, Format::Markdown).unwrap());
            hold::is_safe("a document", &one);
            assert_eq!(
                difference(&one, &other),
                None,
                "{}:\n{one}\n--- with plain words:\n{other}",
                export.id()
            );
            assert_eq!(uneven_row(&one), None, "{}:\n{one}", export.id());
            assert_eq!(export::day(&one), Some(fixtures::day()), "the day of a document");
            let json = export::document(export, &hostile, &templates, Format::Json).unwrap();
            hold::is_safe("JSON", &json);
            assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
        }
        hold::is_safe_line("a row", &ChecklistRow::of(&hostile).markdown());
    });
}

/// As many lines, with a word on each that says something.
fn plain_words(words: &str) -> String {
    let kept = text::entry(words);
    kept.split('\n')
        .map(|line| if text::entry_line(line).is_empty() { "" } else { "x" })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Somebody's own page, which the program puts something into.
const PAGE: &[&str] = &[
    "# Ours\n",
    "\n",
    "text\n",
    "| a | b |\n",
    "|---|---|\n",
    "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n",
    "region|Mode | **Model** |Preview?|Routing?|Retirement?|owner\n",
    "|--------|------|-------|----------|----------|-------------|-------|\n",
    ":--|--:|:-:|-|-|-|-\n",
    "| us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Yes | No | ? | x |\n",
    "| US East (N. Virginia) | provisioned-throughput | Meta Llama 4 Maverick | | | | |\n",
    "us-east-1|Provisioned throughput|`databricks-llama-4-maverick`\n",
    "| us-east-2 | x | y | a \\| b | | | |\n",
    "<!-- servemap: checklist -->\n",
    "<!-- end of servemap: checklist -->\n",
    "```\n",
    "~~~~\n",
    "<!-- a\n",
    "-->\n",
    "<pre>\n",
    "</pre>\n",
    "    code\n",
    "> q\n",
    "- item\n",
    "\t| x |\n",
    "  ",
    "\r",
    "\u{2028}",
];

static PAGES: LazyLock<Source> = LazyLock::new(|| {
    let mut seeds = fixtures::files("tests/review", "checklist.md");
    seeds.extend(fixtures::files("tests/plans", "row.md"));
    seeds.push(b"# Ours\n\nwords\n".to_vec());
    Source::new(seeds, PAGE)
});

/// A page of a few lines.
fn page(random: &mut Rng) -> String {
    if random.bool() {
        return PAGES.text(random);
    }
    (0..random.usize(..12)).map(|_| PAGES.piece(random)).collect()
}

#[test]
fn checklist() {
    let plan: Plan =
        file::read("plan.toml", include_str!("../../plans/maverick-us-east-1/plan.toml")).unwrap();
    let decision = plan.decide(fixtures::aws(), fixtures::day()).unwrap();
    let (entry, row) = (ChecklistEntry::of(&decision), ChecklistRow::of(&decision).markdown());
    let proof = Proof {
        name: "readers documents checklist",
        what: "pages",
        rounds: Rounds { short: 250, long: 300_000 },
    };
    proof.run_on(page, |page: &String| {
        let once = match entry.put(page) {
            Ok(once) => once,
            Err(error) => return hold::is_error(&error),
        };
        assert!(once.contains(&row), "the row is not in it:\n{once}");
        assert_eq!(entry.put(&once).as_ref(), Ok(&once), "put twice");
        // All but one line, and what was put in behind it, is as it was.
        let same = page.bytes().zip(once.bytes()).take_while(|(one, other)| one == other).count();
        let end = page.bytes().rev().zip(once.bytes().rev()).take_while(|(one, other)| one == other).count();
        let out = page.len().saturating_sub(same + end);
        let changed = &page.as_bytes()[same..same + out];
        assert!(
            !changed.contains(&b'\n'),
            "more than a line is changed: {:?}",
            String::from_utf8_lossy(changed)
        );
    });
}

#[test]
fn marked_place() {
    let proof = Proof {
        name: "readers documents marked_place",
        what: "pages",
        rounds: Rounds { short: 500, long: 1_000_000 },
    };
    proof.run(|round| {
        let page = page(&mut round.random);
        let place = pick(&mut round.random, &["checklist", "x", "us-east-1/a--b", "a>b"]);
        round.input(format!("{place}: {page:?}"));
        let once = match marker::put(&page, place, "new\n") {
            Ok(once) => once,
            Err(error) => return hold::is_error(&error),
        };
        assert_eq!(marker::put(&once, place, "new\n").as_ref(), Ok(&once), "put twice");
        let windows = page.contains("\r\n") || page.ends_with('\r');
        assert!(windows || !once.contains("\r\n"), "line ends come from nowhere");
        // Taken out of its place again, all other text is there.
        let newer = marker::put(&once, place, "newer\nstill\n").expect("it was put before");
        let [start, end] =
            [once.find("new").unwrap_or(0), once.len() - once.rfind("new").map_or(0, |at| at + 3)];
        assert!(
            newer.starts_with(&once[..start]) && newer.ends_with(&once[once.len() - end..])
                || page.contains("new"),
            "other text changed"
        );
    });
}

/// What means something in a template.
const JINJA: &[&str] = &[
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{%-",
    "-%}",
    "{% if 1 %}",
    "{% endif %}",
    "{% else %}",
    "{% for x in range(9) %}",
    "{% for x in range(99999) %}a{% endfor %}",
    "{% endfor %}",
    "{% for m in gates recursive %}{{ loop(gates) }}{% endfor %}",
    "{% set a = 'x' %}",
    "{% set ns = namespace(x='aaaaaaaaaa') %}",
    "{% set ns.x = ns.x ~ ns.x %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include '/etc/passwd' %}",
    "{% extends 'full.md' %}",
    "{% import 'x' as p %}",
    "{% block b %}{% endblock %}",
    "{% autoescape false %}",
    "{% endautoescape %}",
    "{% raw %}",
    "{% endraw %}",
    "{% filter upper %}",
    "{% endfilter %}",
    "{% call m() %}{% endcall %}",
    "{{ self }}",
    "{{ debug() }}",
    "{{ range(10**9) }}",
    "{{ range(10000)|list }}",
    "{{ 'x' * 9999999999 }}",
    "{{ [1]*100000 }}",
    "{{ 'a'|indent(1000000) }}",
    "{{ 'x'|center(1000000) }}",
    "{{ 'a'|replace('', 'bbbbbbbbbb') }}",
    "{{ ('a'*1000)|replace('a', 'b'*1000)|length }}",
    "{{ 1/0 }}",
    "{{ 1//0 }}",
    "{{ -1 % 0 }}",
    "{{ 2**10000 }}",
    "{{ 'abc'[99999999999:] }}",
    "{{ 'abc'[-1:0:-1] }}",
    "{{ record }}",
    "{{ record.owner|safe }}",
    "{{ record.ownr }}",
    "{{ nosuch }}",
    "{{ model|tojson }}",
    "{{ gates|map(attribute='outcome')|join(', ') }}",
    "{{ gates|groupby('outcome') }}",
    "{{ dict(a=1) }}",
    "{{ [[[[[[[[[[]]]]]]]]]] }}",
    "{{ ((((((((1)))))))) }}",
    "{{ -----1 }}",
    "{{ not not not 1 }}",
    "{{ a.b.c.d.e.f }}",
    "{{ 1 if 1 else 2 if 3 else 4 }}",
    "|e",
    "|safe",
    "|link",
    "|upper",
    " ~ ",
    " in ",
    " is odd",
    ".",
    "[",
    "]",
    "(",
    ")",
    "'",
    "loop.index",
    "caller()",
    "\u{1b}[31m",
];

#[test]
fn templates() {
    static SOURCE: LazyLock<Source> = LazyLock::new(|| {
        let built_in = Export::ALL.map(Templates::built_in).map(str::to_owned).into_iter();
        Source::new(
            built_in.chain([
                "{{ row.owner }}".to_owned(),
                "{% for gate in gates %}{{ gate.outcome }}{% endfor %}\n".to_owned(),
            ]),
            JINJA,
        )
    });
    let prove = || {
        let plan: Plan = file::read("plan.toml", include_str!("../../plans/awkward/plan.toml")).unwrap();
        let decision = plan.decide(fixtures::aws(), fixtures::day()).unwrap();
        let proof = Proof {
            name: "readers documents templates",
            what: "templates",
            rounds: Rounds { short: 100, long: 150_000 },
        };
        proof.run_on(
            |random| SOURCE.text(random),
            |text: &String| {
                let mut templates = Templates::default();
                templates.replace(Export::Note, "own/note.md", text);
                match export::render(Export::Note, &decision, &templates) {
                    Ok(document) => {
                        assert!(document.len() < 4 * 1024 * 1024, "a document of {} bytes", document.len());
                    }
                    // A template without place: it is too long to be read.
                    Err(error) if error.message().contains("more than") => hold::is_error(&error),
                    Err(error) => hold::is_error_of(&error, "own/note.md", &text::plain(text)),
                }
            },
        );
    };
    thread::scope(|scope| {
        let proof = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, prove).unwrap();
        if let Err(panic) = proof.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

/// Words made safe for Markdown come back as they were.
#[test]
fn escaped() {
    use pulldown_cmark::{Event, Parser};
    let proof = Proof {
        name: "readers documents escaped",
        what: "texts",
        rounds: Rounds { short: 500, long: 500_000 },
    };
    proof.run(|round| {
        let random = &mut round.random;
        let pieces = (0..random.usize(..8)).map(|_| match random.u8(..4) {
            0 => random.char(' '..'\u{7f}').to_string(),
            _ => pick(random, HOSTILE).to_owned(),
        });
        let words = text::clean(&pieces.collect::<String>()).into_owned();
        round.input(format!("{words:?}"));
        let escaped = export::markdown::escape(&words);
        let document = format!("- {escaped}\n");
        let mut read = String::new();
        for event in Parser::new(&document) {
            if let Event::Text(text) = event {
                read.push_str(&text);
            }
        }
        assert_eq!(read, export::markdown::fold(&words), "{document}");
    });
}
