//! The rows and cells of a table, with those that span several places in each of them.

use std::rc::Rc;

use crate::import::content::{Block, Table, flat};

type Cell = Rc<Vec<Block>>;

/// A table being read, row by row.
#[derive(Debug, Default)]
pub struct TableReader {
    header: Option<Vec<String>>,
    rows: Vec<Vec<Cell>>,
    row: Option<Vec<Cell>>,
    /// The cells of earlier rows that reach down, by column, and how many rows still.
    above: Vec<Option<(usize, Cell)>>,
}

impl TableReader {
    pub fn begin_row(&mut self) {
        self.end_row();
        self.row = Some(Vec::new());
    }

    /// Adds a cell that spans some columns and rows. It begins a row where none is begun.
    pub fn add(&mut self, blocks: Vec<Block>, columns: usize, rows: usize) {
        let cell = Rc::new(blocks);
        let mut row = self.row.take().unwrap_or_default();
        self.fill_from_above(&mut row);
        for _ in 0..columns {
            let at = row.len();
            self.above.resize(self.above.len().max(at + 1), None);
            self.above[at] = (rows > 1).then(|| (rows - 1, Rc::clone(&cell)));
            row.push(Rc::clone(&cell));
        }
        self.row = Some(row);
    }

    pub fn end_row(&mut self) {
        let Some(mut row) = self.row.take() else { return };
        self.fill_from_above(&mut row);
        if self.header.is_none() {
            self.header = Some(row.iter().map(|cell| flat(cell)).collect());
        } else {
            self.rows.push(row);
        }
    }

    /// Fills in the cells that reach down into a row.
    fn fill_from_above(&mut self, row: &mut Vec<Cell>) {
        while let Some((rows, cell)) = self.above.get_mut(row.len()).and_then(Option::take) {
            self.above[row.len()] = (rows > 1).then(|| (rows - 1, Rc::clone(&cell)));
            row.push(cell);
        }
    }

    pub fn finish(mut self, cut_off: bool) -> Table {
        self.end_row();
        Table { header: self.header.unwrap_or_default(), rows: self.rows, cut_off }
    }
}
