//! Cells that changed alike, put on one line: the regions of a model, then the models with the same regions.

use crate::matrix::diff::CellChange;
use crate::matrix::{Availability, Mode};

/// What cells have to share to stand on one line.
#[derive(PartialEq)]
struct Alike {
    mode: Mode,
    batch_list: bool,
    before: Availability,
    after: Availability,
}

struct Group<'a> {
    alike: Alike,
    models: Vec<&'a str>,
    regions: Vec<&'a str>,
}

/// The lines of changes of one kind, in the columns of a change.
pub(super) fn lines<'a>(changes: impl Iterator<Item = &'a CellChange>) -> Vec<[String; 6]> {
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
        let own = by_model.iter_mut().rev().take_while(|group| group.models == [change.label.as_str()]);
        match own.into_iter().find(|group| group.alike == alike) {
            Some(group) => group.regions.push(&change.region.0),
            None => {
                by_model.push(Group { alike, models: vec![&change.label], regions: vec![&change.region.0] });
            }
        }
    }
    let mut groups: Vec<Group<'a>> = Vec::new();
    for group in by_model {
        let same =
            groups.iter_mut().find(|known| known.alike == group.alike && known.regions == group.regions);
        match same {
            Some(known) => known.models.extend(group.models),
            None => groups.push(group),
        }
    }
    groups.into_iter().map(|group| group.line(kind)).collect()
}

impl Group<'_> {
    fn line(&self, kind: &str) -> [String; 6] {
        let Alike { mode, batch_list, before, after } = self.alike;
        let list = if batch_list { ", batch list" } else { "" };
        [
            kind.to_owned(),
            self.models.join(", "),
            format!("{}{list}", mode.name()),
            self.regions.join(", "),
            before.name().to_owned(),
            after.name().to_owned(),
        ]
    }
}
