//! What was typed into the form of a post becomes a draft, or the first thing in it that is wrong;
//! and a post becomes what would have been typed.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::model::{
    Allergen, Audience, Content, Direction, Draft, Event, Material, Meal, Post, Recurrence,
    Subject, Term, TermKind, Topic, end_of,
};

use super::choosing;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::results::instant;
use crate::texts::{self, clock, posts as words};

/// What the domain calls the fields, and their ids in the form.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("title", "titel"),
    ("text", "tekst"),
    ("topic", "onderwerp"),
    ("category", "onderwerp"),
    ("terms", "op"),
    ("terms.words", "op"),
    ("terms.days", "op"),
    ("terms.amount", "prijs"),
    ("terms.currency", "munt"),
    ("languages", "talen"),
    ("availability", "wanneer"),
    ("reachM", "afstand"),
    ("place", "waar"),
    ("audience", "zichtbaar"),
    ("community", "zichtbaar"),
    ("capacity", "aantal"),
    ("expiresOn", "tot"),
    ("repliesUntil", "reacties"),
    ("meal.portions", "porties"),
    ("meal.pickup", "ophaal-van"),
    ("meal.allergens", "allergeen"),
    ("material.quantity", "hoeveel"),
    ("material.size", "maat"),
    ("material.origin", "herkomst"),
    ("material.until", "bruikbaar"),
    ("event", "begin"),
    ("event.from", "begin"),
    ("event.until", "eind"),
    ("event.venue", "zaal"),
    ("listing", "voor"),
];
/// How a day and a time stand in a browser's field for both.
const WALL: &str = "%Y-%m-%dT%H:%M";
/// That a cook knows that none of the allergens is in it.
pub(super) const NONE_OF_THEM: &str = "geen";
/// That a cook does not know.
pub(super) const UNKNOWN: &str = "onbekend";

/// From when until when.
type Moment = (DateTime<Utc>, DateTime<Utc>);

/// With what a form is read.
pub(super) struct Reading<'a> {
    pub language: Language,
    pub now: DateTime<Utc>,
    pub atlas: &'a Atlas,
    /// The post that is changed; none: it is a new one.
    pub kept: Option<&'a Post>,
    /// In which currencies something can be asked.
    pub coins: &'a [Currency],
}

/// The direction and the subject of a form, once both are chosen.
pub(super) fn kind_of(typed: &Typed) -> Option<(Direction, Subject)> {
    let direction = Direction::from_key(typed.get("richting"))?;
    Some((direction, Subject::from_key(typed.get("soort"))?))
}

