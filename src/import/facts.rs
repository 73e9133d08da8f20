//! What the pages of one import said, before it becomes a matrix.

use crate::matrix::{Availability, LifecycleFact, Mode, ModelId, RegionId, RoutingRule, Task};

#[derive(Debug, Default)]
pub struct ExtractedFacts {
    /// The regions, in the order of the table.
    pub regions: Vec<RegionId>,
    /// Whether the table goes on where the page breaks off.
    pub breaks_off: bool,
    /// The cells, row by row.
    pub rows: Vec<CellsRow>,
    /// The models with the mark of ADI Services.
    pub adi_services: Vec<ModelId>,
    /// Announcements about models' ends. The one source of each is its page; without modes, it is about all.
    pub announced: Vec<LifecycleFact>,
    /// Rules about routing. The source of each is its page.
    pub rules: Vec<RoutingRule>,
    /// Models called a preview in some modes, and the page that does.
    pub previews: Vec<(ModelId, Vec<Mode>, usize)>,
    /// What the models page says of each model.
    pub sizes: Vec<Sizes>,
    /// The notices in boxes and sections of each models page, with its place and the model that "this model" means there.
    pub boxes: Vec<(usize, Option<ModelId>, Vec<Notice>)>,
    /// The external table, provider by provider.
    pub external: Vec<External>,
}

/// Sentences that belong together: those of a list's item, of a paragraph. "It" means a model of the same ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub sentences: Vec<String>,
    /// Whether it stands in a box `important`, where every sentence counts.
    pub boxed: bool,
}

/// What the row of a region says of a mode. A row that could not be read at all is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellsRow {
    pub mode: Mode,
    pub region: RegionId,
    pub listed: Vec<(ModelId, Availability)>,
    /// The models of its second list, optimized for batch inference.
    pub batch: Vec<(ModelId, Availability)>,
    /// Whether it may list more models than could be understood.
    pub incomplete: bool,
}

/// What the models page says of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes {
    pub model: ModelId,
    /// What it takes in; empty where the page does not say.
    pub inputs: Vec<String>,
    /// Context window in tokens.
    pub context: Option<u64>,
    /// Most output tokens.
    pub max_output: Option<u64>,
    /// The place of the page among those imported.
    pub page: usize,
}

/// A cell of the external table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    pub provider: String,
    /// What the models do.
    pub task: Option<Task>,
    pub models: Vec<String>,
    /// Whether fine-tuned models are supported: `**` at the provider.
    pub fine_tuned: bool,
    /// The place of the page among those imported.
    pub page: usize,
}
