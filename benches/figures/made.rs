//! A matrix as large as nobody's yet: 400 regions and 4,800 models in every mode, to see what grows with it.

use std::fmt::Write as _;

/// The regions of the made matrix.
pub const REGIONS: usize = 400;
/// Its hosted models.
pub const MODELS: usize = 4_800;
/// One model in so many is listed in a region, and one in so many has an end announced.
const SHARE: usize = 20;

/// The text of the made matrix, in the form of a user's own file.
pub fn text() -> String {
    text_of(MODELS)
}

/// The same with fewer models.
pub fn text_of(models: usize) -> String {
    let mut text = String::from(
        "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-04\nsource = \"made\"\n\n\
         [sources.made]\ntitle = \"A made page\"\nread = 2026-10-04\n\n[regions]\n",
    );
    for region in 0..REGIONS {
        let geo = region / 20;
        put(
            &mut text,
            format_args!(
                "made-east-{region} = {{ location = \"Place {region}\", geo = \"Geo {geo}\", country = \"Land {geo}\" }}\n"
            ),
        );
    }
    for model in 0..models {
        put(
            &mut text,
            format_args!(
                "[models.databricks-made-{model}]\nname = \"Maker {} Model {model}\"\nendpoint = \"databricks-made-{model}\"\nprovider = \"Maker {}\"\ntask = \"chat\"\nsources = [\"made\"]\n",
                model % 50,
                model % 50
            ),
        );
    }
    for mode in ["pay-per-token", "ai-functions", "provisioned-throughput"] {
        for region in 0..REGIONS {
            put(&mut text, format_args!("[cells.{mode}.made-east-{region}]\n"));
            for model in (region % SHARE..models).step_by(SHARE) {
                let cell = if model % 3 == 0 { "cross-geo" } else { "in-geo" };
                put(&mut text, format_args!("databricks-made-{model} = \"{cell}\"\n"));
            }
        }
    }
    for model in (0..models).step_by(SHARE) {
        let (month, day) = (model % 12 + 1, model % 28 + 1);
        put(
            &mut text,
            format_args!(
                "[[lifecycle]]\nmodel = \"databricks-made-{model}\"\nmodes = [\"pay-per-token\"]\nstate = \"deprecated\"\nretires = 2027-{month:02}-{day:02}\nsources = [\"made\"]\n"
            ),
        );
    }
    text
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(words);
}
