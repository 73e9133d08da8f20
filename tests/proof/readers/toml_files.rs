//! The other files of TOML: matrices, themes, settings, guardrails, the glossary.

use std::path::Path;
use std::sync::LazyLock;

use servemap::config;
use servemap::config::Setting;
use servemap::glossary;
use servemap::matrix::diff::Difference;
use servemap::matrix::{Matrix, Mode, bundled};
use servemap::plan::{Plan, file, guardrail};
use servemap::tui::colour::Background;
use servemap::tui::keymap::{self, Keymap};
use servemap::tui::theme::{self, Theme};

use super::change::{Source, hostile_text, pick};
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

/// What means something in a matrix.
const MATRIX: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    " = ",
    ".",
    ",",
    "\"",
    "unknown",
    "\"*\" = \"unknown\"\n",
    "\"in-geo\"",
    "\"cross-geo\"",
    "\"preview\"",
    "\"preview-cross-geo\"",
    "\"not-listed\"",
    "cloud = \"azure\"\n",
    "as_of = 2026-10-04\n",
    "source = \"page\"\n",
    "\n[sources.other]\ntitle = \"Other\"\nread = 2026-10-01\n",
    "\n[regions]\n",
    "eu-west-1 = { location = \"EU (Ireland)\", geo = \"Europe\", country = \"Ireland\" }\n",
    "\n[models.other]\nname = \"Other\"\ntask = \"chat\"\nsources = [\"page\"]\n",
    "endpoint = \"databricks-other\"\n",
    "context = 128000\n",
    "max_output = \"8k\"\n",
    "inputs = [\"text\", \"image\"]\n",
    "\n[cells.ai-functions.us-east-1]\n",
    "\n[cells.pay-per-token.us-east-2]\n\"*\" = \"unknown\"\n",
    "databricks-gpt-5-5 = \"cross-geo\"\n",
    "our-llama = \"in-geo\"\n",
    "\n[[lifecycle]]\nmodel = \"databricks-gpt-5-5\"\nmodes = [\"pay-per-token\"]\nstate = \"legacy\"\nsources = [\"page\"]\n",
    "retires = 2026-11-22\n",
    "replaced_by = [\"our-llama\", \"databricks-gpt-5-5\"]\n",
    "redirect = { from = 2026-11-22, to = 2026-11-21, target = \"our-llama\" }\n",
    "\n[[routing]]\nmodel = \"our-llama\"\nrequired = \"everywhere\"\nsources = [\"page\"]\n",
    "\n[prices]\n",
];

#[test]
fn matrix() {
    static SOURCE: LazyLock<Source> = LazyLock::new(|| {
        let own = include_str!("../../own.toml").as_bytes().to_vec();
        Source::new(fixtures::files("tests/diff", "/old.toml").into_iter().chain([own.clone(), own]), MATRIX)
    });
    let proof = Proof {
        name: "readers toml_files matrix",
        what: "inputs",
        rounds: Rounds { short: 12, long: 20_000 },
    };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| match bundled::with_own("own.toml", text) {
            Err(error) => hold::is_error_of(&error, "own.toml", text),
            Ok(matrix) => can_be_used(&matrix),
        },
    );
}

/// Whatever is asked of it has an answer.
fn can_be_used(matrix: &Matrix) {
    let region = matrix.regions().first();
    for mode in Mode::ALL {
        let plan = Plan {
            cloud: matrix.cloud,
            mode: Some(mode),
            region: region.map(|region| region.id.clone()),
            ..Plan::default()
        };
        let criteria = plan.criteria(matrix, fixtures::day());
        for model in criteria.candidates() {
            let judged = criteria.case(model).judge();
            for (gate, judgement) in judged.iter() {
                hold::is_safe_line(gate.id, &judgement.reason.to_string());
            }
        }
    }
    for model in matrix.models() {
        assert!(matrix.model(&model.id).is_some());
        hold::is_safe_line("a model's label", model.label());
    }
    for region in matrix.regions() {
        assert_eq!(matrix.find_region(&region.id.0).ok().map(|found| &found.id), Some(&region.id));
    }
    match Difference::between(fixtures::aws(), matrix) {
        Ok(difference) => assert_eq!(difference.is_empty(), difference.count() == 0),
        Err(error) => hold::is_error(&error),
    }
    let same = Difference::between(matrix, matrix).expect("of one cloud");
    assert!(same.is_empty(), "it differs from itself");
}

#[test]
fn theme() {
    const PIECES: &[&str] = &[
        "[palette]\n",
        "[roles]\n",
        "[dark]\n",
        "[light]\n",
        "text = { fg = \"red\" }\n",
        "fg = ",
        "bg = ",
        "bold = true",
        "underline = 1",
        "\"#88c0d0\"",
        "\"light-blue\"",
        "\"255\"",
        "\"#f80\"",
        "{",
        "}",
        "\"",
        ",",
        "chosen = {}\n",
    ];
    static SOURCE: LazyLock<Source> =
        LazyLock::new(|| Source::new(theme::SHIPPED.map(|(_, text)| text), PIECES));
    let proof = Proof {
        name: "readers toml_files theme",
        what: "inputs",
        rounds: Rounds { short: 100, long: 100_000 },
    };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| match Theme::read("own.toml", text) {
            Err(error) => hold::is_error_of(&error, "own.toml", text),
            Ok(theme) => {
                for ground in [None, Some(Background::Dark), Some(Background::Light)] {
                    let mut theme = theme.clone();
                    theme.colourless = ground.is_none();
                    let theme = theme.on(ground);
                    assert_eq!(theme.name(), "own.toml");
                }
            }
        },
    );
}

