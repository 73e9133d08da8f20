//! Setting keys of a TOML document: what is the same is left as it was written, and comments stay.

use toml_edit::{Array, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value, value};

use crate::text;

/// A key with its value; none takes the key out.
pub(super) type Entry<'a> = (&'a str, Option<Value>);

/// Sets the entries of the document's own table, which holds other tables besides.
pub(super) fn put_root(document: &mut DocumentMut, entries: &[Entry<'_>]) {
    let table = document.as_table_mut();
    let place = |key: &str| entries.iter().position(|(known, _)| *known == key);
    let usual = table.iter().filter(|(_, item)| item.is_value()).map(|(key, _)| place(key)).is_sorted();
    let (grew, comments) = put_values(table, entries);
    if grew && usual {
        table.sort_values_by(|left, _, right, _| place(left.get()).cmp(&place(right.get())));
    }
    keep_below(document, None, &comments);
}

/// Sets the entries of a table, which is made when there is something to say in it, and taken away once neither a value
/// nor a comment is left in it.
pub(super) fn put_table(document: &mut DocumentMut, name: &str, entries: &[Entry<'_>]) {
    let wanted = entries.iter().any(|(_, value)| value.is_some());
    if wanted && !document.contains_key(name) {
        document.insert(name, Item::Table(Table::new()));
    }
    let Some(table) = document.get_mut(name).and_then(Item::as_table_like_mut) else { return };
    let usual = table.iter().map(|(key, _)| entries.iter().position(|(known, _)| *known == key)).is_sorted();
    let said_something = !table.is_empty();
    let (grew, comments) = put_values(table, entries);
    if grew && usual {
        reorder(table, entries);
    }
    keep_below(document, Some(name), &comments);
    if said_something {
        drop_if_empty(document, name);
    }
}

/// Takes keys out of a table, and the table once neither a value nor a comment is left in it.
pub(super) fn take_out(document: &mut DocumentMut, name: &str, gone: impl Fn(&str, &Item) -> bool) {
    let Some(table) = document.get_mut(name).and_then(Item::as_table_like_mut) else { return };
    let gone = table.iter().filter(|(key, item)| gone(key, item));
    let keys: Vec<String> = gone.map(|(key, _)| key.to_owned()).collect();
    let comments: String = keys.iter().map(|key| remove(table, key)).collect();
    keep_below(document, Some(name), &comments);
    if !keys.is_empty() {
        drop_if_empty(document, name);
    }
}

/// Sets the entries, new ones at the end. Whether there were any; and the comments that stood above the last keys, where
/// those were taken out.
pub(super) fn put_values(table: &mut dyn TableLike, entries: &[Entry<'_>]) -> (bool, String) {
    let mut grew = false;
    let mut comments = String::new();
    for (key, new) in entries {
        match (table.get_mut(key), new) {
            (None, None) => {}
            (Some(item), None) if says_nothing(item) => {}
            (Some(_), None) => comments.push_str(&remove(table, key)),
            (None, Some(new)) => {
                table.insert(key, value(new.clone()));
                grew = true;
            }
            (Some(item), Some(new)) => replace(item, new),
        }
    }
    (grew, comments)
}

/// Takes a key out. A comment above it goes to the next key; without one it is given back.
fn remove(table: &mut dyn TableLike, key: &str) -> String {
    let above = table.key(key).map(|key| text_of(key.leaf_decor().prefix()).to_owned());
    let above = above.filter(|above| above.contains('#')).unwrap_or_default();
    let next = table.iter().map(|(key, _)| key.to_owned()).skip_while(|known| known != key).nth(1);
    table.remove(key);
    let Some(mut next) = next.as_ref().and_then(|next| table.key_mut(next)) else { return above };
    let decor = next.leaf_decor_mut();
    let joined = above + text_of(decor.prefix());
    decor.set_prefix(joined);
    String::new()
}

/// Puts comments that stood at the end of a table where the document keeps them: before the next header, or at the end.
fn keep_below(document: &mut DocumentMut, name: Option<&str>, comments: &str) {
    if comments.is_empty() {
        return;
    }
    let position = |item: &Item| match item {
        Item::ArrayOfTables(list) => list.iter().next().and_then(Table::position),
        item => item.as_table().and_then(Table::position),
    };
    let from = name.map_or(Some(-1), |name| document.get(name).and_then(position));
    let headers = document.iter().filter_map(|(key, item)| Some((position(item)?, key.to_owned())));
    let next = headers.filter(|(place, _)| from.is_some_and(|from| *place > from)).min();
    let table = |item| match item {
        &mut Item::ArrayOfTables(ref mut list) => list.get_mut(0),
        item => item.as_table_mut(),
    };
    match next.and_then(|(_, key)| document.get_mut(&key).and_then(table)) {
        Some(table) => {
            let joined = comments.to_owned() + text_of(table.decor().prefix());
            table.decor_mut().set_prefix(joined);
        }
        None => document.set_trailing(comments.to_owned() + text_of(Some(document.trailing()))),
    }
}

/// Takes a table away in which nothing is left, not even a comment beside its header or below it.
fn drop_if_empty(document: &mut DocumentMut, name: &str) {
    let Some(item) = document.get(name) else { return };
    let is_empty = item.as_table_like().is_some_and(TableLike::is_empty);
    let has_comment = item.as_table().is_some_and(|table| {
        let beside = [table.decor().prefix(), table.decor().suffix()];
        beside.into_iter().any(|text| text_of(text).contains('#')) || has_comment_below(document, table)
    });
    if is_empty && !has_comment {
        document.remove(name);
    }
}

/// Whether the text between a table without keys and what follows it holds a comment.
fn has_comment_below(document: &DocumentMut, table: &Table) -> bool {
    let after = |other: &&Table| other.position() > table.position();
    let next = document.iter().filter_map(|(_, item)| item.as_table()).filter(after);
    let below = match next.min_by_key(|other| other.position()) {
        Some(next) => next.decor().prefix(),
        None => Some(document.trailing()),
    };
    text_of(below).contains('#')
}

pub(super) fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// Puts the keys of a table into the usual order; each takes its comments along.
fn reorder(table: &mut dyn TableLike, entries: &[Entry<'_>]) {
    for (key, _) in entries {
        let Some(decor) = table.key(key).cloned() else { continue };
        if let Some(item) = table.remove(key) {
            table.entry_format(&decor).or_insert(item);
        }
    }
}

/// Replaces a value in place. An equal one is left as it was written; comments beside it stay.
fn replace(item: &mut Item, new: &Value) {
    if let (Item::Table(old), Value::InlineTable(new)) = (&*item, new)
        && same_table(old, new)
    {
        return;
    }
    match (item.as_value_mut(), new) {
        (Some(old), new) if same(old, new) => {}
        (Some(Value::Array(old)), Value::Array(new)) if keeps_order(old, new) => change_list(old, new),
        (Some(old), new) => {
            let decor = old.decor().clone();
            *old = new.clone();
            *old.decor_mut() = decor;
        }
        (None, new) => *item = value(new.clone()),
    }
}

fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        // Blanks around a text are no part of it, nor is the break before the quotes that end it.
        (Value::String(old), Value::String(new)) => old.value().trim() == new.value(),
        (Value::Boolean(old), Value::Boolean(new)) => old.value() == new.value(),
        (Value::Integer(old), Value::Integer(new)) => old.value() == new.value(),
        // A number of tokens may have been written as people write it.
        (Value::String(old), Value::Integer(new)) => {
            text::read_amount(old.value()).is_some_and(|amount| i64::try_from(amount) == Ok(*new.value()))
        }
        (Value::Datetime(old), Value::Datetime(new)) => old.value() == new.value(),
        // A date may have been written as a string.
        (Value::String(old), Value::Datetime(new)) => *old.value() == new.value().to_string(),
        (Value::Array(old), Value::Array(new)) => strings(old) == strings(new),
        (Value::InlineTable(old), Value::InlineTable(new)) => same_table(old, new),
        _ => false,
    }
}

/// Whether two tables say the same.
fn same_table(old: &dyn TableLike, new: &InlineTable) -> bool {
    let said = old.iter().filter(|(_, item)| !says_nothing(item)).count();
    said == new.len()
        && new
            .iter()
            .all(|(key, new)| old.get(key).and_then(Item::as_value).is_some_and(|old| same(old, new)))
}

/// Whether a value is read as if it were not there.
pub(super) fn says_nothing(item: &Item) -> bool {
    match item.as_value() {
        Some(Value::String(text)) => text::entry_line(text.value()).is_empty(),
        Some(Value::Array(list)) => strings(list).is_empty(),
        Some(Value::InlineTable(table)) => {
            table.iter().all(|(_, value)| says_nothing(&Item::Value(value.clone())))
        }
        _ => false,
    }
}

/// The strings of a list that say something.
fn strings(list: &Array) -> Vec<&str> {
    list.iter().filter_map(|item| item.as_str().map(str::trim)).filter(|text| !text.is_empty()).collect()
}

/// Whether the new list is the old one with some taken out and others put at its end.
fn keeps_order(old: &Array, new: &Array) -> bool {
    let (old, new) = (strings(old), strings(new));
    let kept: Vec<&str> = old.iter().copied().filter(|text| new.contains(text)).collect();
    new.starts_with(&kept)
}

/// Takes strings out of a list and puts new ones at its end; comments between them stay.
fn change_list(list: &mut Array, new: &Array) {
    let wanted = strings(new);
    for at in (0..list.len()).rev() {
        if list.get(at).is_some_and(|item| !wanted.contains(&item.as_str().unwrap_or_default().trim())) {
            remove_item(list, at);
        }
    }
    for text in wanted.iter().skip(list.len()) {
        push(list, Value::from(*text));
    }
}

/// Takes an item out of a list. A comment above it goes to the next item, or to the end.
pub(super) fn remove_item(list: &mut Array, at: usize) {
    let comment = list.get(at).map(|item| text_of(item.decor().prefix()).to_owned()).unwrap_or_default();
    list.remove(at);
    if !comment.contains('#') {
        return;
    }
    if let Some(next) = list.get_mut(at) {
        let joined = comment + text_of(next.decor().prefix()).trim_start_matches(' ');
        next.decor_mut().set_prefix(joined);
    } else {
        let joined = comment + text_of(Some(list.trailing()));
        list.set_trailing(joined);
    }
}

/// Puts an item at the end of a list: on a line of its own where the one before has one.
pub(super) fn push(list: &mut Array, mut item: Value) {
    let space = list.iter().last().map(|item| text_of(item.decor().prefix()).to_owned()).unwrap_or_default();
    let Some((_, indent)) = space.rsplit_once('\n') else { return list.push(item) };
    // What stands behind the last comma, a comment say, belongs to the item before.
    let trailing = text_of(Some(list.trailing())).to_owned();
    let (beside, end) = trailing.rsplit_once('\n').unwrap_or(("", ""));
    item.decor_mut().set_prefix(format!("{beside}\n{indent}"));
    list.push_formatted(item);
    list.set_trailing(format!("\n{end}"));
}
