//! Lists that are no page: a file and a feed cannot tell what they could not read, so they are
//! refused rather than be of another list.

use koop_domain::listings::error::{ListingError, Problem};

use super::notices::sentence;
use super::state::{Misread, State};
use super::{Asked, asked};
use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;

/// Reads an address of which nothing may be left out.
pub(crate) async fn asked_exactly(web: &Web, reader: &Reader) -> Result<State, Failure> {
    let Asked { state, misread, .. } = asked(web, reader).await?;
    if misread.is_empty() { Ok(state) } else { Err(refused(reader, &misread)) }
}

/// What the directory says of a list that it refuses, in the words of the page.
pub(crate) fn refused_by(reader: &Reader, state: &State, error: ListingError) -> Failure {
    match state.without(&error) {
        Some((_, wrong)) => refused(reader, &[wrong]),
        None => error.into(),
    }
}

fn refused(reader: &Reader, misread: &[Misread]) -> Failure {
    let say = |it: &Misread| sentence(reader.language, it, reader.value("waar"));
    let words = misread.iter().map(say).collect::<Vec<_>>().join(" ");
    // An area that leaves the map takes its lists with it.
    let gone = |it: &Misread| (it.name, it.problem) == ("buurt", Problem::Unknown);
    let failure = if misread.iter().any(gone) { Failure::NOT_FOUND } else { Failure::INVALID };
    failure.told(words)
}
