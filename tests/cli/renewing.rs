//! A matrix renewed from the docs, from the pipe to the decision: import, judge, import again, compare, go back.

use rstest::rstest;
use servemap::matrix::{Cloud, bundled};

use super::page::Page;
use super::{Ended, MAVERICK, World};

const SHELF: &str = "home/.local/share/servemap/matrix/aws";

/// Pipes a page into the import.
fn pipe(world: &World, page: &str) -> Ended {
    let output = world.command().args(["matrix", "import", "-"]).write_stdin(page).output().unwrap();
    Ended {
        output: String::from_utf8(output.stdout).unwrap(),
        messages: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// The page some weeks later: Maverick has left `us-east-1`, a model has come.
pub(super) fn newer() -> String {
    let mut page = Page::recorded(Cloud::Aws);
    let row = page.rows.iter_mut().find(|row| row.region == "us-east-1").unwrap();
    row.cells[2].iter_mut().for_each(|group| group.items.retain(|item| !item.contains("Maverick")));
    row.cells[0][0].items.push("databricks-zorg-9 ⥂".to_owned());
    let head = "<meta name=ms.date content=2026-11-20><meta charset";
    page.html()
        .replace("2026-10-04", "2026-11-20")
        .replace("Oct 4, 2026", "Nov 20, 2026")
        .replace("<meta charset", head)
}

/// Everything that is kept of the matrices of AWS, with what stands in it.
fn stored_files(world: &World) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(world.path(SHELF)).unwrap();
    let mut files: Vec<(String, String)> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| (name.clone(), world.read(&format!("{SHELF}/{name}"))))
        .collect();
    files.sort();
    files
}

fn in_use(world: &World) -> String {
    let object = world.run("matrix list --cloud aws --as-of 2026-11-22 --format json").json();
    let all = object["matrices"].as_array().unwrap();
    let used: Vec<&str> =
        all.iter().filter(|one| one["in_use"] == true).map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(used.len(), 1, "{object}");
    used[0].to_owned()
}

#[test]
fn a_matrix_is_renewed_judged_by_compared_and_taken_back() {
    let world = World::new();
    let first = pipe(&world, &Page::recorded(Cloud::Aws).html());
    assert_eq!(first.code, 0, "{}", first.messages);
    assert!(
        first.output.starts_with("AWS as of 2026-10-04, from:\n  -: region table (2026-10-04)\n"),
        "{}",
        first.output
    );
    let list = world.fine("matrix list --cloud aws --as-of 2026-10-20");
    assert!(
        list.lines().nth(1).unwrap().starts_with("yes     2026-10-04  AWS    2026-10-04  16 days"),
        "{list}"
    );
    let shown = world.fine("matrix show --as-of 2026-10-20");
    assert!(shown.starts_with("Matrix: AWS of 2026-10-04 (stored 2026-10-04)\n"), "{shown}");
    assert!(
        shown.contains("\nReport of its import: ") && shown.contains("2026-10-04.report.txt\n"),
        "{shown}"
    );

    // What is judged is judged by it, and says so.
    let question =
        "databricks-llama-4-maverick --mode provisioned-throughput --region us-east-1 --as-of 2026-11-21";
    let judged = world.run(&format!("models {question}"));
    assert!(judged.messages.contains("Matrix: AWS of 2026-10-04 (stored 2026-10-04)"), "{}", judged.messages);
    world.write("decisions/about.md", "ours");
    world.fine(&format!("{MAVERICK} -o decisions/maverick.toml"));

    let second = pipe(&world, &newer());
    assert_eq!(second.code, 0, "{}", second.messages);
    assert!(second.output.contains("\nNew models: databricks-zorg-9\n"), "{}", second.output);
    let judged = world.run(&format!("why {question}"));
    assert_eq!(judged.code, 1, "{}", judged.output);
    assert!(judged.output.contains("Matrix: AWS of 2026-11-20 (stored 2026-11-20)"), "{}", judged.output);

    let changed =
        world.run("matrix diff 2026-10-04 2026-11-20 --plans decisions --as-of 2026-11-21 --format json");
    assert_eq!(changed.code, 1, "{}{}", changed.messages, changed.output);
    let object = changed.json();
    assert_eq!(object["old"]["origin"], "stored 2026-10-04");
    let cells = object["cells"].as_array().unwrap();
    let seen = |model: &str, change: &str| {
        cells
            .iter()
            .any(|cell| cell["model"] == model && cell["region"] == "us-east-1" && cell["change"] == change)
    };
    assert!(seen("databricks-llama-4-maverick", "closed"), "{object}");
    assert!(object["impact"].to_string().contains("decisions/maverick.toml"), "{}", object["impact"]);

    world.fine("matrix use --previous");
    assert_eq!(in_use(&world), "2026-10-04");
    world.fine("matrix use 2026-11-20");
    assert_eq!(in_use(&world), "2026-11-20");

    // A page that is broken leaves everything as it was, to the byte.
    let before = stored_files(&world);
    let html = newer();
    for broken in [
        "",
        "<h1>Model availability by region</h1><p>Gone",
        "<table><tr><th>Region<th>Weather<tr><td>a<td>b</table>",
        &html[..html.find("<code>eu-").unwrap()],
        &html.replace("Not supported", "?").replace("The following model", "?"),
        "PK\u{3}\u{4}\0\0",
    ] {
        let ended = pipe(&world, broken);
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{broken:.60}: {}", ended.messages);
        assert_eq!(stored_files(&world), before, "{broken:.60}");
    }
    assert_eq!(in_use(&world), "2026-11-20");
}

/// A page that says what ships, imported: nothing is different, cell by cell.
#[rstest]
#[case(Cloud::Aws)]
#[case(Cloud::Azure)]
#[case(Cloud::Gcp)]
fn what_ships_comes_back_from_its_page_without_a_difference(#[case] cloud: Cloud) {
    let world = World::new();
    let mut page = Page::of(&bundled::matrix(cloud).unwrap());
    for minified in [false, true] {
        page.minified = minified;
        page.columns.rotate_left(1);
        let ended = pipe(&world, &page.html());
        assert_eq!(ended.code, 0, "{}", ended.messages);
        let id = cloud.id();
        let object = world.run(&format!("matrix diff bundled:{id} in-use:{id} --format json")).json();
        assert_eq!((&object["different"], &object["cells"]), (&false.into(), &serde_json::json!([])), "{id}");
        assert!(object["new"]["origin"].as_str().unwrap().starts_with("stored "), "{object}");
    }
}
