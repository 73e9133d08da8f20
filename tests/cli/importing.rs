//! `matrix import`: pages in, a matrix out, and what came of it.

use servemap::matrix::Cloud;

use super::World;
use super::page::Page;

fn world() -> World {
    let world = World::new();
    world.write("aws.html", Page::recorded(Cloud::Aws).html());
    world
}

#[test]
fn a_saved_page_becomes_a_matrix_that_every_command_takes() {
    let world = world();
    let ended = world.run("matrix import aws.html -o own.toml");
    assert_eq!((ended.code, ended.messages.as_str()), (0, "wrote 'own.toml'\n"), "{}", ended.output);
    let lines: Vec<&str> = ended.output.lines().collect();
    assert_eq!(lines[..2], ["AWS as of 2026-10-04, from:", "  aws.html: region table (2026-10-04)"]);
    assert!(
        ended.output.contains(
            "Pay-per-token           415     352        0        0                   273         65"
        ),
        "{}",
        ended.output
    );
    assert!(ended.output.contains("Regions without a row, unknown: ap-southeast-3\n"));
    assert!(ended.output.contains("\nContradictions ("));
    world.fine("matrix validate own.toml");
    let shown = world.fine(
        "why databricks-gpt-5-5 --mode pay-per-token --region us-east-1 --matrix own.toml --as-of 2026-10-06",
    );
    assert!(shown.contains("available"), "{shown}");
}

#[test]
fn a_dash_prints_the_matrix_and_the_summary_is_said_beside_it() {
    let world = world();
    let ended = world.run("matrix import aws.html -o -");
    assert_eq!(ended.code, 0);
    assert!(
        ended.output.starts_with("# Which model AWS offers")
            && ended.messages.starts_with("AWS as of 2026-10-04")
    );
    world.write("printed.toml", &ended.output);
    world.fine("matrix validate printed.toml");
    let object = world.run("matrix import aws.html -o - --format json").json();
    assert_eq!((object["matrix"].as_str(), object.get("stored")), (Some(ended.output.as_str()), None));
    assert!(!world.path("home").exists(), "nothing is stored");
}

#[test]
fn without_a_file_the_matrix_is_stored_and_in_use_and_the_summary_printed() {
    let world = world();
    let ended = world.run("matrix import aws.html");
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.output.starts_with("AWS as of 2026-10-04, from:\n"), "{}", ended.output);
    assert!(ended.messages.starts_with("'2026-10-04' is now active: "), "{}", ended.messages);
    assert!(ended.messages.ends_with("to go back: servemap matrix use --previous --cloud aws\n"));
    let report = world.read("home/.local/share/servemap/matrix/aws/2026-10-04.report.txt");
    assert!(report.ends_with(&format!("\n\n{}\n", ended.output.trim_end())), "{report}");
    assert!(world.fine("matrix show").contains("Matrix: AWS of 2026-10-04 (stored 2026-10-04)"));
    let again = world.run("matrix import aws.html");
    assert_eq!(again.code, 0);
    assert!(again.messages.starts_with("'2026-10-04' was imported before, and is active again: "));
}

#[test]
fn a_page_can_be_piped_in() {
    let world = World::new();
    let page = Page::recorded(Cloud::Azure).markdown();
    let output = world
        .command()
        .args(["matrix", "import", "-", "--format", "json"])
        .write_stdin(page)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (object["schema"].as_str(), object["cloud"].as_str()),
        (Some("servemap/import/1"), Some("azure"))
    );
    assert_eq!(object["cells"]["pay-per-token"]["in_geo"], 607);
    assert_eq!(object["cells"]["provisioned-throughput"]["preview_cross_geo"], 9);
    assert_eq!(object["unread"].as_array().map(Vec::len), Some(0));
    assert_eq!((&object["stored"]["name"], object.get("matrix")), (&"2026-10-04".into(), None));
    let stored = world.read("home/.local/share/servemap/matrix/azure/2026-10-04.toml");
    assert!(stored.contains("adi_services"));
    assert!(object["stored"]["file"].as_str().unwrap().ends_with("azure/2026-10-04.toml"));
}

#[test]
fn what_was_not_understood_is_listed_and_ends_with_findings() {
    let world = World::new();
    let mut page = Page::recorded(Cloud::Aws);
    page.rows[0].cells[0][0].items[0] = "databricks-gpt-5-5 (beta)".to_owned();
    world.write("a.html", page.html());
    let ended = world.run("matrix import a.html -o a.toml");
    assert_eq!(ended.code, 1);
    assert!(ended.output.contains("\nNot understood, and unknown in the matrix (2):\n  a.html, ap-northeast-1, pay-per-token: databricks-gpt-5-5 (beta)\n"), "{}", ended.output);
    assert!(world.read("a.toml").contains("databricks-gpt-5-5 = \"unknown\""));
    let object = world.run("matrix import a.html -o b.toml --format json").json();
    assert_eq!(object["unread"][0]["place"], "ap-northeast-1, pay-per-token");
    assert!(object.get("matrix").is_none());
}

