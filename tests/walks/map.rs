//! The matrix as a map: what a user finds there, and what comes of taking a cell.

use servemap::choice::cell::Cells;
use servemap::matrix::{Cloud, Mode, bundled};
use servemap::tui::context::Context;
use servemap::tui::order::{ExploreView, Part, Step};

use super::support::{play, play_at};

#[test]
fn a_cell_taken_fills_mode_region_and_model_and_can_be_undone() {
    let session = play("<tab>m/claude-opus-4-8<esc><home>");
    let before = session.app.session.plan.clone();
    let session = session.play("]llll<enter>");
    let plan = &session.app.session.plan;
    assert_eq!(plan.mode, Some(Mode::AiFunctions));
    assert_eq!(plan.model.as_ref().unwrap().0, "databricks-claude-opus-4-8");
    assert_eq!(plan.region.as_ref().unwrap().0, "ap-south-1");
    // Nobody has seen the posture, and it decides too.
    assert_eq!((session.app.context(), session.app.explore), (Context::Part(Part::Posture), None));
    // One key took it, one key takes it back.
    assert_eq!(session.play("<a-u>").app.session.plan, before);
}

#[test]
fn the_map_opens_on_the_plans_own_cell_and_its_key_leaves_it() {
    let session = play("<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-3>m");
    let seen = &session.app.session;
    let map = &session.app.explore_views.map;
    assert_eq!(map.model(seen).unwrap().id.0, "databricks-llama-4-maverick");
    assert_eq!(map.region(seen).unwrap().id.0, "us-east-1");
    assert!(session.screen().contains("[✓p"), "{}", session.screen());
    for leave in ["m", "<esc>"] {
        let session =
            play(&format!("<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-3>m{leave}"));
        assert_eq!((session.app.explore, session.app.step), (None, Step::Model), "{leave}");
    }
}

#[test]
fn escape_goes_back_one_thing_at_a_time() {
    let session = play("<tab>m/claude");
    assert!(session.screen().contains("14 of 65 models"), "{}", session.screen());
    let session = session.play("<esc><tab><esc>");
    assert!(
        session.screen().contains("14 of 65 models"),
        "turned back, and still filtered: {}",
        session.screen()
    );
    let session = session.play("<esc>");
    assert!(session.screen().contains(", 65 models"));
    assert_eq!(session.play("<esc>").app.explore, None);
}

#[test]
fn the_cursor_stays_with_its_model_and_region_when_the_mode_turns() {
    let session = play("<tab>m/maverick<esc>llllllll");
    let region = session.app.explore_views.map.region(&session.app.session).unwrap().id.clone();
    let session = session.play("]");
    let seen = &session.app.session;
    assert_eq!(session.app.explore_views.map.model(seen).unwrap().id.0, "databricks-llama-4-maverick");
    assert_eq!(session.app.explore_views.map.region(seen).unwrap().id, region);
    // Round and round through the three modes that regions list.
    let titles: Vec<bool> = ["]", "]]", "]]]"]
        .iter()
        .map(|keys| play(&format!("<tab>m{keys}")).screen().contains("Matrix: Pay-per-token"))
        .collect();
    assert_eq!(titles, [false, false, true]);
}

#[test]
fn the_region_taken_is_no_longer_the_one_to_fail_over_to() {
    let session = play("<tab><tab><enter>/us-east-1<enter>2/us-west-2<esc> m<esc>");
    assert_eq!(session.app.session.plan.secondary.as_ref().unwrap().0, "us-west-2");
    let session = session.play("m/gpt-5-5-pro<esc>llll<enter>");
    assert_eq!(session.app.session.plan.region.as_ref().unwrap().0, "us-west-2", "{}", session.screen());
    assert_eq!(session.app.session.plan.secondary, None);
}

#[test]
fn a_click_puts_the_cursor_on_the_cell() {
    let session = play_at(80, 24, "<tab>m<click 32 8>");
    let screen = session.screen();
    let row: Vec<char> = screen.lines().nth(8).unwrap().chars().collect();
    assert!(row[1] == '›' && row[30..34].contains(&'['), "{screen}");
    let region = session.app.explore_views.map.region(&session.app.session).unwrap().id.clone();
    assert!(screen.contains(&format!(" in {region} (")), "{screen}");
}

/// A map of the whole matrix says of each cell what the matrix says: nothing is drawn from memory.
#[test]
fn every_sign_on_the_map_is_the_cells_own() {
    for cloud in Cloud::ALL {
        let matrix = bundled::matrix(cloud).unwrap();
        for mode in Mode::HOSTED {
            let plan = servemap::plan::Plan { cloud, mode: Some(mode), ..Default::default() };
            let criteria = plan.criteria(&matrix, super::support::today());
            for model in criteria.candidates() {
                let cells = Cells::of(criteria.case(model));
                for region in matrix.regions() {
                    let (cell, availability) = (cells.at(region), matrix.availability(model, mode, region));
                    assert_eq!(cell.availability, availability);
                    let words = cell.words();
                    assert_eq!(words.starts_with("unknown"), !matrix.has_row(mode, region));
                    assert_eq!(
                        words == "not listed",
                        matrix.has_row(mode, region) && !availability.is_listed()
                    );
                }
            }
        }
    }
}

#[test]
fn the_sheet_shows_from_every_step_and_keeps_typed_text_out_of_it() {
    for step in ["<a-1><tab>", "<a-2>", "<a-3>", "<a-5>", "<a-7>"] {
        assert_eq!(play(&format!("{step}m")).app.explore, Some(ExploreView::Map), "{step}");
        assert_eq!(play(&format!("{step}t")).app.explore, Some(ExploreView::Timeline), "{step}");
    }
    // In a field m and t are letters.
    let session = play("<a-2>/mt");
    assert_eq!(session.app.explore, None);
    let session = play("<tab>m/mt");
    assert_eq!(session.app.explore, Some(ExploreView::Map));
}

#[test]
fn what_is_marked_on_the_map_is_considered() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>m/opus-4-8<esc> ");
    assert!(format!("{:?}", session.app.session.plan.considered).contains("databricks-claude-opus-4-8"));
    let session = session.play(" ");
    assert!(session.app.session.plan.considered.is_empty());
}

#[test]
fn the_map_is_filtered_in_the_same_language_as_the_lists() {
    let session = play("<tab>m/provider:anthropic -status:preview");
    assert!(session.screen().contains("14 of 65 models"), "{}", session.screen());
    // Half typed, it is marked and empties nothing; Tab completes it.
    let session = play("<tab>m/provider:anthropic task:emb");
    let screen = session.screen();
    assert!(screen.contains("14 of 65 models") && screen.contains("embedding"), "{screen}");
    let session = session.play("<tab>");
    let screen = session.screen();
    assert!(screen.contains("task:embedding") && screen.contains("each alone would leave"), "{screen}");
    // Turned over, the filter is asked for on the map itself.
    let session = play("<tab>m<tab>/claude");
    assert!(session.screen().contains("14 of 65 models"), "{}", session.screen());
}
