//! Hostile text through every door of the command line, to every form of output: no control character reaches a terminal,
//! one annotation stays one line, JSON stays JSON, a table keeps its cells, and nothing is written elsewhere.

#[path = "injection/documents.rs"]
mod documents;
#[path = "injection/words.rs"]
mod words;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;

use serde_json::json;

use super::run::{Proof, Round, Rounds, is_long};
use super::world::{End, Ended, SERVEMAP, World};
use super::writes::PLAN;

const DAY: [&str; 2] = ["--as-of", "2026-10-20"];

/// A plan whose every field of free text is hostile goes out in every form.
#[test]
fn plans() {
    let proof = Proof { name: "injection plans", what: "outputs", rounds: Rounds { short: 1, long: 300 } };
    proof.run(|round| {
        let world = World::new();
        let plan = hostile_plan(round);
        world.put("plans/a.toml", &plan);
        world.put("plans/b.toml", PLAN);
        // Names of files are foreign too.
        let name = words::file_name(&mut round.random);
        fs::copy(world.work().join("plans/a.toml"), world.work().join("plans").join(&name)).unwrap();
        let before = world.tree();
        for (line, form) in OUTPUTS {
            if !is_long() && round.random.bool() {
                continue;
            }
            round.input(format!("servemap {line}, of:\n{plan}"));
            let words: Vec<&str> = line.split_whitespace().chain(DAY).collect();
            let ended = world.run(&words);
            assert_form(&ended, *form);
            assert_eq!(world.tree().len(), before.len(), "{line} wrote");
        }
    });
}

/// Words of the command line, variables, settings, themes, lists of endpoints, matrices and pages.
#[test]
fn doors() {
    let proof = Proof { name: "injection doors", what: "runs", rounds: Rounds { short: 12, long: 3000 } };
    proof.run(|round| {
        let world = World::new();
        world.put("plan.toml", PLAN);
        let door = &DOORS[usize::try_from(round.number).unwrap() % DOORS.len()];
        let (ended, shown, form) = door(&world, round);
        round.input(shown);
        assert_form(&ended, form);
        let own: Vec<_> =
            fs::read_dir(world.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(own.len(), 2, "written outside of the folder: {own:?}");
    });
}

/// What an output is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Terminal,
    Json,
    Markdown,
    Github,
}

use Form::{Github, Json, Markdown, Terminal};

const OUTPUTS: &[(&str, Form)] = &[
    ("check plans", Terminal),
    ("check plans --format github", Github),
    ("check plans --format sarif", Json),
    ("check plans --format json", Json),
    ("check plans --format markdown", Markdown),
    ("export plans/a.toml --kind full", Markdown),
    ("export plans/a.toml --kind note", Markdown),
    ("export plans/a.toml --kind row", Markdown),
    ("export plans/a.toml --kind runbook", Markdown),
    ("export plans/a.toml --kind record", Markdown),
    ("export plans/a.toml --kind full --format json", Json),
    ("export plans --kind checklist", Markdown),
    ("export plans --kind runbook", Markdown),
    ("export plans --kind tracker", Markdown),
    ("export plans --kind todos", Markdown),
    ("export plans --kind index", Markdown),
    ("list plans", Terminal),
    ("list plans --json", Json),
    ("list plans --format markdown", Markdown),
    ("diff plans/a.toml plans/b.toml", Terminal),
    ("diff plans/a.toml plans/b.toml --format markdown", Markdown),
    ("diff plans/a.toml plans/b.toml --json", Json),
];

type Door = fn(&World, &mut Round) -> (Ended, String, Form);

