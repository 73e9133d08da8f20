//! Columns side by side with a cursor on one of them.

/// How many stand side by side at most.
pub(super) const MOST: usize = 4;

#[derive(Debug)]
pub(super) struct Columns<K> {
    keys: Vec<K>,
    cursor: usize,
}

impl<K> Default for Columns<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), cursor: 0 }
    }
}

impl<K: PartialEq> Columns<K> {
    /// The first keys, with the cursor on one of them, else on the first.
    pub fn new(mut keys: Vec<K>, selected: Option<&K>) -> Self {
        keys.truncate(MOST);
        let cursor = keys.iter().position(|key| Some(key) == selected).unwrap_or(0);
        Self { keys, cursor }
    }

    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The key under the cursor.
    pub fn selected(&self) -> Option<&K> {
        self.keys.get(self.cursor)
    }

    pub fn select(&mut self, place: usize) {
        self.cursor = place.min(self.keys.len().saturating_sub(1));
    }

    pub fn contains(&self, key: &K) -> bool {
        self.keys.contains(key)
    }

    pub fn is_full(&self) -> bool {
        self.keys.len() >= MOST
    }

    /// Adds a column, with the cursor on it; false if it is there already or there is no room.
    pub fn add(&mut self, key: K) -> bool {
        let fits = !self.is_full() && !self.contains(&key);
        if fits {
            self.keys.push(key);
            self.cursor = self.keys.len() - 1;
        }
        fits
    }

    /// Removes the column under the cursor.
    pub fn remove(&mut self) -> Option<K> {
        let removed = (self.cursor < self.keys.len()).then(|| self.keys.remove(self.cursor));
        self.select(self.cursor);
        removed
    }
}
