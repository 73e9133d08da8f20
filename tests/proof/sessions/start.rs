//! Where a session begins: without a plan, with one, with a hostile one, at the board of decisions, read-only.

use fastrand::Rng;
use servemap::matrix::Cloud;
use servemap::tui::Start;
use servemap::tui::decisions::DecisionPlaces;

use crate::readers::change::{hostile_text, pick};
use crate::readers::{fixtures, plan};
use crate::support::{TestHost, host};

/// How a session begins.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub start: Start,
    pub size: (u16, u16),
    /// The files of the working folder.
    pub files: Vec<(String, String)>,
    /// A draft that an earlier session left.
    pub draft: Option<String>,
    /// Who signs, as far as git knows.
    pub git_name: Option<String>,
}

impl Beginning {
    pub fn new(random: &mut Rng) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let good = fixtures::readable_plans();
        let a_plan = |random: &mut Rng| match random.u8(..4) {
            0 => plan::of_free_words(random),
            _ => random.choice(good).cloned().unwrap_or_default(),
        };
        let mut start = Start {
            as_of: pick(random, &[None, None, Some("2027-05-01"), Some("0001-01-01"), Some("9999-12-31")])
                .and_then(|day| servemap::date::parse(day).ok()),
            ascii: random.u8(..8) == 0,
            theme: pick(random, &[None, None, None, Some("light"), Some("high-contrast")]).map(str::to_owned),
            by: pick(random, &[None, Some("Ana Diaz"), Some("|\u{301}x")]).map(str::to_owned),
            read_only: random.u8(..6) == 0,
            ..Start::default()
        };
        let mut files = vec![("other.toml".to_owned(), a_plan(random))];
        match random.u8(..10) {
            0..3 => start.cloud = pick(random, &[None, None, Some(Cloud::Azure), Some(Cloud::Gcp)]),
            3..7 => {
                files.push(("plan.toml".to_owned(), a_plan(random)));
                start.plan = Some("plan.toml".into());
            }
            7 => {
                files.push(("own.toml".to_owned(), include_str!("../../own.toml").to_owned()));
                start.matrix = Some("own.toml".into());
            }
            _ => {
                let quarter = fixtures::files("tests/quarter", ".toml").into_iter().map(text);
                files = quarter
                    .enumerate()
                    .map(|(at, text)| (format!("decisions/plan-{at}.toml"), text))
                    .collect();
                files.push(("decisions/hostile.toml".to_owned(), plan::of_free_words(random)));
                files.push(("decisions/broken.toml".to_owned(), "mode = \"ptu\"\n".to_owned()));
                let paths = vec!["decisions".into()];
                start.decisions = Some(DecisionPlaces { paths, asked: true, ..DecisionPlaces::default() });
            }
        }
        Self {
            start,
            size: pick(random, &[(80, 24), (120, 40), (120, 40), (160, 50), (1, 1), (300, 100), (60, 15)]),
            files,
            draft: (random.u8(..8) == 0).then(|| a_plan(random)),
            git_name: (random.u8(..3) > 0).then(|| hostile_text(random)),
        }
    }

    /// A host on which it can begin.
    pub fn host(&self) -> TestHost {
        let host = self.files.iter().fold(host(), |host, (path, text)| host.with_file(path, text));
        let host = self.draft.iter().fold(host, |host, draft| host.with_draft("plan-a", draft));
        self.git_name.iter().fold(host, |host, name| host.with_git_name(name))
    }
}
