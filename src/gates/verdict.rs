//! What all gates say together.

use super::case::Case;
use super::judgement::{Gate, Judgement, Outcome};
use crate::plan::Verdict;

/// The judgements of all gates, in order, and the verdict.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    judgements: Vec<(&'static Gate, Judgement<'a>)>,
    /// The worst of them.
    pub verdict: Verdict,
}

impl<'a> Case<'a> {
    /// What all gates say.
    pub fn judge(&self) -> Judged<'a> {
        let judgements: Vec<_> = super::gates().iter().map(|gate| (*gate, (gate.judge)(self))).collect();
        let worst = judgements.iter().map(|(_, judgement)| judgement.outcome).max();
        Judged { judgements, verdict: worst.unwrap_or(Outcome::Unknown).into() }
    }

    /// The verdict alone, with the gate that decides it; none where all pass. Behind a gate that blocks none is asked, for
    /// nothing is worse: whoever counts a million cells needs no reasons.
    pub fn verdict(&self) -> (Verdict, Option<&'static Gate>) {
        let mut worst = None;
        for gate in super::gates() {
            let outcome = (gate.judge)(self).outcome;
            if worst.is_none_or(|(known, _)| outcome > known) {
                worst = Some((outcome, *gate));
            }
            if outcome == Outcome::Block {
                break;
            }
        }
        let (outcome, gate) = worst.unzip();
        let outcome = outcome.unwrap_or(Outcome::Unknown);
        (outcome.into(), gate.filter(|_| outcome != Outcome::Pass))
    }
}

impl<'a> Judged<'a> {
    /// Each gate with what it said.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Gate, &Judgement<'a>)> {
        self.judgements.iter().map(|(gate, judgement)| (*gate, judgement))
    }

    /// The gates with the worst outcome, if that is not a pass: those that decide.
    pub fn deciding_all(&self) -> impl Iterator<Item = (&'static Gate, &Judgement<'a>)> {
        self.iter()
            .filter(|(_, judgement)| judgement.outcome != Outcome::Pass)
            .filter(|(_, judgement)| Verdict::from(judgement.outcome) == self.verdict)
    }

    /// The first of them.
    pub fn deciding(&self) -> Option<(&'static Gate, &Judgement<'a>)> {
        self.deciding_all().next()
    }

    /// Why the deciding gate says what it says, in a sentence.
    pub fn deciding_reason(&self) -> Option<String> {
        self.deciding().map(|(_, judgement)| judgement.reason.to_string())
    }

    /// What one gate said.
    pub fn gate(&self, gate: &Gate) -> Option<&Judgement<'a>> {
        self.iter().find(|(other, _)| *other == gate).map(|(_, judgement)| judgement)
    }

    /// Whether one gate blocks.
    pub fn is_blocked_by(&self, gate: &Gate) -> bool {
        self.gate(gate).is_some_and(|judgement| judgement.outcome == Outcome::Block)
    }
}

#[cfg(test)]
mod tests {
    use crate::matrix::{Cloud, Mode, bundled};
    use crate::plan::Plan;
    use crate::plan::posture::{Posture, PreviewRule, Residency, Routing, Use};

    #[test]
    fn the_verdict_alone_is_that_of_all_gates() {
        let strict = Posture {
            residency: Residency::InGeo,
            routing: Routing::Off,
            preview: PreviewRule::Deny,
            usage: Use::New,
            ..Posture::default()
        };
        let day = crate::date::parse("2026-10-20").unwrap();
        for cloud in Cloud::ALL {
            let matrix = bundled::matrix(cloud).unwrap();
            for (mode, posture) in
                Mode::ALL.into_iter().flat_map(|mode| [(mode, Posture::default()), (mode, strict.clone())])
            {
                let plan = Plan { mode: Some(mode), posture, ..Plan::default() };
                let criteria = plan.criteria(&matrix, day);
                for region in matrix.regions() {
                    for model in matrix.models() {
                        let case = criteria.in_region(region).case(model);
                        let judged = case.judge();
                        let gate = judged.deciding().map(|(gate, _)| gate);
                        assert_eq!(case.verdict(), (judged.verdict, gate), "{} {}", region.id, model.id);
                    }
                }
            }
        }
    }
}
