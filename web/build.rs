//! Turns what `make build` left in `web/dist` into a table that the binary carries.
//!
//! The front is built by npm, never from here: a fresh clone must compile with cargo alone, so
//! without `web/dist` the table is empty and a warning says what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The name of each file and the hashed name it got; written last, so a build that broke has none.
const MANIFEST: &str = "manifest.json";

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = here.join("dist");
    let manifest = fs::read(dist.join(MANIFEST));
    if manifest.is_ok() {
        println!("cargo:rerun-if-changed=dist");
    } else {
        println!("cargo:warning=web/dist is missing: run make build");
        // A path that is not there would make every build start here: watch where it will appear.
        println!("cargo:rerun-if-changed=.");
    }
    let files = match manifest {
        Ok(json) => serde_json::from_slice(&json)?,
        Err(_) => BTreeMap::new(),
    };
    fs::write(out_dir().join("assets.rs"), table(&dist, &files))
}

#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script its folder this way")]
fn out_dir() -> PathBuf {
    PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default())
}

fn table(dist: &Path, files: &BTreeMap<String, String>) -> String {
    let mut code = String::from("static ASSETS: &[Asset] = &[\n");
    for (name, file) in files {
        let bytes = |suffix: &str| {
            let path = dist.join(format!("{file}{suffix}"));
            path.exists().then(|| format!("include_bytes!({:?})", path.display().to_string()))
        };
        let Some(plain) = bytes("") else { continue };
        let packed = |suffix| bytes(suffix).map_or("None".into(), |it| format!("Some({it})"));
        let _ = writeln!(
            code,
            "    Asset {{ name: {name:?}, file: {file:?}, url: {:?}, plain: {plain}, brotli: {}, gzip: {} }},",
            format!("/assets/{file}"),
            packed(".br"),
            packed(".gz"),
        );
    }
    code.push_str("];\n");
    code
}
