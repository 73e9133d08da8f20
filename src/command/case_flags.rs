//! The choices a model is judged under, as flags. Names are looked up in the matrix; what is not given stays as it was.

use chrono::NaiveDate;
use clap::Args;

use super::value;
use crate::config::{Config, Setting};
use crate::date::When;
use crate::error::Result;
use crate::matrix::{Matrix, Mode, RegionId, Workload};
use crate::plan::{Plan, PreviewRule, Residency, Routing, Use};
use crate::text;

/// The choices a model is judged under.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Choice")]
pub struct CaseFlags {
    /// The serving mode
    #[arg(long, value_name = "ID", value_parser = value::set(Mode::purpose))]
    pub mode: Option<Mode>,
    /// The region to fail over to
    #[arg(long, value_name = "CODE", hide_short_help = true)]
    pub secondary: Option<String>,
    /// The shape of the workload
    #[arg(long, value_name = "SHAPE", hide_short_help = true, value_parser = value::set(Workload::name))]
    pub workload: Option<Workload>,
    /// What the organisation brings.
    #[command(flatten)]
    pub posture: PostureFlags,
}

/// What the organisation brings. What is not given stays as it was, or at its default.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Posture")]
pub struct PostureFlags {
    /// Whether content stays in its Geo
    ///
    /// Where it is left out, it is not stated.
    #[arg(long, value_name = "RULE", value_parser = value::word::<Residency>())]
    pub residency: Option<Residency>,
    /// Whether cross-Geo routing is on
    ///
    /// Whether cross-geography routing is on, an account or workspace setting. Where it is left out, it is unknown.
    #[arg(long, value_name = "STATE", value_parser = value::word::<Routing>())]
    pub routing: Option<Routing>,
    /// Whether previews may be used
    ///
    /// Where it is left out, it is not stated.
    #[arg(long, value_name = "RULE", value_parser = value::word::<PreviewRule>())]
    pub preview: Option<PreviewRule>,
    /// Use in this workspace
    ///
    /// Whether this workspace uses the model already. Where it is left out, it is unknown.
    #[arg(long = "use", value_name = "USE", value_parser = value::word::<Use>())]
    pub usage: Option<Use>,
    /// The day until which the model is needed
    #[arg(long, value_name = "DATE", value_parser = value::day)]
    pub needed_until: Option<When>,
}

impl CaseFlags {
    /// Puts the flags, and the primary region, into a plan.
    pub fn apply(
        &self,
        primary: Option<&str>,
        plan: &mut Plan,
        matrix: &Matrix,
        as_of: NaiveDate,
    ) -> Result<()> {
        plan.mode = self.mode.or(plan.mode);
        plan.workload = self.workload.or(plan.workload);
        if let Some(code) = primary {
            plan.region = Some(region(code, plan.mode, matrix)?);
        }
        if let Some(code) = &self.secondary {
            plan.secondary = Some(region(code, plan.mode, matrix)?);
        }
        let (flags, posture) = (&self.posture, &mut plan.posture);
        posture.residency = flags.residency.unwrap_or(posture.residency);
        posture.routing = flags.routing.unwrap_or(posture.routing);
        posture.preview = flags.preview.unwrap_or(posture.preview);
        if let Some(usage) = flags.usage {
            posture.set_usage(usage);
        }
        posture.needed_until = flags.needed_until.map(|until| until.on(as_of)).or(posture.needed_until);
        Ok(())
    }

    /// A plan that holds the flags, and where none is given the posture that is configured.
    pub fn plan(
        &self,
        primary: Option<&str>,
        config: &Config,
        matrix: &Matrix,
        as_of: NaiveDate,
    ) -> Result<Plan> {
        let mut plan = Plan { cloud: matrix.cloud, ..Plan::default() };
        config.begin(&mut plan);
        self.apply(primary, &mut plan, matrix, as_of)?;
        Ok(plan)
    }

    /// Such a plan for each region, or for the one that is configured; one without a region where there is none.
    pub fn plans(
        &self,
        regions: &[String],
        config: &Config,
        matrix: &Matrix,
        as_of: NaiveDate,
    ) -> Result<Vec<Plan>> {
        if regions.is_empty() {
            let region = config.region_in(matrix)?;
            let region = region.as_ref().map(|id| id.0.as_str());
            return Ok(vec![self.plan(region, config, matrix, as_of)?]);
        }
        let mut plans: Vec<Plan> = Vec::new();
        for code in regions {
            let plan = self.plan(Some(code), config, matrix, as_of)?;
            // One region in two spellings is judged once.
            if !plans.iter().any(|known| known.region == plan.region) {
                plans.push(plan);
            }
        }
        Ok(plans)
    }

    /// The settings of the posture that count, because no flag says otherwise.
    pub fn configured(&self) -> Vec<Setting> {
        let flags = &self.posture;
        let open = [
            (Setting::Residency, flags.residency.is_none()),
            (Setting::Routing, flags.routing.is_none()),
            (Setting::Preview, flags.preview.is_none()),
            (Setting::Use, flags.usage.is_none()),
        ];
        open.into_iter().filter_map(|(setting, open)| open.then_some(setting)).collect()
    }
}

/// The region that a code or a name stands for.
pub fn region(code: &str, mode: Option<Mode>, matrix: &Matrix) -> Result<RegionId> {
    match matrix.find_region(code) {
        Ok(region) => Ok(region.id.clone()),
        // Where an external model runs is the vendor's business: any name will do.
        Err(_) if mode == Some(Mode::ExternalModels) && !text::entry_line(code).is_empty() => {
            Ok(RegionId(text::entry_line(code)))
        }
        Err(error) => Err(error),
    }
}
