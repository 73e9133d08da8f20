//! The demo in a real terminal: reviews, plans and documents are written, and nothing of it is on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::start::{SERVEMAP, Start};

/// Every file and folder below, with when it was changed and what it holds.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
    let (mut folders, mut all) = (vec![folder.to_owned()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        let changed = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        all.insert(folder.clone(), (changed(&folder), Vec::new()));
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.clone(), (changed(&path), fs::read(&path).unwrap()));
            }
        }
    }
    all
}

#[test]
fn a_session_of_the_demo_leaves_home_and_folder_as_they_were() {
    let home = tempfile::tempdir().unwrap();
    // A plan of the user's own, where the demo's are said to be, and settings that nobody may follow.
    for (name, text) in [
        ("decisions/support-answers.toml", "mine"),
        ("config/servemap/config.toml", "theme = \"gone\""),
        ("state/servemap/drafts/plan-1.toml", "schema = \"servemap/plan/1\"\ncloud = \"aws\"\n"),
    ] {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create(&path).unwrap();
        fs::OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
            .unwrap();
    }
    let before = tree(home.path());
    let mut terminal = Start::program([SERVEMAP, "demo"]).home(home.path()).size(120, 40).run();
    terminal.wait_for("Decisions 6");
    terminal.send("a");
    terminal.wait_for("Approve contract-review");
    terminal.send("as agreed\r");
    terminal.wait_for("in memory only: wrote 'approve' by Demo user");
    terminal.send("\r");
    terminal.wait_for("1 Mode");
    terminal.send("\x1b5 ");
    terminal.wait_for("•");
    terminal.send("\x13");
    terminal.wait_for("in memory only: saved to 'decisions/contract-review.toml'");
    terminal.send("\x1b7\r");
    terminal.wait_for("Write ");
    terminal.send("\r");
    terminal.wait_for("in memory only: wrote ");
    terminal.send("q");
    terminal.wait_for("Decisions 6");
    terminal.send("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(tree(home.path()), before);
}
