//! The program as the browser's journeys start it: the same, at a moment that stands still.

use std::process::ExitCode;
use std::sync::Arc;

use koop_tests::still::{StillClock, instant};

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "tests say at which moment the house stands")]
    match std::env::var("KOOP_TEST_MOMENT") {
        Ok(moment) => koop_api::main_at(Arc::new(StillClock(instant(&moment)))),
        Err(_) => koop_api::main(),
    }
}
