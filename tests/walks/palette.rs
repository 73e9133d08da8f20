//! The command palette: what it finds, and that a command chosen from it acts as its key.

use servemap::tui::order::{ExploreView, Step};

use super::support::play;

#[test]
fn a_command_is_found_by_its_words_and_done() {
    let session = play("<c-p>timeline<enter>");
    assert_eq!((session.app.explore, session.app.popup.is_none()), (Some(ExploreView::Timeline), true));
    let session = play("<c-p>go to step 5<enter>");
    assert_eq!(session.app.step, Step::Guardrails);
    // An explore view has its own commands.
    let session = play("<tab>m<c-p>transpose<enter>");
    assert_eq!(session.app.explore, Some(ExploreView::Map), "{}", session.screen());
}

#[test]
fn undo_from_the_palette_is_one_step_back_and_can_be_made_again() {
    let session = play("<tab><tab>jj<enter>/us-east-1<enter><a-3>");
    let plan = session.app.session.plan.clone();
    let session = session.play("<c-p>undo the last change<enter>");
    assert_eq!(session.app.session.plan.region, None);
    let session = session.play("<c-p>redo the last<enter>");
    assert_eq!(session.app.session.plan, plan);
}

#[test]
fn nothing_that_matches_nothing_is_done() {
    let session = play("<c-p>zzzz<enter>");
    assert!(session.app.popup.is_some());
    assert!(session.screen().contains("'zzzz' leaves none of the"), "{}", session.screen());
    // Esc leaves, whatever was typed; in a field Ctrl-P is no command.
    assert!(session.play("<esc>").app.popup.is_none());
    assert!(play("<a-2>/<c-p>zzzz<esc>").app.popup.is_none());
}
