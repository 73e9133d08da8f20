//! What a map shows: models by provider down, regions by Geo across, a cell for each; and which decisions use it.

use crate::choice::cell::{CellKind, Cells};
use crate::gates::Criteria;
use crate::matrix::region::by_geo;
use crate::matrix::{Matrix, Mode, Model, ModelId, Region, RegionId};
use crate::plan::Posture;
use crate::plan::posture::PreviewRule;
use crate::text;

/// The map of a mode on a cloud. What is listed nowhere is named below it instead of filling it with dots.
#[derive(Debug)]
pub struct AvailabilityMap<'a> {
    pub mode: Mode,
    pub matrix: &'a Matrix,
    pub posture: &'a Posture,
    pub geos: Vec<MapGeo<'a>>,
    pub providers: Vec<MapProvider<'a>>,
    /// The decisions that use some of it.
    pub decisions: Vec<MapDecision>,
    /// Regions that list none of the models.
    unlisted_regions: Vec<&'a Region>,
    /// Models that none of the regions lists.
    unlisted_models: Vec<&'a Model>,
}

/// A Geo with its regions.
#[derive(Debug)]
pub struct MapGeo<'a> {
    pub name: &'a str,
    pub regions: Vec<&'a Region>,
}

/// A provider with its models.
#[derive(Debug)]
pub struct MapProvider<'a> {
    pub name: &'a str,
    pub rows: Vec<MapRow<'a>>,
}

/// A model with a cell for each region, in the order of the Geos.
#[derive(Debug)]
pub struct MapRow<'a> {
    pub model: &'a Model,
    pub cells: Vec<MapCell>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapCell {
    pub kind: CellKind,
    pub preview: bool,
    /// The decisions that use it, by their numbers.
    pub uses: Vec<CellUse>,
}

/// A decision that uses a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellUse {
    pub number: usize,
    /// Whether it is the region to fail over to.
    pub failover: bool,
}

/// A decision as the list below a map has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapDecision {
    pub number: usize,
    /// Its name and what else is told of it, in a line.
    pub words: String,
    pub model: ModelId,
    pub region: RegionId,
    pub secondary: Option<RegionId>,
}

impl<'a> AvailabilityMap<'a> {
    /// The map of some models and regions, both in the order of the matrix; none where the criteria have no hosted mode.
    pub fn of(
        criteria: Criteria<'a>,
        models: &[&'a Model],
        regions: &[&'a Region],
        decisions: Vec<MapDecision>,
    ) -> Option<Self> {
        let mode = criteria.mode.filter(|mode| *mode != Mode::ExternalModels)?;
        let ordered: Vec<&Region> = by_geo(regions.iter().copied()).into_iter().flatten().collect();
        let rows: Vec<MapRow<'_>> = models
            .iter()
            .map(|model| {
                let cells = Cells::of(criteria.case(model));
                let cell = |region: &&Region| {
                    let cell = cells.at(region);
                    let uses = uses(model, region, &decisions);
                    MapCell { kind: cell.kind(criteria.posture), preview: cell.preview, uses }
                };
                MapRow { model, cells: ordered.iter().map(cell).collect() }
            })
            .collect();
        let shown = |at: usize| rows.iter().any(|row| row.cells[at].is_shown());
        let (columns, dropped): (Vec<usize>, Vec<usize>) = (0..ordered.len()).partition(|at| shown(*at));
        let unlisted_regions = dropped.iter().map(|at| ordered[*at]).collect();
        let (rows, unlisted): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.cells.iter().any(MapCell::is_shown));
        let rows = rows.into_iter().map(|row| MapRow {
            cells: columns.iter().map(|at| row.cells[*at].clone()).collect(),
            model: row.model,
        });
        let geos = by_geo(columns.iter().map(|at| ordered[*at])).into_iter().map(|regions| {
            let name = regions.first().map_or("", |region| region.geo_name());
            MapGeo { name, regions }
        });
        Some(Self {
            mode,
            matrix: criteria.matrix,
            posture: criteria.posture,
            geos: geos.collect(),
            providers: by_provider(rows),
            decisions,
            unlisted_regions,
            unlisted_models: unlisted.into_iter().map(|row| row.model).collect(),
        })
    }

    pub fn regions(&self) -> impl Iterator<Item = &'a Region> {
        self.geos.iter().flat_map(|geo| geo.regions.iter().copied())
    }

