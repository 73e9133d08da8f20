//! Flags become choices: words are looked up in the matrix, and what is not said stays as it was.

use chrono::NaiveDate;

use crate::cli::CaseFlags;
use crate::error::Result;
use crate::matrix::{Matrix, Mode, RegionId};
use crate::plan::Plan;
use crate::text;

/// Puts what the flags say into a plan.
pub fn choose(flags: &CaseFlags, plan: &mut Plan, matrix: &Matrix, as_of: NaiveDate) -> Result<()> {
    plan.mode = flags.mode.or(plan.mode);
    plan.workload = flags.workload.or(plan.workload);
    if let Some(code) = &flags.region {
        plan.region = Some(region(code, plan.mode, matrix)?);
    }
    if let Some(code) = &flags.secondary {
        plan.secondary = Some(region(code, plan.mode, matrix)?);
    }
    let (said, posture) = (&flags.posture, &mut plan.posture);
    posture.residency = said.residency.unwrap_or(posture.residency);
    posture.routing = said.routing.unwrap_or(posture.routing);
    posture.preview = said.preview.unwrap_or(posture.preview);
    if let Some(usage) = said.usage {
        posture.set_usage(usage);
    }
    posture.needed_until = said.needed_until.map(|until| until.on(as_of)).or(posture.needed_until);
    Ok(())
}

/// A case that no plan stands behind: only what the flags say.
pub fn asked(flags: &CaseFlags, matrix: &Matrix, as_of: NaiveDate) -> Result<Plan> {
    let mut plan = Plan { cloud: matrix.cloud, ..Plan::default() };
    choose(flags, &mut plan, matrix, as_of)?;
    Ok(plan)
}

fn region(code: &str, mode: Option<Mode>, matrix: &Matrix) -> Result<RegionId> {
    match matrix.find_region(code) {
        Ok(region) => Ok(region.id.clone()),
        // Where an external model runs is the vendor's business: any name will do.
        Err(_) if mode == Some(Mode::ExternalModels) && !text::entry_line(code).is_empty() => {
            Ok(RegionId(text::entry_line(code)))
        }
        Err(error) => Err(error),
    }
}
