//! What flags and variables may say.

use clap::CommandFactory;

use super::*;

#[test]
fn the_commands_are_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn a_folder_with_odd_signs_keeps_its_name() {
    let address = sqlite_address(Path::new("/srv/50% off?/#1"));
    assert_eq!(address, "sqlite:///srv/50%25 off%3F/%231/koop.db?mode=rwc");
}

#[test]
fn a_policy_names_the_origin_and_nothing_else() {
    let pattern = "https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=1";
    assert_eq!(origin(pattern).as_deref(), Some("https://*.tiles.example:8443"));
    assert_eq!(origin("https://tiles.example; script-src *"), None);
    assert_eq!(origin("javascript:alert(1)"), None);
}

#[test]
fn tiles_come_with_their_attribution_or_not_at_all() {
    let with = |args: &[&str]| Cli::try_parse_from([&["koop-lokaal", "serve"], args].concat());
    assert!(with(&["--tiles-url", "https://t.example/{z}/{x}/{y}.png"]).is_err());
    assert!(with(&["--tiles-attribution", "© Somebody"]).is_err());
    let pattern = "https://t.example/{z}/{x}/{y}.png";
    assert!(with(&["--tiles-url", pattern, "--tiles-attribution", "©"]).is_ok());
}
