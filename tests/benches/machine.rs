//! What a figure was measured on: it means little without.

use std::process::Command;

/// The machine, the day and the commit, in one line each.
pub(crate) fn lines() -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = kilobytes("/proc/meminfo", "MemTotal:").unwrap_or_default() / 1_048_576;
    vec![
        format!("Machine: {cores} cores, {}, {memory} GiB of memory.", processor()),
        format!("Date: {}. Commit: {}.", told("date", &["-u", "+%Y-%m-%d"]), commit()),
    ]
}

/// How much memory a process has in use, in bytes.
pub(crate) fn resident(process: u32) -> u64 {
    memory(process, "VmRSS:")
}

/// How much memory a process ever had in use, in bytes.
pub(crate) fn resident_at_most(process: u32) -> u64 {
    memory(process, "VmHWM:")
}

fn memory(process: u32, name: &str) -> u64 {
    let path = format!("/proc/{process}/status");
    kilobytes(&path, name).unwrap_or_default() * 1_024
}

fn commit() -> String {
    let commit = told("git", &["rev-parse", "--short", "HEAD"]);
    let changed = told("git", &["status", "--porcelain", "--untracked-files=no"]);
    if changed.is_empty() { commit } else { format!("{commit} and changes") }
}

fn processor() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.to_owned())
}

fn kilobytes(path: &str, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn told(program: &str, args: &[&str]) -> String {
    let told = Command::new(program).args(args).output();
    told.map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned()).unwrap_or_default()
}
