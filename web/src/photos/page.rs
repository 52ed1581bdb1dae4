//! The pages on which the photos of a place or of a post are looked after.

use askama::Template;
use koop_domain::id::PhotoId;
use koop_domain::listings::model::Listing;
use koop_domain::media::model::{ALT_MAX, PHOTOS_MAX};
use koop_domain::media::{Alt, Photo};

use super::{Shown, own_path};
use crate::form::Slips;
use crate::page::Page;
use crate::texts;

#[derive(Template)]
#[template(path = "photos/photos.html")]
pub(crate) struct PhotosPage {
    pub page: Page,
    pub name: String,
    pub heading: String,
    pub lead: String,
    pub count: String,
    pub done: Option<String>,
    /// What is wrong that is about no field.
    pub whole: Option<String>,
    /// Its own address, and that of the place for everybody.
    pub here: String,
    pub public: String,
    /// Whose photos they are: the name by which a form says so, and the id.
    pub owner: (&'static str, String),
    pub file_hint: String,
    /// What is told of what the words about a photo are for.
    pub alt_hint: String,
    /// What is said of the first photo, and of the way to where they are shown.
    pub first: String,
    pub way: String,
    /// How long the words may be.
    pub longest: usize,
    /// What is said where there are as many as there may be.
    pub full: Option<String>,
    /// What was typed of a photo that did not come in, and what is wrong with it.
    pub alt: String,
    pub decorative: bool,
    pub photo_wrong: Option<String>,
    pub alt_wrong: Option<String>,
    pub rows: Vec<Row>,
}

/// A photo to work on.
pub(crate) struct Row {
    pub id: String,
    pub number: usize,
    pub name: String,
    /// What its buttons are about, for who hears them.
    pub about: String,
    pub shown: Shown,
    pub alt: String,
    pub decorative: bool,
    pub wrong: Option<String>,
    /// Where it goes by a button, where it can.
    pub forward: Option<usize>,
    pub back: Option<usize>,
}

#[derive(Template)]
#[template(path = "photos/remove.html")]
pub(crate) struct RemovePage {
    pub page: Page,
    pub heading: String,
    pub shown: Shown,
    pub here: String,
    pub back: String,
}

/// What was typed and is not right yet: of a photo, or of the one to come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wrong {
    pub of: Option<PhotoId>,
    pub alt: String,
    pub decorative: bool,
    pub slips: Slips,
}

/// Whose photos a page is about.
pub(super) struct Whose {
    /// The name by which a form says so, and the id.
    pub(super) owner: (&'static str, String),
    pub(super) name: String,
    /// Its own address, and that of what has the photos.
    pub(super) here: String,
    pub(super) public: String,
    /// How many there may be.
    pub(super) most: usize,
    /// The keys of what differs: the lead, what is said of the first, and the way back.
    pub(super) keys: [&'static str; 4],
}

impl PhotosPage {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        photos: &[Photo],
        wrong: Wrong,
        done: Option<String>,
    ) -> Self {
        let whose = Whose {
            owner: ("listing", listing.id.to_string()),
            name: listing.facts.name.clone(),
            here: own_path(&listing.id.to_string()),
            public: format!("/plek/{}", listing.slug),
            most: PHOTOS_MAX,
            keys: ["photos-lead", "photos-alt-hint", "photos-main", "photos-public"],
        };
        let photos = photos.iter().map(|it| (it.id, it.alt.clone(), Shown::of(it))).collect();
        Self::of(page, whose, photos, (wrong, done))
    }

    pub(super) fn of(
        page: Page,
        whose: Whose,
        photos: Vec<(PhotoId, Alt, Shown)>,
        (wrong, done): (Wrong, Option<String>),
    ) -> Self {
        let last = photos.len();
        let rows: Vec<Row> = (1..)
            .zip(photos)
            .map(|(number, photo)| Row::new(&page, photo, (number, last), &wrong))
            .collect();
        let megabytes = texts::upload_max_megabytes().into();
        let of_new = |field: &str| {
            let slips = Some(&wrong.slips).filter(|_| wrong.of.is_none());
            slips.and_then(|slips| slips.of(field)).map(str::to_owned)
        };
        let (photo_wrong, alt_wrong) = (of_new("foto"), of_new("alt"));
        let (is_new, is_full) = (wrong.of.is_none(), last >= whose.most);
        let [lead, alt_hint, first, way] = whose.keys;
        let most = [("count", whose.most.into())];
        Self {
            heading: page.with("photos-of", &[("name", whose.name.clone().into())]),
            name: whose.name,
            lead: page.with(lead, &most),
            count: page.with("photos-all", &[("count", rows.len().into())]),
            file_hint: page.with("photos-file-hint", &[("megabytes", megabytes)]),
            alt_hint: page.t(alt_hint),
            first: page.t(first),
            way: page.t(way),
            here: whose.here,
            public: whose.public,
            owner: whose.owner,
            longest: ALT_MAX,
            full: is_full.then(|| page.with("photos-full", &most)),
            photo_wrong,
            alt_wrong,
            alt: if is_new { wrong.alt } else { String::new() },
            decorative: is_new && wrong.decorative,
            whole: wrong.slips.whole,
            done,
            rows,
            page,
        }
    }
}

impl Row {
    fn new(
        page: &Page,
        (id, words, shown): (PhotoId, Alt, Shown),
        (number, last): (usize, usize),
        wrong: &Wrong,
    ) -> Self {
        let wrong = Some(wrong).filter(|it| it.of == Some(id));
        let typed = wrong.map(|it| (it.alt.clone(), it.decorative));
        let kept = || (words.as_str().to_owned(), words == Alt::Decorative);
        let (alt, decorative) = typed.unwrap_or_else(kept);
        let nth = [("number", number.into())];
        Self {
            id: id.to_string(),
            number,
            name: page.with("photos-number", &nth),
            about: page.with("photos-about", &nth),
            shown,
            alt,
            decorative,
            wrong: wrong.and_then(|it| it.slips.of("alt")).map(str::to_owned),
            forward: (number > 1).then(|| number - 1),
            back: (number < last).then_some(number + 1),
        }
    }
}

impl RemovePage {
    pub(crate) fn new(page: Page, listing: &Listing, photo: &Photo) -> Self {
        let back = own_path(&listing.id.to_string());
        Self::of(page, (&listing.facts.name, back), (photo.id, Shown::of(photo)))
    }

    pub(super) fn of(
        page: Page,
        (name, back): (&str, String),
        (id, shown): (PhotoId, Shown),
    ) -> Self {
        Self {
            heading: page.with("photos-of", &[("name", name.to_owned().into())]),
            shown,
            here: format!("{back}/{id}/weg"),
            back,
            page,
        }
    }
}
