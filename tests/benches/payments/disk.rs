//! How often a second the disk takes something for good.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// For how long it is tried.
const TRIED: Duration = Duration::from_millis(500);
/// A page of a journal.
const PAGE: [u8; 4_096] = [7; 4_096];
/// How many pages the file has, which are there before the clock runs.
const PAGES: u64 = 64;

/// How long one `fdatasync` of a page takes in a folder.
pub(super) fn sync(folder: &Path) -> Duration {
    let mut file = File::create(folder.join("sync")).expect("a file for the bench");
    for _ in 0..PAGES {
        file.write_all(&PAGE).expect("it takes a page");
    }
    file.sync_all().expect("it is on the disk");
    let (begin, mut count) = (Instant::now(), 0);
    while begin.elapsed() < TRIED {
        let place = u64::from(count) % PAGES * PAGE.len() as u64;
        file.seek(SeekFrom::Start(place)).expect("it has that page");
        file.write_all(&PAGE).expect("it takes a page");
        file.sync_data().expect("it is on the disk");
        count += 1;
    }
    begin.elapsed() / count
}

/// The middle of what several tries took.
pub(super) fn middle(tries: &[Duration]) -> Duration {
    let mut tries = tries.to_vec();
    tries.sort_unstable();
    tries.get(tries.len() / 2).copied().unwrap_or_default()
}

/// The rate in words.
pub(super) fn shown(sync: Duration) -> String {
    format!("{:.0} fdatasync/s", 1.0 / sync.as_secs_f64())
}
