//! Which matrix is used, and for which day: the flags that every command has.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::value;
use crate::config::Config;
use crate::date::When;
use crate::error::{Error, Result};
use crate::host::{Host, clean_path};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;
use crate::store::{self, ConfigRequest, LoadedConfig, LoadedPlan, MatrixRequest};
use crate::tui::keymap;

/// What is known, and for which day.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Matrix")]
pub struct Source {
    /// The cloud the workspace runs on
    ///
    /// Where it is left out, it is that of the plan, the matrix or the settings, else AWS.
    #[arg(long, global = true, value_name = "CLOUD", value_parser = value::set(Cloud::name), hide_possible_values = false)]
    pub cloud: Option<Cloud>,
    /// Your own matrix instead of the one in use
    #[arg(long, global = true, value_name = "FILE")]
    pub matrix: Option<PathBuf>,
    /// The day on which lifecycle is judged [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = value::day)]
    pub as_of: Option<When>,
    /// Which settings count.
    #[command(flatten)]
    pub config: ConfigFlags,
}

/// Which settings count.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigFlags {
    /// Your settings from this file instead of your own config.toml
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub config: Option<PathBuf>,
    /// Ignore config.toml, servemap.toml and the variables that state settings
    #[arg(long, global = true, conflicts_with = "config", hide_short_help = true)]
    pub no_config: bool,
}

impl Source {
    /// The day on which everything is judged.
    pub fn day(&self, host: &dyn Host) -> NaiveDate {
        let today = host.today();
        self.as_of.map_or(today, |when| when.on(today))
    }

    /// The settings that count for a plan or folder, else for the current folder.
    ///
    /// # Errors
    /// Every problem of the files and variables that state them.
    pub fn config(&self, at: Option<&Path>, host: &dyn Host) -> Result<Config> {
        Ok(self.loaded_config(at, host)?.config)
    }

    /// The same with the files that were looked for.
    pub fn loaded_config(&self, at: Option<&Path>, host: &dyn Host) -> Result<LoadedConfig> {
        let ConfigFlags { config, no_config } = self.config.clone();
        let request = ConfigRequest { file: config, none: no_config, at: at.map(Path::to_owned) };
        store::load_config(host, &request, &keymap::rules())
    }

    /// The matrix of the cloud that was named, or of the one that is configured.
    pub fn matrix(&self, config: &Config, host: &dyn Host) -> Result<Matrix> {
        let configured = config.cloud.as_ref().filter(|_| self.takes_configured_cloud());
        self.matrix_of(self.cloud.or(configured.map(|cloud| cloud.value)), config, host)
    }

    /// Whether the cloud is that of the configuration: neither a flag nor a matrix of the user's own says which it is.
    pub fn takes_configured_cloud(&self) -> bool {
        self.cloud.is_none() && self.matrix.is_none()
    }

    /// What flags and settings say of matrices.
    pub fn matrix_request(&self, config: &Config) -> MatrixRequest {
        MatrixRequest::new(self.matrix.as_deref(), config)
    }

    /// The matrix of a cloud.
    ///
    /// # Errors
    /// When it cannot be read; when a file was named that is a matrix of another cloud.
    pub fn matrix_of(&self, cloud: Option<Cloud>, config: &Config, host: &dyn Host) -> Result<Matrix> {
        store::load_matrix(host, cloud, &self.matrix_request(config))
    }

    /// The matrices of some clouds, each read once.
    pub fn matrices(
        &self,
        clouds: impl IntoIterator<Item = Cloud>,
        config: &Config,
        host: &dyn Host,
    ) -> Result<Vec<Matrix>> {
        let mut matrices: Vec<Matrix> = Vec::new();
        for cloud in clouds {
            self.add_matrix(Some(cloud), &mut matrices, config, host)?;
        }
        Ok(matrices)
    }

    /// Adds the matrix of a cloud to those that were read, where it is none of them.
    pub fn add_matrix(
        &self,
        cloud: Option<Cloud>,
        matrices: &mut Vec<Matrix>,
        config: &Config,
        host: &dyn Host,
    ) -> Result<()> {
        if let Some(cloud) = cloud.filter(|cloud| matrices.iter().all(|matrix| matrix.cloud != *cloud)) {
            matrices.push(self.matrix_of(Some(cloud), config, host)?);
        }
        Ok(())
    }

    /// A plan from its file.
    ///
    /// # Errors
    /// When it cannot be read; when `--cloud` names another cloud than the plan.
    pub fn plan(&self, path: &Path, host: &dyn Host) -> Result<Plan> {
        self.loaded_plan(path, host).map(|loaded| loaded.plan)
    }

    /// The same with its text.
    pub fn loaded_plan(&self, path: &Path, host: &dyn Host) -> Result<LoadedPlan> {
        let loaded = store::load_plan(host, path)?;
        self.check_cloud(&clean_path(path), loaded.plan.cloud)?;
        Ok(loaded)
    }

    /// Whether a plan is one for the cloud that was named.
    ///
    /// # Errors
    /// When it is for another.
    pub fn check_cloud(&self, plan: &str, own: Cloud) -> Result<()> {
        match self.cloud.filter(|cloud| *cloud != own) {
            None => Ok(()),
            Some(cloud) => {
                let (own, cloud) = (own.name(), cloud.name());
                Err(Error::new(format!("'{plan}' is a plan for {own}, not for {cloud}"))
                    .hint("remove --cloud: each plan names its own cloud"))
            }
        }
    }

    /// A plan with the matrix of its cloud, its names resolved.
    pub fn plan_with_matrix(&self, path: &Path, host: &dyn Host) -> Result<(Plan, Matrix)> {
        let mut plan = self.plan(path, host)?;
        let matrix = self.matrix_of(Some(plan.cloud), &self.config(Some(path), host)?, host)?;
        plan.resolve(&matrix);
        Ok((plan, matrix))
    }
}