    pub fn rows(&self) -> impl Iterator<Item = &MapRow<'a>> {
        self.providers.iter().flat_map(|provider| &provider.rows)
    }

    /// What it is of: `Pay-per-token on AWS`.
    pub fn name(&self) -> String {
        format!("{} on {}", self.mode.name(), self.matrix.cloud.name())
    }

    /// Of how many models and regions it is, those that are only named below among them.
    pub fn size(&self) -> String {
        let models = self.rows().count() + self.unlisted_models.len();
        let regions = self.regions().count() + self.unlisted_regions.len();
        format!("{}, {}", text::count(models, "model"), text::count(regions, "region"))
    }

    /// How many models a region lists whose end has not come, by the place of its column.
    pub fn listed(&self, column: usize) -> usize {
        self.count(column, |kind| matches!(kind, CellKind::InGeo | CellKind::CrossGeo | CellKind::Barred))
    }

    /// How many cells of a column are unknown.
    pub fn unknown(&self, column: usize) -> usize {
        self.count(column, |kind| kind == CellKind::Unknown)
    }

    /// The listed models of a region in a few signs: `12`, `12 + ?3` where some cells are unknown, `?` where all are.
    pub fn listed_words(&self, column: usize) -> String {
        match (self.listed(column), self.unknown(column)) {
            (listed, 0) => listed.to_string(),
            (0, _) => CellKind::Unknown.sign().to_owned(),
            (listed, unknown) => format!("{listed}+{unknown}?"),
        }
    }

    fn count(&self, column: usize, is_meant: impl Fn(CellKind) -> bool) -> usize {
        self.rows().filter(|row| row.cells.get(column).is_some_and(|cell| is_meant(cell.kind))).count()
    }

    /// The kinds that the legend explains, with their words.
    pub fn legend(&self) -> Vec<(CellKind, &'static str)> {
        let routing = if self.posture.bars_routing() { CellKind::Barred } else { CellKind::CrossGeo };
        [CellKind::InGeo, routing, CellKind::Ended, CellKind::NotListed, CellKind::Unknown]
            .map(|kind| (kind, kind.name()))
            .to_vec()
    }

    /// What the letter of a preview means under the posture.
    pub fn preview_words(&self) -> &'static str {
        if self.posture.preview == PreviewRule::Deny { "preview: not allowed" } else { "preview" }
    }

    /// What is left out because nothing is listed there, in sentences.
    pub fn left_out(&self) -> Vec<String> {
        let regions: Vec<&str> = self.unlisted_regions.iter().map(|region| region.id.0.as_str()).collect();
        let models: Vec<&str> = self.unlisted_models.iter().map(|model| model.name.as_str()).collect();
        [
            ("Regions that list none of these models", regions),
            ("Models listed in none of these regions", models),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what}: {}.", names.join(", ")))
        .collect()
    }
}

impl MapCell {
    /// Whether it keeps its row and its column in the map.
    fn is_shown(&self) -> bool {
        self.kind != CellKind::NotListed || !self.uses.is_empty()
    }

    /// The cell in words: `in-Geo, preview, used by decision 2`.
    pub fn words(&self) -> String {
        let mut words = self.kind.name().to_owned();
        if self.preview {
            words.push_str(", preview");
        }
        for used in &self.uses {
            let how = if used.failover { "failover of decision" } else { "used by decision" };
            words.extend([", ", how, " ", &used.number.to_string()]);
        }
        words
    }

    /// The numbers of the decisions that use it, in brackets where they fail over to it: `1 (2)`.
    pub fn use_words(&self) -> String {
        let number = |used: &CellUse| {
            if used.failover { format!("({})", used.number) } else { used.number.to_string() }
        };
        self.uses.iter().map(number).collect::<Vec<_>>().join(" ")
    }
}

fn uses(model: &Model, region: &Region, decisions: &[MapDecision]) -> Vec<CellUse> {
    let of_model = decisions.iter().filter(|decision| decision.model == model.id);
    of_model
        .filter_map(|decision| {
            let failover = decision.secondary.as_ref() == Some(&region.id);
            let used = decision.region == region.id || failover;
            used.then(|| CellUse { number: decision.number, failover: decision.region != region.id })
        })
        .collect()
}

/// The rows by provider, providers in the order of the alphabet, the unknown one last.
fn by_provider<'a>(rows: impl Iterator<Item = MapRow<'a>>) -> Vec<MapProvider<'a>> {
    let mut providers: Vec<MapProvider<'_>> = Vec::new();
    for row in rows {
        let name = row.model.provider_name();
        match providers.iter_mut().find(|provider| provider.name == name) {
            Some(provider) => provider.rows.push(row),
            None => providers.push(MapProvider { name, rows: vec![row] }),
        }
    }
    let key = |provider: &MapProvider<'_>| {
        let unknown = provider.rows.first().is_none_or(|row| row.model.provider.is_none());
        (unknown, provider.name.to_lowercase())
    };
    providers.sort_by_key(key);
    providers
}

/// What a row of a provider calls a model: its name without the provider's.
pub fn row_name(model: &Model) -> &str {
    model.short_name().unwrap_or(&model.name)
}
