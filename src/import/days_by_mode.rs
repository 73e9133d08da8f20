//! Days with what they hold for: "on D for pay-per-token and on D for AI Functions", "Pay-per-token: D (NAME); D (NAME)".
//!
//! Notices and retirement tables are read by this one grammar. A word it does not know makes the whole text unread: it may
//! say that the day holds for something else.

use chrono::NaiveDate;

use super::content::is_one_of;
use super::date;
use crate::matrix::{DateKind, LifecycleFact, Mode, ModelId, State};

/// A day, and what it holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The modes; empty for all.
    pub modes: Vec<Mode>,
    pub day: NaiveDate,
    /// The name behind it in brackets: which of a family's models it is for.
    pub name: Option<String>,
    /// Whether it only promises that the end is not earlier.
    pub not_before: bool,
}

impl Dated {
    /// The announcement that it makes of a model, on a page that speaks for a day.
    pub fn fact(&self, model: &ModelId, modes: &[Mode], page: usize, page_day: NaiveDate) -> LifecycleFact {
        let gone = self.day <= page_day && !self.not_before;
        let state = if gone { State::Retired } else { State::Deprecated };
        let date_kind = if self.not_before { DateKind::NotBefore } else { DateKind::Announced };
        let fact = LifecycleFact::new(model.clone(), modes.to_vec(), state, page);
        LifecycleFact { retires: Some(self.day), date_kind, ..fact }
    }
}

/// What a text says of days and modes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    Days(Vec<Dated>),
    /// No day, and these modes.
    Modes(Vec<Mode>),
}

/// The words by which modes are known, in every wording of the docs.
const MODES: [(&str, Mode); 7] = [
    ("pay-per-token", Mode::PayPerToken),
    ("pay per token", Mode::PayPerToken),
    ("ai functions (batch inference)", Mode::AiFunctions),
    ("ai functions", Mode::AiFunctions),
    ("provisioned-throughput", Mode::ProvisionedThroughput),
    ("provisioned throughput", Mode::ProvisionedThroughput),
    ("provisioned", Mode::ProvisionedThroughput),
];
/// Words that promise only that a day is not earlier.
const NOT_BEFORE: [&str; 4] = ["not before", "no earlier than", "not earlier than", "no sooner than"];
/// Words that neither narrow nor change what a day holds for.
const IDLE: &str = "\
    on for and or in starting from as of the is are be will also it they both all planned retirement \
    retired retires effective beginning foundation model models apis serving workloads endpoints \
    public preview mode with";

/// The most days, modes and names of one text: the longest cells have six.
const MOST_TOKENS: usize = 50;

enum Token {
    Day(NaiveDate, bool),
    Mode(Mode),
    Name(String),
}

/// The modes a text names, in their order.
pub fn modes(text: &str) -> Vec<Mode> {
    let lower = text.to_ascii_lowercase();
    let named = |mode: &Mode| MODES.iter().any(|(words, known)| known == mode && lower.contains(words));
    Mode::HOSTED.into_iter().filter(named).collect()
}

/// The mode whose words a lower-case text begins with, and how long they are.
pub fn mode_at_start(lower: &str) -> Option<(usize, Mode)> {
    let (words, mode) = MODES.iter().find(|(words, _)| lower.starts_with(words))?;
    let ends = !lower[words.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then_some((words.len(), *mode))
}

/// Reads a text; what of it is not understood is given back.
pub fn read(text: &str) -> Result<Statement, String> {
    let tokens = tokens(text)?;
    if tokens.len() > MOST_TOKENS {
        return Err(text.to_owned());
    }
    if !tokens.iter().any(|token| matches!(token, Token::Day(..))) {
        let mut modes = Vec::new();
        for token in tokens {
            match token {
                Token::Mode(mode) if !modes.contains(&mode) => modes.push(mode),
                Token::Mode(_) => {}
                _ => return Err(text.to_owned()),
            }
        }
        return Ok(Statement::Modes(modes));
    }
    pair(tokens).map(Statement::Days).ok_or_else(|| text.to_owned())
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let lower = text.to_ascii_lowercase();
    let (mut tokens, mut at, mut not_before) = (Vec::new(), 0, false);
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap_or_default();
        if first == ' ' || ".,;:".contains(first) {
            at += 1;
        } else if let Some((length, day)) = date::at_start(rest) {
            tokens.push(Token::Day(day, std::mem::take(&mut not_before)));
            at += length;
        } else if let Some((length, mode)) = mode_at_start(&lower[at..]) {
            tokens.push(Token::Mode(mode));
            at += length;
        } else if let Some(words) = NOT_BEFORE.iter().find(|words| lower[at..].starts_with(*words)) {
            not_before = true;
            at += words.len();
        } else if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(')').ok_or_else(|| rest.to_owned())?;
            match mode_at_start(&inner[..end].to_ascii_lowercase()) {
                Some((length, mode)) if length == end => tokens.push(Token::Mode(mode)),
                _ if matches!(tokens.last(), Some(Token::Day(..))) => {
                    tokens.push(Token::Name(inner[..end].trim().to_owned()));
                }
                _ => return Err(rest.to_owned()),
            }
            at += end + 2;
        } else {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
            if !is_one_of(IDLE, &lower[at..at + end]) {
                return Err(rest.to_owned());
            }
            at += end;
        }
    }
    Ok(tokens)
}

