//! Reviews from the board: asked for in one popup, written into the files as they were looked at, judged anew.

use std::path::PathBuf;

use crate::check::LoadedPlan;
use crate::decision::since;
use crate::error::Error;
use crate::host::{SaveError, quoted};
use crate::plan::status::status_words;
use crate::plan::{Plan, ReviewVerdict};
use crate::review::{self, DecisionSummary};
use crate::store::ReviewRequest;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::file_change::ReviewWrite;
use crate::tui::message::{Message, Waiting};
use crate::tui::popup::{DecisionPicker, Popup, ReviewAnswer, ReviewForm, Subject, TextView};
use crate::tui::review::PickedDecision;
use crate::tui::session::Signer;

/// Asks for a review of the decision under the cursor.
pub(super) fn begin(app: &mut App, verdict: ReviewVerdict) -> Vec<Effect> {
    match picked(app, verdict) {
        Some(decision) => ask(app, decision, verdict, None),
        None => Vec::new(),
    }
}

/// Asks for its review date, which a comment tells.
pub(super) fn begin_date(app: &mut App) -> Vec<Effect> {
    let Some(decision) = picked(app, ReviewVerdict::Comment) else { return Vec::new() };
    let effects = ask(app, decision, ReviewVerdict::Comment, None);
    if let Some(Popup::Review(form)) = app.popup.take() {
        app.popup = Some(Popup::Review(Box::new(form.for_date())));
    }
    effects
}

/// Asks which decision takes the place of the one under the cursor.
pub(super) fn pick_new(app: &mut App) -> Vec<Effect> {
    let Some(old) = picked(app, ReviewVerdict::Supersede) else { return Vec::new() };
    let Some(board) = &app.board else { return Vec::new() };
    let others: Vec<PickedDecision> = (0..board.decisions.plans().len())
        .filter_map(|place| board.decisions.path(place))
        .filter(|path| **path != *old.path)
        // What is past takes no place.
        .filter_map(|path| board.pick(path, ReviewVerdict::Withdraw).ok())
        .collect();
    if others.is_empty() {
        let none = "no other decision is in force";
        let notice = app.with_key(none, |message| matches!(message, Message::NewPlan), "begins a new plan");
        app.notify_failure(notice);
        return Vec::new();
    }
    let summaries: Vec<DecisionSummary> = others.iter().map(|other| other.summary.clone()).collect();
    let vocabulary = review::vocabulary(&summaries, &board.decisions.matrices);
    let picker = DecisionPicker::new(old, others, vocabulary, board.decisions.as_of);
    app.popup = Some(Popup::Decisions(Box::new(picker)));
    Vec::new()
}

/// The decision under the cursor, or why it cannot be reviewed like this.
fn picked(app: &mut App, verdict: ReviewVerdict) -> Option<PickedDecision> {
    let board = app.board.as_ref()?;
    let Some(path) = board.path() else {
        app.notify_failure("no decision is under the cursor");
        return None;
    };
    match board.pick(path, verdict) {
        Ok(decision) => Some(decision),
        Err(error) => {
            app.notify_failure(sentence(&error));
            None
        }
    }
}

/// Opens the popup for the words; who signs is found out once, before.
pub(super) fn ask(
    app: &mut App,
    decision: PickedDecision,
    verdict: ReviewVerdict,
    new: Option<PickedDecision>,
) -> Vec<Effect> {
    let at = decision.path.clone();
    let form = ReviewForm::new(decision, verdict, app.session.signer.name(), app.session.as_of);
    let form = match new {
        Some(new) => form.superseded_by(new),
        None => form,
    };
    app.popup = Some(Popup::Review(Box::new(form)));
    if app.session.signer == Signer::NotAsked {
        return vec![Effect::FindSigner { at, then: Waiting::Review }];
    }
    Vec::new()
}

/// Who signs is known now, or that nobody knows.
pub(super) fn signed(app: &mut App) {
    if let (Some(Popup::Review(form)), Some(name)) = (&mut app.popup, app.session.signer.name()) {
        form.sign(name);
    }
}

/// Writes what was said into the files as they were looked at.
pub(super) fn write(app: &mut App, answer: ReviewAnswer) -> Vec<Effect> {
    // Whoever signs here is proposed for the next one.
    app.session.signer = Signer::Asked(Ok(answer.by.clone()));
    let text = |path: &PathBuf| {
        let decisions = &app.board.as_ref()?.decisions;
        Some(decisions.plan(decisions.place(path)?)?.1.to_owned())
    };
    let own = text(&answer.decision.path);
    let new = answer.new.as_ref().map(|new| text(&new.path).map(|text| (new.path.clone(), text)));
    let (Some(own), true) = (own, new.as_ref().is_none_or(Option::is_some)) else {
        let error = "the file can no longer be read as a plan: nothing was written".to_owned();
        return again(app, answer, error);
    };
    let request = ReviewWrite {
        path: answer.decision.path.clone(),
        text: own,
        new: new.flatten(),
        review: ReviewRequest {
            by: answer.by.clone(),
            on: app.session.as_of,
            verdict: answer.verdict,
            comment: answer.comment.clone(),
            review_by: answer.review_by,
        },
        matrices: app.board.as_ref().map(|board| board.places.matrices.clone()).unwrap_or_default(),
    };
    app.reviewing = Some(answer);
    vec![Effect::Review(Box::new(request))]
}

