//! The demo's board: what forty-four neighbours offer and ask, and what came of it.
//!
//! Everything comes about as it would by hand: the neighbours come in (`neighbours`), put up
//! what stands in `posts/*.txt` (`block`), and reply, agree and thank as `agreements.txt` says
//! (`talk`), some call the help desk (`needs`), they pay each other (`payments`), and what one earns
//! by helping is issued, handed out and handed in (`issuing`), each at its time in the weeks before
//! the seeding (`play`). So nothing is there that the rules would not let come about.

mod block;
mod issuing;
mod needs;
mod neighbours;
mod organisations;
mod payments;
mod play;
mod talk;
#[cfg(test)]
mod tests;
mod when;

use chrono::TimeDelta;
use koop_domain::agreements::error::AgreementError;
use koop_domain::alerts::error::AlertError;
use koop_domain::communities::error::CommunityError;
use koop_domain::ctx::Ctx;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::id::CommunityId;
use koop_domain::ledger::PassingError;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::currencies;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::listings::error::ListingError;
use koop_domain::members::error::MemberError;
use koop_domain::posts::error::PostError;
use koop_domain::profiles::error::ProfileError;
use koop_domain::{Domain, communities, posts};

/// After so many days a board looks old, and is put up anew when somebody seeds the demo again.
const FRESH_DAYS: i64 = 7;

/// Why the board cannot be put up.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// A file names somebody who is not there.
    #[error("nobody of the demo is called {0}")]
    Nobody(String),
    /// A block cannot be read.
    #[error("\"{0}\" of the demo cannot be read")]
    Unreadable(&'static str),
    /// A post.
    #[error("\"{0}\" of the demo cannot be put up")]
    Post(&'static str, #[source] PostError),
    /// What came of a post.
    #[error("\"{0}\" of the demo and the reply of {1} do not go on")]
    Agreement(&'static str, &'static str, #[source] AgreementError),
    /// What is asked at the help desk.
    #[error("what {0} of the demo asks at the help desk does not go on")]
    Need(&'static str, #[source] HelpdeskError),
    /// A currency.
    #[error("a currency of the demo cannot be made or taken away")]
    Currency(#[from] CurrencyError),
    /// An account in its books.
    #[error("a neighbour of the demo gets no account")]
    Account(#[from] AccountError),
    /// What somebody pays.
    #[error("\"{0}\" of the demo cannot be paid")]
    Payment(&'static str, #[source] PaymentError),
    /// What is issued, handed out or handed in.
    #[error("\"{0}\" of the demo is not issued, handed out or handed in")]
    Issue(&'static str, #[source] IssuingError),
    /// The help desk as a whole.
    #[error("the demo's help desk cannot be opened")]
    Desk(#[from] HelpdeskError),
    /// The board as a whole.
    #[error("the demo's board cannot be kept")]
    Board(#[from] PostError),
    /// What time does.
    #[error("time does not pass on the demo's board")]
    Time(#[from] AgreementError),
    /// A neighbour.
    #[error("a neighbour of the demo cannot be entered")]
    Member(#[from] MemberError),
    /// The community.
    #[error("a neighbour of the demo cannot come into the community")]
    Community(#[from] CommunityError),
    /// What is known of a neighbour.
    #[error("nobody gets to know a neighbour of the demo")]
    Profile(#[from] ProfileError),
    /// A place that somebody keeps.
    #[error("a neighbour of the demo gets no place")]
    Listing(#[from] ListingError),
    /// What neighbours are told of payments.
    #[error("what was paid in the demo cannot be passed over")]
    Told(#[from] PassingError),
    /// What a neighbour is told.
    #[error("a neighbour of the demo cannot be told")]
    Alert(#[from] AlertError),
}

/// Puts the board up, where the demo's community is; one that is older than a week is put up
/// anew, for its meals are eaten and its afternoons are past. Answers how many posts it put up.
///
/// # Errors
/// [`BoardError`]; then nothing of the board stands.
pub async fn put_up(ctx: &Ctx, domain: &Domain) -> Result<usize, BoardError> {
    let Some(community) = community(ctx, domain).await? else { return Ok(0) };
    if let Some(since) = posts::demo_since(ctx, domain).await? {
        if since > ctx.now - TimeDelta::days(FRESH_DAYS) {
            return Ok(0);
        }
        currencies::remove_demo(ctx, domain).await?;
        posts::remove_demo(ctx, domain).await?;
    }
    let people = neighbours::settle(ctx, domain, community).await?;
    let played = play::play(ctx, domain, community, &people).await;
    if played.is_err() {
        currencies::remove_demo(ctx, domain).await?;
        posts::mark_demo(ctx, domain).await?;
        posts::remove_demo(ctx, domain).await?;
    }
    played
}

async fn community(ctx: &Ctx, domain: &Domain) -> Result<Option<CommunityId>, BoardError> {
    let all = communities::all(ctx, domain).await?;
    Ok(all.into_iter().find(|it| it.community.demo).map(|it| it.community.id))
}