#[test]
fn an_import_that_fails_leaves_everything_as_it_was() {
    let world = world();
    world.write("own.toml", "mine");
    world.write("weather.html", "<table><tr><th>City<th>Weather<tr><td>a<td>b</table>");
    let undated = Page::recorded(Cloud::Aws).html().replace("Last updated", "Made").replace("<time", "<i");
    world.write("undated.html", undated);
    for (line, said) in [
        ("matrix import weather.html -o own.toml --force", "holds none of the tables"),
        ("matrix import aws.html weather.html -o own.toml --force", "'weather.html' holds none"),
        ("matrix import none.html -o own.toml --force", "'none.html' does not exist"),
        ("matrix import aws.html -o own.toml", "'own.toml' exists already"),
        (
            "matrix import aws.html --cloud gcp -o own.toml --force",
            "'aws.html' speaks for AWS, --cloud for Google Cloud",
        ),
        (
            "matrix import undated.html -o own.toml --force",
            "does not say which day it speaks for\nhint: say it with --date",
        ),
        ("matrix import - - -o own.toml", "the standard input is named twice"),
    ] {
        let ended = world.command().args(super::words(line)).write_stdin("x").output().unwrap();
        let messages = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code() == Some(2) && messages.contains(said), "{line}: {messages}");
        assert_eq!(world.read("own.toml"), "mine");
    }
    world.fine("matrix import undated.html --date 2026-10-03 -o own.toml --force");
    assert!(world.read("own.toml").contains("as_of = 2026-10-03"));
}

/// A page in another language, half a page, a page of something else: what is in use is better.
#[test]
fn a_page_of_which_more_is_unread_than_read_never_replaces_a_matrix_by_itself() {
    let world = world();
    world.fine("matrix import aws.html");
    let before = world.read("home/.local/share/servemap/matrix/aws/in-use.toml");
    // A page that breaks off has lost its foot, and the day in it.
    let head = "<meta name=ms.date content=2026-11-20><meta charset";
    let html = Page::recorded(Cloud::Aws).html().replace("<meta charset", head);
    let translated = html.replace("The following model", "次のモデル").replace("Not supported", "なし");
    world.write("translated.html", translated);
    world.write("cut.html", &html[..html.find("<code>eu-").unwrap()]);
    world.write("foreign.html", "<html lang=en><meta name=ms.date content=2026-11-20><table><tr><th>Region<th>Provisioned throughput models<tr><td>us-east-1<td><ul><li>Claude Opus<li>Titan</ul></table>");
    for name in ["translated", "cut", "foreign"] {
        let ended = world.run(&format!("matrix import {name}.html"));
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{name}");
        for said in
            [" cells of the region table were not understood: the matrix in use stays", ".html, ", "-o FILE"]
        {
            assert!(ended.messages.contains(said), "{name}: {}", ended.messages);
        }
        assert_eq!(world.read("home/.local/share/servemap/matrix/aws/in-use.toml"), before);
        let object = world.run(&format!("matrix import {name}.html --format json")).json();
        assert_eq!(object["schema"], "servemap/error/1", "{object}");
        // Whoever wants it names it.
        let forced = world.run(&format!("matrix import {name}.html -o {name}.toml"));
        assert_eq!(forced.code, 1, "{}", forced.messages);
        assert!(forced.output.contains("; such a matrix is activated only by name\n"), "{}", forced.output);
        world.fine(&format!("matrix validate {name}.toml"));
    }
    assert!(world.fine("matrix list --cloud aws").lines().count() == 3);
}

#[test]
fn a_page_of_a_day_still_to_come_or_of_one_before_that_in_use_is_told() {
    let world = World::new();
    let undated = Page::recorded(Cloud::Aws).html().replace("Last updated", "Made").replace("<time", "<i");
    world.write("aws.html", undated);
    let ended = world.run("matrix import aws.html --date 2999-01-01");
    assert!(ended.messages.contains("2999-01-01 is in the future: "), "{}", ended.messages);
    let ended = world.run("matrix import aws.html --date 2026-06-17");
    assert!(
        ended.messages.contains("it is older than the previous matrix, of 2999-01-01\n"),
        "{}",
        ended.messages
    );
}

/// `--date` is for pages that do not say their day; each page keeps its own.
#[test]
fn a_day_that_stands_on_a_page_is_not_overridden() {
    let world = world();
    world.write("retired.md", "# Retired models\n\n| Partner model | Retirement date |\n| --- | --- |\n| Grok 4.7 | **Pay-per-token:** March 3, 2027 |\n");
    let ended = world.run("matrix import aws.html retired.md --date 2026-12-24 -o own.toml");
    assert_eq!(ended.code, 0, "{}", ended.output);
    let lines: Vec<&str> = ended.output.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "AWS as of 2026-10-04, from:",
            "  aws.html: region table (2026-10-04)",
            "  retired.md: retirement table (2026-12-24)"
        ]
    );
    assert!(
        ended
            .messages
            .contains("'aws.html' says that it was updated on 2026-10-04: --date is not used for it\n"),
        "{}",
        ended.messages
    );
    let text = world.read("own.toml");
    assert!(text.contains("as_of = 2026-10-04\n") && text.contains("read = 2026-12-24\n"), "{text}");
}

/// Without its sign a cell that needs routing reads like one that does not.
#[test]
fn a_matrix_with_unknown_scopes_is_never_taken_into_use_by_itself() {
    let world = world();
    world.fine("matrix import aws.html");
    let before = world.read("home/.local/share/servemap/matrix/aws/in-use.toml");
    let html =
        Page::recorded(Cloud::Aws).html().replace("2026-10-04", "2026-11-20").replace("Oct 4", "Nov 20");
    let legend = "⥂ This model is supported";
    for (lost, kept) in [("⥂", ""), ("⥂", "?"), (" ⥂", ""), (legend, "")] {
        // The sign alone, its placeholder, and the sign with all that explains it.
        world.write("lost.html", html.replace(lost, kept).replace('⥂', kept));
        let ended = world.run("matrix import lost.html");
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{lost}: {}", ended.messages);
        assert!(ended.messages.contains("the sign ⥂ was lost from cells of "), "{}", ended.messages);
        assert_eq!(world.read("home/.local/share/servemap/matrix/aws/in-use.toml"), before);
        let written = world.run("matrix import lost.html -o lost.toml --force");
        assert_eq!(written.code, 1);
        assert!(!world.read("lost.toml").contains("\"in-geo\""), "{}", written.output);
    }
}
