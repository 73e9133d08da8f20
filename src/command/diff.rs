//! `servemap diff`: what differs between two versions of a decision, or of a folder of decisions.

mod git;
mod output;
mod revision;
mod version;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use self::revision::Revision;
use self::version::{Contents, PlanText, Version};
use super::answer::Answer;
use super::case_report::matrix_line;
use super::help::help_text;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source};
use crate::decision::changed::{ChangeKind, ChangedDecision, DecisionVersion};
use crate::error::{Error, Result};
use crate::export::decision_changes::DecisionChanges;
use crate::host::{Host, is_input, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::plan::file;
use crate::text;

help_text! {
    HELP, LONG_HELP:
    more "\
A version is a plan, a folder of plans, '-' for standard input, or REV:PATH, which git reads: main:plan.toml, \
HEAD~1:decisions. As in git, PATH starts at the root of the repository, and at the current folder after './'. An existing \
file comes before a revision. With one version: a revision is compared with the file that lies there now, a file with what \
was committed last; of a file with a merge conflict, both sides are compared.

Both versions are judged by the same matrix on the same day.

Exits 0 when nothing that people enter differs, 1 when something does, 2 on a usage or input error.";
    "servemap diff main:decisions decisions --format markdown",
    "servemap diff HEAD~1:decisions/search.toml decisions/search.toml",
}

/// `servemap diff`
#[derive(Debug, Args)]
#[command(
    mut_arg("format", Format::only(&[Format::Text, Format::Json, Format::Markdown])),
    override_usage = "servemap diff [OPTIONS] <OLD> [NEW]",
    after_help = HELP,
    after_long_help = LONG_HELP
)]
pub struct DiffArgs {
    /// The older version and the newer one
    #[arg(required = true, num_args = 1..=2, value_name = "VERSION")]
    pub versions: Vec<String>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &DiffArgs, source: &Source, host: &mut dyn Host, style: OutputStyle) -> Result<Answer> {
    let (old, new) = versions(&arguments.versions, host)?;
    let pairs = Pair::all(&old, &new)?;
    let as_of = source.day(host);
    let at = [&new, &old].into_iter().find(|version| version.revision.is_none());
    let config = source.config(at.map(|version| version.path.as_path()), host)?;
    let matrices = source.matrices(clouds(&pairs, source)?, &config, host)?;
    let matrices: Vec<&Matrix> = matrices.iter().collect();
    let changes = compare(&pairs, &matrices, as_of);
    let lines = matrices.iter().map(|matrix| matrix_line(matrix, as_of));
    let answer = match arguments.format_flags.format() {
        // The page has its summary.
        Format::Markdown => Answer::of(changes.markdown(&matrices, as_of)),
        Format::Json => {
            let names = [old.name.as_str(), new.name.as_str()];
            Answer::json(&output::json(&changes, names, &matrices, as_of)).message(changes.summary())
        }
        _ => Answer::of(output::text(&changes, style)).message(changes.summary()),
    };
    Ok(answer.messages(lines).with_findings(!changes.changed.is_empty()))
}

/// Both versions. With one word, what it is compared with follows from it.
fn versions(words: &[String], host: &mut dyn Host) -> Result<(Version, Version)> {
    let (old, new) = match words {
        [old, new, ..] if is_input(Path::new(old)) && is_input(Path::new(new)) => {
            return Err(
                Error::new("both versions are the standard input").hint("name a file for one of them")
            );
        }
        [old, new, ..] => (Version::read(old, host)?, Version::read(new, host)?),
        [only] => counterpart(only, host)?,
        // clap asks for one at least.
        [] => return Err(Error::new("no version is named")),
    };
    // What is new, or gone, is so under one name: under another it is a slip.
    let same_path = old.path == new.path && (!old.is_missing() || !new.is_missing());
    for (version, word, other) in [(&old, words.first(), words.last()), (&new, words.last(), words.first())] {
        if let (Some(word), Some(other)) = (word.filter(|_| version.is_missing() && !same_path), other) {
            return Err(version.not_there(word, other, host)?);
        }
    }
    Ok((old, new))
}