fn again(app: &mut App, answer: ReviewAnswer, error: String) -> Vec<Effect> {
    app.popup = Some(Popup::Review(Box::new(ReviewForm::again(answer, app.session.as_of, error))));
    Vec::new()
}

/// A review is written, or was not: the rows are judged anew either way, and nothing that was typed is lost.
pub(super) fn written(
    app: &mut App,
    request: &ReviewWrite,
    result: Result<bool, SaveError>,
    files: Vec<(PathBuf, Box<LoadedPlan>)>,
) -> Vec<Effect> {
    let answer = app.reviewing.take();
    let effects = super::board::read_again(app, files);
    match (result, answer) {
        (Ok(changed), _) => app.notify(said(app, request, changed)),
        (Err(error), Some(mut answer)) => {
            let words = if error.is_conflict() {
                format!(
                    "{}: nothing was written. It was read again; Enter writes your review of what it holds now.",
                    error.error().message()
                )
            } else {
                sentence(error.error())
            };
            if let Some(board) = &app.board {
                for decision in std::iter::once(&mut answer.decision).chain(&mut answer.new) {
                    if let Ok(now) = board.pick(&decision.path, ReviewVerdict::Comment) {
                        *decision = PickedDecision { status: decision.status.clone(), ..now };
                    }
                }
            }
            again(app, answer, words);
        }
        (Err(error), None) => app.notify_failure(sentence(error.error())),
    }
    effects
}

/// `wrote 'approve' by Ana Diaz to 'decisions/search.toml'; the decision is accepted`
fn said(app: &App, request: &ReviewWrite, changed: bool) -> String {
    let (verdict, by) = (request.review.verdict.id(), &request.review.by);
    let file = quoted(&request.path);
    if !changed {
        return format!("{file} says so already: nothing was written");
    }
    let files = match &request.new {
        Some((new, _)) => format!("{file}, and the link to {}", quoted(new)),
        None => file,
    };
    let status = app.board.as_ref().and_then(|board| {
        let place = board.decisions.place(&request.path)?;
        Some(status_words(board.decisions.plan(place)?.0.status))
    });
    let status = status.map(|status| format!("; status {status}")).unwrap_or_default();
    format!("wrote '{verdict}' by {by} to {files}{status}")
}

/// Shows the plan now against what was decided and approved, and the verdict then and now.
pub(super) fn show_changes(app: &mut App) {
    let Some(board) = &app.board else { return };
    let Some(summary) = board.summary() else { return };
    let Some((plan, _)) = board.here().and_then(|here| board.decisions.resolved(here)) else {
        app.notify_failure("the file cannot be read as a plan: nothing to compare");
        return;
    };
    let text = changes(&plan, summary);
    let view = TextView::new(Subject::Change, format!("What changed in {}", summary.name), text);
    app.popup = Some(Popup::TextView(view));
}

fn changes(plan: &Plan, summary: &DecisionSummary) -> String {
    let now = plan.full_choice();
    let reasons = summary.reasons();
    let reasons = if reasons.is_empty() { reasons } else { format!(": {reasons}") };
    let mut lines = vec![format!("Now: {}{reasons}", summary.verdict_word()), format!("  {}", now.words())];
    match plan.decided.last() {
        None => lines.push("It was never decided: no verdict is recorded in the file.".to_owned()),
        Some(then) => {
            let by = then.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let because = since::reasons(&then.because).join(", ");
            let because = if because.is_empty() { because } else { format!(": {because}") };
            lines.push(String::new());
            lines.push(format!(
                "Decided {}{by}: {}{because} (matrix of {})",
                then.on,
                then.verdict.id(),
                then.matrix
            ));
            if let Some(chosen) = &then.chosen {
                lines.extend(choice_changes(chosen, &now));
            }
            lines.push(summary.change.clone().map_or_else(
                || "  the verdict and its reasons are the same".to_owned(),
                |change| format!("  {change}"),
            ));
        }
    }
    let approvals = plan.approvals();
    for (reviews, word) in [(&approvals.holding, "holds"), (&approvals.outdated, "outdated")] {
        for review in reviews {
            lines.push(String::new());
            lines.push(format!("Approved {} by {}: {word}", review.on, review.by));
            match &review.seen {
                Some(seen) => lines.extend(choice_changes(seen, &now)),
                None => lines.push("  it does not say what was seen".to_owned()),
            }
        }
    }
    crate::text::clean(&lines.join("\n")).into_owned()
}

/// What of a choice is another one now, as people read it in git.
fn choice_changes(then: &crate::plan::FullChoice, now: &crate::plan::FullChoice) -> Vec<String> {
    let changed = then.changed(now);
    if changed.is_empty() {
        return vec!["  the choice is the same".to_owned()];
    }
    let word = |choice: &crate::plan::FullChoice, part: &str| match part {
        "model" => choice.choice.model.as_ref().map(ToString::to_string),
        "mode" => choice.choice.mode.map(|mode| mode.name().to_owned()),
        "region" => choice.choice.region.as_ref().map(ToString::to_string),
        _ => choice.replacement.as_ref().map(ToString::to_string),
    };
    let none = || "none".to_owned();
    let lines = changed.into_iter().flat_map(|part| {
        let (old, new) = (word(then, part).unwrap_or_else(none), word(now, part).unwrap_or_else(none));
        [format!("- {part} {old}"), format!("+ {part} {new}")]
    });
    lines.collect()
}

fn sentence(error: &Error) -> String {
    let parts = std::iter::once(error.message()).chain(error.hints().iter().map(String::as_str));
    parts.collect::<Vec<_>>().join("; ")
}
