//! The rows and cells of a table, with those that span several places in each of them.

use std::rc::Rc;

use scraper::ElementRef;

use super::cell;
use crate::import::content::{Block, Table, flat};

/// The most columns of a table that are read: the tables of the docs have three or four.
const MOST_COLUMNS: usize = 64;
/// The most rows of a table that are read: the longest table of the docs has about 40.
const MOST_ROWS: usize = 5_000;
/// No row of a span reaches further.
const LONGEST_SPAN: usize = 1_000;

/// What stands in a cell.
type Cell = Rc<Vec<Block>>;
/// A cell of an earlier row that reaches down, and how many rows still.
type Above = Option<(usize, Cell)>;

/// The rows of a table, not those of tables inside of it.
pub fn read(table: ElementRef<'_>) -> Table {
    let mut header = None;
    let mut read = Table::default();
    let mut above: Vec<Above> = Vec::new();
    let parts = table.children().filter_map(ElementRef::wrap);
    let rows = parts.flat_map(|part| match part.value().name() {
        "tr" => vec![part],
        "thead" | "tbody" | "tfoot" => {
            part.children().filter_map(ElementRef::wrap).filter(|row| row.value().name() == "tr").collect()
        }
        _ => Vec::new(),
    });
    for tr in rows {
        if read.rows.len() == MOST_ROWS {
            read.cut = true;
            break;
        }
        let row = row(tr, &mut above, &mut read.cut);
        if header.is_none() {
            header = Some(row.iter().map(|cell| flat(cell)).collect());
        } else {
            read.rows.push(row);
        }
    }
    read.header = header.unwrap_or_default();
    read
}

fn row(tr: ElementRef<'_>, above: &mut Vec<Above>, cut: &mut bool) -> Vec<Cell> {
    let mut row = Vec::new();
    let cells = tr.children().filter_map(ElementRef::wrap);
    for cell in cells.filter(|cell| matches!(cell.value().name(), "td" | "th")) {
        from_above(&mut row, above);
        let span =
            |key| cell.value().attr(key).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
        let (columns, rows) =
            (span("colspan").clamp(1, LONGEST_SPAN), span("rowspan").clamp(1, LONGEST_SPAN));
        let blocks = Rc::new(self::cell(cell));
        for _ in 0..columns {
            if row.len() == MOST_COLUMNS {
                *cut = true;
                return row;
            }
            if above.len() <= row.len() {
                above.resize(row.len() + 1, None);
            }
            above[row.len()] = (rows > 1).then(|| (rows - 1, Rc::clone(&blocks)));
            row.push(Rc::clone(&blocks));
        }
    }
    from_above(&mut row, above);
    row
}

/// Fills in the cells that reach down into this row.
fn from_above(row: &mut Vec<Cell>, above: &mut [Above]) {
    while let Some(place) = above.get_mut(row.len())
        && let Some((rows, cell)) = place
    {
        row.push(Rc::clone(cell));
        *rows -= 1;
        if *rows == 0 {
            *place = None;
        }
    }
}
