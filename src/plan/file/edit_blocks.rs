//! Setting the blocks of a list of tables, `[[name]]`: what is the same is left as it was written, and comments stay.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::edit::{Entry, push, put_table, put_values, remove_item, says_nothing, take_out, text_of};

/// A block `[[name]]`: its entries, and the comment beside its header where it is new.
pub(super) struct Block<'a> {
    pub entries: Vec<Entry<'a>>,
    pub beside: Option<String>,
}

/// Sets the blocks of a list of tables. What is the same is left as it was written, new ones come to the end; what was
/// one table becomes a list once there is more than one.
pub(super) fn put_blocks(document: &mut DocumentMut, name: &str, blocks: &[Block<'_>]) {
    if document.get(name).is_some_and(Item::is_table_like) {
        if let [block] = blocks {
            return put_table(document, name, &block.entries);
        }
        let says_nothing = document.get(name).and_then(Item::as_table_like).is_some_and(table_says_nothing);
        match blocks {
            [] if says_nothing => return,
            [] => return take_out(document, name, |_, _| true),
            _ => {}
        }
        make_list(document, name);
    }
    match document.get_mut(name) {
        Some(Item::Value(Value::Array(list))) => put_inline(list, blocks),
        Some(Item::ArrayOfTables(list)) => {
            let comments = put_tables(list, blocks);
            if list.is_empty() {
                document.remove(name);
            }
            document.set_trailing(comments + text_of(Some(document.trailing())));
        }
        _ if blocks.is_empty() => {}
        _ => {
            let mut list = ArrayOfTables::new();
            put_tables(&mut list, blocks);
            document.insert(name, Item::ArrayOfTables(list));
        }
    }
}

/// Sets blocks with a header each. Gives back the comments that have no block left to stand in, a line each.
fn put_tables(list: &mut ArrayOfTables, blocks: &[Block<'_>]) -> String {
    let places = list.iter().enumerate().filter(|(_, table)| !table_says_nothing(*table));
    let places: Vec<usize> = places.map(|(place, _)| place).collect();
    let mut comments = String::new();
    for (block, place) in blocks.iter().zip(&places) {
        let left = list.get_mut(*place).map(|table| change_block(table, block)).unwrap_or_default();
        // A comment at the end of a block stands before the header of the next one.
        if let Some(next) = list.get_mut(place + 1).filter(|_| !left.is_empty()) {
            let joined = left + text_of(next.decor().prefix());
            next.decor_mut().set_prefix(joined);
        } else {
            comments.push_str(&left);
        }
    }
    let mut gone = String::new();
    for place in places.iter().skip(blocks.len()).rev() {
        gone = list.get(*place).map(comments_of).unwrap_or_default() + &gone;
        list.remove(*place);
    }
    for block in blocks.iter().skip(places.len()) {
        let mut table = Table::new();
        put_values(&mut table, &block.entries);
        if let Some(beside) = &block.beside {
            sign(&mut table, beside);
        }
        list.push(table);
    }
    comments + &gone
}

/// Puts a name beside the header of a new block. Two people who add one on two branches then get one conflict with a whole
/// block on either side. In a long block the name stands in the middle too: git takes two conflicts for one only where no
/// more than three lines stand between them.
fn sign(table: &mut Table, name: &str) {
    const TOGETHER: usize = 3;
    let name = format!(" # {name}");
    let before_the_last = table.len().saturating_sub(1);
    if let Some(verdict) = table.get_mut("verdict").filter(|_| before_the_last > TOGETHER)
        && let Some(verdict) = verdict.as_value_mut()
    {
        verdict.decor_mut().set_suffix(name.as_str());
    }
    table.decor_mut().set_suffix(name);
}

/// Sets blocks that stand in braces.
fn put_inline(list: &mut Array, blocks: &[Block<'_>]) {
    let says_something = |place: &usize| {
        list.get(*place).and_then(Value::as_inline_table).is_some_and(|table| !table_says_nothing(table))
    };
    let places: Vec<usize> = (0..list.len()).filter(says_something).collect();
    for (block, place) in blocks.iter().zip(&places) {
        if let Some(Value::InlineTable(table)) = list.get_mut(*place) {
            put_values(table, &block.entries);
        }
    }
    for place in places.iter().skip(blocks.len()).rev() {
        remove_item(list, *place);
    }
    for block in blocks.iter().skip(places.len()) {
        let mut table = InlineTable::new();
        put_values(&mut table, &block.entries);
        push(list, Value::InlineTable(table));
    }
}

/// Makes a list of the one table that stands there.
fn make_list(document: &mut DocumentMut, name: &str) {
    let Some(item) = document.get_mut(name) else { return };
    *item = match std::mem::take(item) {
        Item::Table(mut table) => {
            table.set_dotted(false);
            table.set_implicit(false);
            let mut list = ArrayOfTables::new();
            list.push(table);
            Item::ArrayOfTables(list)
        }
        Item::Value(Value::InlineTable(table)) => {
            let decor = table.decor().clone();
            let mut list = Array::new();
            list.push(table);
            *list.decor_mut() = decor;
            value(list)
        }
        other => other,
    };
}

/// Changes the block that stands there; gives back the comments that have no key left to stand above. A comment beside its header that named its person names the new one.
fn change_block(table: &mut Table, block: &Block<'_>) -> String {
    let by = |table: &Table| table.get("by").and_then(Item::as_str).map(|by| format!("# {by}"));
    let before = by(table);
    let (_, comments) = put_values(table, &block.entries);
    let beside = text_of(table.decor().suffix()).trim().to_owned();
    if let (Some(name), Some(before)) = (&block.beside, before)
        && beside == before
    {
        table.decor_mut().set_suffix(format!(" # {name}"));
    }
    comments
}

/// The comments above a table's header and above its keys, a line each.
fn comments_of(table: &Table) -> String {
    let above = text_of(table.decor().prefix()).to_owned();
    let keys = table.iter().filter_map(|(key, _)| table.key(key));
    let all = keys.fold(above, |all, key| all + text_of(key.leaf_decor().prefix()));
    let comments = all.lines().filter(|line| line.trim_start().starts_with('#'));
    comments.flat_map(|line| [line, "\n"]).collect()
}

fn table_says_nothing(table: &dyn TableLike) -> bool {
    table.iter().all(|(_, item)| says_nothing(item))
}
