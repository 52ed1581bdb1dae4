//! What somebody wants to put on the board, read into a draft of the domain.

use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::{CommunityId, ListingId};
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::{self, Content, Draft, Topic};

use super::super::errors::Wrong;
use super::super::inputs::PointInput;
use super::super::scalars::{Date, Instant};
use super::terms::{
    Allergen, Audience, DayPart, PostDirection, PostSubject, Recurrence, TermKind, Weekday,
};

/// On what terms. Which fields count hangs on the kind.
#[derive(InputObject)]
pub(crate) struct PostTermInput {
    /// Of which kind.
    kind: TermKind,
    /// For how many days it is lent.
    days: Option<u32>,
    /// In words: the deposit of a loan, what is swapped for, the price in euros.
    words: Option<String>,
    /// The amount of a price, such as 1.50.
    amount: Option<String>,
    /// The code of the currency of a price.
    currency: Option<String>,
}

/// Days of the week and parts of those days.
#[derive(InputObject)]
pub(crate) struct AvailabilityInput {
    /// On these days; on any where none is named.
    #[graphql(default)]
    days: Vec<Weekday>,
    /// In these parts of them; at any time where none is named.
    #[graphql(default)]
    parts: Vec<DayPart>,
}

/// From one instant to another.
#[derive(InputObject)]
pub(crate) struct PostTimeInput {
    /// From then.
    from: Instant,
    /// Until then.
    until: Instant,
}

/// What is told of a meal.
#[derive(InputObject)]
pub(crate) struct MealInput {
    /// How many portions there are.
    portions: Option<u32>,
    /// When it can be fetched.
    pickup: Option<PostTimeInput>,
    /// What is in it; left out: its cook does not know.
    allergens: Option<Vec<Allergen>>,
    /// Whether it is halal.
    #[graphql(default)]
    halal: bool,
    /// Whether it is vegetarian.
    #[graphql(default)]
    vegetarian: bool,
    /// Whether one brings a box.
    #[graphql(default)]
    bring_box: bool,
}

/// What is told of material.
#[derive(InputObject)]
pub(crate) struct MaterialInput {
    /// How much, in words.
    quantity: Option<String>,
    /// How large, in words.
    size: Option<String>,
    /// Where it comes from, in words.
    origin: Option<String>,
    /// Until which day it can be had.
    until: Option<Date>,
}

/// When something takes place.
#[derive(InputObject)]
pub(crate) struct EventInput {
    /// From when, the first time.
    from: Instant,
    /// Until when, the first time.
    until: Instant,
    /// How often it comes back; left out: it takes place once.
    recurs: Option<Recurrence>,
    /// Where, in words that everybody may read.
    venue: Option<String>,
}

/// Something for the board.
#[derive(InputObject)]
pub(crate) struct PublishPostInput {
    /// Who gives and who gets.
    direction: PostDirection,
    /// What it is about.
    subject: PostSubject,
    /// More precisely: a key such as groceries or tools.
    category: String,
    /// Its title.
    title: String,
    /// Its words.
    #[graphql(default)]
    text: String,
    /// On what terms, several at once.
    terms: Vec<PostTermInput>,
    /// Where. Only the middle of the cell around it is kept.
    place: PointInput,
    /// How far its neighbour goes for it, in metres.
    reach_m: Option<u32>,
    /// When.
    #[graphql(default)]
    availability: Vec<AvailabilityInput>,
    /// In which languages, as BCP 47 codes.
    #[graphql(default)]
    languages: Vec<String>,
    /// Who may see it. Left out: requests for help CONFIRMED, the rest COMMUNITY.
    audience: Option<Audience>,
    /// The last day on which it stands; left out: as long as is usual.
    expires_on: Option<Date>,
    /// Of a meal.
    meal: Option<MealInput>,
    /// Of material.
    material: Option<MaterialInput>,
    /// Of something to come to.
    event: Option<EventInput>,
    /// How many can take it; one where nothing is said.
    #[graphql(default = 1)]
    capacity: u32,
    /// Until when replies are collected before somebody is chosen.
    replies_until: Option<Instant>,
    /// For which listing that the viewer keeps.
    listing: Option<ID>,
    /// In which community; left out: the smallest of the viewer's whose area contains the place.
    community: Option<ID>,
    /// Whether what looks like a phone number or an address may be masked. Without it such a text is
    /// CONTACT_IN_TEXT.
    #[graphql(default)]
    mask_contacts: bool,
}