impl Reading<'_> {
    /// What was typed, as a draft.
    pub(super) fn draft(
        &self,
        typed: &Typed,
        (direction, subject): (Direction, Subject),
    ) -> Result<Draft, Slips> {
        let topic = Topic::from_key(typed.get("onderwerp"))
            .filter(|it| subject.topics().contains(it))
            .ok_or_else(|| self.wrong("topic", Problem::Empty))?;
        let meal = (subject == Subject::Meal).then(|| self.meal(typed, direction)).transpose()?;
        let capacity = match meal.as_ref().and_then(|it| it.portions) {
            Some(portions) => portions,
            None => self.number(typed, "aantal", "capacity")?.unwrap_or(1),
        };
        let material = (subject == Subject::Material).then(|| self.material(typed)).transpose()?;
        let event = (subject == Subject::Event).then(|| self.event(typed)).transpose()?;
        let content = Content {
            title: typed.get("titel").to_owned(),
            text: typed.get("tekst").to_owned(),
            terms: self.terms(typed)?,
            languages: typed.all("talen").map(str::to_owned).collect(),
            availability: choosing::availability(typed),
            reach_m: self.number(typed, "afstand", "reachM")?,
            meal,
            material,
            event,
        };
        // What is wrong with the words is told at once, and not after somebody has signed in.
        let content = content
            .tidy(subject, self.now)
            .map_err(|(field, problem)| self.wrong(field, problem))?;
        Ok(Draft {
            direction,
            subject,
            topic,
            audience: Audience::from_key(typed.get("zichtbaar")),
            content,
            place: self.place(typed)?,
            community: self.kept.map(|it| it.community),
            listing: ListingId::parse(typed.get("voor")).ok(),
            capacity,
            expires_on: self.expires_on(typed)?,
            replies_until: self.replies_until(typed)?,
            mask_contacts: typed.get("maskeer") == "ja",
        })
    }

    /// Where it is: a point, the name of a place, or where it was.
    fn place(&self, typed: &Typed) -> Result<Point, Slips> {
        if let Some(point) = typed.some("punt") {
            return read_point(&point).ok_or_else(|| {
                let label = texts::text(self.language, "board-field-point");
                Slips::own("punt", texts::problem(self.language, &label, Problem::Unreadable))
            });
        }
        let Some(name) = typed.some("waar") else {
            let kept = self.kept.map(|it| it.around.point);
            return kept.ok_or_else(|| self.wrong("place", Problem::Empty));
        };
        match self.atlas.locate(&name) {
            Some(located) => Ok(located.point),
            None => {
                let values = [("words", name.into())];
                Err(Slips::own("waar", texts::text_with(self.language, "where-unknown", &values)))
            }
        }
    }

    fn terms(&self, typed: &Typed) -> Result<Vec<Term>, Slips> {
        let plain = |kind| Term { kind, days: None, words: None, amount: None, currency: None };
        let mut terms = Vec::new();
        for kind in typed.all("op").filter_map(TermKind::from_key) {
            terms.push(match kind {
                TermKind::Gift => plain(kind),
                TermKind::Loan => Term {
                    days: self.number(typed, "leendagen", "terms.days")?,
                    words: typed.some("borg"),
                    ..plain(kind)
                },
                TermKind::Swap => Term { words: typed.some("ruil"), ..plain(kind) },
                TermKind::Euro => Term { words: typed.some("euro"), ..plain(kind) },
                TermKind::Price => match self.price(typed)? {
                    Some(term) => term,
                    None => continue,
                },
            });
        }
        let prices = self.kept.into_iter().flat_map(|it| &it.content.terms);
        let prices = prices.filter(|it| it.kind == TermKind::Price);
        // The form has one; what it does not ask is kept as it is.
        terms.extend(prices.skip(usize::from(!self.coins.is_empty())).cloned());
        if terms.is_empty() {
            let words = texts::text(self.language, "board-terms-empty");
            return Err(Slips::own("op", words));
        }
        Ok(terms)
    }

    fn meal(&self, typed: &Typed, direction: Direction) -> Result<Meal, Slips> {
        let ticked: Vec<&str> = typed.all("allergeen").collect();
        let known: Vec<Allergen> = ticked.iter().filter_map(|it| Allergen::from_key(it)).collect();
        let (none, unknown) = (ticked.contains(&NONE_OF_THEM), ticked.contains(&UNKNOWN));
        // Half an answer is one that somebody with an allergy trusts.
        let answers = [!known.is_empty(), none, unknown].into_iter().filter(|it| *it).count();
        if direction == Direction::Offer && answers != 1 {
            let words = texts::text(self.language, "board-allergens-empty");
            return Err(Slips::own("allergeen", words));
        }
        Ok(Meal {
            portions: self.number(typed, "porties", "meal.portions")?,
            pickup: self.pickup(typed)?,
            allergens: (!unknown && !ticked.is_empty()).then_some(known),
            halal: typed.get("halal") == "ja",
            vegetarian: typed.get("vegetarisch") == "ja",
            bring_box: typed.get("bakje") == "ja",
        })
    }

    fn pickup(&self, typed: &Typed) -> Result<Option<Moment>, Slips> {
        let (from, until) = (typed.some("ophaal-van"), typed.some("ophaal-tot"));
        if from.is_none() && until.is_none() {
            return Ok(None);
        }
        let from = self.moment("ophaal-van", from, "meal.pickup")?;
        Ok(Some((from, self.moment("ophaal-tot", until, "meal.pickup")?)))
    }

    fn material(&self, typed: &Typed) -> Result<Material, Slips> {
        Ok(Material {
            quantity: typed.some("hoeveel"),
            size: typed.some("maat"),
            origin: typed.some("herkomst"),
            until: self.day(typed, "bruikbaar", "material.until")?,
        })
    }

    fn event(&self, typed: &Typed) -> Result<Event, Slips> {
        Ok(Event {
            from: self.moment("begin", typed.some("begin"), "event.from")?,
            until: self.moment("eind", typed.some("eind"), "event.until")?,
            recurs: Recurrence::from_key(typed.get("herhaalt")),
            venue: typed.some("zaal"),
        })
    }

    /// A moment on the clock here.
    fn moment(
        &self,
        id: &'static str,
        typed: Option<String>,
        field: &str,
    ) -> Result<DateTime<Utc>, Slips> {
        let wrong = |problem| {
            let label = words::field_label(self.language, field);
            Slips::own(id, texts::problem(self.language, &label, problem))
        };
        let typed = typed.ok_or_else(|| wrong(Problem::Empty))?.replace(' ', "T");
        // Some browsers send seconds along.
        let minutes = typed.get(..16).unwrap_or(&typed);
        let wall = NaiveDateTime::parse_from_str(minutes, WALL);
        Ok(instant(wall.map_err(|_| wrong(Problem::Unreadable))?))
    }

    fn day(&self, typed: &Typed, id: &str, field: &str) -> Result<Option<NaiveDate>, Slips> {
        let read = |day: String| day.parse().map_err(|_| self.wrong(field, Problem::Unreadable));
        typed.some(id).map(read).transpose()
    }

    fn number(&self, typed: &Typed, id: &str, field: &str) -> Result<Option<u32>, Slips> {
        let read =
            |number: String| number.parse().map_err(|_| self.wrong(field, Problem::Unreadable));
        typed.some(id).map(read).transpose()
    }

    /// The last day on which it stands. That of a post whose time is over says nothing.
    fn expires_on(&self, typed: &Typed) -> Result<Option<NaiveDate>, Slips> {
        let day = self.day(typed, "tot", "expiresOn")?;
        let over = self.kept.filter(|it| it.expires_at <= self.now);
        Ok(day.filter(|day| over.is_none_or(|it| clock::last_day(it.expires_at) != *day)))
    }

    fn replies_until(&self, typed: &Typed) -> Result<Option<DateTime<Utc>>, Slips> {
        let Some(day) = self.day(typed, "reacties", "repliesUntil")? else { return Ok(None) };
        let kept = self.kept.and_then(|it| it.replies_until);
        if let Some(kept) = kept.filter(|it| clock::last_day(*it) == day) {
            return Ok(Some(kept).filter(|it| *it > self.now));
        }
        let end = end_of(day, self.now);
        end.map(Some).map_err(|problem| self.wrong("repliesUntil", problem))
    }

    /// What is wrong with a field, by the name that the domain has for it.
    pub(super) fn wrong(&self, field: &str, problem: Problem) -> Slips {
        let id = FIELDS.iter().find(|(name, _)| *name == field).map_or("titel", |(_, id)| id);
        let label = words::field_label(self.language, field);
        Slips::own(id, texts::problem(self.language, &label, problem))
    }
}

