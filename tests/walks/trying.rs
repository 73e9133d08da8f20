//! Another posture on trial: adopted, left, taken back; and pairs of regions, taken together.

use servemap::matrix::RegionId;
use servemap::plan::{Residency, Routing};
use servemap::tui::context::Context;
use servemap::tui::order::{ExploreView, Part, Step};

use super::example;
use super::support::play;

#[test]
fn a_trial_changes_nothing_until_it_is_adopted_and_then_one_key_takes_it_back() {
    let session = play("<tab><tab><enter>/ap-northeast-1<enter><a-3>i");
    let plan = session.app.session.plan.clone();
    let session = session.play("<right><right>j  ");
    assert_eq!(session.app.session.plan, plan, "on trial only");
    assert!(session.screen().contains("−") && session.screen().contains("Closed: "), "{}", session.screen());
    let left = session.play("<esc>");
    assert_eq!((left.app.explore, &left.app.session.plan), (None, &plan));
    let session = left.play("i<right><right>j  <enter>");
    assert_eq!((session.app.explore, session.app.step), (None, Step::Model));
    let posture = &session.app.session.plan.posture;
    assert_eq!((posture.routing, posture.residency), (Routing::Off, Residency::InGeo));
    assert!(session.app.session.candidates.remain() > 0);
    let session = session.play("u");
    assert_eq!(session.app.session.plan, plan);
}

#[test]
fn a_value_says_what_adopting_it_comes_to() {
    let session = play("<tab><tab><enter>/ap-northeast-1<enter><a-3>");
    let before = session.app.session.candidates.remain();
    let session = session.play("i<left>");
    let screen = session.screen();
    let line = screen.lines().find(|line| line.contains("[off]")).unwrap_or_default().to_owned();
    let session = session.play("<enter>");
    let after = session.app.session.candidates.remain();
    assert!(line.contains(&format!("{after} open")), "{line}");
    assert!(line.contains("+0") && line.contains(&format!("−{}", before - after)), "{line}");
}

#[test]
fn without_a_mode_there_is_nothing_to_try() {
    let session = play("<tab>i");
    let plan = session.app.session.plan.clone();
    assert!(session.screen().contains("the gates begin with the mode"), "{}", session.screen());
    let session = session.play("<right><enter>");
    assert_eq!((session.app.explore, session.app.session.plan.clone()), (Some(ExploreView::WhatIf), plan));
}

#[test]
fn what_is_undone_below_a_trial_starts_it_anew() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>i<right><enter>i<right>u");
    assert_eq!(session.app.session.plan.posture.routing, Routing::Unknown);
    assert!(session.screen().contains("[not known]"), "{}", session.screen());
}

#[test]
fn a_pair_takes_both_regions_and_keeps_a_chosen_primary() {
    let session = play("<tab><tab><enter><s-tab>");
    assert!(session.screen().contains("Pairs for Pay-per-token"), "{}", session.screen());
    let session = session.play("<enter>");
    let (primary, secondary) =
        (session.app.session.plan.region.clone(), session.app.session.plan.secondary.clone());
    assert!(primary.is_some() && secondary.is_some() && primary != secondary);
    assert_eq!(session.app.context(), Context::Part(Part::Posture), "the posture decides too");
    let session = session.play("2<s-tab>j<enter>");
    assert_eq!(session.app.session.plan.region, primary);
    assert_ne!(session.app.session.plan.secondary, secondary);
    let session = session.play("u");
    assert_eq!(session.app.session.plan.secondary, secondary, "one key takes it back");
}

#[test]
fn the_parts_of_the_region_step_follow_each_other_both_ways() {
    for keys in
        ["<tab><tab><enter><s-tab><tab>", "<tab><tab><enter><tab><s-tab>", "<tab><tab><enter><s-tab><esc>"]
    {
        let session = play(keys);
        assert!(session.screen().contains(" Regions of AWS"), "{keys}\n{}", session.screen());
        let session = session.play("/us-west-2<enter><a-3>");
        assert_eq!(session.app.session.plan.region, Some(RegionId("us-west-2".into())), "{keys}");
    }
    let session = play("<a-2><s-tab><enter>");
    assert!(session.screen().contains("the gates begin with the mode"), "{}", session.screen());
}

#[test]
fn x_takes_away_what_is_chosen_of_the_region_under_the_cursor_and_nothing_else() {
    let session = example().play("2/us-west-2<esc> ");
    let (primary, secondary) =
        (session.app.session.plan.region.clone(), session.app.session.plan.secondary.clone());
    let session = session.play("<esc>gx");
    assert_eq!(
        (&session.app.session.plan.region, &session.app.session.plan.secondary),
        (&primary, &secondary)
    );
    let session = session.play("/us-west-2<esc>x");
    assert_eq!((&session.app.session.plan.region, &session.app.session.plan.secondary), (&primary, &None));
    let session = session.play("<esc>/us-east-1<esc>x");
    assert_eq!(session.app.session.plan.region, None);
}