impl PublishPostInput {
    /// The draft, or the field that cannot be.
    pub(super) fn read(self) -> Result<Draft, PostError> {
        let topic = Topic::from_key(&self.category);
        let community = self.community.map(|id| CommunityId::parse(&id)).transpose();
        let listing = self.listing.map(|id| ListingId::parse(&id)).transpose();
        let place = Point::new(self.place.latitude, self.place.longitude);
        let read = |at: Instant| instant("repliesUntil", &at);
        Ok(Draft {
            direction: self.direction.into(),
            subject: self.subject.into(),
            topic: topic.ok_or_else(|| invalid("category", Problem::Unknown))?,
            audience: self.audience.map(Into::into),
            content: Content {
                title: self.title,
                text: self.text,
                terms: self.terms.into_iter().map(Into::into).collect(),
                languages: self.languages,
                availability: self.availability.into_iter().map(Into::into).collect(),
                reach_m: self.reach_m,
                meal: self.meal.map(MealInput::read).transpose()?,
                material: self.material.map(Into::into),
                event: self.event.map(EventInput::read).transpose()?,
            },
            place: place.map_err(|_| invalid("place", Problem::OutOfRange))?,
            community: community.map_err(|_| invalid("community", Problem::Unknown))?,
            listing: listing.map_err(|_| invalid("listing", Problem::Unknown))?,
            capacity: self.capacity,
            expires_on: self.expires_on.map(|day| day.0),
            replies_until: self.replies_until.map(read).transpose()?,
            mask_contacts: self.mask_contacts,
        })
    }
}

impl PostTimeInput {
    /// From when, and until when.
    pub(super) fn parts(self) -> (Instant, Instant) {
        (self.from, self.until)
    }
}

impl MealInput {
    fn read(self) -> Result<model::Meal, PostError> {
        const FIELD: &str = "meal.pickup";
        let pickup = self
            .pickup
            .map(|it| Ok::<_, PostError>((instant(FIELD, &it.from)?, instant(FIELD, &it.until)?)));
        Ok(model::Meal {
            portions: self.portions,
            pickup: pickup.transpose()?,
            allergens: self.allergens.map(|all| all.into_iter().map(Into::into).collect()),
            halal: self.halal,
            vegetarian: self.vegetarian,
            bring_box: self.bring_box,
        })
    }
}

impl EventInput {
    fn read(self) -> Result<model::Event, PostError> {
        Ok(model::Event {
            from: instant("event.from", &self.from)?,
            until: instant("event.until", &self.until)?,
            recurs: self.recurs.map(Into::into),
            venue: self.venue,
        })
    }
}

impl From<PostTermInput> for model::Term {
    fn from(it: PostTermInput) -> Self {
        Self {
            kind: it.kind.into(),
            days: it.days,
            words: it.words,
            amount: it.amount,
            currency: it.currency,
        }
    }
}

impl From<AvailabilityInput> for model::Availability {
    fn from(it: AvailabilityInput) -> Self {
        Self {
            days: it.days.into_iter().map(Into::into).collect(),
            parts: it.parts.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<MaterialInput> for model::Material {
    fn from(it: MaterialInput) -> Self {
        let until = it.until.map(|day| day.0);
        Self { quantity: it.quantity, size: it.size, origin: it.origin, until }
    }
}

/// An instant in a field.
pub(super) fn instant(field: &'static str, at: &Instant) -> Result<DateTime<Utc>, PostError> {
    at.read(field).map_err(|wrong| match wrong {
        Wrong::Field(field, problem) => invalid(field, problem),
        Wrong::Choice(field, _) => invalid(field, Problem::Unreadable),
    })
}

fn invalid(field: &'static str, problem: Problem) -> PostError {
    PostError::Invalid { field, problem }
}
