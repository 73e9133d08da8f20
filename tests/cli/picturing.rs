//! `servemap export --kind map` and `--kind timeline`: every picture as its file in `tests/wiki/` has it, and what the command
//! line says of what has no meaning. `UPDATE_GOLDENS=1` rewrites the files.

use rstest::rstest;

use super::World;
use super::quarter::{DAY, quarter};

/// A folder with a small matrix that has every kind of cell and of end.
fn world() -> World {
    let world = quarter();
    world.write("matrix.toml", include_str!("../wiki/matrix.toml"));
    world
}

fn hold(name: &str, found: &str) {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        super::checking::accept(&format!("wiki/{name}"), found);
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wiki").join(name);
    let golden = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(golden == found, "{} differs; it is now:\n{found}", path.display());
}

#[test]
fn each_picture_of_a_matrix_and_of_decisions_is_as_its_file_says() {
    let world = world();
    let kinds = [
        ("map", [("markdown", "md"), ("svg", "svg"), ("html", "html")]),
        ("timeline", [("markdown", "md"), ("svg", "svg"), ("mermaid", "mmd")]),
    ];
    for (kind, formats) in kinds {
        for (format, ending) in formats {
            let of_matrix = world.fine(&format!(
                "export --kind {kind} --format {format} --filter ctx:4242 --matrix matrix.toml --as-of {DAY}"
            ));
            hold(&format!("{kind}.{ending}"), &of_matrix);
            let of_decisions =
                world.fine(&format!("export quarter --kind {kind} --format {format} --as-of {DAY}"));
            hold(&format!("decisions-{kind}.{ending}"), &of_decisions);
        }
    }
}

/// "Counts agree with `servemap models`."
#[rstest]
#[case("us-east-1", "pay-per-token", "--routing off")]
#[case("ap-northeast-1", "pay-per-token", "")]
#[case("eu-west-1", "provisioned-throughput", "--use new")]
fn a_map_counts_as_the_list_of_models_does(#[case] region: &str, #[case] mode: &str, #[case] more: &str) {
    let world = World::new();
    let flags = format!("--mode {mode} --region {region} {more} --as-of 2026-10-20");
    let models = world.run(&format!("models {flags} --format json")).json();
    let models = models.as_array().unwrap().iter();
    let counted = models
        .filter(|model| model["gates"][1]["code"] == "listed" && model["gates"][4]["outcome"] != "block");
    let map = world.fine(&format!("export --kind map {flags} --format html"));
    let count = map.split("models listed, not ended</th>\n").nth(1).unwrap();
    assert!(
        count.starts_with(&format!("<td style=\"text-align:center\">{}</td>", counted.count())),
        "{count}"
    );
}

#[test]
fn a_filter_narrows_models_and_regions_and_is_told() {
    let world = World::new();
    let line = "export --kind map --filter 'claude geo:eu' --filter -status:preview --as-of 2026-10-20";
    let map = world.fine(line);
    assert!(map.contains("Filter: claude geo:eu -status:preview\n"), "{map}");
    assert!(map.contains("| eu-west-1 (Ireland) |") && !map.contains("us-east-1"), "{map}");
    assert!(!map.contains("| Google |"), "{map}");
    let ends = world.fine("export --kind timeline --filter provider:google --as-of 2026-10-20");
    assert!(ends.contains("| Google Gemini 2.5 Pro |") && !ends.contains("Anthropic"), "{ends}");
    let decisions = quarter();
    let line = format!("export quarter --kind timeline --filter 'owner:\"Ana Diaz\"' --as-of {DAY}");
    let ends = decisions.fine(&line);
    assert!(ends.contains("| support-drafts |") && !ends.contains("contract-review"), "{ends}");
}

