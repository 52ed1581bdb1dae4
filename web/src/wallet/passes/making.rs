//! A card that shall be: how much it pays in a day, and how its holder agrees at a till. Who makes
//! one at the desk for somebody else can have a PIN made up, which goes to them in a letter.

use koop_domain::ctx::Ctx;
use koop_domain::ledger::passes::made_up_pin;
use koop_domain::ledger::passes::model::{PIN_DIGITS, PassDraft};
use koop_domain::members::model::Secret;

use super::{DAY_LIMIT, PIN};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::Choice;
use crate::page::Page;
use crate::wallet::pay::{AMOUNT_TYPED_MAX, coin_field};
use crate::wallet::{Coin, read_key};

/// The ways to agree, as the form at the desk has them.
const BY_LETTER: &str = "brief";
const CHOSEN: &str = "zelf";
const BY_YES: &str = "ja";

/// What was sent of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said<'a> {
    /// The id of the form, under which it makes one card.
    pub key: &'a str,
    pub per_day: &'a str,
    pub pin: &'a str,
    pub way: &'a str,
}

/// The form of a card.
pub(crate) struct MakeForm {
    pub key: String,
    pub limit: Field,
    /// How its holder agrees, where somebody makes it for them.
    pub ways: Vec<Choice>,
    pub pin: Field,
}

impl MakeForm {
    /// For one's own account, or at the desk for that of somebody else.
    pub(crate) fn new(
        page: &Page,
        coin: &Coin,
        (said, slips): (Said<'_>, &Slips),
        at_desk: bool,
    ) -> Self {
        let label = page.t("pass-limit");
        let limit = Field::line(DAY_LIMIT, label, said.per_day, AMOUNT_TYPED_MAX, slips);
        let hint = if coin.is_time { "pass-limit-hint-time" } else { "pass-limit-hint" };
        let limit = coin_field(page, coin, limit, Some(page.t(hint)));
        let key = if at_desk { "pass-pin-own" } else { "pass-pin" };
        let pin = Field::line(PIN, page.t(key), "", PIN_DIGITS, slips);
        let hint = if at_desk { "pass-pin-own-hint" } else { "pass-pin-hint" };
        let hint = page.with(hint, &[("digits", PIN_DIGITS.into())]);
        let pin = Field { kind: "password", keys: "numeric", ..pin }.hinted(hint);
        let chosen = if said.way.is_empty() { BY_LETTER } else { said.way };
        let way = |(value, key): (&str, &str)| Choice {
            value: value.to_owned(),
            label: page.t(key),
            chosen: chosen == value,
        };
        let ways =
            [(BY_LETTER, "pass-way-letter"), (CHOSEN, "pass-way-chosen"), (BY_YES, "pass-way-yes")];
        let ways = if at_desk { ways.map(way).into() } else { Vec::new() };
        Self { key: said.key.to_owned(), limit, ways, pin }
    }
}

/// The card that was asked for, and the PIN that was made up for it.
pub(crate) fn draft(
    ctx: &Ctx,
    coin: &Coin,
    said: Said<'_>,
) -> Result<(PassDraft, Option<Secret>), Failure> {
    let typed = || Some(said.pin.trim()).filter(|it| !it.is_empty()).map(Secret::new);
    let (pin, letter) = match said.way {
        BY_LETTER => {
            let made = made_up_pin(ctx);
            (Some(Secret::new(made.reveal())), Some(made))
        }
        // Whoever says that they chose one typed one: an empty one is wrong.
        CHOSEN => (Some(Secret::new(said.pin.trim())), None),
        BY_YES => (None, None),
        _ => (typed(), None),
    };
    let key = read_key(said.key)?;
    Ok((PassDraft { key, day_limit: coin.read(said.per_day), pin }, letter))
}
