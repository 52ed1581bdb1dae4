//! Anything that has an id.

use async_graphql::{ID, Interface};
use koop_domain::id::{
    AccountId, AgreementId, AreaId, CommunityId, CurrencyId, HoldId, ListingId, NeedId,
    PaymentRequestId, PostId, TransferId,
};

use super::areas::{self, Area};
use super::board::agreement::{self, PostAgreement};
use super::board::helpdesk::{self, Need};
use super::board::helpdesk_asked::{self, AskedNeed};
use super::board::post::{self, Post};
use super::communities::{self, Community};
use super::ledger::account::{self, Account};
use super::ledger::currency::{self, Currency};
use super::ledger::holding::{self, Hold, PaymentRequest};
use super::ledger::transfer::{self, Transfer};
use super::listings::{self, Listing};
use super::visit::Visit;

/// Something with an id that is its own everywhere and for ever.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The id, such as lst_01J… or are_01J…."))]
pub(crate) enum Node {
    Account(Box<Account>),
    Area(Box<Area>),
    AskedNeed(Box<AskedNeed>),
    Community(Box<Community>),
    Currency(Box<Currency>),
    Hold(Box<Hold>),
    Listing(Box<Listing>),
    Need(Box<Need>),
    PaymentRequest(Box<PaymentRequest>),
    Post(Box<Post>),
    PostAgreement(Box<PostAgreement>),
    Transfer(Box<Transfer>),
}

/// The thing with this id, or nothing when there is none or the id cannot be read.
pub(crate) async fn by_id(visit: &Visit, id: &str) -> async_graphql::Result<Option<Node>> {
    if let Ok(id) = AreaId::parse(id) {
        return Ok(areas::by_id(visit, id).await?.map(|area| Node::Area(Box::new(area))));
    }
    if let Ok(id) = CommunityId::parse(id) {
        return Ok(communities::by_id(visit, id).await?.map(|it| Node::Community(Box::new(it))));
    }
    if let Ok(id) = PostId::parse(id) {
        return Ok(post::by_id(visit, id).await?.map(|it| Node::Post(Box::new(it))));
    }
    if let Ok(id) = AgreementId::parse(id) {
        let found = agreement::by_id(visit, id).await?;
        return Ok(found.map(|it| Node::PostAgreement(Box::new(it))));
    }
    if let Ok(id) = NeedId::parse(id) {
        if let Some(found) = helpdesk::by_id(visit, id).await? {
            return Ok(Some(Node::Need(Box::new(found))));
        }
        let found = helpdesk_asked::asked_by_id(visit, id).await?;
        return Ok(found.map(|it| Node::AskedNeed(Box::new(it))));
    }
    if let Ok(id) = ListingId::parse(id) {
        return Ok(listings::by_id(visit, id).await?.map(|it| Node::Listing(Box::new(it))));
    }
    of_books(visit, id).await
}

/// The same of what stands in the books.
async fn of_books(visit: &Visit, id: &str) -> async_graphql::Result<Option<Node>> {
    if let Ok(id) = AccountId::parse(id) {
        return Ok(account::by_id(visit, id).await?.map(|it| Node::Account(Box::new(it))));
    }
    if let Ok(id) = CurrencyId::parse(id) {
        return Ok(currency::by_id(visit, id).await?.map(|it| Node::Currency(Box::new(it))));
    }
    if let Ok(id) = TransferId::parse(id) {
        return Ok(transfer::by_id(visit, id).await?.map(|it| Node::Transfer(Box::new(it))));
    }
    if let Ok(id) = HoldId::parse(id) {
        return Ok(holding::by_id(visit, id).await?.map(|it| Node::Hold(Box::new(it))));
    }
    let Ok(id) = PaymentRequestId::parse(id) else { return Ok(None) };
    let found = holding::asked_by_id(visit, id).await?;
    Ok(found.map(|it| Node::PaymentRequest(Box::new(it))))
}
