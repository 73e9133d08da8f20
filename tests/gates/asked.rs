//! A question to the gates, put together in the order a person would say it.

use std::sync::LazyLock;

use servemap::date;
use servemap::gates::{Case, Criteria, Judged, Judgement, Outcome, RegionChoice};
use servemap::matrix::{Cloud, Matrix, Mode, Model, ModelId, RegionId, Workload, bundled};
use servemap::plan::{Posture, PreviewRule, Residency, Routing, Use};

/// The bundled matrix of a cloud, read once.
pub fn matrix(cloud: Cloud) -> &'static Matrix {
    static MATRICES: LazyLock<Vec<Matrix>> =
        LazyLock::new(|| Cloud::ALL.map(|cloud| bundled::matrix(cloud).unwrap()).into());
    MATRICES.iter().find(|matrix| matrix.cloud == cloud).unwrap()
}

/// A matrix of one's own with what the bundled ones do not hold today.
pub fn own() -> &'static Matrix {
    static OWN: LazyLock<Matrix> =
        LazyLock::new(|| bundled::with_own("own.toml", include_str!("own.toml")).unwrap());
    &OWN
}

/// One model in one mode and region, under a posture, on a day.
#[derive(Debug, Clone)]
pub struct ImportOptions<'m> {
    matrix: &'m Matrix,
    model: &'m Model,
    mode: Mode,
    region: Option<RegionId>,
    secondary: Option<RegionId>,
    workload: Option<Workload>,
    posture: Posture,
    as_of: &'static str,
}

/// On AWS, on the day of the matrix, with nothing known of the posture.
pub fn aws(mode: Mode, region: &str, model: &str) -> ImportOptions<'static> {
    on(matrix(Cloud::Aws), mode, region, model)
}

pub fn on<'m>(matrix: &'m Matrix, mode: Mode, region: &str, model: &str) -> ImportOptions<'m> {
    ImportOptions {
        matrix,
        model: matrix
            .model(&ModelId(model.to_owned()))
            .unwrap_or_else(|| matrix.find_model(model, Some(mode)).unwrap()),
        mode,
        region: Some(RegionId(region.to_owned())),
        secondary: None,
        workload: None,
        posture: Posture::default(),
        as_of: "2026-10-04",
    }
}

impl ImportOptions<'_> {
    pub fn day(mut self, day: &'static str) -> Self {
        self.as_of = day;
        self
    }

    pub fn anywhere(mut self) -> Self {
        self.region = None;
        self
    }

    pub fn failover(mut self, region: &str) -> Self {
        self.secondary = Some(RegionId(region.to_owned()));
        self
    }

    pub fn workload(mut self, workload: impl Into<Option<Workload>>) -> Self {
        self.workload = workload.into();
        self
    }

    pub fn routing(mut self, routing: Routing) -> Self {
        self.posture.routing = routing;
        self
    }

    pub fn in_geo(self) -> Self {
        self.residency(Residency::InGeo)
    }

    pub fn residency(mut self, residency: Residency) -> Self {
        self.posture.residency = residency;
        self
    }

    pub fn preview(mut self, preview: PreviewRule) -> Self {
        self.posture.preview = preview;
        self
    }

    pub fn usage(mut self, usage: Use) -> Self {
        self.posture.usage = usage;
        self
    }

    pub fn needed_until(mut self, day: &str) -> Self {
        self.posture.needed_until = Some(date::parse(day).unwrap());
        self
    }

    pub fn case(&self) -> Case<'_> {
        Criteria {
            matrix: self.matrix,
            as_of: date::parse(self.as_of).unwrap(),
            posture: &self.posture,
            workload: self.workload,
            mode: Some(self.mode),
            region: RegionChoice::find(self.matrix, self.region.as_ref()),
            secondary: RegionChoice::find(self.matrix, self.secondary.as_ref()),
            usage: None,
        }
        .case(self.model)
    }

    pub fn judge(&self) -> Judged<'_> {
        self.case().judge()
    }

    /// What one gate says.
    pub fn outcome(&self, gate: &str) -> Outcome {
        says(&self.judge(), gate).outcome
    }

    /// Why it says so.
    pub fn reason(&self, gate: &str) -> String {
        says(&self.judge(), gate).reason.to_string()
    }
}

/// What the gate with this id says.
pub fn says<'j, 'a>(judged: &'j Judged<'a>, id: &str) -> &'j Judgement<'a> {
    judged.iter().find(|(gate, _)| gate.id == id).unwrap().1
}