/// Each day with its modes: those before it where the text begins with a mode, else those behind it.
fn pair(tokens: Vec<Token>) -> Option<Vec<Dated>> {
    let modes_first = matches!(tokens.first(), Some(Token::Mode(_)));
    let mut days: Vec<Dated> = Vec::new();
    // The modes that stand before the next day, and from which day on the modes behind belong.
    let (mut modes, mut open, mut behind_day) = (Vec::new(), 0, false);
    for token in tokens {
        match token {
            Token::Mode(mode) => {
                if modes_first {
                    if std::mem::take(&mut behind_day) {
                        modes.clear();
                    }
                    modes.push(mode);
                } else {
                    days[open..].iter_mut().for_each(|dated| dated.modes.push(mode));
                    behind_day = true;
                }
            }
            Token::Day(day, not_before) => {
                if !modes_first && std::mem::take(&mut behind_day) {
                    open = days.len();
                }
                days.push(Dated { modes: modes.clone(), day, name: None, not_before });
                behind_day |= modes_first;
            }
            Token::Name(name) => days.last_mut()?.name = Some(name),
        }
    }
    // A mode at the end without a day; several days for the same thing.
    let dangling = modes_first && !behind_day;
    let clash = days.iter().enumerate().any(|(at, one)| {
        days[..at].iter().any(|other| {
            let same_modes = one.modes.is_empty()
                || other.modes.is_empty()
                || one.modes.iter().any(|mode| other.modes.contains(mode));
            same_modes && (one.name.is_none() || other.name.is_none() || one.name == other.name)
        })
    });
    (!dangling && !clash).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::one(" on March 3, 2027", "2027-03-03")]
    #[case::of_a_mode("on March 3, 2027 for pay-per-token workloads", "2027-03-03 pay-per-token")]
    #[case::of_two_modes(
        "on March 3, 2027 for pay-per-token and AI Functions",
        "2027-03-03 pay-per-token ai-functions"
    )]
    #[case::one_each(
        "on March 3, 2027 for pay-per-token workloads and on May 5, 2027 for AI Functions workloads",
        "2027-03-03 pay-per-token | 2027-05-05 ai-functions"
    )]
    #[case::modes_first(
        "Pay-per-token: April 30, 2025 Provisioned throughput: December 19, 2025",
        "2025-04-30 pay-per-token | 2025-12-19 provisioned-throughput"
    )]
    #[case::names(
        "Pay-per-token: July 23, 2024 (A-3); December 11, 2024 (A-3.1) Provisioned throughput: 2025-12-19",
        "2024-07-23 pay-per-token (A-3) | 2024-12-11 pay-per-token (A-3.1) | 2025-12-19 provisioned-throughput"
    )]
    #[case::modes_in_brackets("March 3, 2027 (pay-per-token)", "2027-03-03 pay-per-token")]
    #[case::not_before("not before March 3, 2027", "2027-03-03 or later")]
    #[case::only_modes(
        "for pay-per-token or provisioned throughput workloads",
        "pay-per-token provisioned-throughput"
    )]
    #[case::two_days("on March 3, 2027 and May 5, 2027", "?")]
    #[case::a_day_without_its_mode("March 3, 2027 for pay-per-token and May 5, 2027", "?")]
    #[case::a_mode_without_its_day("Pay-per-token: March 3, 2027 Provisioned throughput: ", "?")]
    #[case::somewhere("on March 3, 2027 in us-east-1", "?")]
    #[case::someone_else("on March 3, 2027 and Zebra 9 on May 5, 2027", "?")]
    #[case::a_sign("March 3, 2027◇", "?")]
    #[case::roughly("~ March 3, 2027", "?")]
    fn each_day_goes_with_its_modes(#[case] text: &str, #[case] said: &str) {
        let ids = |modes: &[Mode]| modes.iter().map(|mode| mode.id().to_owned()).collect::<Vec<_>>();
        let read = match read(text) {
            Err(_) => "?".to_owned(),
            Ok(Statement::Modes(modes)) => ids(&modes).join(" "),
            Ok(Statement::Days(days)) => {
                let days = days.iter().map(|dated| {
                    let mut parts = vec![dated.day.to_string()];
                    parts.extend(ids(&dated.modes));
                    parts.extend(dated.name.as_ref().map(|name| format!("({name})")));
                    parts.extend(dated.not_before.then(|| "or later".to_owned()));
                    parts.join(" ")
                });
                days.collect::<Vec<_>>().join(" | ")
            }
        };
        assert_eq!(read, said);
    }
}
