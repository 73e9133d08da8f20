//! An external model or deployment that no list names: typed in step Model, asked for its provider and its task.

use super::support::{Session, play};

/// The list of external models, from the empty screen.
const MODELS: &str = "<tab><tab>jjj<enter>/us-west-2<enter><a-3>";

fn external(keys: &str) -> Session {
    let session = play(&format!("{MODELS}{keys}"));
    assert_eq!(session.app.session.plan.mode, Some(servemap::matrix::Mode::ExternalModels));
    session
}

fn chosen(session: &Session) -> Option<&str> {
    session.app.session.plan.model.as_ref().map(|id| id.0.as_str())
}

#[test]
fn a_deployment_is_typed_and_comes_out_in_the_note() {
    let session = external("/legal-gpt-eu");
    let screen = session.screen();
    assert!(screen.contains("use 'legal-gpt-eu' as a model of a provider"), "{screen}");
    let session = session.play("<enter>");
    assert!(session.screen().contains("Provider of legal-gpt-eu"), "{}", session.screen());
    let session = session.play("azure<enter>");
    assert!(session.screen().contains("Task of legal-gpt-eu"), "{}", session.screen());
    let session = session.play("<down><enter>");
    assert_eq!(chosen(&session), Some("external:azure-openai/legal-gpt-eu (chat)"));
    assert_eq!(session.app.step, servemap::tui::order::Step::Record);
    // It is a row of the list, with what is not known of it.
    let session = session.play("<a-3>");
    let screen = session.screen();
    assert!(screen.contains("legal-gpt-eu") && screen.contains("conditional"), "{screen}");
    assert!(screen.contains("Azure OpenAI is on the list of providers"), "{screen}");
    assert!(!screen.contains("Nothing is announced"), "{screen}");
    let session = session.play("<a-5>p");
    let screen = session.screen();
    assert!(screen.contains("We will use legal-gpt-eu on External model in us-west-2"), "{screen}");
    assert!(screen.contains("Unknown: ask the provider") || screen.contains("By the provider"), "{screen}");
}

#[test]
fn a_name_that_the_list_has_takes_the_listed_model() {
    // In the list it is the best match; in the popup, with its provider, it is the same model.
    let session = external("/gpt-4o<enter>");
    assert_eq!(chosen(&session), Some("openai/gpt-4o"));
    let session = external("G<enter>gpt-4o<enter>openai<enter>");
    assert_eq!(chosen(&session), Some("openai/gpt-4o"), "{}", session.screen());
}

#[test]
fn an_empty_name_asks_and_escape_leaves_everything_as_it_was() {
    // The last row without a name.
    let session = external("G<enter>");
    assert!(session.screen().contains("Model or deployment"), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.screen().contains("The model has no name"), "{}", session.screen());
    let session = session.play("  <enter>");
    assert!(session.screen().contains("The model has no name"), "{}", session.screen());
    // A paste brings no control characters in.
    let session = session.play("<c-u><paste my\u{1b}[31m-gpt\u{7}><enter>");
    assert!(session.screen().contains("Provider of my"), "{}", session.screen());
    assert!(!session.screen().contains('\u{1b}'));
    // Esc goes back one question at a time, and out.
    let session = session.play("custom<enter>");
    assert!(session.screen().contains("Task of my"), "{}", session.screen());
    let session = session.play("<esc><esc>");
    assert!(session.screen().contains("Model or deployment"), "{}", session.screen());
    let session = session.play("<esc>");
    assert!(session.app.popup.is_none());
    assert_eq!(chosen(&session), None);
}

#[test]
fn a_provider_that_is_on_no_list_is_unknown_and_never_available() {
    let session = external("/acme-1<enter>acme ai<enter><enter>");
    assert_eq!(chosen(&session), Some("external:acme ai/acme-1"), "{}", session.screen());
    let verdict = session.app.session.judged().map(|judged| judged.verdict);
    assert_eq!(verdict, Some(servemap::gates::Verdict::Unknown));
    // Undo takes it back.
    let session = session.play("<a-3>u");
    assert_eq!(chosen(&session), None, "{}", session.screen());
}

/// The list of providers moves by arrows and is hit by a click; letters that match no provider are a provider's name.
#[test]
fn the_provider_is_chosen_by_arrows_and_from_the_filter() {
    let session = external("/my-gpt<enter><down><enter><enter>");
    assert_eq!(chosen(&session), Some("external:azure-openai/my-gpt"));
    // A qualifier of the filter says the provider.
    let session = external("/my-gpt provider:anthropic<enter><enter><enter>");
    assert_eq!(chosen(&session), Some("external:anthropic/my-gpt"), "{}", session.screen());
    // A mistake in the filter asks for nothing.
    let session = external("/my-gpt provder:anthropic<enter>");
    assert!(session.app.popup.is_none() && chosen(&session).is_none());
    assert!(session.screen().contains("! Nothing chosen."), "{}", session.screen());
}

#[test]
fn it_is_drawn_at_every_size() {
    for keys in ["G", "G<enter>", "/x<enter>", "/x<enter>custom<enter>"] {
        for size in [(0, 0), (1, 1), (20, 5), (40, 10), (80, 24), (200, 60)] {
            let _ = external(keys).resize(size.0, size.1).screen();
        }
    }
}

#[test]
fn only_external_models_end_with_the_row() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>/my-gpt-of-nobody");
    assert!(!session.screen().contains("as a model of a provider"), "{}", session.screen());
}
