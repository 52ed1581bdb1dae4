//! One agreement: how far it is, the next step, what was agreed, the conversation, and thanks.

mod acts;
mod forms;
mod next;
pub(crate) mod price;
mod talk;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::agreements::messages;
use koop_domain::agreements::model::{AgreementState, Message, Seen, WORDS_MAX};
use koop_domain::id::{AgreementId, MessageId};
use koop_domain::language::Language;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::page::PAGE_MAX;
use koop_domain::{agreements, alerts, error};

pub(crate) use self::acts::say;
use self::forms::{AwayForms, Forms, ThanksForm, Written};
use self::next::{Step, next, steps};
use self::talk::Talk;
use super::{LIST, moment_words, path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock};

#[derive(Template)]
#[template(path = "agreements/page/agreement.html")]
pub(crate) struct AgreementPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub title: String,
    pub with: String,
    /// The post that it is about.
    pub post: String,
    pub action: String,
    pub steps: Vec<Step>,
    pub next: String,
    /// What that means for what is paid.
    pub next_price: Option<String>,
    /// Why it is so, in the words of who did it.
    pub reason: Option<String>,
    pub forms: Forms,
    /// What was agreed: a label and words.
    pub facts: Vec<(String, String)>,
    /// The file for one's own calendar.
    pub calendar: Option<String>,
    /// Whether one reads how to meet safely: nobody needs to once it is over.
    pub is_safe_shown: bool,
    pub is_first: bool,
    /// Whether one of the two is younger than sixteen, for whom a parent acts.
    pub with_parent: bool,
    pub talk: Talk,
    pub is_done: bool,
    pub theirs: Option<Written>,
    pub mine: Option<Written>,
    pub thanks: Option<ThanksForm>,
    pub answer: Option<Field>,
    /// For who acts for themselves.
    pub away: Option<AwayForms>,
    pub name: String,
}

/// What is known of an agreement.
pub(crate) struct Known<'a> {
    pub seen: &'a Seen,
    pub messages: &'a [Message],
    /// Whether earlier ones are there.
    pub more: bool,
    /// Whether later ones are.
    pub is_older: bool,
    /// Whether the one who reads acts for themselves.
    pub is_oneself: bool,
    /// What the community pays with.
    pub currencies: &'a [Currency],
    pub now: DateTime<Utc>,
}

/// `GET /mijn/afspraken/{id}`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &mine, &id, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/afspraken/{id}`
pub(crate) async fn post(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    acts::act(&web, &mine, &id, &typed).await
}

