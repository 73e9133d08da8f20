//! Text: made safe where it enters, measured and cut as a terminal draws it, named and recognised.

mod amount;
mod answer;
mod clean;
mod decimal;
mod diff;
mod form;
mod measure;
mod name;
mod path;
mod sentence;
mod shell;
mod uri;
mod words;

pub use amount::{grouped, read_amount, short_amount};
pub use answer::Answer;
pub use clean::{clean, clean_line, entry, entry_line, is_safe_after};
pub use decimal::Decimal;
pub use diff::{DiffLine, LineDiff};
pub use form::{in_form_of, line_end, missing_end, plain, split_mark};
pub use measure::{fit, fit_middle, pad, start, width, wrap, wrap_within};
pub use name::{did_you_mean, fold, fold_letter, meant, nearest, slug};
pub use path::{path_from, plain_path};
pub use sentence::{capitalized, count};
pub use shell::shell_word;
pub use uri::uri_path;
pub(crate) use words::words;
pub use words::{Word, Words};
