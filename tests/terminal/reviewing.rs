//! A folder of plans in a real terminal: the board opens, a review is in its file, the terminal is given back.

use std::fs;
use std::path::Path;

use super::start::{SERVEMAP, Start};

#[test]
fn a_folder_of_plans_opens_the_board_and_a_review_is_in_its_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("decisions");
    fs::create_dir(&folder).unwrap();
    let quarter = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quarter");
    for entry in fs::read_dir(quarter).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let words = [SERVEMAP, "decisions", "--as-of", "2026-11-26", "--by", "Ana Diaz"];
    let mut terminal = Start::program(words).home(home.path()).size(120, 40).run();
    terminal.wait_for("Decisions 6");
    terminal.send("\x1b[B\x1b[B\x1b[B");
    terminal.wait_for("4 of 6");
    terminal.send("a");
    terminal.wait_for("Approve product-tags");
    terminal.send("as agreed\r");
    terminal.wait_for("wrote 'approve' by Ana Diaz");
    terminal.send("\r");
    terminal.wait_for("1 Mode");
    terminal.send("q");
    terminal.wait_for("Decisions 6");
    terminal.send("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(
        fs::read_to_string(folder.join("product-tags.toml")).unwrap().contains("comment = \"as agreed\"")
    );
}
