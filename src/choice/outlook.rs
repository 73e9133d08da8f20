//! What is open under facts: sets of models by their places in the matrix, and how many there are of each verdict.

use crate::gates::Criteria;
use crate::gates::Verdict;

/// A set of models by their places in the matrix, a bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelSet {
    words: Vec<u64>,
}

impl ModelSet {
    /// Puts a model in.
    pub fn insert(&mut self, place: usize) {
        let word = place / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (place % 64);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many are in both.
    pub fn shared(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).map(|(ours, theirs)| (ours & theirs).count_ones() as usize).sum()
    }

    /// Those that the other does not have, in the order of the matrix.
    pub fn without(&self, other: &Self) -> Vec<usize> {
        let mut places = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let mut left = word & !other.words.get(at).copied().unwrap_or(0);
            while left != 0 {
                places.push(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
        places
    }
}

impl FromIterator<usize> for ModelSet {
    fn from_iter<T: IntoIterator<Item = usize>>(places: T) -> Self {
        let mut set = Self::default();
        places.into_iter().for_each(|place| set.insert(place));
        set
    }
}

/// How the candidates fare under facts, without the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Those that can be taken, if under conditions.
    pub open: ModelSet,
    /// How many there are of each verdict, in the order of [`Verdict::ALL`].
    pub counts: [usize; 4],
}

impl Outlook {
    /// Judges every candidate.
    pub fn of(criteria: Criteria<'_>) -> Self {
        let judged = |model| (criteria.matrix.place_of(model), criteria.case(model).judge().verdict);
        criteria.candidates().map(judged).collect()
    }
}

impl FromIterator<(usize, Verdict)> for Outlook {
    fn from_iter<T: IntoIterator<Item = (usize, Verdict)>>(judged: T) -> Self {
        let mut outlook = Self::default();
        for (place, verdict) in judged {
            outlook.counts[Verdict::ALL.iter().position(|known| *known == verdict).unwrap_or(0)] += 1;
            if verdict.is_open() {
                outlook.open.insert(place);
            }
        }
        outlook
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_say_what_they_share_and_what_not() {
        let ours: ModelSet = [0, 63, 64, 200].into_iter().collect();
        let theirs: ModelSet = [63, 64, 65].into_iter().collect();
        assert_eq!((ours.len(), theirs.len(), ours.shared(&theirs)), (4, 3, 2));
        assert_eq!((ours.without(&theirs), theirs.without(&ours)), (vec![0, 200], vec![65]));
        assert!(ModelSet::default().is_empty() && !ours.is_empty());
    }
}