const DOORS: &[Door] = &[
    // A word in the place of a name.
    |world, round| {
        const LINES: [&str; 16] = [
            "why WORD",
            "why WORD --json",
            "models WORD",
            "models WORD --format markdown",
            "regions WORD",
            "check WORD",
            "export WORD",
            "matrix use WORD",
            "matrix show --cloud WORD",
            "matrix validate WORD",
            "verify WORD --region us-east-1",
            "WORD",
            "completions WORD",
            "config get WORD",
            "glossary WORD",
            "diff WORD plan.toml",
        ];
        let line = LINES[round.random.usize(0..LINES.len())];
        let form = if line.ends_with("json") {
            Json
        } else if line.ends_with("markdown") {
            Markdown
        } else {
            Terminal
        };
        let word = words::word(&mut round.random);
        let arguments: Vec<String> =
            line.split_whitespace().map(|part| part.replace("WORD", &word)).collect();
        let ended = Ended::of(world.command(SERVEMAP).args(&arguments));
        (ended, format!("{arguments:?}"), form)
    },
    // A word as the value of a flag, in the plan that is written and in what is printed.
    |world, round| {
        let mut arguments: Vec<String> =
            "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-oss-120b -o new.toml --as-of 2026-10-20"
                .split_whitespace().map(str::to_owned).collect();
        for flag in ["--owner=", "--reason=", "--sentence=", "--answer=approver=", "--residency-words="] {
            arguments.push(format!("{flag}{}", words::word(&mut round.random)));
        }
        let form = if round.random.bool() {
            arguments.push("--json".to_owned());
            Json
        } else {
            Terminal
        };
        let ended = Ended::of(world.command(SERVEMAP).args(&arguments));
        if matches!(ended.end, End::Code(0 | 1)) {
            let again = world.run(&["check", "new.toml", "--as-of", "2026-10-20"]);
            assert!(!again.output.contains("plan-broken"), "it cannot be read back: {again:?}");
        }
        (ended, format!("{arguments:?}"), form)
    },
    // A review.
    |world, round| {
        let arguments = [
            "comment".to_owned(),
            "plan.toml".to_owned(),
            "--as-of".to_owned(),
            "2026-10-20".to_owned(),
            format!("--by={}", words::word(&mut round.random)),
            format!("--comment={}", words::word(&mut round.random)),
        ];
        let ended = Ended::of(world.command(SERVEMAP).args(&arguments));
        let again = world.run(&["check", "plan.toml", "--as-of", "2026-10-20"]);
        assert!(!again.output.contains("plan-broken"), "it cannot be read back: {again:?}");
        (ended, format!("{arguments:?}"), Terminal)
    },
    // Variables.
    |world, round| {
        let names = [
            "SERVEMAP_OWNER",
            "SERVEMAP_THEME",
            "SERVEMAP_CLOUD",
            "SERVEMAP_HORIZON",
            "SERVEMAP_CONFIG",
            "COLUMNS",
            "TERM",
            "TZ",
            "LANG",
            "HOME",
            "XDG_CONFIG_HOME",
        ];
        let (name, word) =
            (names[round.random.usize(0..names.len())], words::word(&mut round.random).replace('\0', ""));
        let ended = Ended::of(world.command(SERVEMAP).args(["config", "show"]).env(name, &word));
        (ended, format!("{name}={word:?} config show"), Terminal)
    },
    // Settings.
    |world, round| {
        let key = ["owner", "theme", "cloud", "decisions", "templates", "nosuch"][round.random.usize(0..6)];
        let word = words::word(&mut round.random);
        world.put(
            "servemap.toml",
            format!("schema = \"servemap/config/1\"\n{key} = {}\n", words::toml(&word)),
        );
        let json = round.random.bool();
        let ended = world.run(if json { &["config", "show", "--json"] } else { &["config", "show"] });
        (ended, format!("{key} = {word:?} in servemap.toml"), if json { Json } else { Terminal })
    },
    // The name of a file, and bytes that are no text in it.
    |world, round| {
        let name = words::file_name(&mut round.random);
        let path = world.work().join(&name);
        let text = if round.random.bool() {
            "schema = \"servemap/plan/1\"\nmode = \"\u{1b}[31m".to_owned()
        } else {
            PLAN.to_owned()
        };
        world.put("x.toml", text);
        fs::rename(world.work().join("x.toml"), path).unwrap();
        let format = ["table", "json", "markdown", "github", "sarif"][round.random.usize(0..5)];
        let form = match format {
            "table" => Terminal,
            "markdown" => Markdown,
            "github" => Github,
            _ => Json,
        };
        let ended = world.run(&["check", ".", "--format", format, "--as-of", "2026-10-20"]);
        (ended, format!("check . --format {format}, with {}", name.display()), form)
    },
    // The list of a workspace's endpoints.
    |world, round| {
        let mut word = || words::word(&mut round.random);
        let list = json!([
            { "name": word(), "state": { "ready": "READY" }, "config": { "served_entities": [
                { "entity_name": word(), "name": word(), "external_model": { "name": word(), "provider": word() } } ] } },
            { "name": "databricks-gpt-5-5", "task": word(), "creator": word(), "state": { "ready": word() } },
        ]);
        world.put("endpoints.json", list.to_string());
        let format = ["table", "json", "markdown"][round.random.usize(0..3)];
        let form = match format {
            "table" => Terminal,
            "markdown" => Markdown,
            _ => Json,
        };
        let ended = world.run(&[
            "verify",
            "endpoints.json",
            "--region",
            "us-east-1",
            "--format",
            format,
            "--as-of",
            "2026-10-20",
        ]);
        (ended, format!("verify --format {format}: {list}"), form)
    },
    // A page of the docs.
    #[cfg(feature = "import")]
    |world, round| {
        let word = |round: &mut Round| words::word(&mut round.random);
        let html = format!(
            "<html><head><link rel=canonical href=\"https://docs.databricks.com/aws/en/{}\"></head><h1>Model availability by region</h1>\
             <p>Last updated on <time>Oct 4, 2026</time></p><table><tr><th>Region<th>Foundation Model APIs pay-per-token\
             <tr><td>{}<td><p>The following models are supported:<ul><li>databricks-{}<li>{}</ul><tr><td>us-east-1<td>{}</table>",
            word(round),
            word(round),
            word(round),
            word(round),
            word(round)
        );
        world.put("page.html", &html);
        let ended = world.run(&["matrix", "import", "page.html", "-o", "own.toml", "--date", "2026-10-04"]);
        if matches!(ended.end, End::Code(0 | 1)) {
            let again = world.run(&["matrix", "validate", "own.toml"]);
            assert_eq!(again.end, End::Code(0), "it cannot be read back: {again:?}\n{html}");
            assert_form(&world.run(&["models", "--matrix", "own.toml", "--json"]), Json);
        }
        (ended, html, Terminal)
    },
    // A theme, and a matrix, that are none.
    |world, round| {
        let word = words::word(&mut round.random);
        world.put(
            "own.toml",
            format!("schema = \"servemap/matrix/1\"\n{word}\n[{word}]\nx = {}\n", words::toml(&word)),
        );
        let ended = match round.random.usize(0..3) {
            0 => world.run(&["matrix", "validate", "own.toml"]),
            1 => world.run(&["config", "show", "--theme", "own.toml"]),
            _ => world.run(&["models", "--matrix", "own.toml"]),
        };
        (ended, format!("own.toml with {word:?}"), Terminal)
    },
    // What git says: the name of the reviewer, and the history of a plan.
    |world, round| {
        let word = format!("a{}", words::word(&mut round.random).replace('\0', ""));
        let script = "git init -q . && git config user.name \"$1\" && git config user.email a@b && git add plan.toml && \
            git commit -q -m \"$1\" && \"$0\" approve plan.toml --as-of 2026-10-20 && \"$0\" diff HEAD plan.toml --as-of 2026-10-20";
        let ended = Ended::of(world.command("sh").args(["-c", script, SERVEMAP, &word]));
        (ended, format!("git with {word:?}"), Terminal)
    },
    // Arguments that are no text.
    |world, round| {
        let bytes: Vec<u8> = (0..round.random.usize(1..9)).map(|_| round.random.u8(1..)).collect();
        let word = OsString::from_vec(bytes);
        let ended = Ended::of(
            world
                .command(SERVEMAP)
                .arg(["why", "check", "export", "models"][round.random.usize(0..4)])
                .arg(&word),
        );
        (ended, word.to_string_lossy().into_owned(), Terminal)
    },
    // A template of the user's own.
    |world, round| {
        let word = words::word(&mut round.random);
        world.put("own/row.md", format!("{{{{ record.owner }}}} {word} {{{{ {word} }}}}"));
        world.put("servemap.toml", "schema = \"servemap/config/1\"\ntemplates = \"own\"\n");
        let ended = world.run(&["export", "plan.toml", "--kind", "row", "--as-of", "2026-10-20"]);
        (ended, format!("a template with {word:?}"), Terminal)
    },
];

