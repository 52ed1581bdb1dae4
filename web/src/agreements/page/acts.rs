//! What is done with an agreement: a move, a message, thanks, a report, a block.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{Details, Expenses, Moment, Move, ThankYou, Words};
use koop_domain::agreements::price::{PayoutDraft, PriceDraft};
use koop_domain::agreements::{self, messages, photos};
use koop_domain::id::AgreementId;
use koop_domain::listings::currencies;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::ReportReason;
use koop_domain::posts::{self, About};

use super::forms::{IDS_AGREED, IDS_PROPOSED};
use super::{price, show};
use crate::Web;
use crate::account::Mine;
use crate::agreements::{LIST, moment_of, path};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::{Typed, read_clock};
use crate::photos::Upload;
use crate::texts;

/// What the domain calls a field, and where it stands in a form.
type Fields = &'static [(&'static str, &'static str)];

/// Where the words of a message stand.
const SAID: Fields = &[("text", "bericht")];

/// What was made of what was sent.
enum Sent {
    Move(Move),
    /// The same, with a price that was typed beside it, or with what shall be paid.
    Priced(Move),
    Paid(Option<String>),
    Say(Words),
    Thank(ThankYou),
    Answer(String),
}

/// The amounts that were typed, as the verbs read them.
#[derive(Default)]
struct Amounts {
    price: PriceDraft,
    paid: PayoutDraft,
}

/// The key of what was just done.
pub(super) fn done_key(what: &str) -> Option<&'static str> {
    match what {
        "afgesproken" => Some("agreement-done-agree"),
        "bewaard" => Some("agreement-done-act"),
        "verstuurd" => Some("agreement-done-sent"),
        "bedankt" => Some("agreement-done-thanked"),
        "geantwoord" => Some("agreement-done-answered"),
        "gemeld" => Some("agreement-done-reported"),
        _ => None,
    }
}

/// Does what was sent, and goes back to the agreement.
pub(super) async fn act(
    web: &Web,
    mine: &Mine,
    id: &str,
    typed: &Typed,
) -> Result<Response, Failure> {
    let known = AgreementId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let language = mine.reader.language;
    match typed.get("doe") {
        "meld" => return report(web, mine, known, typed).await,
        "blokkeer" => return block(web, mine, known).await,
        _ => {}
    }
    let (sent, fields, done) = match read(typed) {
        Ok(sent) => sent,
        Err(Some((field, key))) => {
            let slips = Slips::own(field, texts::text(language, key));
            return show(web, mine, id, typed, slips).await;
        }
        Err(None) => return Err(Failure::INVALID),
    };
    let amounts = amounts(web, mine, known, (&sent, typed)).await?;
    match send(web, mine, known, (sent, amounts)).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?gedaan={done}", path(known))).into_response()),
        Err(error) => {
            let slips = Slips::of_agreement(language, error, fields)?;
            show(web, mine, id, typed, slips).await
        }
    }
}

/// `POST /media`: a message to the other, with a photo or without one.
pub(crate) async fn say(web: &Web, mine: &Mine, mut sent: Upload) -> Result<Response, Failure> {
    let id = AgreementId::parse(&sent.agreement).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let done = match (sent.is_without(), sent.photo()) {
        (true, _) => messages::send(ctx, domain, id, Words::Text(sent.text.clone())).await,
        (false, Ok(new)) => photos::send(ctx, domain, id, &sent.text, new).await,
        (false, Err(error)) => Err(error.into()),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}?gedaan=verstuurd", path(id))).into_response()),
        Err(error) => {
            let slips = Slips::of_agreement(mine.reader.language, error, SAID)?;
            let decorative = if sent.decorative { "ja" } else { "" };
            let typed = [
                ("doe", "stuur"),
                ("bericht", &sent.text),
                ("alt", &sent.alt),
                ("decorative", decorative),
            ];
            let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
            show(web, mine, &sent.agreement, &Typed(typed.to_vec()), slips).await
        }
    }
}

/// Reads what was typed as amounts of its currency.
async fn amounts(
    web: &Web,
    mine: &Mine,
    id: AgreementId,
    (sent, typed): (&Sent, &Typed),
) -> Result<Amounts, Failure> {
    let (ctx, domain, language) = (&mine.reader.ctx, &web.site.domain, mine.reader.language);
    let mut amounts = Amounts::default();
    match sent {
        Sent::Priced(_) => {
            let on = currencies::on(domain).await?;
            amounts.price = price::typed(language, typed, &on);
        }
        Sent::Paid(_) => {
            let seen = agreements::by_id(ctx, domain, id).await?.ok_or(Failure::NOT_FOUND)?;
            amounts.paid = price::paid(language, typed, &seen);
        }
        _ => {}
    }
    Ok(amounts)
}

