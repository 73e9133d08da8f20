//! An external model of one's own, as flags: its provider and its task beside its name.

use clap::Args;

use super::value;
use crate::error::{Error, Result};
use crate::matrix::{Matrix, Mode, Model, Task};

/// What no list says of an external model that is typed.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "External model or deployment of your own")]
pub struct ExternalFlags {
    /// The provider of the external model, such as azure-openai, custom, or another
    #[arg(long, value_name = "NAME", requires = "model", hide_short_help = true)]
    pub provider: Option<String>,
    /// What that model does [default: not known]
    #[arg(long, value_name = "TASK", requires = "provider", hide_short_help = true, value_parser = value::word::<Task>())]
    pub task: Option<Task>,
}

impl ExternalFlags {
    /// The model that is named: of the provider where one is given, else of the matrix.
    pub fn find<'a>(&self, name: &str, mode: Option<Mode>, matrix: &'a Matrix) -> Result<&'a Model> {
        let Some(provider) = &self.provider else { return matrix.find_model(name, mode) };
        if mode != Some(Mode::ExternalModels) {
            return Err(Error::new("--provider is for external models")
                .hint("add --mode external-models, or leave --provider out"));
        }
        matrix.external(provider, name, self.task)
    }
}
