//! `servemap matrix list` and `matrix use`: which matrices are kept, which one counts, and the way back.

use rstest::rstest;

use super::World;

const SHELF: &str = "home/.local/share/servemap/matrix";

pub fn matrix(cloud: &str, day: &str) -> String {
    format!(
        "schema = \"servemap/matrix/1\"\ncloud = \"{cloud}\"\nas_of = {day}\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page | of ours\"\nread = {day}\n[regions]\nus-east-1 = {{ location = \"East\" }}\n"
    )
}

/// A world with two stored matrices of AWS.
fn world() -> World {
    let world = World::new();
    for day in ["2026-11-01", "2026-11-20"] {
        world.write(&format!("{SHELF}/aws/{day}.toml"), matrix("aws", day));
    }
    world.write(&format!("{SHELF}/aws/2026-11-20.report.txt"), "Stored on 2026-11-22.\n\nall well\n");
    world
}

fn in_use(world: &World) -> String {
    world.fine("matrix show --as-of 2026-11-22").lines().next().unwrap().to_owned()
}

#[test]
fn a_stored_matrix_is_taken_into_use_and_the_way_back_is_kept() {
    let world = world();
    assert!(in_use(&world).ends_with("2026-10-04 (bundled), 49 days old: verify against the official page"));
    assert_eq!(world.fine("matrix use 2026-11-01"), world.fine("matrix use 2026-11-01"));
    assert_eq!(in_use(&world), "Matrix: AWS of 2026-11-01 (stored 2026-11-01)");
    world.fine("matrix use 2026-11-20");
    assert!(world.fine("matrix show").contains("2026-11-20.report.txt\n"));
    world.fine("matrix use --previous");
    assert_eq!(in_use(&world), "Matrix: AWS of 2026-11-01 (stored 2026-11-01)");
    world.fine("matrix use --previous");
    assert!(in_use(&world).contains("(bundled)"));
    let ended = world.run("matrix use --previous");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("no AWS matrix was in use before this one"), "{}", ended.messages);
    assert!(world.path(&format!("{SHELF}/aws/2026-11-20.toml")).exists());
}

#[test]
fn the_list_says_what_is_in_use_how_old_it_is_and_where_it_is_from() {
    let world = world();
    world.fine("matrix use 2026-11-20");
    insta::assert_snapshot!(world.fine("matrix list --cloud aws --as-of 2026-12-20"), @r"
    In use  Name        Cloud  Date        Age      Source                                    Note
    yes     2026-11-20  AWS    2026-11-20  30 days  A page | of ours, 2026-11-20
            2026-11-01  AWS    2026-11-01  49 days  A page | of ours, 2026-11-01              old: verify against the official page
            bundled     AWS    2026-10-04  77 days  Model availability by region, 2026-10-04  old: verify against the official page
    ");
    let page = world.fine("matrix list --cloud aws --as-of 2026-12-20 --format markdown");
    assert!(
        page.contains("| yes | 2026-11-20 | AWS | 2026-11-20 | 30 days | A page \\| of ours, 2026-11-20 |")
    );
    let object = world.run("matrix list --as-of 2026-12-20 --format json").json();
    assert_eq!(object["schema"], "servemap/matrix-list/1");
    let first = &object["matrices"][0];
    assert_eq!(
        (&first["name"], &first["in_use"], &first["old"]),
        (&"2026-11-20".into(), &true.into(), &false.into())
    );
    assert!(first["report"].as_str().unwrap().ends_with("2026-11-20.report.txt"), "{first}");
    assert_eq!(object["matrices"].as_array().unwrap().len(), 5);
}

#[test]
fn a_stored_matrix_that_broke_is_told_and_never_passed_over() {
    let world = world();
    world.fine("matrix use 2026-11-20");
    world.write(&format!("{SHELF}/aws/2026-11-20.toml"), "schema = \"servemap/matrix/1\"\ncloud = 3\n");
    for line in ["matrix show", "models claude", "check ."] {
        world.write("a.toml", "schema = \"servemap/plan/1\"\n");
        let ended = world.run(line);
        assert_eq!(ended.code, 2, "{line}");
        for hint in
            ["'servemap matrix use bundled --cloud aws'", "'servemap matrix use --previous --cloud aws'"]
        {
            assert!(ended.messages.contains(hint), "{line}: {}", ended.messages);
        }
    }
    let listed = world.run("matrix list --cloud aws");
    assert_eq!(listed.code, 1);
    assert!(listed.output.contains("broken: it cannot be used"), "{}", listed.output);
    // It cannot be taken, and whoever tries keeps what is in use.
    assert_eq!(world.run("matrix use 2026-11-20").code, 2);
    world.fine("matrix use --previous");
    assert_eq!(world.run("matrix use 2026-11-20").code, 2);
    assert!(in_use(&world).contains("(bundled)"));
}

#[rstest]
#[case(
    "matrix use 2026-11-21",
    "'2026-11-21' is neither a file nor a stored matrix\nhint: did you mean '2026-11-"
)]
#[case("matrix use 2026-11-20 --cloud azure", "unknown Azure matrix '2026-11-20'\nhint: available: bundled")]
#[case("matrix use ../aws/2026-11-20", "does not exist")]
#[case("matrix use in-use", "is not the name of a stored matrix")]
#[case("matrix use own", "unknown AWS matrix 'own'\nhint: available: bundled, 2026-11-")]
#[case("matrix use bundled --previous", "cannot be used with")]
#[case("matrix use", "required")]
#[case("matrix use bundled --matrix x.toml", "cannot be activated")]
fn what_cannot_be_taken_changes_nothing(#[case] line: &str, #[case] said: &str) {
    let world = world();
    world.fine("matrix use 2026-11-20");
    let ended = world.run(line);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{}", ended.messages);
    assert!(ended.messages.contains(said), "{}", ended.messages);
    assert_eq!(in_use(&world), "Matrix: AWS of 2026-11-20 (stored 2026-11-20)");
}

