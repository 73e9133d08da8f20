//! The filter above a list: qualifiers narrow it, mistakes are marked and never empty it, Tab completes.

use ratatui::style::Modifier;
use servemap::tui::Start;

use super::support::{Session, host, play, play_at_once};

const TO_MODEL: &str = "<tab><tab><enter>/us-east-1<enter><a-3>";

/// The line of the filter.
fn filter(session: &Session) -> String {
    let screen = session.screen();
    let in_popup = screen.lines().find_map(|line| line.split_once("│  / ").map(|(_, rest)| rest));
    let line = in_popup.or_else(|| screen.lines().find_map(|line| line.strip_prefix(" / "))).unwrap();
    line.split('│').next().unwrap().trim_end().to_owned()
}

/// What of the screen is underlined as a mistake, in the theme's colour for warnings.
fn marked(session: &Session) -> String {
    let (buffer, warn) = (session.surface.buffer(), session.app.theme.warn);
    let cells = buffer.content.iter();
    let wrong = |style: ratatui::style::Style| {
        style.fg == warn.fg && style.add_modifier.contains(Modifier::UNDERLINED)
    };
    cells.filter(|cell| wrong(cell.style())).map(ratatui::buffer::Cell::symbol).collect()
}

/// How many models the title of the list counts.
fn count(session: &Session) -> usize {
    let screen = session.screen();
    screen.split_once(" Models ").unwrap().1.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn qualifiers_narrow_the_models() {
    let all = count(&play(TO_MODEL));
    let session = play(&format!("{TO_MODEL}/task:embedding"));
    assert!(count(&session) > 0 && count(&session) < all);
    let fewer = count(&session.play(" -provider:openai verdict:available"));
    assert!(fewer > 0);
}

#[test]
fn a_mistake_is_marked_in_place_and_the_rest_still_filters() {
    let right = count(&play(&format!("{TO_MODEL}/claude")));
    let session = play(&format!("{TO_MODEL}/claude taks:chat"));
    assert_eq!(count(&session), right);
    assert_eq!(marked(&session), "taks");
    assert!(
        session.screen().contains("! unknown qualifier 'taks'; did you mean 'task'?"),
        "{}",
        session.screen()
    );
    // It stays marked when the list has the keys.
    let session = session.play("<esc>");
    assert_eq!(marked(&session), "taks");
}

/// Letter by letter: a qualifier that is being typed never empties the list.
#[test]
fn a_half_typed_qualifier_never_empties_the_list() {
    let mut session = play(&format!("{TO_MODEL}/"));
    for letter in "-task:chat retires:<90".chars().take(22) {
        session = session.play(&letter.to_string());
        // Only the finished one may.
        let typed = filter(&session);
        assert!(count(&session) > 0 || !typed.ends_with([':', '-', '<']), "{typed}");
    }
}

#[test]
fn tab_completes_names_and_values_and_goes_round() {
    let session = play(&format!("{TO_MODEL}/ta<tab>"));
    assert_eq!(filter(&session), "task:");
    let session = session.play("em<tab>");
    assert_eq!(filter(&session), "task:embedding");
    let session = session.play(" -r<tab>");
    assert_eq!(filter(&session), "task:embedding -region:");
    assert!(session.screen().contains("region:  routing:  realtime:  retires:"), "{}", session.screen());
    let session = session.play("<tab>");
    assert_eq!(filter(&session), "task:embedding -routing:");
    let session = session.play("<s-tab><s-tab>");
    assert_eq!(filter(&session), "task:embedding -retires:");
    // A letter ends the going round.
    let session = session.play("<bs>:<tab>");
    assert_eq!(filter(&session), "task:embedding -retires:<30d");
}

#[test]
fn a_value_in_the_middle_is_completed_where_it_stands() {
    let session = play(&format!("{TO_MODEL}/task:em claude<left><left><left><left><left><left><left><tab>"));
    assert_eq!(filter(&session), "task:embedding claude");
}

#[test]
fn tab_with_nothing_to_complete_goes_to_the_next_part() {
    let session = play("<tab><tab><enter>/europe<tab>");
    assert_eq!(
        session.app.context(),
        servemap::tui::context::Context::Part(servemap::tui::order::Part::Posture)
    );
    let session = play("<tab><tab><enter>/geo:europe<tab>");
    assert!(!session.app.context().takes_text());
}

#[test]
fn regions_know_their_own_qualifiers() {
    let session = play("<tab><tab><enter>/geo:eu open:>=10");
    assert!(session.screen().contains("eu-west-1") && !session.screen().contains("us-east-1 "));
    let session = play("<tab><tab><enter>/task:chat");
    assert_eq!(marked(&session), "task");
}

#[test]
fn an_empty_list_says_what_emptied_it() {
    let session = play(&format!("{TO_MODEL}/claude task:embedding"));
    let screen = session.screen();
    assert!(screen.contains("'task:embedding' leaves none of the "), "{screen}");
    assert!(screen.contains("each alone would leave: 'claude' "), "{screen}");
}

#[test]
fn a_click_below_the_message_hits_the_row_that_stands_there() {
    let session = play(&format!("{TO_MODEL}/taks:"));
    let screen = session.screen();
    let row = screen.lines().skip(2).position(|line| line.contains("›")).unwrap() + 3;
    let name = screen
        .lines()
        .nth(row)
        .unwrap()
        .trim_start_matches(['│', ' '])
        .split("  ")
        .next()
        .unwrap()
        .to_owned();
    let session = session.play(&format!("<click 5 {row}>"));
    let line = session.screen().lines().nth(row).unwrap().to_owned();
    assert!(line.contains('›'), "{name}\n{}", session.screen());
}

/// The pickers understand what the lists of the steps understand.
#[test]
fn the_picker_of_a_replacement_filters_marks_completes_and_explains() {
    let open = "4<down>j<down><enter>";
    let session = super::example().play(open).play("task:embedding");
    let screen = session.screen();
    assert!(screen.contains("Replacement for") && screen.contains("gte-large"), "{screen}");
    assert!(!screen.contains("claude") && !screen.contains("oss-120b   "), "{screen}");
    let session = super::example().play(open).play("oss taks:chat");
    assert_eq!(marked(&session), "taks");
    assert!(session.screen().contains("did you mean 'task'?"), "{}", session.screen());
    assert!(session.screen().contains("GPT OSS 20B"), "{}", session.screen());
    let session = super::example().play(open).play("task:emb<tab>");
    assert_eq!(filter(&session), "task:embedding", "{}", session.screen());
    let session = super::example().play(open).play("task:embedding zzzz");
    assert!(session.screen().contains("Ctrl-U clears the filter"), "{}", session.screen());
    let session = session.play("<esc>");
    assert!(session.app.popup.is_none());
}

#[test]
fn the_verdict_that_a_picker_filters_by_is_the_one_it_shows() {
    let session = super::example().play("4<down>j<down><enter>").play("verdict:blocked -retires:>=0d");
    let screen = session.screen();
    assert!(!screen.contains("available") || !screen.contains(" conditional │"), "{screen}");
}

#[test]
fn the_picker_of_a_region_understands_what_step_2_understands() {
    let session = super::example().play("3c<tab>xa").play("geo:eu ");
    let screen = session.screen();
    assert!(screen.contains("A region to compare") && screen.contains("eu-west-1"), "{screen}");
    assert!(!screen.contains("ap-south-1"), "{screen}");
}

#[test]
fn a_click_in_a_picker_puts_the_cursor_on_the_row() {
    let session = super::example().play("4<down>j<down><enter>");
    let row = |session: &Session| session.screen().lines().position(|line| line.contains('›')).unwrap();
    let before = session.screen().lines().position(|line| line.contains("╭ Replacement")).unwrap() + 4;
    let session = session.play(&format!("<click 60 {before}>"));
    let rows: Vec<usize> =
        (0..40).filter(|row| session.screen().lines().nth(*row).unwrap().contains("│  ›")).collect();
    assert!(rows.contains(&before), "{} {}", row(&session), session.screen());
}

/// The keys that write a filter: `<` would begin the name of a key.
fn written(filter: &str) -> String {
    if filter.contains('<') { format!("/<paste {filter}>") } else { format!("/{filter}") }
}

/// "A query with a mistake never takes a row."
#[test]
fn a_filter_with_a_mistake_takes_no_row() {
    let mistakes = [
        ("price:<", "'price:' ", "price:<"),
        ("prise:<10", "unknown qualifier 'prise'; did you mean 'price'?", "prise"),
        ("task:", "'task:' needs a value", "task:"),
        ("claude -task:chta", "invalid value 'chta' for 'task'; did you mean 'chat'?", "chta"),
        ("-claude", "only qualifiers can be negated", "-claude"),
        ("open:>=10", "'open:' does not apply to models", "open"),
        ("price:<0,5", "did you mean '<0.5'?", "<0,5"),
    ];
    for (typed, message, wrong) in mistakes {
        // Enter while it is typed; Enter and Space on a row that the user moved to afterwards.
        for keys in ["<enter>", "<down><down><enter>", "<esc>jj<enter>", "<esc>j ", "<esc><click 5 9><enter>"]
        {
            let session = play_at_once(host(), &Start::default(), (120, 40), TO_MODEL);
            let session = session.play(&format!("{}{keys}", written(typed)));
            let (screen, plan) = (session.screen(), &session.app.session.plan);
            assert_eq!((&plan.model, plan.considered.len()), (&None, 0), "{typed} {keys}\n{screen}");
            assert!(screen.contains("! Nothing chosen."), "{typed} {keys}\n{screen}");
            let left = screen.lines().filter_map(|line| line.split('│').find(|part| !part.trim().is_empty()));
            let words = left.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
            assert!(typed == "price:<" || words.contains(message), "{message}\n{screen}");
            assert_eq!(
                marked(&session).trim_start_matches(':'),
                wrong.trim_start_matches("price:"),
                "{screen}"
            );
            // The caret stands behind the mistake: what is typed next corrects it there.
            assert!(session.app.context().takes_text(), "{typed} {keys}");
            let typed_on = session.play("§");
            assert!(filter(&typed_on).contains(&format!("{wrong}§")), "{}", filter(&typed_on));
        }
    }
}

#[test]
fn a_corrected_or_cleared_filter_takes_the_row_again() {
    let refused = || play(&format!("{TO_MODEL}{}<enter>", written("prise:<10 claude")));
    // Tab completes where the caret was put.
    let corrected = refused().play("<tab>");
    assert_eq!(filter(&corrected), "price:<10 claude");
    assert!(!corrected.screen().contains("Nothing chosen"), "{}", corrected.screen());
    let cleared = refused().play("<c-u>");
    assert_eq!(filter(&cleared), "");
    let chosen = cleared.play("opus<enter>");
    assert!(chosen.app.session.plan.model.as_ref().is_some_and(|id| id.0.contains("opus")));
    // Esc leaves the filter, Esc again clears it.
    let chosen = refused().play("<esc><esc>j<enter>");
    assert!(chosen.app.session.plan.model.is_some());
}

#[test]
fn no_list_takes_a_row_under_a_mistake() {
    // Step Region: primary and secondary.
    for keys in ["<enter>", "<esc>jj<enter>", "<esc>jj "] {
        let session = play(&format!("<tab><tab><enter>/gio:eu{keys}"));
        let plan = &session.app.session.plan;
        assert_eq!((&plan.region, &plan.secondary), (&None, &None), "{keys}");
        assert!(session.screen().contains("! Nothing chosen."), "{}", session.screen());
    }
    // The map, also transposed, where its filter is not in sight.
    for keys in ["<enter>", "<esc>j<enter>", "<esc>j ", "<esc><tab>j<enter>"] {
        let session = play(&format!("<tab>m{}{keys}", written("price:<x")));
        let plan = &session.app.session.plan;
        assert_eq!((&plan.model, plan.considered.len()), (&None, 0), "{keys}");
        assert!(session.screen().contains("! Nothing chosen."), "{keys}\n{}", session.screen());
    }
    // The timeline sets the date of the row.
    let session = play("<tab>t/ends:90d<enter>");
    assert_eq!(session.app.session.as_of, session.app.session.today);
    assert!(session.screen().contains("! Nothing chosen."), "{}", session.screen());
    // The pickers.
    let before = super::example().app.session.plan.record.replacement;
    let session = super::example().play("4<down>j<down><enter>").play("output:text<down><enter>");
    assert!(session.app.popup.is_some() && session.app.session.plan.record.replacement == before);
    assert!(session.screen().contains("! Nothing chosen."), "{}", session.screen());
    let session = super::example().play("3ca").play("task:<enter>");
    assert!(session.app.popup.is_some(), "{}", session.screen());
}

#[test]
fn price_ends_and_output_narrow_the_models() {
    let all = count(&play(TO_MODEL));
    for term in ["price:<10", "-price:<10", "price:?", "ends:none", "ends:<2027-06-30", "output:>=8k"] {
        let session = play(&format!("{TO_MODEL}{}", written(term)));
        assert!(count(&session) > 0 && count(&session) < all, "{term}\n{}", session.screen());
        assert_eq!(marked(&session), "", "{term}");
    }
}

/// While it is typed the field is plain text with a caret.
#[test]
fn the_filter_is_quiet_while_it_is_typed() {
    let session = play(&format!("{TO_MODEL}/claude taks:chat"));
    let (buffer, theme) = (session.surface.buffer(), &session.app.theme);
    let row = session.screen().lines().position(|line| line.contains("/ claude taks:chat")).unwrap();
    let row = u16::try_from(row).unwrap();
    let line = session.screen().lines().nth(usize::from(row)).unwrap().to_owned();
    let start = line.split("claude").next().unwrap().chars().count();
    let style = |column: usize| buffer[(u16::try_from(start + column).unwrap(), row)].style();
    for column in 0..30 {
        assert!(!style(column).add_modifier.contains(Modifier::REVERSED), "{column}");
        assert_eq!(style(column).bg, style(29).bg, "{column}");
    }
    assert_eq!(style(0).fg, theme.text.fg.or(style(0).fg));
    assert!(style(7).add_modifier.contains(Modifier::UNDERLINED), "the mistake");
}
