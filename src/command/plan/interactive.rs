//! `servemap plan --interactive`: the planner's questions one line at a time, for screen readers, dumb terminals and pipes.
//! No colour, no cursor; prompts on stderr, answers from stdin.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::questions::{QUESTIONS, Question, task};
use super::{PlanArgs, begin, finish};
use crate::choice::candidates::Candidates;
use crate::command::answer::Answer;
use crate::command::style::OutputStyle;
use crate::command::{Source, case_report};
use crate::error::{Error, Result};
use crate::gates::Verdict;
use crate::host::{Expected, Host, Saved, is_output, quoted, typed_path};
use crate::matrix::{Matrix, Mode};
use crate::plan::{self, Plan};
use crate::text;

const INTRODUCTION: &str = "\
Answer each question with a line. Enter keeps what stands in [brackets], ? lists the choices, back goes back to the \
question before. Ctrl-D ends; nothing is written before the last answer.";

/// The word that goes back to the question before.
const BACK: &str = "back";

/// What an answer leads to.
enum Turn {
    Next,
    Back,
    Again,
}

/// Asks for what the flags do not say. What was answered is not lost because a file cannot be written.
pub fn run(arguments: &PlanArgs, source: &Source, host: &mut dyn Host, style: OutputStyle) -> Saved<Answer> {
    if arguments.update && arguments.output.as_deref().is_some_and(is_output) {
        return Err(Error::new("the plan and the answers cannot both come from the standard input")
            .hint("name the plan's file: --update -o FILE")
            .into());
    }
    let mut begun = begin(arguments, source, host)?;
    let (matrix, as_of) = (begun.matrix.clone(), begun.as_of);
    let mut interview = Interview::new(&matrix, as_of, host);
    // Said before it is asked about: the answers may change it.
    if let Some(configured) = begun.configured.take() {
        interview.print(&configured);
    }
    interview.fill(arguments, &mut begun.plan)?;
    let Some(path) = &arguments.output else {
        loop {
            let path = interview.place(&begun.plan)?;
            begun.before.expected = (!is_output(&path)).then_some(Expected::Absent);
            match finish(arguments, Some(&path), begun.clone(), interview.host, style) {
                Err(error) => interview.print(&Error::from(error).to_string()),
                done => return done,
            }
        }
    };
    finish(arguments, Some(path), begun, interview.host, style)
}

/// The questions under way.
pub struct Interview<'a> {
    pub matrix: &'a Matrix,
    pub as_of: NaiveDate,
    pub host: &'a mut dyn Host,
    /// What is to be printed before the next question.
    pending: String,
}

impl<'a> Interview<'a> {
    pub fn new(matrix: &'a Matrix, as_of: NaiveDate, host: &'a mut dyn Host) -> Self {
        let mut interview = Self { matrix, as_of, host, pending: String::new() };
        interview.print(INTRODUCTION);
        interview
    }

    /// Asks everything that no flag has answered.
    ///
    /// # Errors
    /// When the answers end before the questions do.
    pub fn fill(&mut self, flags: &PlanArgs, plan: &mut Plan) -> Result<()> {
        let open: Vec<Question> =
            QUESTIONS.iter().filter(|(_, given)| !given(flags)).map(|(question, _)| *question).collect();
        let mut at = 0;
        while let Some(question) = open.get(at) {
            match self.turn(*question, plan)? {
                Turn::Next => at += 1,
                Turn::Back if at == 0 => self.print("This is the first question."),
                Turn::Back => at -= 1,
                Turn::Again => {}
            }
        }
        Ok(())
    }

    fn turn(&mut self, question: Question, plan: &mut Plan) -> Result<Turn> {
        let proposals = question.proposals(plan, self.matrix, self.as_of);
        if !proposals.is_empty() && plan.model.is_none() {
            let task = task(plan, self.matrix).id();
            self.print(&format!("Open here for {task}, best first:\n{}", proposals.join("\n")));
        }
        let answer = self.ask(question.label(), &question.default_words(plan))?;
        let written = match answer.as_str() {
            "?" => {
                let help = question.help(plan, self.matrix, self.as_of);
                self.print(&help.join("\n"));
                return Ok(Turn::Again);
            }
            BACK => return Ok(Turn::Back),
            "" => question.keep(plan),
            answer => question.write(plan, answer, self.matrix, self.as_of),
        };
        if let Err(error) = written {
            self.print(&error.to_string());
            return Ok(Turn::Again);
        }
        plan.stamp();
        if question.decides() {
            let verdict = self.verdict(plan);
            self.print(&verdict);
        }
        Ok(Turn::Next)
    }

