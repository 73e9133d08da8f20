//! The user's files: settings; imported matrices and which of them is in use; plans, templates and a matrix of their own; and
//! drafts of unfinished plans.
//!
//! `matrix/CLOUD/NAME.toml` in the data directory is a stored matrix, `NAME.report.txt` the report of its import, and
//! `in-use.toml` names the one in use and those before it. `matrix/CLOUD.toml` is the user's own file: it is in use as
//! long as no other was activated. A file that the settings name comes before all of them.

mod activate;
mod add;
mod config;
mod decisions;
mod draft_origin;
mod drafts;
pub mod find_plans;
mod in_use;
mod list;
mod load;
mod matrix_request;
mod name;
mod pages;
mod paths;
pub mod plan_files;
pub mod plan_links;
mod plan_path;
mod review;
mod reviewer;
mod supersede;

pub use activate::{activate, activate_previous};
pub use add::{Added, add};
pub use config::{ConfigFile, ConfigFileKind, ConfigRequest, LoadedConfig, load_config};
pub use decisions::{DecisionOptions, Decisions};
pub use draft_origin::DraftOrigin;
pub use drafts::{Draft, Drafts};
pub use in_use::in_use;
pub use list::{ListedMatrix, list, names};
pub use load::{LoadedPlan, load, load_plan, load_templates};
pub use matrix_request::{MatrixRequest, files_in_use, load_matrix};
pub use name::MatrixName;
pub use pages::{WrittenPage, page_in, write_pages};
pub use paths::user_config;
pub use plan_path::{is_same_plan, link_to};
pub use review::{ReviewRequest, ReviewedPlan, write_review};
pub use reviewer::{configured_reviewer, reviewer};
pub use supersede::{Superseded, all_faults, check_supersede, supersede};
