//! Decisions that took the place of others: do their plans name each other?

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Finding, LoadedPlan, Rule, Severity};
use crate::plan::{Plan, Status, status::status_words};
use crate::text;

/// Where the links of plans lead, as whoever can see the files found out.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// What a link leads to: by the name of its file, then as it is written.
    targets: HashMap<String, HashMap<String, Result<String, BrokenLink>>>,
    /// What the plans say of themselves, also those that are not checked.
    plans: HashMap<String, Ends>,
}

/// Why a link leads to no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// What follows after the link: `does not exist`.
    pub why: String,
    /// What would be right.
    pub hint: String,
}

/// What a plan is superseded by, and what it supersedes.
#[derive(Debug, Clone)]
struct Ends {
    status: Option<Status>,
    superseded_by: Option<String>,
    supersedes: Vec<String>,
}

impl Links {
    /// Adds what a plan says of itself, by the name of its file.
    pub fn add(&mut self, loaded: &LoadedPlan) {
        let Some(plan) = loaded.plan() else { return };
        let (superseded_by, supersedes) = (plan.superseded_by.clone(), plan.supersedes.clone());
        self.plans.insert(loaded.name().to_owned(), Ends { status: plan.status, superseded_by, supersedes });
    }

    /// Adds where a link of a file leads: to a plan by the name of its file, or nowhere.
    pub fn add_target(&mut self, name: &str, link: &str, target: Result<String, BrokenLink>) {
        self.targets.entry(name.to_owned()).or_default().insert(link.to_owned(), target);
    }

    fn target(&self, name: &str, link: &str) -> Option<&Result<String, BrokenLink>> {
        self.targets.get(name)?.get(link)
    }

    /// The plan that took the place of one.
    fn successor(&self, name: &str) -> Option<&str> {
        let link = self.plans.get(name)?.superseded_by.as_ref()?;
        self.target(name, link)?.as_ref().ok().map(String::as_str)
    }

    fn supersedes(&self, name: &str, old: &str) -> bool {
        let Some(ends) = self.plans.get(name) else { return false };
        let mut links = ends.supersedes.iter().filter_map(|link| self.target(name, link)?.as_ref().ok());
        links.any(|target| target == old)
    }

    /// The plans that took each other's place, from one of them back to itself.
    fn circle<'l>(&'l self, name: &'l str) -> Option<Vec<&'l str>> {
        let (mut way, mut seen) = (vec![name], HashSet::from([name]));
        while let Some(next) = self.successor(way.last()?) {
            way.push(next);
            if !seen.insert(next) {
                return (next == name).then_some(way);
            }
        }
        None
    }

    /// What is wrong with the links of a plan.
    pub(super) fn judge(&self, loaded: &LoadedPlan, plan: &Plan) -> Vec<Finding> {
        let name = loaded.name();
        let finding = |severity, key: &str, message: String, hint: String| {
            Finding::new(name, Rule::LinkBroken, severity, message, hint).at(loaded.lines.line(key))
        };
        let mut found = Vec::new();
        let is_superseded = plan.status == Some(Status::Superseded);
        match &plan.superseded_by {
            None if is_superseded => {
                let message = "The status is superseded, but superseded_by names no plan.";
                let hint = "write superseded_by = \"NEW.toml\", or state another status";
                found.push(finding(Severity::Error, "status", message.to_owned(), hint.to_owned()));
            }
            None => {}
            Some(link) => {
                if !is_superseded {
                    let status = status_words(plan.status);
                    let message = format!("superseded_by names {link}, but the status is {status}.");
                    let hint = "write status = \"superseded\", or remove superseded_by";
                    found.push(finding(Severity::Warning, "superseded_by", message, hint.to_owned()));
                }
                let problem = self.superseded_by(name, link);
                found.extend(
                    problem
                        .map(|(severity, message, hint)| finding(severity, "superseded_by", message, hint)),
                );
            }
        }
        for link in &plan.supersedes {
            let problem = self.superseding(name, link);
            found.extend(
                problem.map(|(severity, message, hint)| finding(severity, "supersedes", message, hint)),
            );
        }
        found
    }

    fn superseded_by(&self, name: &str, link: &str) -> Option<(Severity, String, String)> {
        let new = match self.target(name, link)? {
            Ok(new) => new,
            Err(broken) => return Some(broken.problem("superseded_by", link)),
        };
        if let Some(circle) = self.circle(name) {
            let message = format!("The plan is superseded in a circle: {}.", circle.join(" -> "));
            return Some((Severity::Error, message, "remove the link that is wrong".to_owned()));
        }
        if self.supersedes(new, name) || !self.plans.contains_key(new) {
            return None;
        }
        let message = format!("superseded_by names {link}, which does not say that it supersedes this plan.");
        let hint = format!("write supersedes = [\"{}\"] in {new}", link_from(new, name));
        Some((Severity::Warning, message, hint))
    }

    fn superseding(&self, name: &str, link: &str) -> Option<(Severity, String, String)> {
        let old = match self.target(name, link)? {
            Ok(old) => old,
            Err(broken) => return Some(broken.problem("supersedes", link)),
        };
        if old == name {
            let (message, hint) = ("The plan supersedes itself.", "remove the link");
            return Some((Severity::Error, message.to_owned(), hint.to_owned()));
        }
        let ends = self.plans.get(old)?;
        if self.successor(old) == Some(name) {
            return None;
        }
        let says = match &ends.superseded_by {
            Some(other) => format!("is superseded by {other}"),
            None => format!("is not superseded: its status is {}", status_words(ends.status)),
        };
        let hint = format!(
            "write superseded_by = \"{}\" and status = \"superseded\" in {old}",
            link_from(old, name)
        );
        Some((Severity::Warning, format!("supersedes names {link}, which {says}."), hint))
    }
}

impl BrokenLink {
    fn problem(&self, key: &str, link: &str) -> (Severity, String, String) {
        (Severity::Error, format!("{key} names {link}, which {}.", self.why), self.hint.clone())
    }
}

/// The link to a plan from another one, which counts from the folder of its plan.
fn link_from(plan: &str, to: &str) -> String {
    let folder = Path::new(plan).parent().unwrap_or(Path::new(""));
    let link = text::path_from(folder, Path::new(to)).unwrap_or_else(|| PathBuf::from(to));
    link.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a.toml", "b.toml", "b.toml")]
    #[case("d/a.toml", "./d/b.toml", "b.toml")]
    #[case("d/a.toml", "b.toml", "../b.toml")]
    #[case("d/e/a.toml", "d/f/b.toml", "../f/b.toml")]
    #[case("/d/a.toml", "/e/b.toml", "../e/b.toml")]
    fn a_link_starts_in_the_folder_of_its_file(#[case] file: &str, #[case] to: &str, #[case] link: &str) {
        assert_eq!(link_from(file, to), link);
    }
}