#[test]
fn settings() {
    const PIECES: &[&str] = &[
        "schema = \"servemap/config/1\"\n",
        "cloud = \"gcp\"\n",
        "region = \"us-east-1\"\n",
        "owner = \"ops\"\n",
        "decisions = \"~/d\"\n",
        "theme = \"dark\"\n",
        "theme = \"a/b.toml\"\n",
        "ascii = true\n",
        "horizon = \"12w\"\n",
        "require_approval = 2\n",
        "require_approval = -1\n",
        "\n[posture]\n",
        "routing = \"on\"\n",
        "\n[matrix]\naws = \"m.toml\"\n",
        "\n[keys]\n",
        "save = [\"ctrl-s\", \"F2\"]\n",
        "undo = \"z\"\n",
        "quit = [\"x\", \"x\"]\n",
        "\"alt-7\"",
        "\"ctrl-\"",
        "\"é\"",
        "[",
        "]",
        "\"",
        "reviewer = \"Ana\"\n",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| {
        let example = config::EXAMPLE.replace("\n# ", "\n").replace("\n#", "\n");
        Source::new(
            [
                example.as_str(),
                config::EXAMPLE,
                "schema = \"servemap/config/1\"\ncloud = \"aws\"\n[keys]\nundo = [\"z\"]\n",
            ],
            PIECES,
        )
    });
    let rules = keymap::rules();
    let proof = Proof {
        name: "readers toml_files settings",
        what: "inputs",
        rounds: Rounds { short: 250, long: 200_000 },
    };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            let _ = config::is_config_file(Path::new("servemap.toml"), text);
            match config::read("own.toml", text, &rules) {
                Err(error) => hold::is_error_of(&error, "own.toml", text),
                Ok(config) => {
                    if let Some(line) = config.describe(&Setting::ALL) {
                        hold::is_safe_line("what is configured", &line);
                    }
                    if let Err(error) = Keymap::new(&config.keys) {
                        hold::is_error(&error);
                    }
                    if let Err(error) = config.region_in(fixtures::aws()) {
                        hold::is_error(&error);
                    }
                    let mut plan = Plan::default();
                    config.begin(&mut plan);
                    let written = file::write(&plan, None).unwrap();
                    assert_eq!(file::read("plan.toml", &written), Ok(plan), "what a plan starts with");
                    assert_eq!(config.clone().or(config.clone()), config, "the same below itself");
                }
            }
        },
    );
}

/// The environment says what the file says, a variable each.
#[test]
fn variables() {
    const VALUES: &[&str] = &[
        "aws",
        "GCP",
        "us-east-1",
        "in-geo",
        "on",
        "allow",
        "existing",
        "true",
        "0",
        "12w",
        "2",
        "-1",
        "",
        " ",
        "~",
        "/x/y.toml",
    ];
    let proof = Proof {
        name: "readers toml_files variables",
        what: "inputs",
        rounds: Rounds { short: 250, long: 200_000 },
    };
    proof.run(|round| {
        let random = &mut round.random;
        let settings: Vec<(String, String)> = Setting::ALL
            .into_iter()
            .map(|setting| {
                (
                    setting.variable(),
                    if random.bool() { pick(random, VALUES).to_owned() } else { hostile_text(random) },
                )
            })
            .collect();
        round.input(format!("{settings:?}"));
        let variable =
            |name: &str| settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        match config::read_variables(&variable) {
            Err(error) => hold::is_error(&error),
            Ok(config) => {
                if let Some(line) = config.describe(&Setting::ALL) {
                    hold::is_safe_line("what is configured", &line);
                }
            }
        }
    });
}

/// What ships is read by readers as well: nothing in it is taken on trust.
#[test]
fn shipped() {
    const PIECES: &[&str] =
        &["[[guardrail]]\n", "[[entry]]\n", "id = \"a\"\n", "term = \"a\"\n", "\"", "[", "]", "="];
    static GUARDRAILS: LazyLock<Source> =
        LazyLock::new(|| Source::new(fixtures::files("assets", "guardrails.toml"), PIECES));
    static GLOSSARY: LazyLock<Source> =
        LazyLock::new(|| Source::new(fixtures::files("assets", "glossary.toml"), PIECES));
    let proof = Proof {
        name: "readers toml_files shipped",
        what: "inputs",
        rounds: Rounds { short: 20, long: 20_000 },
    };
    proof.run(|round| {
        let text = GUARDRAILS.text(&mut round.random);
        round.input(format!("{text:?}"));
        if let Err(error) = guardrail::read("own.toml", &text) {
            hold::is_error_of(&error, "own.toml", &text);
        }
        let text = GLOSSARY.text(&mut round.random);
        round.input(format!("{text:?}"));
        if let Err(error) = glossary::read("own.toml", &text) {
            hold::is_error_of(&error, "own.toml", &text);
        }
    });
}
