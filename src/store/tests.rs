//! Tests of the store, in a world of memory.

use super::*;
use crate::host::{Host, MemoryHost};
use crate::matrix::Cloud;

fn matrix(day: &str, location: &str) -> String {
    format!(
        "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = {day}\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\nus-east-1 = {{ location = \"{location}\" }}\n"
    )
}

fn host() -> MemoryHost {
    MemoryHost::new(crate::date::parse("2026-11-22").unwrap())
}

fn used(host: &dyn Host) -> String {
    in_use(host, Cloud::Aws).unwrap().to_string()
}

fn add_one(host: &mut MemoryHost, day: &str, location: &str) -> Added {
    add(host, Cloud::Aws, &matrix(day, location), "3 cells could not be read").unwrap()
}

#[test]
fn a_stored_matrix_is_in_use_with_its_report_and_the_one_before_stays() {
    let mut host = host();
    let first = add_one(&mut host, "2026-11-01", "one");
    assert_eq!(host.contents(&first.report), Some("Stored on 2026-11-22.\n\n3 cells could not be read\n"));
    let second = add_one(&mut host, "2026-11-20", "two");
    assert_eq!((first.name.as_str(), second.name.as_str()), ("2026-11-01", "2026-11-20"));
    assert_eq!(used(&host), "2026-11-20");
    let loaded = load_matrix(&host, None, None).unwrap();
    assert_eq!(
        (loaded.origin.as_str(), loaded.as_of.to_string()),
        ("stored 2026-11-20", "2026-11-20".into())
    );
    assert_eq!(names(&host, Cloud::Aws).unwrap(), ["2026-11-01", "2026-11-20"]);
}

#[test]
fn two_of_one_day_keep_both_and_the_same_again_is_one() {
    let mut host = host();
    add_one(&mut host, "2026-11-01", "one");
    assert_eq!(add_one(&mut host, "2026-11-01", "two").name, "2026-11-01-2");
    let again = add_one(&mut host, "2026-11-01", "one");
    assert_eq!((again.name.as_str(), again.known), ("2026-11-01", true));
    assert_eq!((used(&host).as_str(), names(&host, Cloud::Aws).unwrap().len()), ("2026-11-01", 2));
}

#[test]
fn a_name_that_another_import_has_claimed_is_left_to_it() {
    let mut host = host().with_file("/data/matrix/aws/2026-11-01.report.txt", "theirs");
    assert_eq!(add_one(&mut host, "2026-11-01", "ours").name, "2026-11-01-2");
    assert_eq!(host.contents("/data/matrix/aws/2026-11-01.report.txt"), Some("theirs"));
}

#[test]
fn a_broken_or_foreign_matrix_changes_nothing() {
    let mut host = host();
    add_one(&mut host, "2026-11-01", "one");
    let before = host.clone();
    let broken = matrix("2026-11-20", "x").replace("us-east-1", "[[");
    assert!(add(&mut host, Cloud::Aws, &broken, "").is_err());
    let foreign = matrix("2026-11-20", "x").replace("aws", "gcp");
    let error = add(&mut host, Cloud::Aws, &foreign, "").unwrap_err();
    assert!(error.message().contains("speaks for Google Cloud, not for AWS"), "{error}");
    assert_eq!((used(&host), names(&host, Cloud::Aws).unwrap().len()), (used(&before), 1));
}

#[test]
fn what_cannot_be_written_leaves_the_one_in_use() {
    let mut host = host().with_unwritable("/data/matrix/aws/2026-11-20.toml");
    add_one(&mut host, "2026-11-01", "one");
    assert!(add(&mut host, Cloud::Aws, &matrix("2026-11-20", "two"), "").is_err());
    assert_eq!(used(&host), "2026-11-01");
}

#[test]
fn going_back_walks_back_and_ends() {
    let mut host = host();
    add_one(&mut host, "2026-11-01", "one");
    add_one(&mut host, "2026-11-20", "two");
    for expected in ["2026-11-01", "bundled"] {
        assert!(activate_previous(&mut host, Cloud::Aws).unwrap().origin.ends_with(expected));
        assert_eq!(used(&host), expected);
    }
    let error = activate_previous(&mut host, Cloud::Aws).unwrap_err();
    assert!(error.message().contains("no other matrix of AWS was in use before"), "{error}");
    assert_eq!(names(&host, Cloud::Aws).unwrap().len(), 2);
}

#[test]
fn the_users_own_file_counts_until_something_is_chosen_and_can_be_chosen_again() {
    let mut host = host().with_file("/data/matrix/aws.toml", matrix("2026-10-30", "own"));
    assert_eq!(used(&host), "own");
    add_one(&mut host, "2026-11-20", "two");
    assert_eq!(used(&host), "2026-11-20");
    activate_previous(&mut host, Cloud::Aws).unwrap();
    assert_eq!(in_use(&host, Cloud::Aws).unwrap(), MatrixName::UserFile);
    let list = list(&host, Cloud::Aws).unwrap();
    let shown: Vec<(String, bool)> = list.iter().map(|e| (e.name.to_string(), e.in_use)).collect();
    assert_eq!(shown, [("2026-11-20".into(), false), ("own".into(), true), ("bundled".into(), false)]);
    assert!(list[0].report.is_some() && list[1].report.is_none());
}

#[test]
fn a_stored_matrix_that_broke_is_an_error_with_ways_out_and_cannot_be_chosen() {
    let mut host = host();
    let stored = add_one(&mut host, "2026-11-20", "two");
    host.put(&stored.path, "schema = 1");
    let error = load_matrix(&host, None, None).unwrap_err();
    let hints = error.hints().join("\n");
    assert!(hints.contains("matrix use bundled") && hints.contains("matrix use --previous"), "{error}");
    assert!(activate(&mut host, Cloud::Aws, &MatrixName::Stored(stored.name)).is_err());
    assert!(list(&host, Cloud::Aws).unwrap().iter().any(|entry| entry.in_use && entry.matrix.is_err()));
    activate(&mut host, Cloud::Aws, &MatrixName::Bundled).unwrap();
    assert_eq!(load_matrix(&host, None, None).unwrap().origin, "bundled");
}

#[test]
fn a_note_that_cannot_be_read_is_told_and_written_anew() {
    let mut host = host().with_file("/data/matrix/aws/in-use.toml", "name = \"../../etc\"\n");
    let error = in_use(&host, Cloud::Aws).unwrap_err();
    assert!(error.to_string().contains("no stored matrix can be called '../../etc'"), "{error}");
    assert!(error.hints().iter().any(|hint| hint.contains("matrix use bundled --cloud aws")), "{error}");
    activate(&mut host, Cloud::Aws, &MatrixName::Bundled).unwrap();
    assert_eq!(used(&host), "bundled");
}

#[test]
fn a_name_never_leads_out_of_the_folder() {
    for word in ["../x", "a/b", "", ".", "A", "in-use", "a\u{1b}b", "nul"] {
        assert!(MatrixName::parse(word).is_err(), "{word}");
    }
    assert_eq!(MatrixName::parse("2026-11-20-2").unwrap(), MatrixName::Stored("2026-11-20-2".into()));
}
