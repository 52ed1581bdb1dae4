//! A listing on a card: its façade, where it is, whether it is open, and what is good to know.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use koop_domain::ctx::Ctx;
use koop_domain::geo::Point;
use koop_domain::geo::TravelMode;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::model::{
    Facts, Kind, Listing, Offered, Service, Wheelchair, Whereabouts,
};
use koop_domain::listings::opening_hours::{self, Arrival, Certainty, Reason, State, Status};
use koop_domain::listings::search::{Hit, Openness, Why};
use koop_domain::media::{self, PhotoSize};

use crate::error::Failure;
use crate::photos::path;
use crate::texts::status::closes_soon;
use crate::texts::{self, clock};
use crate::{Web, art};

/// More words than this make a card a list.
const TAGS_MAX: usize = 3;
/// More reasons than this explain nothing.
const REASONS_MAX: usize = 3;

/// A listing on a card.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub id: ListingId,
    pub slug: String,
    pub href: String,
    pub name: String,
    /// Its façade, drawn.
    pub art: String,
    /// What stands in place of that, where somebody added one.
    pub photo: Option<CardPhoto>,
    pub place: String,
    pub status: StatusLine,
    /// Whether somebody who sets out now gets there before it closes, when that is close.
    pub arrival: Option<ArrivalLine>,
    pub tags: Vec<String>,
    pub why: String,
    pub phone: Option<Phone>,
    pub point: Option<Point>,
}

/// A photo as small as a card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardPhoto {
    pub src: String,
    pub width: u32,
    pub height: u32,
}

/// A status with what the style sheet needs: never colour alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatusLine {
    pub state: &'static str,
    pub certainty: &'static str,
    pub text: String,
}

/// What somebody finds who sets out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArrivalLine {
    pub state: &'static str,
    pub text: String,
}

/// A number to ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub href: String,
    pub text: String,
}

/// Makes cards for one reader and one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cards {
    /// The reader's language.
    pub language: Language,
    /// The moment that statuses are about.
    pub at: DateTime<Utc>,
    /// The present.
    pub now: DateTime<Utc>,
    /// Whose hours count.
    pub service: Service,
    /// How the reader travels.
    pub mode: TravelMode,
}

impl Cards {
    /// Cards about now, at the counter.
    pub(crate) fn now(language: Language, now: DateTime<Utc>) -> Self {
        Self { language, at: now, now, service: Service::Counter, mode: TravelMode::Bike }
    }

    /// The card of a listing that was not searched for.
    pub(crate) fn plain(&self, listing: &Listing) -> Card {
        self.make(listing, None)
    }

    /// The card of a hit.
    pub(crate) fn hit(&self, listing: &Listing, hit: &Hit) -> Card {
        self.make(listing, Some(hit))
    }

    /// The status of a listing.
    pub(crate) fn status(&self, listing: &Listing) -> Status {
        opening_hours::status(listing, self.service, self.at)
    }

    /// A status as it is shown.
    pub(crate) fn line(&self, listing: &Listing, status: &Status) -> StatusLine {
        StatusLine {
            state: self.state_name(status),
            certainty: certainty_name(status.certainty),
            text: texts::service_status(
                self.language,
                listing,
                self.service,
                status,
                (self.at, self.now),
            ),
        }
    }

    /// Whether somebody who sets out now gets there before it closes, when that is close. Nobody
    /// sets out for what is brought.
    pub(crate) fn arrival(
        &self,
        listing: &Listing,
        status: &Status,
        minutes: Option<u32>,
    ) -> Option<ArrivalLine> {
        let minutes = minutes.filter(|_| self.at == self.now && self.service != Service::Delivery);
        let outset = (status, self.now);
        let arrival = opening_hours::arrival(listing, self.service, outset, minutes?)?;
        let state = match arrival {
            Arrival::JustInTime { .. } => "just",
            Arrival::TooLate => "late",
        };
        Some(ArrivalLine { state, text: texts::status::arrival(self.language, status, arrival) })
    }

