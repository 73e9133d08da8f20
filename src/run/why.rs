//! `servemap why`: the five gates of one model with their sources, and the nearest ways out.

use super::answer::Answer;
use super::look::Look;
use super::{case, day, judged, models};
use crate::cli::{Source, TextFormat, WhyArgs};
use crate::error::Result;
use crate::host::{Host, library};
use crate::plan::Verdict;

pub fn run(arguments: &WhyArgs, source: &Source, host: &dyn Host, look: Look) -> Result<Answer> {
    let matrix = library::matrix(host, source.cloud, source.matrix.as_deref())?;
    let asked = case::asked(&arguments.case, &matrix, day(source, host))?;
    let model = matrix.find_model(&arguments.model, asked.mode)?;
    let case = asked.facts(&matrix, day(source, host)).case(model);
    let (judged, advice) = (case.judge(), asked.advice_on(&matrix, Some(model)));
    let needed = judged.verdict != Verdict::Available;
    let ways = if needed { case.alternatives() } else { Vec::new() };
    let answer = match arguments.format {
        TextFormat::Json => {
            let mut object = models::with_facts(judged::json(&case, &judged, &advice), &case);
            object["alternatives"] = judged::alternatives_json(&ways);
            Answer::json(&object)
        }
        TextFormat::Text => {
            let mut text = judged::text(&case, &judged, &advice, look);
            if needed {
                text.push_str(&judged::alternatives_text(&case, &ways, look));
            }
            Answer::of(text)
        }
    };
    Ok(answer.with_findings(!judged.verdict.is_open()))
}
