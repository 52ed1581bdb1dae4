//! The binary: all of it is in the library, so that tests start the same program.
fn main() -> std::process::ExitCode {
    koop_api::main()
}
