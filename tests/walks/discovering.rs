//! What a user who knows nothing finds: the footer, the help and its search, the glossary, the palette and its synonyms,
//! themes.

use ratatui::style::Color;
use servemap::matrix::Cloud;
use servemap::tui::context::Context;
use servemap::tui::order::{ExploreView, Part, Step};
use servemap::tui::popup::SYNONYMS;

use super::Session;
use super::support::{play, play_at};

fn bottom(session: &Session) -> String {
    session.screen().lines().last().unwrap().to_owned()
}

/// The help and the palette are found, and the way out, wherever one is.
#[test]
fn the_footer_holds_help_palette_and_quit_in_every_context() {
    for (keys, help, quit) in [
        ("", "F1", "Ctrl-C"),
        ("<tab><tab>", "?", "q"),
        ("<a-2>", "?", "q"),
        ("<a-2>/", "F1", "Ctrl-C"),
        ("<a-2><tab>", "?", "Ctrl-C"),
        ("<a-3>", "?", "q"),
        ("<a-3>/claude", "F1", "Ctrl-C"),
        ("<a-3><tab>", "?", "q"),
        ("<a-4>", "F1", "Ctrl-C"),
        ("<a-5>", "?", "q"),
        ("<a-6>", "F1", "Ctrl-C"),
        ("<a-7>", "?", "q"),
        ("<a-3>m", "?", "q"),
        ("<a-3>m<tab>", "?", "q"),
        ("<a-3>t", "?", "q"),
        ("<a-3>c", "?", "q"),
        ("<a-3>i", "?", "q"),
        ("<a-3>p", "?", "Ctrl-C"),
        ("<a-3>S", "F1", "Ctrl-C"),
        ("<a-3>b", "?", "Ctrl-C"),
        ("<a-3>w", "?", "Ctrl-C"),
        ("<a-3><f1>", "F1", "Ctrl-C"),
        ("<a-3><c-p>", "F1", "Ctrl-C"),
    ] {
        let session = play_at(80, 24, keys);
        let footer = bottom(&session);
        for wanted in [format!("{help} help"), "Ctrl-P commands".to_owned(), format!("{quit} quit")] {
            assert!(footer.contains(&wanted), "{keys}: {wanted} in {footer}");
        }
        assert!(!footer.contains('…'), "{keys}: whole words in {footer}");
    }
}

/// A second Ctrl-C goes back, and is not said to quit.
#[test]
fn the_question_whether_to_quit_offers_its_answers_and_no_quit() {
    let session = play_at(80, 24, "<tab><tab>j<enter><c-c>");
    let footer = bottom(&session);
    assert!(
        footer.contains("Esc back") && footer.contains("F1 help") && !footer.contains("quit"),
        "{footer}"
    );
    let back = session.play("<c-c>");
    assert!(back.app.popup.is_none() && !back.left, "{}", back.screen());
    assert!(back.play("<c-c>y").left);
}

#[test]
fn the_help_is_grouped_and_searched_by_typing() {
    let session = play("<a-3>?");
    let screen = session.screen();
    for part in ["Keys of step 3, Model", "This screen", "Everywhere", "Moving", "Sort by the next column"] {
        assert!(screen.contains(part), "{part} in\n{screen}");
    }
    let found = session.play("timeline");
    assert!(found.screen().contains("Show or hide the timeline"), "{}", found.screen());
    assert!(!found.screen().contains("Sort by"), "{}", found.screen());
    assert_eq!(found.app.explore, None, "a letter is searched, not done");
    let synonym = found.play("<c-u>exit");
    assert!(synonym.screen().contains("Quit (asks about unsaved changes)"), "{}", synonym.screen());
    let nothing = synonym.play("<c-u>zzzz");
    assert!(nothing.screen().contains("'zzzz' is nowhere in here"), "{}", nothing.screen());
    assert!(nothing.play("<esc>").app.popup.is_none());
    // The key that opened it closes it, while nothing is searched.
    assert!(play("<a-3>??").app.popup.is_none());
    assert!(play("<a-3><f1><f1>").app.popup.is_none());
}

#[test]
fn the_help_comes_back_to_the_popup_below() {
    let session = play("<a-3>S<c-u>mine.toml<f1>");
    assert_eq!(session.app.context(), Context::Help);
    let session = session.play("<esc>");
    assert_eq!(session.app.context(), Context::Line);
    assert!(session.screen().contains("mine.toml"), "{}", session.screen());
    let session = session.play("<c-p><esc><f1><c-p><esc>");
    assert!(session.screen().contains("mine.toml"), "{}", session.screen());
    assert!(session.play("<esc>").app.popup.is_none());
}

