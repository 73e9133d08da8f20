//! One decision takes the place of another: both files say so, or neither.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::plan_links::{linked_plan, shown};
use super::review::{ReviewRequest, ReviewedPlan};
use super::{LoadedPlan, is_same_plan, link_to, load_plan};
use crate::error::{Error, Result};
use crate::host::{Expected, Host, clean_path, quoted, retry};
use crate::matrix::Matrix;
use crate::plan::{Plan, Status, file};
use crate::text;

/// What a supersession did to the two files.
#[derive(Debug, Clone)]
pub struct Superseded {
    /// The old decision.
    pub old: ReviewedPlan,
    /// The new one, as its file has it.
    pub new: Plan,
    /// Whether the file of the new one did not have the link before.
    pub new_changed: bool,
}

/// Marks `old` as superseded by `new`, and links them both ways. Both are checked before either is written.
///
/// # Errors
/// Everything that speaks against it, at once; where the second file could not be written, what stands where and how to
/// go on.
pub fn supersede(
    host: &mut dyn Host,
    old: &Path,
    new: &Path,
    request: &ReviewRequest,
    matrix: &Matrix,
) -> Result<Superseded> {
    check_supersede(host, old, new)?;
    // First the new one: until the old one is written too, it is judged as strictly as before, and the same command again
    // does what is left.
    let (plan, new_changed) = retry(|| {
        let before = load_plan(host, new)?;
        let (plan, text) = superseding(host, &before, old, new)?;
        if let Some(text) = &text {
            host.save(new, text, &Expected::Contents(before.text))?;
        }
        Ok((plan, text.is_some()))
    })
    .map_err(Error::from)?;
    let reviewed = retry(|| {
        let before = load_plan(host, old)?;
        let reviewed = superseded(host, &before, old, new, request, matrix)?;
        if reviewed.changed {
            host.save(old, &reviewed.text, &Expected::Contents(before.text))?;
        }
        Ok(reviewed)
    })
    .map_err(|error| half_done(Error::from(error), old, new, (&request.by, new_changed)))?;
    Ok(Superseded { old: reviewed, new: plan, new_changed })
}

/// Whether the one can take the place of the other.
///
/// # Errors
/// Everything that speaks against it, at once.
pub fn check_supersede(host: &dyn Host, old: &Path, new: &Path) -> Result<()> {
    if is_same_plan(host, old, new) {
        return Err(Error::new(format!("{} cannot supersede itself", quoted(old)))
            .hint("name the plan that takes its place second: servemap supersede OLD NEW"));
    }
    let mut faults = Vec::new();
    let mut load = |path: &Path| load_plan(host, path).map_err(|error| faults.push(error)).ok();
    let (before, after) = (load(old), load(new));
    if let Some(before) = &before
        && !is_superseded_by(host, &before.plan, old, new)
        && let Err(error) = before.plan.can_be_reviewed(crate::plan::ReviewVerdict::Supersede)
    {
        faults.push(error.context(quoted(old)));
    }
    if let Some(after) = &after {
        faults.extend(cannot_supersede(&after.plan, new).err());
    }
    if let (Some(before), Some(after)) = (&before, &after) {
        faults.extend(find_loop(host, (old, before), (new, after)));
        for (path, other) in [(old, new), (new, old)] {
            faults.extend(host.check_save(path).err());
            faults.extend(link_to(host, path, other).err());
        }
    }
    all_faults(faults)
}

/// Several faults as one error, each with what would be right.
pub fn all_faults(mut faults: Vec<Error>) -> Result<()> {
    match faults.len() {
        0 => Ok(()),
        1 => Err(faults.remove(0)),
        count => {
            let all = Error::new(format!("nothing was written: {}", text::count(count, "problem")));
            Err(faults.iter().fold(all, |all, fault| all.detail(fault.to_string())))
        }
    }
}

/// A decision that is no longer in force takes no place.
fn cannot_supersede(plan: &Plan, path: &Path) -> Result<()> {
    match plan.status.filter(|status| status.is_past()) {
        Some(status) => Err(Error::new(format!(
            "{} is {}: it cannot take the place of another decision",
            quoted(path),
            status.name()
        ))
        .hint("name a decision that is proposed or in force")),
        None => Ok(()),
    }
}

/// Whether the plan says already that this one took its place.
fn is_superseded_by(host: &dyn Host, plan: &Plan, path: &Path, new: &Path) -> bool {
    let by = plan.superseded_by.as_ref().and_then(|link| linked_plan(path, link));
    plan.status == Some(Status::Superseded) && by.is_some_and(|by| is_same_plan(host, &by, new))
}

