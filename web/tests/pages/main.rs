//! The pages through their own door.
//!
//! `cfg(test)` is always true here; it tells clippy that helpers, too, are tests and may unwrap.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod agreements;
#[cfg(test)]
mod areas;
#[cfg(test)]
mod board;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod coworkers;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod entering;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod feeds;
#[cfg(test)]
mod helpdesk;
#[cfg(test)]
mod house;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod mending;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod passes;
#[cfg(test)]
mod paying;
#[cfg(test)]
mod photos;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod purposes;
#[cfg(test)]
mod town;
#[cfg(test)]
mod wallet;
