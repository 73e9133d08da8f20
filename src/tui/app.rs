//! The whole state of the interface: one plan, one step, at most one popup.

use std::cell::OnceCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::areas::Areas;
use super::colour::Background;
use super::context::Context;
use super::explore::ExploreViews;
use super::history::History;
use super::keymap::Keymap;
use super::message::Message;
use super::order::{Destination, ExploreView, Part, Step};
use super::plan_verdict::PlanVerdict;
use super::popup::{Popup, ReviewAnswer, Subject};
use super::review::Board;
use super::screen::Screen;
use super::session::Session;
use super::step::{self, Mark, Steps};
use super::theme::Theme;
use super::widget::detail::{Detail, Scroll};
use crate::export::{self, Export, Format};
use crate::gates::Verdict;
use crate::matrix::Matrix;
use crate::plan::Plan;
use crate::store::Drafts;

/// A short message for the user, until the next key.
#[derive(Debug, Clone)]
pub struct Notice {
    pub text: String,
    /// Whether something failed.
    pub failed: bool,
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one session")]
pub struct App {
    pub session: Session,
    /// The plan as it was saved or opened last.
    pub saved: Plan,
    /// Where the user is.
    pub step: Step,
    pub steps: Steps,
    /// What stands in the step's place, if anything does.
    pub explore: Option<ExploreView>,
    pub explore_views: ExploreViews,
    /// The decisions that are reviewed; none where one plan is made.
    pub board: Option<Board>,
    /// Whether the board is on the screen, and not a plan that was opened from it.
    pub on_board: bool,
    /// The review that is being written.
    pub reviewing: Option<ReviewAnswer>,
    /// How far the text of the screen that may be longer than its place is scrolled.
    pub scroll: Scroll,
    pub popup: Option<Popup>,
    /// What comes back when the help or the palette over it closes.
    pub below: Option<Popup>,
    /// The matrix the session began with, which may be the user's own.
    pub first_matrix: Rc<Matrix>,
    /// What holds of each step.
    pub marks: [Mark; 7],
    /// What the gates say of the plan's model.
    pub verdict: PlanVerdict,
    /// What changed since the opened plan was decided, and the verdict now. It stays until the user goes on.
    pub since: Option<(String, Option<Verdict>)>,
    note: OnceCell<String>,
    /// Whether a plan was opened that is not judged yet, for want of its cloud's matrix.
    pub opened: bool,
    /// The plan whose documents were written last, with the day and the matrix they were written for.
    pub written: Option<(Plan, NaiveDate, Rc<Matrix>)>,
    pub history: History,
    /// Shown at the bottom until the next key.
    pub notice: Option<Notice>,
    pub theme: Theme,
    pub keymap: Keymap,
    /// The ground of the terminal, as far as it is known.
    pub background: Option<Background>,
    /// The size of the screen, for clicks.
    pub size: (u16, u16),
    /// Whether what is being typed was refused when the user wanted to leave.
    pub refused: bool,
    /// Where the user goes once the plan is saved; none where saving is all.
    pub leaving: Option<Destination>,
    /// Whether nothing may be changed or written.
    pub read_only: bool,
    /// Whether the files are in memory alone.
    pub demo: bool,
    pub drafts: Drafts,
    /// Whether the draft on disk is older than the plan.
    pub draft_due: bool,
    /// Whether the user knows that no draft can be saved.
    pub draft_failed: bool,
}

impl App {
    /// The app on its first screen.
    pub fn new(plan: Plan, matrix: Rc<Matrix>, as_of: NaiveDate, today: NaiveDate, theme: Theme) -> Self {
        let mut app = Self {
            saved: plan.clone(),
            first_matrix: Rc::clone(&matrix),
            session: Session::new(plan, matrix, as_of, today),
            step: Step::Mode,
            steps: Steps::default(),
            explore: None,
            explore_views: ExploreViews::default(),
            board: None,
            on_board: false,
            reviewing: None,
            scroll: Scroll::default(),
            popup: None,
            below: None,
            marks: [Mark::Open; 7],
            verdict: PlanVerdict::default(),
            since: None,
            note: OnceCell::new(),
            opened: false,
            written: None,
            history: History::default(),
            notice: None,
            theme,
            keymap: Keymap::default(),
            background: None,
            size: (0, 0),
            refused: false,
            leaving: None,
            read_only: false,
            demo: false,
            drafts: Drafts::default(),
            draft_due: false,
            draft_failed: false,
        };
        app.judge();
        app
    }