#[test]
fn a_name_of_two_clouds_has_to_say_which() {
    let world = world();
    world.write(&format!("{SHELF}/azure/2026-11-20.toml"), matrix("azure", "2026-11-20"));
    let ended = world.run("matrix use 2026-11-20");
    assert!(ended.messages.contains("use one of: 2026-11-20:aws, 2026-11-20:azure"), "{}", ended.messages);
    assert!(world.fine("matrix use 2026-11-20:azure").starts_with("Matrix: Azure of 2026-11-20"));
    assert!(in_use(&world).contains("AWS of 2026-10-04 (bundled)"));
}

#[test]
fn a_file_put_there_by_hand_counts_until_another_is_chosen() {
    let world = world();
    world.write(&format!("{SHELF}/aws.toml"), matrix("aws", "2026-11-10"));
    assert!(in_use(&world).contains("AWS of 2026-11-10"));
    world.fine("matrix use 2026-11-20");
    assert!(in_use(&world).contains("AWS of 2026-11-20"));
    world.fine("matrix use own");
    assert!(in_use(&world).contains("AWS of 2026-11-10"));
}

/// Eight at once: one of them is in use, each is told that it went well, and no note is left half written.
#[test]
fn many_who_choose_at_once_leave_a_whole_note() {
    let world = World::new();
    let names: Vec<String> = (1..=8).map(|day| format!("2026-11-{day:02}")).collect();
    for name in &names {
        world.write(&format!("{SHELF}/aws/{name}.toml"), matrix("aws", name));
    }
    std::thread::scope(|scope| {
        for name in &names {
            let world = &world;
            scope.spawn(move || world.fine(&format!("matrix use {name}")));
        }
    });
    let note: toml::Table = world.read(&format!("{SHELF}/aws/in-use.toml")).parse().unwrap();
    let mut known: Vec<&str> =
        note["previous"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    known.push(note["name"].as_str().unwrap());
    known.sort_unstable();
    assert!(
        known.iter().all(|name| *name == "bundled" || names.iter().any(|stored| stored == name)),
        "{known:?}"
    );
    // The way back leads through each of them.
    known.dedup();
    assert!(known.len() == names.len() + 1 && world.run("matrix list").code == 0, "{known:?}");
}

#[test]
fn stored_matrices_can_be_compared_by_name() {
    let world = world();
    let ended = world.run("matrix diff 2026-11-01 2026-11-20 --format json");
    assert_eq!((ended.code, ended.json()["old"]["origin"].as_str()), (0, Some("stored 2026-11-01")));
}
