//! Decisions that took the place of others: do their plans name each other?

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Finding, LoadedPlan, Rule, Severity};
use crate::plan::{Plan, Status, status::status_words};
use crate::text;

/// The most plans of a circle that are named.
const MOST_SHOWN: usize = 10;

/// Where the links of plans lead, as whoever can see the files found out.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// What a link leads to: by the name of its file, then as it is written.
    targets: HashMap<String, HashMap<String, Result<String, BrokenLink>>>,
    /// What the plans say of themselves, also those that are not checked.
    plans: HashMap<String, Ends>,
    /// What follows from all of them, once somebody asks: with many plans nobody looks through them again and again.
    followed: OnceLock<Followed>,
}

#[derive(Debug, Clone)]
struct Followed {
    /// The plans that are on a circle.
    circles: HashSet<String>,
    /// What each plan supersedes, by the names of files.
    superseded: HashMap<String, HashSet<String>>,
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
        self.followed.take();
        let Some(plan) = loaded.plan() else { return };
        let (superseded_by, supersedes) = (plan.superseded_by.clone(), plan.supersedes.clone());
        self.plans.insert(loaded.name().to_owned(), Ends { status: plan.status, superseded_by, supersedes });
    }

    /// Adds where a link of a file leads: to a plan by the name of its file, or nowhere.
    pub fn add_target(&mut self, name: &str, link: &str, target: Result<String, BrokenLink>) {
        self.followed.take();
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
        self.followed().superseded.get(name).is_some_and(|superseded| superseded.contains(old))
    }

    fn followed(&self) -> &Followed {
        self.followed.get_or_init(|| Followed {
            circles: self.find_circles(),
            superseded: self
                .plans
                .iter()
                .map(|(name, ends)| (name.clone(), self.targets_of(name, ends)))
                .collect(),
        })
    }

    fn targets_of(&self, name: &str, ends: &Ends) -> HashSet<String> {
        let targets = ends.supersedes.iter().filter_map(|link| self.target(name, link)?.as_ref().ok());
        targets.cloned().collect()
    }

    /// The plans that took each other's place, from one of them back to itself: of many the first.
    fn circle(&self, name: &str) -> Option<String> {
        if !self.followed().circles.contains(name) {
            return None;
        }
        let mut way = vec![name];
        while let Some(next) = self.successor(way[way.len() - 1]) {
            if next == name {
                way.push(next);
                break;
            }
            if way.len() == MOST_SHOWN {
                way.extend(["...", name]);
                break;
            }
            way.push(next);
        }
        Some(way.join(" -> "))
    }

    /// Every plan that its successors lead back to. Each plan is passed once, however many lead to it.
    fn find_circles(&self) -> HashSet<String> {
        let mut walks: HashMap<&str, usize> = HashMap::new();
        let mut found = HashSet::new();
        for (walk, start) in self.plans.keys().enumerate() {
            let mut at = start.as_str();
            while !walks.contains_key(at) {
                walks.insert(at, walk);
                let Some(next) = self.successor(at) else { break };
                at = next;
            }
            // Back at a plan of this very walk: it is on a circle, and so is everything from it on.
            while walks[at] == walk && !found.contains(at) {
                let Some(next) = self.successor(at) else { break };
                found.insert(at.to_owned());
                at = next;
            }
        }
        found
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
            let message = format!("The plan is superseded in a circle: {circle}.");
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

    /// Plans each of which is superseded by the next one named.
    fn chain(names: &[&str]) -> Links {
        let mut links = Links::default();
        for pair in names.windows(2) {
            let text = format!(
                "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nstatus = \"superseded\"\nsuperseded_by = \"{}\"\n",
                pair[1]
            );
            links.add(&super::super::read(super::super::File {
                name: pair[0].to_owned(),
                text: Ok(text),
                documents: Vec::new(),
            }));
            links.add_target(pair[0], pair[1], Ok(pair[1].to_owned()));
        }
        links
    }

    #[test]
    fn a_plan_is_on_a_circle_if_its_successors_lead_back_to_it() {
        let links = chain(&["x", "y", "a", "b", "c", "a"]);
        let circle = |name: &str| links.circle(name);
        assert_eq!([circle("x"), circle("y"), circle("elsewhere")], [None, None, None]);
        assert_eq!(circle("b").as_deref(), Some("b -> c -> a -> b"));
        assert_eq!(chain(&["a", "a"]).circle("a").as_deref(), Some("a -> a"));
        assert_eq!(chain(&["a", "b", "c"]).circle("a"), None);
    }

    #[test]
    fn of_a_long_circle_the_first_are_named_and_one_more_plan_opens_it() {
        let names: Vec<String> = (0..40).map(|at| format!("p{at}")).collect();
        let mut round: Vec<&str> = names.iter().map(String::as_str).collect();
        round.push("p0");
        let ten = round[..10].iter().copied().chain(["p0"]).collect::<Vec<_>>();
        assert!(chain(&ten).circle("p3").is_some_and(|circle| !circle.contains("...")), "ten are named");
        let mut links = chain(&round);
        let circle = links.circle("p38").unwrap();
        assert_eq!(circle, "p38 -> p39 -> p0 -> p1 -> p2 -> p3 -> p4 -> p5 -> p6 -> p7 -> ... -> p38");
        links.add_target("p5", "p6", Ok("elsewhere".to_owned()));
        assert_eq!(links.circle("p38"), None, "what was found before no longer counts");
    }

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