/// The one version that was named, and the other.
fn counterpart(word: &str, host: &mut dyn Host) -> Result<(Version, Version)> {
    let version = Version::read(word, host)?;
    if let Some((revision, place)) = &version.revision {
        let working = Version::of_path(&PathBuf::from(revision.working_path(place)), host)?;
        let path = working.path.clone();
        return Ok((Version { path, ..version }, working));
    }
    if version.is_missing() {
        return Err(version.not_there(word, "plan.toml", host)?);
    }
    if is_input(Path::new(word)) {
        return Err(Error::new("the standard input is compared with nothing")
            .hint("name the other version too: 'servemap diff main:plan.toml -'"));
    }
    if let Contents::Plan(PlanText { name, text: Ok(text) }) = &version.contents
        && let Some(sides) = file::conflict_sides(name, text)?
    {
        let [old, new] = sides.map(|(label, text)| Version {
            name: format!("{name} ({label})"),
            path: version.path.clone(),
            revision: None,
            contents: Contents::Plan(PlanText { name: format!("{name} ({label})"), text: Ok(text) }),
        });
        return Ok((old, new));
    }
    let revision = Revision::find("HEAD", None, host)?;
    let Some(place) = revision.place_of(Path::new(word), host) else {
        return Err(Error::new(format!("{} lies outside of the repository", quoted(Path::new(word))))
            .hint("name two versions"));
    };
    let committed = Version::of_revision(&format!("HEAD:{place}"), "HEAD", &place, host)?;
    Ok((Version { path: version.path.clone(), ..committed }, version))
}

/// A decision in both versions, as far as it is there.
struct Pair {
    file: String,
    old: Option<Loaded>,
    new: Option<Loaded>,
}

struct Loaded {
    version: DecisionVersion,
    /// None where the file cannot be read.
    text: Option<String>,
}

impl Loaded {
    fn of(plan: &PlanText) -> Self {
        let text = plan.text.as_ref().ok().cloned();
        let read = plan.text.clone().and_then(|text| file::read(&plan.name, &text));
        Self { version: DecisionVersion { name: plan.name.clone(), plan: read }, text }
    }

    fn cloud(&self) -> Option<Cloud> {
        Some(self.version.plan.as_ref().ok()?.cloud)
    }
}

impl Pair {
    /// Every decision of the two versions, by file.
    ///
    /// # Errors
    /// When one is a folder and the other a plan; when one of two plans cannot be read.
    fn all(old: &Version, new: &Version) -> Result<Vec<Self>> {
        let (folder, other) = if old.is_folder() { (old, new) } else { (new, old) };
        if folder.is_folder() && matches!(other.contents, Contents::Plan(_)) {
            return Err(Error::new(format!("'{}' is a folder, and '{}' is a plan", folder.name, other.name))
                .hint("name two plans, or two folders"));
        }
        if folder.is_folder() {
            let nothing = BTreeMap::new();
            let plans = |version: &Version| match &version.contents {
                Contents::Folder(plans) => plans.clone(),
                Contents::Missing | Contents::Plan(_) => nothing.clone(),
            };
            let (before, after) = (old, new);
            let (old, new) = (plans(old), plans(new));
            let files: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            let pair = |file: &String| Self {
                file: file.clone(),
                old: old.get(file).map(Loaded::of),
                new: new.get(file).map(Loaded::of),
            };
            if files.is_empty() {
                return Err(Error::new(format!("no plans found in '{}' and '{}'", before.name, after.name))
                    .hint("a plan is a file NAME.toml, as 'servemap plan' writes it"));
            }
            return Ok(files.into_iter().map(pair).collect());
        }
        let plan = |version: &Version| match &version.contents {
            Contents::Plan(plan) => Some(Loaded::of(plan)),
            Contents::Missing | Contents::Folder(_) => None,
        };
        let (before, after) = (plan(old), plan(new));
        for loaded in [&before, &after].into_iter().flatten() {
            loaded.version.plan.clone()?;
        }
        let same = old.path == new.path || before.is_none() || after.is_none();
        let file = match (same, new.is_missing()) {
            (true, false) => new.name.clone(),
            (true, true) => old.name.clone(),
            (false, _) => format!("{} → {}", old.name, new.name),
        };
        Ok(vec![Self { file, old: before, new: after }])
    }