fn hostile_plan(round: &mut Round) -> String {
    let mut word = || words::toml(&words::word(&mut round.random));
    format!(
        "schema = \"servemap/plan/1\"\ncloud = \"aws\"\ntitle = {}\nmode = \"provisioned-throughput\"\nregion = \"us-east-1\"\n\
         model = \"databricks-llama-4-maverick\"\nsentence = {}\nstatus = \"accepted\"\n\n[posture]\nresidency_words = {}\n\n\
         [record]\nowner = {}\nreason = {}\nreplacement = \"databricks-gpt-oss-120b\"\n\n[runbook]\napprover = {}\n\n\
         [[considered]]\nmodel = \"databricks-gpt-oss-20b\"\nnote = {}\n\n\
         [[reviews]]\nby = {}\non = 2026-10-01\nverdict = \"comment\"\ncomment = {}\n\n\
         [[waivers]]\nrule = \"guardrail-open\"\nby = {}\nuntil = 2027-01-01\nreason = {}\n",
        word(),
        word(),
        word(),
        word(),
        word(),
        word(),
        word(),
        word(),
        word(),
        word(),
        word()
    )
}

/// Holds for every output: no panic, nothing that steers a terminal, and what its form promises.
fn assert_form(ended: &Ended, form: Form) {
    assert!(ended.is_orderly(), "{ended:?}");
    for text in [&ended.output, &ended.messages] {
        if let Some(at) = text.find(words::is_dangerous) {
            let around: String = text[at..].chars().take(40).collect();
            panic!("{around:?} in {ended:?}");
        }
    }
    // Errors of JSON are JSON; of the other forms they are messages.
    if ended.end == End::Code(2) && form != Json || ended.output.is_empty() {
        return;
    }
    match form {
        Terminal => {}
        Json => {
            let parsed = serde_json::from_str::<serde_json::Value>(&ended.output);
            assert!(parsed.is_ok(), "{parsed:?}: {}", ended.output);
        }
        Github => {
            let commands = ["::error ", "::warning ", "::notice "];
            let odd =
                ended.output.lines().find(|line| !commands.iter().any(|command| line.starts_with(command)));
            assert_eq!(odd, None, "{}", ended.output);
        }
        Markdown => documents::assert_tame(&ended.output),
    }
}
