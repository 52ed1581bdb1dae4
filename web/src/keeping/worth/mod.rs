//! What local currencies are worth at a place: which it is paid with, for which part of a bill,
//! and what one gets for them, in words.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::ledger::amount::{Amount, decimal};
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::currencies::model::EURO_CENTS_MAX;
use koop_domain::listings::currencies::{self, SHARE_MAX, TakenCurrency, WORTH_MAX};
use koop_domain::listings::keepers::{self, FactsEdit};
use koop_domain::listings::model::Listing;

use super::kept;
use super::parts::{Typed, trail};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::Sent;
use crate::error::Failure;
use crate::form::{Named, Slips};
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts;
use crate::texts::figures::decimal_of;

/// What the domain calls the fields.
const FIELDS: &[Named] = &[("currencies", "munten", "worth-title")];
/// How many digits an amount of euros has after the point.
const CENTS: u8 = 2;
/// How a tick is written.
const YES: &str = "ja";

#[derive(Template)]
#[template(path = "keeping/worth/worth.html")]
pub(crate) struct WorthPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub name: String,
    pub slug: String,
    pub href: String,
    pub revision: i32,
    pub done: bool,
    pub rows: Vec<Row>,
    /// What is wrong with one of the fields.
    pub wrong: Option<Wrong>,
}

/// A currency that it can be paid with.
pub(crate) struct Row {
    pub code: String,
    pub name: String,
    pub tick: String,
    pub is_taken: bool,
    pub share: String,
    pub share_id: String,
    pub rate: String,
    pub rate_id: String,
    /// What the community says that one is worth.
    pub own: Option<String>,
    /// The name of a field, what it is called, and what stands in it, a language each.
    pub words: Vec<(String, String, String)>,
}

/// `GET /mijn/plekken/{id}/munten`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let typed = typed_of(&listing);
    show(&web, &mine, &listing, (&typed, Slips::default()), None).await
}

/// `POST /mijn/plekken/{id}/munten`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { mine, typed, waiting }: Sent,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let on = currencies::on(domain).await?;
    let taken = match taken_of(reader.language, &typed, &on) {
        Ok(taken) => taken,
        Err(wrong) => {
            let slips = wrong.slips(reader.language, &typed, &on);
            return show(&web, &mine, &listing, (&typed, slips), Some(wrong)).await;
        }
    };
    // What is switched off for now stays as it was.
    let is_on = |it: &&TakenCurrency| on.iter().any(|known| known.code == it.code);
    let off = listing.facts.currencies.iter().filter(|it| !is_on(it)).cloned();
    let all = taken.into_iter().chain(off).collect();
    let edit = FactsEdit { currencies: Some(all), ..FactsEdit::default() };
    let revision = typed.get("revisie").parse().ok();
    match keepers::edit_facts(&reader.ctx, domain, listing.id, revision, edit).await {
        Ok(saved) => {
            waiting.done(&web, reader).await?;
            Ok(Redirect::to(&format!("{}?gedaan=bewaard", path(&saved))).into_response())
        }
        Err(error) => {
            let slips = Slips::of_listing(reader.language, error, FIELDS)?;
            show(&web, &mine, &listing, (&typed, slips), None).await
        }
    }
}

fn path(it: &Listing) -> String {
    format!("/mijn/plekken/{}/munten", it.id)
}

/// What stands of it, as it is typed.
fn typed_of(listing: &Listing) -> Typed {
    let mut typed = Typed::default();
    for it in &listing.facts.currencies {
        let code = &it.code;
        typed.set(&format!("munt-{code}"), YES);
        typed.set(&format!("deel-{code}"), &it.share.to_string());
        let rate = it.rate_cents.map(|cents| decimal(cents, CENTS).replace('.', ","));
        typed.set(&format!("koers-{code}"), &rate.unwrap_or_default());
        for (language, words) in &it.words {
            typed.set(&format!("waard-{code}-{language}"), words);
        }
    }
    typed
}

/// What is wrong with a field of a currency: which it is, and what.
pub(crate) struct Wrong {
    id: String,
    words: String,
}

impl Wrong {
    /// What is said above the form, with the name of the currency.
    fn slips(&self, language: Language, typed: &Typed, on: &[Currency]) -> Slips {
        let is_of = |it: &&Currency| {
            typed.get(&format!("munt-{}", it.code)) == YES
                && self.id.split('-').nth(1) == Some(it.code.as_str())
        };
        let name = on.iter().find(is_of).map_or("", |it| it.name(language));
        Slips::own("munten", format!("{name}: {}", self.words))
    }
}

