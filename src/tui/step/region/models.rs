//! The models of the region under the cursor, by verdict, below the posture that decides it: the column of the map.

use std::cell::OnceCell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::choice::candidates::Candidates;
use crate::gates::Verdict;
use crate::matrix::Mode;
use crate::tui::areas::rows;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, pane};

/// Lines that the posture needs: its rows and the hint below them, below its rule.
const POSTURE_LINES: u16 = 13;
/// With fewer lines than that below the posture, nothing is told of the models.
const MIN_LINES: u16 = 6;

/// The candidates of each region, judged once and only where the cursor was.
#[derive(Debug, Default)]
pub(super) struct RegionModels(Vec<OnceCell<Candidates>>);

impl RegionModels {
    pub fn new(session: &Session) -> Self {
        let regions = session.matrix.regions().iter();
        Self(regions.map(|_| OnceCell::new()).collect())
    }

    /// Draws the models of the region at this place of the matrix.
    pub fn view(&self, place: usize, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let Some((region, judged)) = session.matrix.regions().get(place).zip(self.0.get(place)) else {
            return;
        };
        let criteria = session.criteria().in_region(region);
        let candidates = judged.get_or_init(|| Candidates::new(criteria));
        let inside = pane::frame(&format!("Models in {}", region.id), false, theme, area, buffer);
        let mut lines = Vec::new();
        for verdict in Verdict::ALL {
            lines.extend(count(verdict, candidates, theme));
        }
        for verdict in [Verdict::Available, Verdict::Conditional] {
            lines.extend(names(verdict, candidates, session, inside.width, theme));
        }
        line::write_all(lines, inside, buffer);
    }
}

/// How many models have a verdict, and which gates block.
fn count(verdict: Verdict, candidates: &Candidates, theme: &Theme) -> Option<Line<'static>> {
    let count = candidates.count(verdict);
    let (symbol, style) = theme.verdict(verdict);
    let mut words = format!("{symbol} {count} {}", verdict.id());
    if verdict == Verdict::Blocked {
        let gates = candidates.blocked_by().map(|(gate, count)| format!("{} {count}", gate.id));
        let gates: Vec<String> = gates.collect();
        words = format!("{words}: {}", gates.join(", "));
    }
    (count > 0).then(|| Line::styled(words, style))
}

/// The names of the models with a verdict.
fn names(
    verdict: Verdict,
    candidates: &Candidates,
    session: &Session,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let models = candidates.list.iter().filter(|candidate| candidate.verdict == verdict);
    let models = models.filter_map(|one| session.matrix.models().get(one.model));
    let names: Vec<&str> = models.map(|model| model.short_name().unwrap_or(&model.name)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let (symbol, _) = theme.verdict(verdict);
    line::wrapped(&format!("{symbol} {}", names.join(", ")), width, theme.dim)
}

/// The place of the posture, and the one below it for the models where there is room for them.
pub(super) fn split(area: Rect, session: &Session) -> (Rect, Option<Rect>) {
    let hosted = session.plan.mode.is_some_and(|mode| mode != Mode::ExternalModels);
    if !hosted || area.height < POSTURE_LINES + MIN_LINES {
        return (area, None);
    }
    let [posture, models] = rows(area, POSTURE_LINES);
    (posture, Some(models))
}