#[test]
fn the_glossary_begins_with_what_is_on_the_screen() {
    let session = play("<a-2><f1><tab>");
    let screen = session.screen();
    let place = |term: &str| screen.find(term).unwrap_or(usize::MAX);
    assert!(screen.contains("On this screen"), "{screen}");
    assert!(place("On this screen") < place("Geo") && place("Source: ") < usize::MAX, "{screen}");
    let found = session.play("dbu");
    let line = found.screen().lines().find(|line| line.contains("DBU")).unwrap().to_owned();
    assert!(line.contains("Databricks unit"), "{line}");
    assert!(found.screen().contains("databricks.com/product/pricing"), "{}", found.screen());
    // From the palette, and back to the keys.
    let session = play("<c-p>glossary<enter>");
    assert!(session.screen().contains("Glossary"), "{}", session.screen());
    assert!(session.play("<tab>").screen().contains("Keys of step 1"));
}

/// What is typed, and the command that stands first.
#[test]
fn the_palette_knows_what_people_call_things() {
    for (typed, first) in [
        ("exit", "Quit"),
        ("quit", "Quit"),
        ("leave", "Quit"),
        (":q", "Quit"),
        ("help", "Show the keys"),
        ("keys", "Show the keys"),
        ("azure", "Switch to Azure"),
        ("gcp", "Switch to Google Cloud"),
        ("google", "Switch to Google Cloud"),
        ("amazon", "Switch to AWS"),
        ("microsoft", "Switch to Azure"),
        ("aws", "Switch to AWS"),
        ("dark", "Use the theme dark"),
        ("light", "Use the theme light"),
        ("shortlist", "Show the best models"),
        ("best", "Show the best models"),
        ("price", "Enter the tokens per month"),
        ("map", "Show or hide the matrix"),
        ("matrix", "Show or hide the matrix"),
        ("posture", "Go to the posture"),
        ("residency", "Go to the posture"),
        ("terms", "Show the glossary"),
        ("revert", "Undo the last change"),
        ("search", "Filter by words"),
    ] {
        let session = play(&format!("<a-3><c-p>{typed}"));
        let row = session.screen().lines().find(|line| line.contains("› ")).unwrap_or_default().to_owned();
        let marked =
            session.screen().lines().filter(|line| line.contains('›')).any(|line| line.contains(first));
        assert!(marked, "{typed}: {row}\n{}", session.screen());
    }
    for (_, others) in SYNONYMS {
        assert!(!others.is_empty());
    }
}

#[test]
fn a_command_is_done_where_it_acts() {
    let session = play("<c-p>azure<enter>");
    assert_eq!(session.app.session.plan.cloud, Cloud::Azure);
    let session = play("<c-p>posture<enter>");
    assert_eq!(
        (session.app.step, session.app.screen_context()),
        (Step::Region, Context::Part(Part::Posture))
    );
    let session = play("<c-p>as-of date in<enter>");
    assert_eq!(session.app.explore, Some(ExploreView::Timeline));
    // It is not closed where it is open already.
    assert_eq!(session.play("<c-p>change the as-of<enter>").app.explore, Some(ExploreView::Timeline));
    // Another step's command goes there first.
    let session = play("<tab><tab>jj<enter><c-p>only models on the real<enter>");
    assert_eq!(session.app.step, Step::Model, "{}", session.screen());
}

#[test]
fn themes_are_switched_inside_and_say_how_to_keep_them() {
    let ground = |session: &Session| session.surface.buffer()[(0, 0)].bg;
    let session = play("<a-3>");
    assert_eq!(ground(&session), Color::Reset);
    let session = session.play("T");
    assert_ne!(ground(&session), Color::Reset);
    assert!(session.screen().contains("theme dark; to keep it: theme = \"dark\""), "{}", session.screen());
    let session = session.play("<c-p>theme light<enter>");
    assert!(session.screen().contains("theme = \"light\""), "{}", session.screen());
    assert_eq!(session.app.theme.name(), "light");
    let session = session.play("<c-p>colour-blind<enter>");
    assert_eq!(session.app.theme.name(), "colour-blind");
    // In a text row it is a letter.
    let typed = play("T");
    assert_eq!(typed.app.theme.name(), "terminal");
}