#[rstest]
#[case::json_map("export --kind map --format json", "--kind map has no format 'json'", "markdown, svg, html")]
#[case::html_timeline("export --kind timeline --format html", "no format 'html'", "markdown, svg, mermaid")]
#[case::mermaid_map("export --kind map --format mermaid", "no format 'mermaid'", "markdown, svg, html")]
#[case::svg_note(
    "export quarter/support-drafts.toml --kind note --format svg",
    "no format 'svg'",
    "markdown, json"
)]
#[case::no_plan("export --kind note", "--kind note needs a plan", "servemap export PLAN")]
#[case::mode_of_a_note(
    "export quarter/support-drafts.toml --kind note --mode pay-per-token",
    "--mode has no effect on --kind note",
    "a plan states its own"
)]
#[case::mode_of_decisions(
    "export quarter --kind map --mode pay-per-token",
    "--mode has no effect on --kind map of decisions",
    "--filter mode:pay-per-token"
)]
#[case::routing_of_a_timeline(
    "export --kind timeline --routing off",
    "--routing has no effect on --kind timeline",
    "--filter, --mode, --needed-until"
)]
#[case::until_of_a_map(
    "export --kind map --needed-until +1y",
    "--needed-until has no effect",
    "not until when"
)]
#[case::approvals(
    "export quarter --kind map --require-approval 2",
    "--require-approval has no effect",
    "tracker"
)]
#[case::external(
    "export --kind map --mode external-models",
    "no picture shows external models",
    "pay-per-token"
)]
#[case::no_match("export --kind map --filter 'provider:google claude'", "no model matches", "each alone")]
#[case::wrong_filter("export --kind map --filter provder:x", "provder", "did you mean")]
#[case::appended_svg("export --kind map --format svg --append page.md", "cannot be appended", "-o")]
#[case::other_name("export --kind map -o map.svg", "'map.svg' would hold Markdown", "--format svg")]
#[case::unknown_region("export --kind map --region us-east-9", "us-east-9", "us-east-1")]
fn what_has_no_meaning_is_an_error_that_says_what_has(
    #[case] line: &str,
    #[case] message: &str,
    #[case] hint: &str,
) {
    let world = world();
    let ended = world.run(line);
    // Who asks for JSON gets the error as JSON.
    let said = if line.ends_with("json") { &ended.output } else { &ended.messages };
    assert_eq!((ended.code, ended.output.is_empty()), (2, !line.ends_with("json")), "{said}");
    assert!(said.contains(message) && said.contains(hint), "{said}");
    assert!(!world.path("map.svg").exists() && !world.path("page.md").exists());
}

#[test]
fn a_picture_is_written_as_every_export_is() {
    let world = world();
    let line = "export --kind map --matrix matrix.toml --as-of 2026-10-20 --format svg -o map.svg";
    assert_eq!(world.run(line).messages, "wrote 'map.svg'\n");
    let ended = world.run(line);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    assert!(
        ended.messages.starts_with("error: 'map.svg' exists already\nhint: --force"),
        "{}",
        ended.messages
    );
    world.fine(&format!("{line} --force"));
    let printed = world.fine(&line.replace("-o map.svg", "-o -"));
    assert_eq!(printed, world.read("map.svg"));
}

#[test]
fn pictures_keep_places_of_their_own_in_a_page() {
    let world = world();
    world.write("page.md", "# Ours\n");
    let lines = [
        "export --kind map --matrix matrix.toml --as-of 2026-10-20 --format html --append page.md",
        "export --kind map --mode ai-functions --as-of 2026-10-20 --append page.md",
        "export quarter --kind timeline --as-of 2026-10-20 --format mermaid --append page.md",
    ];
    for line in lines {
        world.fine(line);
    }
    let page = world.read("page.md");
    assert!(page.starts_with("# Ours\n\n<!-- servemap: map aws pay-per-token -->\n\n<table>"), "{page}");
    assert!(page.contains("<!-- servemap: map aws ai-functions -->"), "{page}");
    assert!(
        page.contains("```mermaid\ngantt\n") && page.contains("\n```\n\n<!-- end of servemap: timeline"),
        "{page}"
    );
    for line in lines {
        assert_eq!(world.run(line).messages, "'page.md' is up to date\n");
    }
}

#[test]
fn what_cannot_be_judged_is_named_in_the_picture_and_beside_it() {
    let world = quarter();
    world.write("quarter/broken.toml", "schema = 1\n");
    for kind in ["map", "timeline"] {
        let ended = world.run(&format!("export quarter --kind {kind} --as-of {DAY}"));
        assert!(ended.output.contains("Not judged: quarter/broken.toml"), "{}", ended.output);
        assert!(ended.output.contains("Not shown: 1 decision superseded"), "{}", ended.output);
        assert!(ended.messages.starts_with("not judged: quarter/broken.toml:1: "), "{}", ended.messages);
    }
}

#[test]
fn help_and_completions_know_the_pictures() {
    let world = World::new();
    let help = world.fine("export --help");
    for word in ["map:", "timeline:", "svg:", "html:", "mermaid:", "--filter", "--kind map --filter"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    let man = world.fine("man export");
    assert!(man.contains("timeline") && man.contains("mermaid"), "{man}");
}