    fn make(&self, listing: &Listing, hit: Option<&Hit>) -> Card {
        let status = self.status(listing);
        let maybe = hit.is_some_and(|hit| hit.openness == Some(Openness::Maybe));
        let phone = listing.facts.contact.phone.as_deref().filter(|_| maybe);
        Card {
            id: listing.id,
            photo: None,
            slug: listing.slug.clone(),
            href: format!("/plek/{}", listing.slug),
            name: listing.facts.name.clone(),
            art: art::facade(listing, &status, self.at),
            place: self.place(&listing.facts, hit),
            status: self.line(listing, &status),
            arrival: self.arrival(listing, &status, hit.and_then(|hit| hit.minutes)),
            tags: self.tags(listing),
            why: self.why(hit),
            phone: phone.and_then(Phone::read),
            point: listing.facts.shown_point(),
        }
    }

    fn place(&self, facts: &Facts, hit: Option<&Hit>) -> String {
        let mut parts = vec![whereabouts(self.language, facts)];
        if let Some(minutes) = hit.and_then(|hit| hit.minutes) {
            let key = match self.mode {
                TravelMode::Walk => "card-minutes-walk",
                TravelMode::Bike => "card-minutes-bike",
            };
            parts.push(texts::text_with(self.language, key, &[("minutes", minutes.into())]));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    fn tags(&self, listing: &Listing) -> Vec<String> {
        let mut tags = traits(self.language, &listing.facts);
        tags.truncate(TAGS_MAX);
        tags
    }

    /// The status says already whether it is open, and the line of the place how far it is.
    /// Nearly every place is independent, so that is only said where nothing else is.
    fn why(&self, hit: Option<&Hit>) -> String {
        let told = |why: &&Why| {
            !matches!(why, Why::Open | Why::OpenLikely | Why::OpenMaybe | Why::Near(_))
        };
        let all: Vec<&Why> = hit.iter().flat_map(|hit| &hit.why).filter(told).collect();
        let alone = all.len() == 1;
        let telling = |why: &&Why| alone || !matches!(why, Why::Independent);
        let reasons = all.into_iter().filter(telling).take(REASONS_MAX);
        let words: Vec<String> = reasons.map(|why| texts::why(self.language, why)).collect();
        words.join(" · ")
    }

    fn state_name(&self, status: &Status) -> &'static str {
        match status.state {
            State::Open if self.at == self.now && closes_soon(status, self.at) => "soon",
            State::Open => "open",
            State::Closed => "closed",
            State::ByAppointment => "appointment",
            State::Unknown if matches!(status.reason, None | Some(Reason::Comment(_))) => "maybe",
            State::Unknown => "unknown",
        }
    }
}

/// Puts photos on cards, where their places have some: one question, however many cards.
pub(crate) async fn put_photos<'a>(
    web: &Web,
    ctx: &Ctx,
    cards: impl Iterator<Item = &'a mut Card>,
) -> Result<(), Failure> {
    let mut cards: Vec<&mut Card> = cards.collect();
    let ids: Vec<ListingId> = cards.iter().map(|card| card.id).collect();
    let photos = media::first_of(ctx, &web.site.domain, &ids).await?;
    for card in &mut cards {
        card.photo = photos.get(&card.id).map(|photo| {
            let small = photo.picture(PhotoSize::Small);
            CardPhoto { src: path(small), width: small.width, height: small.height }
        });
    }
    Ok(())
}

impl Phone {
    /// A number as it was given, if it can be rung.
    pub(crate) fn read(text: &str) -> Option<Self> {
        phone_href(text).map(|href| Self { href, text: text.to_owned() })
    }
}

/// The link that rings a number, if it is one. Of several the first is rung.
pub(crate) fn phone_href(text: &str) -> Option<String> {
    let first = text.split([';', '/']).next().unwrap_or_default().replace("(0)", "");
    let digits: String = first.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let number = digits.trim_start_matches('+');
    let plain = first.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
    let whole = plain && (3..=15).contains(&number.len()) && !number.contains('+');
    whole.then(|| format!("tel:{digits}"))
}

