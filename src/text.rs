//! Text: made safe where it enters, measured and cut as a terminal draws it, named and recognised.

mod clean;
mod count;
mod measure;
mod name;

pub use clean::{clean, clean_line};
pub use count::count;
pub use measure::{fit, pad, width, wrap};
pub use name::{fold, nearest, slug};