/// Degrees north and east, parted by a comma.
pub(super) fn read_point(words: &str) -> Option<Point> {
    let (north, east) = words.split_once(',')?;
    Point::new(north.trim().parse().ok()?, east.trim().parse().ok()?).ok()
}

/// What would have been typed for a post as it is.
pub(super) fn typed_of(post: &Post) -> Typed {
    let content = &post.content;
    let mut typed = Typed::default();
    let mut put = |name: &str, value: Option<String>| {
        typed.0.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("richting", Some(post.direction.key().to_owned()));
    put("soort", Some(post.subject.key().to_owned()));
    put("revisie", Some(post.revision.to_string()));
    put("onderwerp", Some(post.topic.key().to_owned()));
    put("titel", Some(content.title.clone()));
    put("tekst", Some(content.text.clone()));
    for term in &content.terms {
        put("op", Some(term.kind.key().to_owned()));
        let words = term.words.clone();
        match term.kind {
            TermKind::Loan => {
                put("leendagen", term.days.map(|it| it.to_string()));
                put("borg", words);
            }
            TermKind::Swap => put("ruil", words),
            TermKind::Euro => put("euro", words),
            TermKind::Price => {
                put("prijs", term.amount.clone());
                put("munt", term.currency.clone());
            }
            TermKind::Gift => {}
        }
    }
    content.languages.iter().for_each(|it| put("talen", Some(it.clone())));
    choosing::ticks(&content.availability).for_each(|(name, tick)| put(&name, Some(tick)));
    put("afstand", content.reach_m.map(|it| it.to_string()));
    put("zichtbaar", Some(post.audience.key().to_owned()));
    put("aantal", Some(post.capacity.to_string()));
    put("tot", Some(clock::last_day(post.expires_at).to_string()));
    put("reacties", post.replies_until.map(|it| clock::last_day(it).to_string()));
    put("voor", post.listing.map(|it| it.to_string()));
    if let Some(meal) = &content.meal {
        put("porties", meal.portions.map(|it| it.to_string()));
        put("ophaal-van", meal.pickup.map(|(from, _)| wall(from)));
        put("ophaal-tot", meal.pickup.map(|(_, until)| wall(until)));
        match meal.allergens.as_deref() {
            None => put("allergeen", Some(UNKNOWN.to_owned())),
            Some([]) => put("allergeen", Some(NONE_OF_THEM.to_owned())),
            Some(all) => all.iter().for_each(|it| put("allergeen", Some(it.key().to_owned()))),
        }
        let yes = |is: bool| is.then(|| "ja".to_owned());
        put("halal", yes(meal.halal));
        put("vegetarisch", yes(meal.vegetarian));
        put("bakje", yes(meal.bring_box));
    }
    if let Some(it) = &content.material {
        put("hoeveel", it.quantity.clone());
        put("maat", it.size.clone());
        put("herkomst", it.origin.clone());
        put("bruikbaar", it.until.map(|it| it.to_string()));
    }
    if let Some(event) = &content.event {
        put("begin", Some(wall(event.from)));
        put("eind", Some(wall(event.until)));
        put("herhaalt", event.recurs.map(|it| it.key().to_owned()));
        put("zaal", event.venue.clone());
    }
    typed
}

fn wall(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format(WALL).to_string()
}
