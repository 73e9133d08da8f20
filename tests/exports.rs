//! Every export of every plan in `tests/plans/`, held against the files beside it. `UPDATE_GOLDENS=1` rewrites them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, helpers included")]

#[path = "exports/walk.rs"]
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::NaiveDate;
use servemap::decision::Decision;
use servemap::export::{self, Export, Templates};
use servemap::matrix::{Cloud, Matrix, bundled};
use servemap::plan;
use servemap::plan::Plan;

/// A folder with a plan, the day it is judged for, and what becomes of it.
struct Case {
    folder: PathBuf,
    plan: Plan,
    as_of: NaiveDate,
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let text = |name| fs::read_to_string(folder.join(name)).unwrap();
        let case: toml::Table = text("case.toml").parse().unwrap();
        let as_of = servemap::date::parse(case["as_of"].as_str().unwrap()).unwrap();
        let plan = plan::file::read("plan.toml", &text("plan.toml")).unwrap();
        Self { folder, plan, as_of }
    }

    fn named(name: &str) -> Self {
        Self::read(plans().join(name))
    }

    fn all() -> Vec<Self> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(plans()).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn decide(&self) -> Decision<'_> {
        self.plan.decide(matrix(self.plan.cloud), self.as_of).unwrap()
    }

    fn render(&self, export: Export) -> String {
        export::render(export, &self.decide(), &Templates::default()).unwrap()
    }

    fn render_with(&self, export: Export, template: &str) -> Result<String, servemap::error::Error> {
        let mut templates = Templates::default();
        templates.replace(export, "own/note.md", template);
        export::render(export, &self.decide(), &templates)
    }
}

/// Reading a matrix is the slow part, so each is read once.
fn matrix(cloud: Cloud) -> &'static Matrix {
    static MATRICES: LazyLock<[Matrix; 3]> =
        LazyLock::new(|| Cloud::ALL.map(|cloud| bundled::matrix(cloud).unwrap()));
    &MATRICES[cloud as usize]
}

fn plans() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans")
}

/// Compares with a golden file, or rewrites it.
#[expect(
    clippy::disallowed_methods,
    reason = "goldens are rewritten by hand, nothing of a user's is at stake"
)]
fn hold(path: &Path, found: &str) {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(path, found).unwrap();
    }
    let golden = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(golden == found, "{} differs; it is now:\n{found}", path.display());
}

#[test]
fn every_export_of_every_plan_is_as_its_folder_says() {
    for case in Case::all() {
        for export in Export::ALL {
            hold(&case.folder.join(format!("{}.md", export.id())), &case.render(export));
        }
        let json = export::json(Export::Full, &case.decide());
        hold(&case.folder.join("full.json"), &format!("{json:#}\n"));
    }
}

#[test]
fn the_templates_example_is_met_to_the_letter() {
    let row = Case::named("maverick-us-east-1").render(Export::Row);
    let lines: Vec<&str> = row.lines().take(3).collect();
    let example = [
        "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |",
        "|--------|------|-------|----------|----------|-------------|-------|",
        "| us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Yes | No | Check release notes | ml-platform |",
    ];
    assert_eq!(lines, example);
    let note = Case::named("maverick-us-east-1").render(Export::Note);
    let sentences: Vec<&str> = note.lines().take(3).collect();
    let example = [
        "We will use databricks-llama-4-maverick on Provisioned throughput in us-east-1 because p95 latency stays under two seconds.",
        "If databricks-llama-4-maverick is retired or unavailable, we will switch to databricks-gpt-oss-120b and re-test prompts, output format, and latency before rollout.",
        "",
    ];
    assert_eq!(sentences, example);
}

/// What the template prints, apart from what it leaves to be filled in.
#[test]
fn every_label_of_the_template_is_in_the_full_export() {
    const LABELS: &str = include_str!("template_labels.txt");
    for case in Case::all() {
        let full = case.render(Export::Full);
        let mut lines = full.lines();
        for label in LABELS.lines() {
            let label = label.replace("AWS", case.plan.cloud.name());
            let found = lines.any(|line| line.replace("[x]", "[ ]").starts_with(&label));
            assert!(found, "{label} in {}", case.folder.display());
        }
    }
}