    /// Whether neither text is known, so that nobody can say whether they are one.
    fn is_unread(&self) -> bool {
        let unread = |side: &Option<Loaded>| side.as_ref().is_some_and(|loaded| loaded.text.is_none());
        unread(&self.old) && unread(&self.new)
    }

    /// Whether both texts are one, whatever ends their lines: git may store others than the working folder has.
    fn has_the_same_text(&self) -> bool {
        let [old, new] = [&self.old, &self.new].map(|side| Some(text::plain(side.as_ref()?.text.as_ref()?)));
        old.is_some() && old == new
    }
}

/// The clouds of the plans.
///
/// # Errors
/// When a flag names another.
fn clouds(pairs: &[Pair], source: &Source) -> Result<Vec<Cloud>> {
    let mut clouds = Vec::new();
    for loaded in pairs.iter().flat_map(|pair| [&pair.old, &pair.new]).flatten() {
        let Some(cloud) = loaded.cloud() else { continue };
        source.check_cloud(&loaded.version.name, cloud)?;
        clouds.push(cloud);
    }
    Ok(clouds)
}

fn compare(pairs: &[Pair], matrices: &[&Matrix], as_of: NaiveDate) -> DecisionChanges {
    let mut changes = DecisionChanges { changed: Vec::new(), same: 0, reworded: 0, unread: 0 };
    for pair in pairs {
        if pair.is_unread() {
            changes.unread += 1;
            continue;
        }
        let version = |side: &'_ Option<Loaded>| side.as_ref().map(|loaded| loaded.version.clone());
        let (old, new) = (version(&pair.old), version(&pair.new));
        if !pair.has_the_same_text()
            && let Some(decision) =
                ChangedDecision::of(&pair.file, old.as_ref(), new.as_ref(), matrices, as_of)
        {
            changes.changed.push(decision);
        } else {
            changes.same += 1;
            changes.reworded += usize::from(!pair.has_the_same_text());
        }
    }
    join_moved(&mut changes.changed, pairs);
    changes
}

/// Where a plan was removed under one name and added under another, it moved.
fn join_moved(changed: &mut Vec<ChangedDecision>, pairs: &[Pair]) {
    // As files they are told apart by all that they say, however many there are.
    let words =
        |loaded: &Option<Loaded>| file::write(loaded.as_ref()?.version.plan.as_ref().ok()?, None).ok();
    let pairs: HashMap<&str, &Pair> = pairs.iter().map(|pair| (pair.file.as_str(), pair)).collect();
    let mut removed: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, decision) in changed.iter().enumerate().filter(|(_, other)| other.kind == ChangeKind::Removed) {
        if let Some(words) = words(&pairs[decision.file.as_str()].old) {
            removed.entry(words).or_default().push_back(at);
        }
    }
    let mut gone = HashSet::new();
    for at in 0..changed.len() {
        let is_added = changed[at].kind == ChangeKind::Added && !removed.is_empty();
        let words = is_added.then(|| words(&pairs[changed[at].file.as_str()].new)).flatten();
        if let Some(from) = words.and_then(|words| removed.get_mut(&words)?.pop_front()) {
            changed[at] = changed[at].clone().moved_from(&changed[from]);
            gone.insert(from);
        }
    }
    let mut at = 0..;
    changed.retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
}
