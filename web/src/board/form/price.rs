//! What a post asks in a local currency: how much, and of which. It is asked nowhere but where there
//! is a currency that is on.

use koop_domain::error::Problem;
use koop_domain::ledger::amount::{Amount, decimal};
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::listings;
use koop_domain::posts::model::{Post, Term, TermKind};

use super::FormPage;
use super::draft::Reading;
use super::shapes::TermBox;
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::reader::Reader;
use crate::wallet::Coin;

/// How much, and of which.
const AMOUNT: &str = "prijs";
const CURRENCY: &str = "munt";
/// The longest amount that is typed.
const AMOUNT_MAX: usize = 24;

/// In which currencies something can be asked: those of the communities of who writes it, of the
/// post's own where it is changed; of a visitor nobody knows yet.
pub(super) async fn coins(
    web: &Web,
    reader: &Reader,
    post: Option<&Post>,
) -> Result<Vec<Currency>, Failure> {
    let domain = &web.site.domain;
    let mut all = match reader.member() {
        Some(_) => currencies::all_of_mine(&reader.ctx, domain).await?,
        None => listings::currencies::on(domain).await?,
    };
    if let Some(post) = post {
        all.retain(|it| it.community == post.community);
    }
    Ok(all)
}

/// Has the form ask a price, where a currency is on.
pub(super) async fn ask(
    web: &Web,
    reader: &Reader,
    (typed, post): (&Typed, Option<&Post>),
    form: &mut FormPage,
) -> Result<(), Failure> {
    let coins = coins(web, reader, post).await?;
    if !coins.is_empty() {
        form.fields.terms.push(asked(&form.page, typed, &coins, &form.slips));
    }
    Ok(())
}

/// The box by which a price is asked.
fn asked(page: &Page, typed: &Typed, coins: &[Currency], slips: &Slips) -> TermBox {
    let code = typed.get(CURRENCY);
    let of = coins.iter().find(|it| it.code == code).or(coins.first());
    let mut amount = typed.get(AMOUNT).to_owned();
    if let Some(of) = of {
        let coin = Coin::of(page.language, of);
        if let Ok(read) = Amount::parse(&coin.read(&amount), of.scale) {
            amount = coin.typed(read.minor());
        }
    }
    let choice = |it: &Currency| Choice {
        value: it.code.clone(),
        label: format!("{} ({})", it.name(page.language), it.code),
        chosen: of.is_some_and(|of| of.id == it.id),
    };
    let group = Group { label: String::new(), choices: coins.iter().map(choice).collect() };
    let field = Field::line(AMOUNT, page.t("price-asked-amount"), &amount, AMOUNT_MAX, slips);
    let field = field.typed("text", "text").hinted(page.t("price-asked-hint"));
    TermBox {
        value: TermKind::Price.key(),
        label: page.t("board-term-price"),
        chosen: typed.all("op").any(|it| it == TermKind::Price.key()),
        fields: vec![field],
        choice: Some(Choices::grouped(
            page,
            (CURRENCY, "price-asked-currency"),
            vec![group],
            slips,
        )),
    }
}

impl Reading<'_> {
    /// The price that was typed; none where no currency is on.
    pub(super) fn price(&self, typed: &Typed) -> Result<Option<Term>, Slips> {
        let code = typed.get(CURRENCY);
        let named = self.coins.iter().find(|it| it.code == code);
        let Some(of) = named.or(self.coins.first()) else { return Ok(None) };
        if typed.get(AMOUNT).is_empty() {
            return Err(self.wrong("terms.amount", Problem::Empty));
        }
        let read = Amount::parse(&Coin::of(self.language, of).read(typed.get(AMOUNT)), of.scale);
        let read = read.map_err(|_| self.wrong("terms.amount", Problem::Unreadable))?;
        Ok(Some(Term {
            kind: TermKind::Price,
            days: None,
            words: None,
            amount: Some(decimal(read.minor(), of.scale)),
            currency: Some(of.code.clone()),
        }))
    }
}