/// The new plan with the link to the old one; no text where it has it already.
fn superseding(
    host: &dyn Host,
    before: &LoadedPlan,
    old: &Path,
    new: &Path,
) -> Result<(Plan, Option<String>)> {
    cannot_supersede(&before.plan, new)?;
    let links = |link: &String| linked_plan(new, link).is_some_and(|path| is_same_plan(host, &path, old));
    if before.plan.supersedes.iter().any(links) {
        return Ok((before.plan.clone(), None));
    }
    let mut plan = before.plan.clone();
    plan.supersedes.push(link_to(host, new, old)?);
    let text = file::write(&plan, Some(&before.text))?;
    Ok((plan, Some(text)))
}

/// The old plan with status, link and review.
fn superseded(
    host: &dyn Host,
    before: &LoadedPlan,
    old: &Path,
    new: &Path,
    request: &ReviewRequest,
    matrix: &Matrix,
) -> Result<ReviewedPlan> {
    if is_superseded_by(host, &before.plan, old, new) {
        let mut plan = before.plan.clone();
        plan.resolve(matrix);
        return Ok(ReviewedPlan { plan, text: before.text.clone(), changed: false });
    }
    let mut linked = before.clone();
    let mut reviewed = request.review(&linked, matrix)?;
    linked.plan = file::read(&clean_path(old), &reviewed.text)?;
    linked.plan.superseded_by = Some(link_to(host, old, new)?);
    reviewed.text = file::write(&linked.plan, Some(&reviewed.text))?;
    reviewed.plan.superseded_by.clone_from(&linked.plan.superseded_by);
    Ok(reviewed)
}

/// Whether the old decision already stands, over one or more steps, in the place of the new one.
fn find_loop(host: &dyn Host, old: (&Path, &LoadedPlan), new: (&Path, &LoadedPlan)) -> Option<Error> {
    let back = |plan: &Plan| plan.supersedes.clone();
    let on = |plan: &Plan| plan.superseded_by.clone().into_iter().collect();
    let found = way(host, old, new.0, &back).or_else(|| {
        let mut way = way(host, new, old.0, &on)?;
        way.reverse();
        Some(way)
    })?;
    let names: Vec<String> = found.iter().map(|path| format!("'{}'", shown(path))).collect();
    let error = Error::new(format!(
        "{} cannot supersede {}: the links would be a loop",
        quoted(new.0),
        quoted(old.0)
    ));
    Some(error.hint(format!("{} already: change the links of one of them", names.join(" supersedes "))))
}

/// The files on the way from one plan to another along links; what cannot be read ends a way.
fn way(
    host: &dyn Host,
    from: (&Path, &LoadedPlan),
    to: &Path,
    links: &dyn Fn(&Plan) -> Vec<String>,
) -> Option<Vec<PathBuf>> {
    let step = |path: &Path, plan: &Plan| -> Vec<PathBuf> {
        links(plan).iter().filter_map(|link| linked_plan(path, link)).collect()
    };
    let mut seen: HashSet<PathBuf> = HashSet::from([host.real(from.0)]);
    let next = |way: &[PathBuf], steps: Vec<PathBuf>| -> Vec<Vec<PathBuf>> {
        steps.into_iter().map(|step| [way, &[step]].concat()).collect()
    };
    let mut ways = next(&[from.0.to_owned()], step(from.0, &from.1.plan));
    while let Some(way) = ways.pop() {
        let Some(last) = way.last() else { continue };
        if is_same_plan(host, last, to) {
            return Some(way);
        }
        if !seen.insert(host.real(last)) {
            continue;
        }
        if let Ok(loaded) = load_plan(host, last) {
            let steps = step(last, &loaded.plan);
            ways.extend(next(&way, steps));
        }
    }
    None
}

/// The first file is written, the second is not.
fn half_done(error: Error, old: &Path, new: &Path, (by, changed): (&str, bool)) -> Error {
    let half = if changed {
        format!("{} was written and says that it supersedes {}", quoted(new), quoted(old))
    } else {
        format!("{} says already that it supersedes {}", quoted(new), quoted(old))
    };
    let word = |path: &Path| text::shell_word(&clean_path(path));
    let by = text::shell_word(by);
    error
        .context(format!("{} is not yet marked as superseded", quoted(old)))
        .detail(format!("{half}; {} is as it was", quoted(old)))
        .hint(format!("then finish it: servemap supersede {} {} --by {by}", word(old), word(new)))
}
