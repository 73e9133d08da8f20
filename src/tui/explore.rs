//! The views that take a step's place: the map, the timeline, the comparison, what if. A view gets what a step gets, never the app.

pub mod compare;
pub mod map;
pub mod timeline;
pub mod what_if;

use super::order::ExploreView;
use super::screen::Screen;

#[derive(Debug, Default)]
pub struct ExploreViews {
    pub map: map::Map,
    pub timeline: timeline::Timeline,
    pub compare: compare::Compare,
    pub what_if: what_if::WhatIf,
}

impl ExploreViews {
    pub fn get(&self, explore: ExploreView) -> &dyn Screen {
        match explore {
            ExploreView::Map => &self.map,
            ExploreView::Timeline => &self.timeline,
            ExploreView::Compare => &self.compare,
            ExploreView::WhatIf => &self.what_if,
        }
    }

    pub fn get_mut(&mut self, explore: ExploreView) -> &mut dyn Screen {
        match explore {
            ExploreView::Map => &mut self.map,
            ExploreView::Timeline => &mut self.timeline,
            ExploreView::Compare => &mut self.compare,
            ExploreView::WhatIf => &mut self.what_if,
        }
    }
}
