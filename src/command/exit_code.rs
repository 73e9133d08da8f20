//! The exit codes of the program: 0 success, 1 findings, 2 usage or input error.

/// How the program ends, as the exit codes say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exit {
    /// All is well: 0.
    #[default]
    Success,
    /// The answer is one to look at: 1.
    Findings,
    /// The question was wrong, or its files: 2.
    Failure,
    /// As the planner ended.
    Planner(u8),
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Findings => 1,
            Self::Failure => 2,
            Self::Planner(code) => code,
        }
    }
}
