//! Screens that stand in pages as text are those of the program.

use servemap::date;
use servemap::tui::Start;

use super::page::{SCREEN, pages, updates};
use crate::support::{self, TestHost};

/// `UPDATE_GOLDENS=1` puts the screens of now into the pages.
#[test]
fn the_screens_are_the_program() {
    let mut count = 0;
    for page in pages() {
        let mut changes = Vec::new();
        for block in page.blocks().into_iter().filter(super::page::Block::is_screen) {
            count += 1;
            let head = block.above.strip_prefix(SCREEN).and_then(|head| head.strip_suffix(" -->")).unwrap();
            let [size, day, keys] = head.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{head}") };
            let (width, height) = size.split_once('x').unwrap();
            let size = (width.parse().unwrap(), height.parse().unwrap());
            let host = TestHost::new(date::parse(day).unwrap());
            let screen = support::play_on(host, &Start::default(), size, keys).screen();
            if updates() {
                changes.push((block, screen));
            } else {
                let place = format!("{}:{}", page.path, block.line);
                assert!(
                    block.text.trim_end() == screen.trim_end(),
                    "UPDATE_GOLDENS=1 puts this into {place}:\n{screen}"
                );
            }
        }
        if !changes.is_empty() {
            page.write(&changes);
        }
    }
    assert!(count > 0);
}