async fn send(
    web: &Web,
    mine: &Mine,
    id: AgreementId,
    (sent, Amounts { price, paid }): (Sent, Amounts),
) -> Result<(), AgreementError> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    match sent {
        Sent::Move(it) => agreements::act(ctx, domain, id, it).await.map(drop),
        Sent::Priced(it) => {
            let price = Some(agreements::price_of(ctx, domain, &price).await?);
            let it = match it {
                Move::Agree { from, until, details } => {
                    Move::Agree { from, until, details: Details { price, ..details } }
                }
                it => it,
            };
            agreements::act(ctx, domain, id, it).await.map(drop)
        }
        Sent::Paid(returned) => {
            let payout = agreements::payout(ctx, domain, id, &paid).await?;
            agreements::act(ctx, domain, id, Move::Complete { returned, payout }).await.map(drop)
        }
        Sent::Say(words) => messages::send(ctx, domain, id, words).await.map(drop),
        Sent::Thank(it) => agreements::thank(ctx, domain, id, it).await,
        Sent::Answer(words) => agreements::answer_thanks(ctx, domain, id, &words).await,
    }
}

/// The field that cannot be read, and the key of what is wrong with it; none: it is no form of
/// ours.
type Wrong = Option<(&'static str, &'static str)>;

/// What was sent, where its fields stand, and what is said once it is done.
fn read(typed: &Typed) -> Result<(Sent, Fields, &'static str), Wrong> {
    let reason = |id: &str| typed.get(id).to_owned();
    let moved = |it, fields: Fields| Ok((Sent::Move(it), fields, "bewaard"));
    match typed.get("doe") {
        "afspreken" => {
            let (from, until) = moment(typed, IDS_AGREED)?;
            let it = Move::Agree { from, until, details: details(typed)? };
            let fields: Fields = &[
                ("from", "dag"),
                ("until", "tot"),
                ("place", "waar"),
                ("quantity", "aantal"),
                ("dueOn", "terug"),
                ("expenses.amount", "kosten"),
                ("expenses.how", "hoe"),
                ("expenses", "kosten"),
                ("price.currency", "prijs"),
                ("price.amount", "prijs"),
                ("price.deposit", "borg"),
            ];
            Ok((with_price(it, typed), fields, "afgesproken"))
        }
        "past" => {
            let at = |name| DateTime::parse_from_rfc3339(typed.get(name)).map_err(|_| None);
            let (from, until) = (at("vanaf")?.to_utc(), at("tot-en")?.to_utc());
            let it = Move::Agree { from, until, details: Details::default() };
            Ok((with_price(it, typed), &[], "afgesproken"))
        }
        "niet" => moved(Move::Decline { reason: typed.some("nee") }, &[("reason", "nee")]),
        "intrekken" => moved(Move::Withdraw, &[]),
        "afzeggen" => moved(Move::Cancel { reason: reason("af") }, &[("reason", "af")]),
        "meegegeven" => moved(Move::HandOver, &[]),
        "gelukt" => {
            let fields: Fields = &[
                ("returned", "staat"),
                ("payout", "betaald"),
                ("payout.amount", "betaald"),
                ("payout.deposit", "van-borg"),
            ];
            Ok((Sent::Paid(typed.some("staat")), fields, "bewaard"))
        }
        "langer" => {
            let due_on = day(typed.get("verleng")).ok_or(("verleng", "agreement-wrong-due"))?;
            moved(Move::Prolong { due_on }, &[("dueOn", "verleng")])
        }
        "mis" => moved(Move::Dispute { reason: reason("mis") }, &[("reason", "mis")]),
        "stuur" => {
            let words = Words::Text(reason("bericht"));
            Ok((Sent::Say(words), SAID, "verstuurd"))
        }
        "moment" => {
            let (from, until) = moment(typed, IDS_PROPOSED)?;
            let fields: Fields = &[("from", "m-dag"), ("until", "m-tot")];
            Ok((Sent::Say(Words::Moment { from, until }), fields, "verstuurd"))
        }
        "bedank" => {
            let kept = match typed.get("kwam") {
                "ja" => Some(true),
                "nee" => Some(false),
                _ => None,
            };
            let it = ThankYou { words: typed.some("bedankje"), kept, private: typed.some("stil") };
            let fields: Fields = &[("words", "bedankje"), ("kept", "kwam"), ("private", "stil")];
            Ok((Sent::Thank(it), fields, "bedankt"))
        }
        "antwoord" => {
            Ok((Sent::Answer(reason("antwoord")), &[("words", "antwoord")], "geantwoord"))
        }
        _ => Err(None),
    }
}

/// A yes with the price that was typed beside it.
fn with_price(it: Move, typed: &Typed) -> Sent {
    if typed.get("munt").is_empty() { Sent::Move(it) } else { Sent::Priced(it) }
}

