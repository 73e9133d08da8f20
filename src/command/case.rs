//! Flags become choices: words are looked up in the matrix, and what is not said stays as it was.

use chrono::NaiveDate;

use super::CaseFlags;
use crate::error::Result;
use crate::matrix::{Matrix, Mode, RegionId};
use crate::plan::Plan;
use crate::text;

/// Puts what the flags say into a plan.
pub fn choose(
    flags: &CaseFlags,
    primary: Option<&str>,
    plan: &mut Plan,
    matrix: &Matrix,
    as_of: NaiveDate,
) -> Result<()> {
    plan.mode = flags.mode.or(plan.mode);
    plan.workload = flags.workload.or(plan.workload);
    if let Some(code) = primary {
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

/// The cases that no plan stands behind, only what the flags say: one for each region, or one without a region.
pub fn asked(flags: &CaseFlags, regions: &[String], matrix: &Matrix, as_of: NaiveDate) -> Result<Vec<Plan>> {
    let mut plans: Vec<Plan> = Vec::new();
    let primaries = regions.iter().map(|code| Some(code.as_str()));
    for primary in primaries.chain(regions.is_empty().then_some(None)) {
        let plan = asked_in(primary, flags, matrix, as_of)?;
        // One region in two spellings is asked about once.
        if !plans.iter().any(|known| known.region == plan.region) {
            plans.push(plan);
        }
    }
    Ok(plans)
}

/// The case in one region, or in none yet.
pub fn asked_in(primary: Option<&str>, flags: &CaseFlags, matrix: &Matrix, as_of: NaiveDate) -> Result<Plan> {
    let mut plan = Plan { cloud: matrix.cloud, ..Plan::default() };
    choose(flags, primary, &mut plan, matrix, as_of)?;
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