/// What was ticked, in the order of the currencies.
fn taken_of(
    language: Language,
    typed: &Typed,
    on: &[Currency],
) -> Result<Vec<TakenCurrency>, Wrong> {
    let mut taken = Vec::new();
    for Currency { code, .. } in on {
        let wrong = |field: &str, label: &str, problem| Wrong {
            id: format!("{field}-{code}"),
            words: texts::problem(language, &texts::text(language, label), problem),
        };
        if typed.get(&format!("munt-{code}")) != YES {
            continue;
        }
        let share = match typed.get(&format!("deel-{code}")).trim_end_matches('%').trim() {
            "" => SHARE_MAX,
            text => text.parse().map_err(|_| wrong("deel", "worth-share", Problem::Unreadable))?,
        };
        if !(1..=SHARE_MAX).contains(&share) {
            return Err(wrong("deel", "worth-share", Problem::OutOfRange));
        }
        let rate = typed.get(&format!("koers-{code}")).trim_start_matches('€').trim();
        let rate_cents = match rate {
            "" => None,
            text => {
                let read = Amount::parse(&decimal_of(language, CENTS, text), CENTS);
                let read = read.map_err(|_| wrong("koers", "worth-rate", Problem::Unreadable))?;
                Some(read.minor())
            }
        };
        if rate_cents.is_some_and(|cents| cents > EURO_CENTS_MAX) {
            return Err(wrong("koers", "worth-rate", Problem::OutOfRange));
        }
        let mut words = BTreeMap::new();
        for it in Language::ALL {
            let field = format!("waard-{code}-{}", it.code());
            let Some(said) = typed.some(&field) else { continue };
            if said.chars().count() > WORTH_MAX {
                let label = texts::spoken(language, it.code());
                let said = texts::problem(language, &label, Problem::TooLong);
                return Err(Wrong { id: field, words: said });
            }
            words.insert(it.code().to_owned(), said);
        }
        taken.push(TakenCurrency { code: code.clone(), share, words, rate_cents });
    }
    Ok(taken)
}

async fn show(
    web: &Web,
    mine: &Mine,
    listing: &Listing,
    (typed, slips): (&Typed, Slips),
    wrong: Option<Wrong>,
) -> Result<Response, Failure> {
    let on = currencies::on(&web.site.domain).await?;
    if on.is_empty() {
        return Err(Failure::NOT_FOUND);
    }
    let reader = &mine.reader;
    let done = reader.value("gedaan").is_some() && slips.is_empty();
    let mut page = Page::own(web, reader, "worth-title", "worth-lead", &slips).await;
    page.here = path(listing);
    let status = slips.status();
    let mut page = WorthPage::new(page, listing, (typed, slips), (&on, done));
    page.wrong = wrong;
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl WorthPage {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        (typed, slips): (&Typed, Slips),
        (on, done): (&[Currency], bool),
    ) -> Self {
        let revision = typed.get("revisie").parse().unwrap_or(listing.revision);
        Self {
            trail: trail(page.language),
            name: listing.facts.name.clone(),
            slug: listing.slug.clone(),
            href: path(listing),
            revision,
            done,
            wrong: None,
            rows: on.iter().map(|it| Row::of(&page, typed, it)).collect(),
            slips,
            page,
        }
    }

    /// What is wrong with a field.
    fn wrong_with(&self, id: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|it| it.id == id).map(|it| it.words.as_str())
    }

    fn longest() -> usize {
        WORTH_MAX
    }
}

impl Row {
    fn of(page: &Page, typed: &Typed, it: &Currency) -> Self {
        let (code, name) = (&it.code, it.name(page.language));
        let named = |key: &str| page.with(key, &[("name", name.to_owned().into())]);
        let field = |language: &Language| {
            let id = format!("waard-{code}-{}", language.code());
            let told = texts::spoken(page.language, language.code());
            let label = page.with("worth-words", &[("language", told.into())]);
            let value = typed.get(&id).to_owned();
            (id, label, value)
        };
        let euros = |cents| texts::clock::euros(page.language, cents);
        Self {
            code: code.clone(),
            name: name.to_owned(),
            tick: named("worth-taken"),
            is_taken: typed.get(&format!("munt-{code}")) == YES,
            share: typed.get(&format!("deel-{code}")).to_owned(),
            share_id: format!("deel-{code}"),
            rate_id: format!("koers-{code}"),
            rate: typed.get(&format!("koers-{code}")).to_owned(),
            own: it
                .euro_cents
                .map(|cents| page.with("worth-own", &[("euros", euros(cents).into())])),
            words: Language::ALL.iter().map(field).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::sample::currency;

    #[test]
    fn what_is_wrong_is_named_by_its_currency_and_field() {
        let typed = |pairs: &[(&str, &str)]| {
            let all = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Typed(all.collect())
        };
        let on = [currency("LAT"), currency("DAP")];
        let wrong = |field: &str, value: &str| {
            let sent = typed(&[("munt-LAT", "ja"), ("munt-DAP", "ja"), (field, value)]);
            taken_of(Language::Nl, &sent, &on).err().map(|it| it.id)
        };
        let long = "x".repeat(WORTH_MAX + 1);
        for (field, value) in [
            ("deel-DAP", "half"),
            ("deel-LAT", "101"),
            ("koers-DAP", "veel"),
            ("koers-LAT", "99999999"),
            ("waard-DAP-nl", long.as_str()),
        ] {
            assert_eq!(wrong(field, value).as_deref(), Some(field), "{value}");
        }
        assert_eq!(wrong("deel-DAP", "50 %"), None);
    }
}