/// A day as browsers send it.
fn day(typed: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok()
}

/// A moment on one day, and where it ends before it begins in the night after it.
fn moment(typed: &Typed, ids: [&'static str; 3]) -> Result<Moment, Wrong> {
    let wrong = |at: usize| move || Some((ids[at], "agreement-wrong-moment"));
    let date = day(typed.get(ids[0])).ok_or_else(wrong(0))?;
    let time = |at: usize| read_clock(typed.get(ids[at])).ok_or_else(wrong(at));
    let (from, until) = (time(1)?, time(2)?);
    if until == from {
        return Err(wrong(2)());
    }
    let last = if until <= from { date.succ_opt().ok_or_else(wrong(0))? } else { date };
    let at = |date, time, field| moment_of(date, time).ok_or_else(wrong(field));
    let found: (DateTime<Utc>, DateTime<Utc>) = (at(date, from, 1)?, at(last, until, 2)?);
    Ok(found)
}

/// What goes with a moment.
fn details(typed: &Typed) -> Result<Details, Wrong> {
    let quantity = match typed.get("aantal") {
        "" => None,
        count => Some(count.parse().map_err(|_| Some(("aantal", "agreement-wrong-number")))?),
    };
    let due_on = match typed.get("terug") {
        "" => None,
        text => Some(day(text).ok_or(("terug", "agreement-wrong-due"))?),
    };
    let amount = typed.get("kosten").trim_start_matches('€').trim().replace(',', ".");
    let how = typed.get("hoe").to_owned();
    let expenses = (!amount.is_empty() || !how.is_empty()).then_some(Expenses { amount, how });
    Ok(Details { place: typed.some("waar"), quantity, expenses, due_on, price: None })
}

async fn report(
    web: &Web,
    mine: &Mine,
    id: AgreementId,
    typed: &Typed,
) -> Result<Response, Failure> {
    let (ctx, domain, language) = (&mine.reader.ctx, &web.site.domain, mine.reader.language);
    let again = |slips| async move { show(web, mine, &id.to_string(), typed, slips).await };
    let Some(reason) = ReportReason::from_key(typed.get("reden")) else {
        let words = texts::text(language, "agreement-report-choose");
        return again(Slips::own("reden", words)).await;
    };
    let note = typed.some("toelichting");
    match posts::report(ctx, domain, About::Conversation(id), reason, note.as_deref()).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?gedaan=gemeld", path(id))).into_response()),
        Err(error @ (PostError::Invalid { .. } | PostError::TooMany { .. })) => {
            let words = texts::posts::post_error(language, &error).unwrap_or_default();
            let slips = Slips::in_all(words);
            let is_note = matches!(error, PostError::Invalid { field: "note", .. });
            again(if is_note { slips.beside("toelichting") } else { slips }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn block(web: &Web, mine: &Mine, id: AgreementId) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let seen = agreements::by_id(ctx, domain, id).await?.ok_or(Failure::NOT_FOUND)?;
    posts::block(ctx, domain, seen.other.profile).await?;
    Ok(Redirect::to(&format!("{LIST}?gedaan=geblokkeerd")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn a_moment_may_go_on_into_the_night() {
        let day = |van, tot| typed(&[("dag", "2026-11-26"), ("van", van), ("tot", tot)]);
        let (from, until) = moment(&day("21.00", "1.00"), IDS_AGREED).unwrap();
        assert_eq!((until - from).num_hours(), 4);
        let (from, until) = moment(&day("09:00", "11:30"), IDS_AGREED).unwrap();
        assert_eq!((until - from).num_minutes(), 150);
        for (van, tot, field) in [("", "11:00", "van"), ("9", "half", "tot"), ("9", "9.00", "tot")]
        {
            assert_eq!(moment(&day(van, tot), IDS_AGREED).unwrap_err().unwrap().0, field);
        }
        assert_eq!(moment(&typed(&[]), IDS_AGREED).unwrap_err().unwrap().0, "dag");
    }

    #[test]
    fn expenses_are_read_as_people_write_them() {
        let of = |kosten| details(&typed(&[("kosten", kosten)])).unwrap().expenses;
        assert_eq!(of("€ 4,50").unwrap().amount, "4.50");
        assert_eq!(of(""), None);
        let due = details(&typed(&[("terug", "morgen")])).unwrap_err().unwrap();
        assert_eq!(due.0, "terug");
    }

    #[test]
    fn what_is_no_form_of_ours_is_nothing() {
        assert!(matches!(read(&typed(&[("doe", "oplossen")])), Err(None)));
        assert!(matches!(read(&typed(&[("doe", "past"), ("vanaf", "nu")])), Err(None)));
    }
}
