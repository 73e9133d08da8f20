//! The keys that the settings give to actions: which may be given, which lines of the table they change, where two clash.

use super::action;
use super::bindings::BINDINGS;
use super::key::Key;
use super::{Binding, When};
use crate::config::{ActionKeys, KeyRules, Stated};
use crate::error::{Error, Result};
use crate::tui::context::Context;

/// The keys of the lines of [`BINDINGS`] that are changed, by place.
pub type ChangedKeys = Vec<(usize, Vec<Key>)>;

/// What `[keys]` may say.
pub fn rules() -> KeyRules {
    KeyRules { actions: actions(), check: |action, key| check(action, key).map(drop) }
}

/// The ids of the actions whose keys can be changed, in the order of the table.
pub fn actions() -> Vec<&'static str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in BINDINGS
        .iter()
        .filter(|binding| is_changeable(binding))
        .filter_map(|binding| action::id(&binding.message))
    {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Whether a line has a key that can be changed.
fn is_changeable(binding: &Binding) -> bool {
    binding.keys.iter().any(|key| !key.is_fixed())
}

/// The lines of an action, with their places.
pub fn lines(action: &str) -> impl Iterator<Item = (usize, &'static Binding)> {
    let all = BINDINGS.iter().enumerate();
    all.filter(move |(_, binding)| is_changeable(binding) && action::id(&binding.message) == Some(action))
}

/// The key of a name, if it may be given to an action.
fn check(action: &str, written: &str) -> Result<Key> {
    let key = Key::read(written)?;
    if lines(action).any(|(_, binding)| binding.keys.contains(&key)) {
        return Ok(key);
    }
    if key.is_fixed() {
        return Err(Error::new(format!(
            "{} means the same everywhere and cannot be given to '{action}'",
            key.name()
        ))
        .hint("use a letter, an F key, or one with ctrl- or alt-"));
    }
    if key.is_printable() && lines(action).all(|(_, binding)| works_in_text(binding.when)) {
        return Err(Error::new(format!("{} types text, and '{action}' works in text too", key.name()))
            .hint("use an F key, or one with ctrl- or alt-"));
    }
    Ok(key)
}

/// Whether a line holds anywhere where letters are text.
fn works_in_text(when: When) -> bool {
    Context::all().into_iter().any(|context| context.takes_text() && when.holds(context))
}

/// The lines that change.
///
/// # Errors
/// Every pair of actions that would share a key where both work.
pub fn changed(settings: &[Stated<ActionKeys>]) -> Result<ChangedKeys> {
    let mut changed = ChangedKeys::new();
    for Stated { value: ActionKeys { action, keys }, origin } in settings {
        let keys: Vec<Key> = keys
            .iter()
            .map(|key| check(action, key).map_err(|error| error.context(origin)))
            .collect::<Result<_>>()?;
        for (place, binding) in lines(action) {
            let typed = works_in_text(binding.when);
            // A letter changes the letters, another key the others: Alt-1 stays where 1 is changed.
            let own: Vec<Key> = keys.iter().copied().filter(|key| !(typed && key.is_printable())).collect();
            if own.is_empty() && !keys.is_empty() {
                continue;
            }
            changed.push((place, merged(binding, &own)));
        }
    }
    // At most starts there is none, and the table itself is held by a test.
    if !changed.is_empty() {
        check_clashes(&changed, settings)?;
    }
    Ok(changed)
}

/// The given keys with those of the line that nothing changes; the one that the bottom line shows stays of its kind.
fn merged(binding: &Binding, given: &[Key]) -> Vec<Key> {
    let fixed = binding.keys.iter().copied().filter(|key| key.is_fixed() && !given.contains(key));
    if binding.keys[0].is_fixed() {
        fixed.chain(given.iter().copied()).collect()
    } else {
        given.iter().copied().chain(fixed).collect()
    }
}

fn check_clashes(changed: &[(usize, Vec<Key>)], settings: &[Stated<ActionKeys>]) -> Result<()> {
    let keys = |place: usize| {
        let new = changed.iter().find(|(other, _)| *other == place);
        new.map_or(BINDINGS[place].keys, |(_, keys)| keys)
    };
    let mut clashes: Vec<(&str, &str, Key)> = Vec::new();
    for context in Context::all() {
        let here: Vec<usize> = (0..BINDINGS.len()).filter(|at| BINDINGS[*at].when.holds(context)).collect();
        for (place, new) in changed.iter().filter(|(place, _)| here.contains(place)) {
            let Some(own) = action::id(&BINDINGS[*place].message) else { continue };
            for key in new.iter().filter(|key| !BINDINGS[*place].keys.contains(key)) {
                let others = here.iter().filter(|other| keys(**other).contains(key));
                for other in others.filter_map(|other| action::id(&BINDINGS[*other].message)) {
                    let known = |one: &str, two: &str| clashes.contains(&(one, two, *key));
                    if other != own && !known(own, other) && !known(other, own) {
                        clashes.push((own, other, *key));
                    }
                }
            }
        }
    }
    let origin = |action: &str| {
        let stated = settings.iter().find(|stated| stated.value.action == action);
        stated.map(|stated| stated.origin.to_string())
    };
    let errors = clashes.iter().map(|(own, other, key)| {
        let by = origin(other).map(|origin| format!(" ({origin})")).unwrap_or_default();
        let at = origin(own).unwrap_or_default();
        Error::new(format!("{at}: '{own}' and '{other}'{by} are both on {}", key.name()))
            .hint(format!("give one of them another key, such as {other} = \"f2\" below [keys]"))
    });
    crate::config::all_errors(errors.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use rstest::rstest;

    /// Lines of `[keys]`: an action and its keys, parted by blanks.
    fn settings(lines: &[&str]) -> Vec<Stated<ActionKeys>> {
        let entry = |(at, line): (usize, &&str)| {
            let mut words = line.split_whitespace().map(str::to_owned);
            let action = words.next().unwrap_or_default();
            let origin = Origin::File { name: "servemap.toml".to_owned(), line: at + 3 };
            Stated { value: ActionKeys { action, keys: words.collect() }, origin }
        };
        lines.iter().enumerate().map(entry).collect()
    }

    #[rstest]
    #[case::two_changed(&["save ctrl-x", "open ctrl-x"], &["'save' and 'open'", "Ctrl-X", "servemap.toml:3", "servemap.toml:4"])]
    #[case::with_a_default(&["undo m"], &["'undo' and 'matrix' are both on m", "servemap.toml:3"])]
    #[case::in_one_screen(&["undo f"], &["'undo' and 'format' are both on f"])]
    #[case::several(&["undo m", "filter t"], &["problems in 2 places", "'matrix'", "'timeline'"])]
    fn two_actions_on_one_key_are_refused_naming_both(#[case] lines: &[&str], #[case] parts: &[&str]) {
        let error = changed(&settings(lines)).unwrap_err().to_string();
        for part in parts {
            assert!(error.contains(part), "{part}: {error}");
        }
    }

    #[rstest]
    #[case::exchanged(&["undo m", "matrix u"])]
    #[case::its_own(&["save ctrl-s f2"])]
    #[case::nowhere_together(&["append ]"])]
    #[case::taken_away(&["matrix", "undo m"])]
    fn keys_that_do_not_meet_are_taken(#[case] lines: &[&str]) {
        changed(&settings(lines)).unwrap();
    }

    #[rstest]
    #[case("save", "x", "x types text, and 'save' works in text too")]
    #[case("open", "space", "Space types text")]
    #[case("save", "enter", "Enter means the same everywhere")]
    #[case("undo", "ctrl-c", "Ctrl-C means the same everywhere")]
    #[case("matrix", "f1", "F1 means the same everywhere")]
    #[case("matrix", "f99", "unknown key 'f99'")]
    fn what_an_action_cannot_have_is_refused(#[case] action: &str, #[case] key: &str, #[case] why: &str) {
        assert!(check(action, key).unwrap_err().to_string().contains(why));
    }

    /// Nobody is locked in, and the help is found, whatever the settings say.
    #[test]
    fn leaving_and_help_stay() {
        let changed = changed(&settings(&["quit", "help", "back"])).unwrap();
        let keys = |place: usize| {
            let new = changed.iter().find(|(other, _)| *other == place);
            new.map_or(BINDINGS[place].keys.to_vec(), |(_, keys)| keys.clone())
        };
        for (wanted, id) in [("Ctrl-C", "quit"), ("F1", "help"), ("Esc", "back")] {
            for context in Context::all().into_iter().filter(|context| wanted != "F1" || !context.is_popup())
            {
                let here = (0..BINDINGS.len()).filter(|at| BINDINGS[*at].when.holds(context));
                let bound: Vec<usize> =
                    here.filter(|at| action::id(&BINDINGS[*at].message) == Some(id)).collect();
                let found = bound.iter().any(|at| keys(*at).iter().any(|key| key.name() == wanted));
                assert!(found, "{wanted} in {context:?}");
            }
        }
    }

    #[test]
    fn every_line_with_a_key_that_can_be_changed_has_an_action() {
        for binding in BINDINGS.iter().filter(|binding| is_changeable(binding)) {
            assert!(action::id(&binding.message).is_some(), "{}", binding.help);
        }
    }

    /// The page that people choose from.
    #[test]
    fn the_page_lists_every_action_with_its_keys() {
        let page = include_str!("../../../docs/keys.md");
        let mut table = String::from("| action | keys | what it does |\n| --- | --- | --- |\n");
        for id in actions() {
            let (mut keys, mut says): (Vec<String>, Vec<&str>) = Default::default();
            for (_, binding) in lines(id) {
                for key in
                    binding.keys.iter().filter(|key| !key.is_fixed()).map(|key| format!("`{}`", key.name()))
                {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                if !says.contains(&binding.help) {
                    says.push(binding.help);
                }
            }
            table.extend([format!("| `{id}` | {} | {} |\n", keys.join(" "), says.join("; "))]);
        }
        assert!(page.contains(&table), "paste this into docs/keys.md:\n{table}");
    }
}