#[test]
fn the_row_alone_is_the_one_of_the_export() {
    for case in Case::all() {
        let alone = export::row::ChecklistRow::of(&case.decide()).markdown();
        assert_eq!(case.render(Export::Row).lines().nth(2), Some(alone.as_str()));
    }
}

#[test]
fn every_export_says_where_to_verify_and_how_old_the_matrix_is() {
    let mut case = Case::named("maverick-us-east-1");
    for (day, old) in [("2026-11-18", false), ("2026-11-19", true)] {
        case.as_of = servemap::date::parse(day).unwrap();
        for export in Export::ALL {
            let text = case.render(export);
            let address = "https://docs.databricks.com/aws/en/unity-gateway/model-region-availability";
            assert!(text.contains(address) && text.contains("matrix of 2026-10-04"), "{text}");
            assert_eq!(text.contains("The matrix is 46 days old"), old, "{text}");
        }
    }
}

#[test]
fn machines_get_the_same_facts_under_a_schema() {
    for case in Case::all() {
        for export in Export::ALL {
            let json = export::json(export, &case.decide());
            assert_eq!(json["schema"], format!("servemap/{}/1", export.id()));
            assert_eq!(json["matrix"]["cloud"], case.plan.cloud.id());
            assert_eq!(json["region"], case.plan.region.as_ref().unwrap().0.as_str());
            let owner = &json["record"]["owner"];
            assert!(export != Export::Record || owner.is_null() == case.plan.record.owner.is_empty());
        }
        let json = export::json(Export::Note, &case.decide());
        let gates: Vec<&str> =
            json["gates"].as_array().unwrap().iter().map(|gate| gate["gate"].as_str().unwrap()).collect();
        assert_eq!(gates, ["mode", "region", "routing", "status", "retirement"]);
    }
}

#[test]
fn a_users_own_template_takes_the_place_of_the_built_in_one() {
    let case = Case::named("awkward");
    let text = case
        .render_with(Export::Note, "{{ row.owner }}\n{% for gate in gates %}{{ gate.outcome }} {% endfor %}");
    assert_eq!(text.unwrap(), "\\- a\\|b \\`rm -rf\\` \\<b>team\\</b>\npass pass pass pass pass \n");
    let safe =
        case.render_with(Export::Note, "{{ row.owner|safe }} {{ row.owner|e }} {{ review_by }}").unwrap();
    assert!(
        safe.starts_with("- a|b `rm -rf` <b>team</b> \\- a\\|b") && safe.ends_with(" ______\n"),
        "{safe}"
    );
    assert_eq!(case.render_with(Export::Note, "").unwrap(), "\n");
}

#[test]
fn a_mistake_in_a_template_is_shown_where_it_is() {
    let case = Case::named("maverick-us-east-1");
    for (template, expected) in [
        (
            "Note\nOwner: {{ record.ownr }}\n",
            "own/note.md:2:11: unknown name 'record.ownr'\n\
             2 | Owner: {{ record.ownr }}\n  |           ^^^^^^^^^^^\n    = did you mean 'record.owner'?",
        ),
        (
            "{{ xyzzy }}",
            "own/note.md:1:4: unknown name 'xyzzy'\n1 | {{ xyzzy }}\n  |    ^^^^^\n    = expected one of: cloud, as_of,",
        ),
        ("a\n{% for gate in gates %}\nb", "own/note.md:3:"),
        ("{% if ownr %}x{% endif %}", "own/note.md:1:7: unknown name 'ownr'"),
        ("{{ record.ownr.name }}", "own/note.md:1:4: unknown name 'record.ownr.name'"),
        ("{{ verify|shout }}", "own/note.md:1:11: filter shout is unknown"),
        ("{% include 'note.md' %}", "own/note.md:1:"),
        ("{{ 1 +", "own/note.md:1:"),
    ] {
        let error = case.render_with(Export::Note, template).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{template}\n{error}");
    }
}

#[test]
fn a_template_without_end_is_stopped() {
    let case = Case::named("maverick-us-east-1");
    let nested = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    let endless = "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}";
    let huge = "{{ 'x' * 1000000000 }}";
    for template in [nested, endless, huge] {
        let error = case.render_with(Export::Note, template).unwrap_err().to_string();
        assert!(error.starts_with("own/note.md:1:"), "{error}");
    }
    let error = case.render_with(Export::Note, nested).unwrap_err();
    assert!(error.message().ends_with("the template does not come to an end"), "{error}");
}