/// Where it is in a few words: the street, or that it has no door to go to.
pub(crate) fn whereabouts(language: Language, facts: &Facts) -> String {
    match facts.whereabouts {
        Whereabouts::Fixed => {
            let address = facts.shown_address();
            address.and_then(|it| it.street.or(it.city)).unwrap_or_default()
        }
        Whereabouts::Itinerant => texts::text(language, "whereabouts-itinerant"),
        Whereabouts::AtHome => texts::text(language, "whereabouts-at-home"),
        Whereabouts::ServiceArea => texts::text(language, "whereabouts-service-area"),
    }
}

/// What is good to know, the most telling first.
pub(crate) fn traits(language: Language, facts: &Facts) -> Vec<String> {
    let t = |key: &str| texts::text(language, key);
    let mut all = Vec::new();
    if let Some(first) = facts.repairs.first() {
        let word = texts::repairs(language, first);
        all.push(texts::text_with(language, "tag-repairs", &[("word", word.into())]));
    }
    if facts.delivery.as_ref().is_some_and(|it| it.by_bike) {
        all.push(t("tag-delivers-by-bike"));
    } else if facts.delivery.is_some() {
        all.push(t("tag-delivers"));
    }
    let mut offered = |it: Option<Offered>, key: &str| {
        if it.is_some_and(Offered::is_offered) {
            all.push(t(key));
        }
    };
    offered(facts.second_hand, "tag-second-hand");
    offered(facts.organic, "tag-organic");
    offered(facts.zero_waste, "tag-zero-waste");
    offered(facts.fair_trade, "tag-fair-trade");
    offered(facts.takeaway, "tag-takeaway");
    if matches!(facts.wheelchair, Some(Wheelchair::Yes | Wheelchair::Designated)) {
        all.push(t("tag-wheelchair"));
    }
    let others = facts.languages.iter().filter(|code| !matches!(code.as_str(), "nl" | "en"));
    all.extend(others.map(|code| texts::spoken(language, code)));
    all
}

/// Chooses a few of many: of each kind in turn, those first that weigh most, and not two of one
/// category while there are others.
pub(crate) fn pick<T>(
    mut pool: Vec<T>,
    most: usize,
    listing: impl Fn(&T) -> &Listing,
    weight: impl Fn(&Listing) -> usize,
) -> Vec<T> {
    pool.sort_by_cached_key(|it| Reverse(weight(listing(it))));
    let mut seen = HashSet::new();
    let (first, again): (Vec<T>, Vec<T>) =
        pool.into_iter().partition(|it| seen.insert(listing(it).facts.categories.first().cloned()));
    let mut chosen = in_turn(first, |it| listing(it).facts.kind);
    chosen.extend(again);
    chosen.truncate(most);
    chosen
}

/// One of each kind, then the next of each, so that neighbours differ.
fn in_turn<T>(pool: Vec<T>, kind: impl Fn(&T) -> Kind) -> Vec<T> {
    let mut rounds: HashMap<Kind, usize> = HashMap::new();
    let mut dealt: Vec<(usize, T)> = pool
        .into_iter()
        .map(|it| {
            let round = rounds.entry(kind(&it)).or_default();
            *round += 1;
            (*round, it)
        })
        .collect();
    dealt.sort_by_key(|(round, _)| *round);
    dealt.into_iter().map(|(_, it)| it).collect()
}

/// How much is known of a listing, roughly.
pub(crate) fn richness(listing: &Listing) -> usize {
    let facts = &listing.facts;
    let said = |it: bool| usize::from(it);
    2 * said(!facts.description.is_empty())
        + facts.hours.len().min(3)
        + said(!facts.exceptions.is_empty())
        + said(facts.contact.phone.is_some())
        + said(!facts.repairs.is_empty())
        + said(facts.delivery.is_some())
        + said(!facts.tags.is_empty())
        + said(facts.wheelchair.is_some())
}

fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "confirmed",
        Certainty::Likely => "likely",
        Certainty::Old => "old",
    }
}

/// A date and time in words, for headings about a moment that is not now.
pub(crate) fn moment(language: Language, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    clock::moment(language, at, clock::today(now))
}