    /// The parts of a screen of this size: where the user works on the plan, the note stands beside it.
    pub fn areas(&self, width: u16, height: u16) -> Areas {
        let areas = Areas::of(width, height);
        if self.on_board {
            return areas.without_steps();
        }
        // Before there is one, the steps take the room.
        let beside = self.explore.is_none() && self.step != Step::Export && self.verdict.verdict.is_some();
        if beside { areas.with_note() } else { areas }
    }

    /// Where a step or an explore view is drawn.
    pub fn body(&self) -> Rect {
        self.areas(self.size.0, self.size.1).body
    }

    /// The note as it reads so far, made once per change and only where it is looked at.
    pub fn note(&self) -> &str {
        self.note.get_or_init(|| {
            let made = self.session.decide().and_then(|decision| {
                export::document(Export::Note, &decision, &self.steps.export.templates, Format::Markdown)
            });
            made.unwrap_or_else(|error| format!("Not yet: {}.", error.message()))
        })
    }

    /// What fills the body of the screen: the open explore view, else the step.
    pub fn screen(&self) -> &dyn Screen {
        match (self.shown_board(), self.explore) {
            (Some(board), _) => board,
            (None, Some(explore)) => self.explore_views.get(explore),
            (None, None) => self.steps.get(self.step),
        }
    }

    /// The board, where it is on the screen.
    pub fn shown_board(&self) -> Option<&Board> {
        self.board.as_ref().filter(|_| self.on_board)
    }

    /// The matrix that the screen speaks of: on the board that of the decision under the cursor.
    pub fn matrix(&self) -> &Matrix {
        let own = self.shown_board().and_then(|board| board.decisions.matrix(board.here()?));
        own.unwrap_or(&self.session.matrix)
    }

    /// The same, with the session it reads.
    pub fn screen_mut(&mut self) -> (&mut dyn Screen, &Session) {
        let screen: &mut dyn Screen = match (self.board.as_mut().filter(|_| self.on_board), self.explore) {
            (Some(board), _) => board,
            (None, Some(explore)) => self.explore_views.get_mut(explore),
            (None, None) => self.steps.get_mut(self.step),
        };
        (screen, &self.session)
    }

    /// Judges every model anew, and brings the step up to date.
    pub fn judge(&mut self) {
        self.session.judge();
        let judged = self.session.judged();
        let marks = Step::ALL.map(|step| step::mark(step, &self.session, judged.as_ref()));
        let verdict = PlanVerdict::of(&self.session, judged.as_ref());
        drop(judged);
        self.note = OnceCell::new();
        (self.marks, self.verdict) = (marks, verdict);
        if self.is_written() {
            self.marks[Step::Export as usize] = Mark::Done;
        }
        self.refresh();
    }

    /// Whether documents of this session say what the plan says now. What was noted of the verdict at saving is no change.
    pub fn is_written(&self) -> bool {
        self.written.as_ref().is_some_and(|(plan, as_of, matrix)| {
            let plan = Plan { decided: self.session.plan.decided.clone(), ..plan.clone() };
            plan == self.session.plan
                && *as_of == self.session.as_of
                && Rc::ptr_eq(matrix, &self.session.matrix)
        })
    }

    /// The documents of the plan as it stands are on disk.
    pub fn set_written(&mut self) {
        let session = &self.session;
        self.written = Some((session.plan.clone(), session.as_of, Rc::clone(&session.matrix)));
        self.marks[Step::Export as usize] = Mark::Done;
    }

    /// Goes to where an opened plan needs somebody, and tells what changed since it was decided.
    pub fn begin_opened(&mut self) {
        self.judge();
        let decided = self.session.plan.last_decided();
        self.since = decided.and_then(|decided| self.verdict.since(decided, &self.session));
        let step = Step::ALL.into_iter().zip(self.marks).find(|(_, mark)| mark.needs_somebody());
        self.step = step.map_or(Step::Export, |(step, _)| step);
        // After a first refresh: it places the cursors by the plan.
        self.refresh();
        self.screen_mut().0.begin_reading();
        self.refresh();
    }

