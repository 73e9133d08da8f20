//! Cells that changed alike, put on one line: the regions of a model, then the models with the same regions.

use std::collections::HashMap;

use crate::matrix::diff::CellChange;
use crate::matrix::{Availability, Mode};

/// What cells have to share to stand on one line.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Alike {
    mode: Mode,
    batch_list: bool,
    before: Availability,
    after: Availability,
}

/// The regions in which cells of one model changed alike.
struct Group<'a> {
    alike: Alike,
    model: &'a str,
    regions: Vec<&'a str>,
}

/// The lines of changes of one kind, in the columns of a change.
pub(super) fn lines<'a>(changes: impl Iterator<Item = &'a CellChange<'a>>) -> Vec<[String; 6]> {
    let mut kind = "";
    let mut by_model: Vec<Group<'a>> = Vec::new();
    for change in changes {
        kind = change.kind.name();
        let alike = Alike {
            mode: change.mode,
            batch_list: change.batch_list,
            before: change.before,
            after: change.after,
        };
        // The cells of a model in a mode come one after the other, so only the last few groups can be its own.
        let own = by_model.iter_mut().rev().take_while(|group| group.model == change.label);
        match own.into_iter().find(|group| group.alike == alike) {
            Some(group) => group.regions.push(&change.region.0),
            None => by_model.push(Group { alike, model: change.label, regions: vec![&change.region.0] }),
        }
    }
    // The models of each line, found by what they share: a large matrix has as many lines as models.
    let mut lines: Vec<(&Group<'a>, Vec<&str>)> = Vec::new();
    let mut places: HashMap<(Alike, &[&str]), usize> = HashMap::new();
    for group in &by_model {
        let place = *places.entry((group.alike, group.regions.as_slice())).or_insert(lines.len());
        match lines.get_mut(place) {
            Some((_, models)) => models.push(group.model),
            None => lines.push((group, vec![group.model])),
        }
    }
    lines.into_iter().map(|(group, models)| group.line(kind, &models)).collect()
}

impl Group<'_> {
    fn line(&self, kind: &str, models: &[&str]) -> [String; 6] {
        let Alike { mode, batch_list, before, after } = self.alike;
        let list = if batch_list { ", batch list" } else { "" };
        [
            kind.to_owned(),
            models.join(", "),
            format!("{}{list}", mode.name()),
            self.regions.join(", "),
            before.name().to_owned(),
            after.name().to_owned(),
        ]
    }
}
