//! The names of regions and models, for flags that take one: what the matrix that ships lists.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::matrix::{Cloud, Matrix, bundled};
use crate::text::Words;

/// The places of names, by the field that takes them.
const REGIONS: [&str; 3] = ["region", "regions", "secondary"];
const MODELS: [&str; 2] = ["model", "replacement"];

/// The declaration whose regions and models are completed. The cloud is the one that the words name.
pub fn completed(declaration: Command, words: &[OsString]) -> Command {
    with_names(declaration, named_cloud(words))
}

fn named_cloud(words: &[OsString]) -> Cloud {
    let mut words = words.iter().filter_map(|word| word.to_str());
    let named = std::iter::from_fn(|| {
        let word = words.next()?;
        Some(if word == "--cloud" { words.next() } else { word.strip_prefix("--cloud=") })
    });
    named.flatten().find_map(Cloud::read).unwrap_or(Cloud::Aws)
}

fn with_names(command: Command, cloud: Cloud) -> Command {
    let command = command.mut_args(|arg| {
        if REGIONS.contains(&arg.get_id().as_str()) {
            completing(arg, cloud, regions)
        } else if MODELS.contains(&arg.get_id().as_str()) {
            completing(arg, cloud, models)
        } else {
            arg
        }
    });
    command.mut_subcommands(|below| with_names(below, cloud))
}

/// A name, with what it means.
type Named = (String, String);

fn completing(arg: Arg, cloud: Cloud, names: fn(&Matrix, &str) -> Vec<Named>) -> Arg {
    // The matrix is read when such a place is asked for, and only then.
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        let matrix = bundled::matrix(cloud).ok();
        let found = matrix.zip(typed.to_str()).map(|(matrix, typed)| names(&matrix, typed));
        let candidate = |(name, about): Named| CompletionCandidate::new(name).help(Some(about.into()));
        found.into_iter().flatten().map(candidate).collect()
    }))
}

fn regions(matrix: &Matrix, typed: &str) -> Vec<Named> {
    let fits = matrix.regions().iter().filter(|region| begins(&region.id.0, typed));
    fits.map(|region| (region.id.0.clone(), region.location.clone())).collect()
}

/// Endpoints; another of a model's names, where what is typed begins so.
fn models(matrix: &Matrix, typed: &str) -> Vec<Named> {
    let named = matrix.models().iter().filter_map(|model| {
        let first = model.endpoint.as_ref().map_or(model.id.0.as_str(), |endpoint| &endpoint.0);
        let mut names = std::iter::once(first).chain(model.aliases());
        let fits = names.find(|name| begins(name, typed) && !name.contains(' '))?;
        Some((fits.to_owned(), model.name.clone()))
    });
    named.collect()
}

fn begins(name: &str, typed: &str) -> bool {
    name.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}