async fn show(
    web: &Web,
    mine: &Mine,
    id: &str,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = AgreementId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let seen = agreements::by_id(ctx, domain, id).await?.ok_or(Failure::NOT_FOUND)?;
    // A message that is none is the newest.
    let before = reader.value("voor").and_then(|it| MessageId::parse(it).ok());
    let (messages, more) = messages::list(ctx, domain, id, PAGE_MAX, before).await?;
    if before.is_none() && is_news(web, mine, &seen).await {
        note_read(web, mine, id).await?;
    }
    let mut on = currencies::of_community(ctx, domain, seen.agreement.community).await?;
    on.retain(|it| it.is_on);
    let mut page = Page::own(web, reader, "agreement-list-title", "agreement-lead", &slips).await;
    let title = page.with("agreement-title", &[("title", seen.post_title.clone().into())]);
    page.title = format!("{} · Koop Lokaal", slips.title(page.language, title));
    page.here = path(id);
    let name = [("name", seen.other.name.clone().into())];
    let done = reader.value("gedaan").filter(|_| slips.is_empty());
    let done = done.and_then(acts::done_key).map(|key| page.with(key, &name));
    let known = Known {
        seen: &seen,
        messages: &messages,
        more,
        is_older: before.is_some(),
        is_oneself: ctx.actor.under().is_none(),
        currencies: &on,
        now: ctx.now,
    };
    let page = AgreementPage::new(page, &known, typed, (done, slips));
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

/// Whether something of it may be new to the one who looks: a message, or what they were told.
async fn is_news(web: &Web, mine: &Mine, seen: &Seen) -> bool {
    let own = mine.reader.clone().oneself();
    seen.unread > 0 || alerts::unseen(&own.ctx, &web.site.domain).await.is_ok_and(|it| it > 0)
}

/// To look at a conversation is to read it. Nobody else is told, and nothing hangs on it but how
/// much is new, so this is no deed that a form would have to ask for; and where it cannot be
/// noted, the page is shown all the same.
async fn note_read(web: &Web, mine: &Mine, id: AgreementId) -> Result<(), Failure> {
    match messages::read(&mine.reader.ctx, &web.site.domain, id).await {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == error::Kind::Unavailable => {
            tracing::warn!(error = error::chain(&error), "what was read could not be noted");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

impl AgreementPage {
    pub(crate) fn new(
        page: Page,
        known: &Known<'_>,
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let Known { seen, now, .. } = *known;
        let it = &seen.agreement;
        let name = seen.other.name.clone();
        let is_done = it.state == AgreementState::Done;
        let by = |theirs: bool| {
            seen.thanks.iter().find(|it| (it.by.member == seen.other.member) == theirs)
        };
        let (theirs, mine) = (by(true), by(false));
        let thanks =
            (is_done && mine.is_none()).then(|| ThanksForm::new(&page, &name, typed, &slips));
        let unanswered = theirs.is_some_and(|it| it.reply.is_none());
        let answer = || {
            let label = page.t("agreement-thanks-answer");
            Field::line("antwoord", label, typed.get("antwoord"), WORDS_MAX, &slips)
        };
        let written = |it| Written::of(&page, it, now);
        let talk = (known.messages, known.more, known.is_older);
        Self {
            title: seen.post_title.clone(),
            with: page.with("agreement-with", &[("name", name.clone().into())]),
            post: format!("/prikbord/{}", seen.post_slug),
            action: path(it.id),
            steps: steps(&page, it),
            next: next(&page, seen, now),
            next_price: price::next(&page, seen),
            reason: it.reason.clone(),
            forms: Forms::new(&page, (seen, known.currencies), typed, &slips),
            facts: facts(&page, (seen, known.currencies), now),
            calendar: it
                .moment
                .filter(|_| it.state.is_in_force())
                .map(|_| format!("{}/afspraak.ics", path(it.id))),
            is_safe_shown: !it.state.is_end(),
            is_first: seen.is_first,
            with_parent: seen.with_parent,
            talk: Talk::new(&page, (seen, now), talk, typed, &slips),
            is_done,
            theirs: theirs.map(written),
            mine: mine.map(written),
            answer: unanswered.then(answer),
            thanks,
            away: known.is_oneself.then(|| AwayForms::new(&page, &name, typed, &slips)),
            name,
            done,
            slips,
            page,
        }
    }

    /// The way back to the list.
    pub(crate) fn trail(&self) -> [Link; 1] {
        [Link { href: LIST.to_owned(), label: self.page.t("agreement-list-title") }]
    }

    /// A text with the name of the other in it.
    pub(crate) fn named(&self, key: &str) -> String {
        self.page.with(key, &[("name", self.name.clone().into())])
    }
}

/// What was agreed, or what is proposed.
fn facts(
    page: &Page,
    (seen, on): (&Seen, &[Currency]),
    now: DateTime<Utc>,
) -> Vec<(String, String)> {
    let (it, language) = (&seen.agreement, page.language);
    let mut facts = Vec::new();
    if let Some(moment) = it.moment {
        let is_proposed = it.state == AgreementState::Proposed;
        let key = if is_proposed { "agreement-fact-proposed" } else { "agreement-fact-when" };
        facts.push((page.t(key), moment_words(language, moment, now)));
    }
    if let Some(place) = &seen.place {
        facts.push((page.t("agreement-fact-place"), place.clone()));
    }
    if it.quantity > 1 {
        let count = clock::number(language, it.quantity.into());
        facts.push((page.t("agreement-fact-quantity"), count));
    }
    let terms = texts::posts::terms(language, &it.terms.terms, on);
    if !terms.is_empty() {
        facts.push((page.t("agreement-fact-terms"), terms));
    }
    facts.extend(price::facts(page, seen));
    if let Some(day) = it.due_on {
        facts.push((page.t("agreement-fact-due"), clock::day(language, day, clock::today(now))));
    }
    if let Some(expenses) = &it.terms.expenses {
        let amount = match language {
            Language::Nl => expenses.amount.replace('.', ","),
            Language::En => expenses.amount.clone(),
        };
        let amount = format!("€\u{a0}{amount}");
        let words = match expenses.how.as_str() {
            "" => amount,
            how => {
                let values = [("amount", amount.into()), ("how", how.to_owned().into())];
                page.with("agreement-expenses-line", &values)
            }
        };
        facts.push((page.t("agreement-fact-expenses"), words));
    }
    if let Some(returned) = &it.returned {
        facts.push((page.t("agreement-fact-returned"), returned.clone()));
    }
    facts
}