    /// Asks where the plan goes; `-` is the standard output.
    ///
    /// # Errors
    /// When the answers end.
    pub fn place(&mut self, plan: &Plan) -> Result<PathBuf> {
        loop {
            let answer = self.ask("Save to", &plan.file_name())?;
            let path = match answer.as_str() {
                "" => PathBuf::from(plan.file_name()),
                "?" => {
                    self.print("A TOML file, next to the other plans of your team; the folder must exist. - prints the plan.");
                    continue;
                }
                BACK => {
                    self.print("The questions before are answered; 'servemap plan --update' changes a plan that is saved.");
                    continue;
                }
                answer => typed_path(answer, self.host.home().as_deref()),
            };
            match self.check_place(&path) {
                Ok(()) => return Ok(path),
                Err(error) => self.print(&error.to_string()),
            }
        }
    }

    fn check_place(&self, path: &Path) -> Result<()> {
        if is_output(path) {
            return Ok(());
        }
        if !self.host.is_folder(path) {
            plan::check_name(path)?;
            if self.host.exists(path) {
                return Err(
                    Error::new(format!("{} exists already", quoted(path))).hint("choose another name")
                );
            }
        }
        self.host.check_save(path)
    }

    /// Prints before the next question.
    pub fn print(&mut self, words: &str) {
        for line in words.lines() {
            let indent = line.len() - line.trim_start().len();
            for line in text::wrap(line.trim_start(), OutputStyle::PAGE - indent) {
                self.pending.push_str(&" ".repeat(indent));
                self.pending.push_str(&line);
                self.pending.push('\n');
            }
            if line.is_empty() {
                self.pending.push('\n');
            }
        }
    }

    fn ask(&mut self, label: &str, default: &str) -> Result<String> {
        let default =
            if default.is_empty() { String::new() } else { format!(" [{}]", text::clean_line(default)) };
        let prompt = format!("{}{label}{default}: ", std::mem::take(&mut self.pending));
        match self.host.ask(&prompt)? {
            Some(line) => Ok(text::entry_line(&line)),
            None => Err(Error::new("the answers ended before the last question; nothing was written")
                .hint("flags answer questions in advance: 'servemap plan --help' lists them")),
        }
    }

    /// What the gates say so far: of the model, or how many models are left.
    fn verdict(&self, plan: &Plan) -> String {
        if let Ok(decision) = plan.decide(self.matrix, self.as_of) {
            let advice = plan.advice(self.matrix);
            return case_report::text(&decision.case, &decision.judged, &advice, OutputStyle::default());
        }
        let candidates = Candidates::new(plan.criteria(self.matrix, self.as_of));
        let mut words = format!(
            "Verdict so far: {} of {} models are open in {}{}",
            candidates.remain(),
            candidates.list.len(),
            plan.mode.map_or("no mode yet", Mode::name),
            plan.region.as_ref().map(|region| format!(", {region}")).unwrap_or_default(),
        );
        let blocked = candidates.count(Verdict::Blocked);
        if blocked > 0 {
            let gates = candidates.blocked_by().map(|(gate, count)| format!("{count} by {}", gate.title));
            let _ = write!(words, "; {blocked} are blocked: {}", gates.collect::<Vec<_>>().join(", "));
        }
        let unknown = candidates.count(Verdict::Unknown);
        if unknown > 0 {
            let _ = write!(words, "; of {unknown} nothing is known");
        }
        let advice = plan.advice(self.matrix).into_iter().map(|advice| format!("\nAdvice: {advice}"));
        format!("{words}.{}", advice.collect::<String>())
    }
}