    /// Brings up to date the lists of what is on the screen.
    pub fn refresh(&mut self) {
        let (screen, session) = self.screen_mut();
        screen.refresh(session);
    }

    /// The text of the screen that may be longer than its place, if there is one.
    pub fn detail(&self, area: Rect) -> Option<Detail> {
        self.screen().detail(&self.session, &self.theme, area)
    }

    /// Whether leaving would lose something.
    pub fn is_dirty(&self) -> bool {
        self.session.plan != self.saved
    }

    /// Whether the user has begun with nothing yet: no plan was opened, no decisions were found, nothing is chosen.
    pub fn is_new(&self) -> bool {
        self.session.file.is_none() && self.board.is_none() && !self.is_dirty()
    }

    /// What has the keys now.
    pub fn context(&self) -> Context {
        match &self.popup {
            Some(Popup::TextView(reading)) if matches!(reading.subject, Subject::Document(_)) => {
                Context::Document
            }
            Some(Popup::TextView(_)) => Context::TextView,
            Some(Popup::Prompt(_) | Popup::Tokens(_)) => Context::Line,
            Some(Popup::Shortlist(_)) => Context::Shortlist,
            Some(Popup::Openings(_)) => Context::Openings,
            Some(Popup::Write(list)) if list.is_viewing() => Context::TextView,
            Some(Popup::Write(_)) => Context::Write,
            Some(Popup::Picker(_) | Popup::Palette(_) | Popup::External(_) | Popup::Decisions(_)) => {
                Context::Picking
            }
            Some(Popup::Review(_)) => Context::Review,
            Some(Popup::Help(_)) => Context::Help,
            Some(Popup::Drafts(_)) => Context::Drafts,
            Some(Popup::Confirm(_)) => Context::Asking,
            None if self.scroll.has_keys && self.on_board => Context::Part(Part::Note),
            None if self.scroll.has_keys => Context::Part(Part::Detail),
            None if self.screen().takes_lines() && !self.read_only => Context::Lines,
            None if self.screen().is_filtering() && self.on_board => Context::BoardFilter,
            None if self.screen().is_filtering() => {
                self.explore.map_or(Context::Filter(self.step), Context::ExploreFilter)
            }
            // Where nothing may be typed, letters are keys in a row of text too.
            None if self.screen().takes_text() && !self.read_only => Context::Row,
            None => self.screen_context(),
        }
    }

    /// The step, the explore view or the part of it that is on the screen, whatever lies over it or is typed into it.
    pub fn screen_context(&self) -> Context {
        if self.on_board {
            return Context::Board;
        }
        match (self.screen().part(), self.explore) {
            (Some(part), _) => Context::Part(part),
            (None, Some(explore)) => Context::ExploreView(explore),
            (None, None) => Context::Step(self.step),
        }
    }

    /// A sentence with what a key does about it at its end; without that where no key does it here.
    pub fn with_key(&self, words: &str, wanted: fn(&Message) -> bool, does: &str) -> String {
        match self.keymap.key_for(wanted, self.context()) {
            Some(key) => format!("{words}; {key} {does}"),
            None => words.to_owned(),
        }
    }

    /// Shows what was changed, and the key that undoes it.
    pub fn notify_change(&mut self, words: &str) {
        let notice = self.with_key(words, |message| matches!(message, Message::Undo), "undoes it");
        self.notify(notice);
    }

    /// Shows a notice at the bottom until the next key.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), failed: false });
    }

    /// The same for a failure.
    pub fn notify_failure(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), failed: true });
    }

    /// Says of what was written that it is on no disk.
    pub fn notice_in_memory(&mut self) {
        const WHERE: &str = "demo, in memory only: ";
        if let Some(notice) = self.notice.as_mut().filter(|one| !one.failed && !one.text.starts_with(WHERE)) {
            notice.text.insert_str(0, WHERE);
        }
    }
}
