//! The facts of a place as a form, and a form as what is to be changed of them.

use std::collections::BTreeMap;

use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::listings::keepers::FactsEdit;
use koop_domain::listings::model::{Address, Facts, Kind, LifeState, Whereabouts};
use koop_domain::listings::rules::TEXT_MAX;

use super::super::adding::{
    WHEREABOUTS, categories, kinds, read_point, tidy_postcode, whereabouts_of, with_scheme,
};
use super::super::parts::{Choices, Typed};
use super::{delivery, goods};
use crate::form::{Field, Named, Slips};
use crate::page::Page;
use crate::texts;

/// What the domain calls the fields.
pub(super) const FIELDS: &[Named] = &[
    ("name", "naam", "adding-name"),
    ("categories", "categorie", "adding-category"),
    ("tags", "woorden", "facts-tags"),
    ("description", "omschrijving", "facts-description"),
    ("address", "straat", "adding-street"),
    ("location", "punt", "adding-point"),
    ("phone", "telefoon", "adding-phone"),
    ("email", "mail", "adding-email"),
    ("website", "site", "adding-site"),
    ("social", "sociaal", "facts-social"),
    ("delivery", "straal", "facts-radius"),
    ("state", "naartoe", "facts-moved-to"),
];
const STATES: [(&str, &str); 3] =
    [("open", "facts-state-runs"), ("verhuisd", "facts-state-moved"), ("weg", "facts-state-gone")];
/// A group of fields.
pub(crate) struct Section {
    pub heading: String,
    pub open: bool,
    pub items: Vec<Item>,
}

/// A field of the form.
pub(crate) enum Item {
    Line(Field),
    Area(Field),
    Select(Choices),
    Radios(Choices),
    Checks(Choices),
}

impl Item {
    fn id(&self) -> &'static str {
        match self {
            Self::Line(it) | Self::Area(it) => it.id,
            Self::Select(it) | Self::Radios(it) | Self::Checks(it) => it.id,
        }
    }
}

/// The facts as they stand in the form.
pub(in crate::keeping) fn typed_of(facts: &Facts) -> Typed {
    let mut typed = Typed::default();
    let mut set = |name: &str, value: &str| typed.0.push((name.to_owned(), value.to_owned()));
    set("naam", &facts.name);
    set("soort", facts.kind.key());
    let category = |at: usize| facts.categories.get(at).map_or("", String::as_str);
    set("categorie", category(0));
    set("categorie2", category(1));
    set("woorden", &facts.tags.join(", "));
    let told = |language: Language| facts.description.get(language.code()).map_or("", |it| it);
    set("omschrijving", told(Language::Nl));
    set("omschrijving-en", told(Language::En));
    set("waar", whereabouts_name(facts.whereabouts));
    let address = facts.address.clone().unwrap_or_default();
    let parts = [
        ("straat", address.street),
        ("nummer", address.house_number),
        ("postcode", address.postcode),
        ("plaats", address.city),
        ("punt", facts.point.map(|it| format!("{:.6}, {:.6}", it.latitude, it.longitude))),
        ("telefoon", facts.contact.phone.clone()),
        ("mail", facts.contact.email.clone()),
        ("site", facts.contact.website.clone()),
        ("sociaal", Some(facts.contact.social.join("\n"))),
    ];
    parts.iter().for_each(|(id, value)| set(id, value.as_deref().unwrap_or_default()));
    let (state, to) = match &facts.state {
        LifeState::Running => ("open", ""),
        LifeState::Moved { to } => ("verhuisd", to.as_str()),
        LifeState::Gone { .. } => ("weg", ""),
    };
    set("staat", state);
    set("naartoe", to);
    delivery::typed_of(facts.delivery.as_ref(), &mut typed);
    goods::typed_of(facts, &mut typed);
    typed
}

/// What was typed, as what is to be changed.
pub(super) fn edit_of(
    language: Language,
    typed: &Typed,
    now: &Facts,
    atlas: &Atlas,
) -> Result<FactsEdit, Slips> {
    let wrong = |id, label: &str, problem| {
        Slips::own(id, texts::problem(language, &texts::text(language, label), problem))
    };
    let was = now.address.clone().unwrap_or_default();
    // A postcode that nobody touched stays as its source wrote it.
    let postcode = typed.some("postcode").map(|it| match &was.postcode {
        Some(same) if *same == it => it,
        _ => tidy_postcode(&it),
    });
    let address = Address {
        street: typed.some("straat"),
        house_number: typed.some("nummer"),
        postcode,
        city: typed.some("plaats"),
    };
    let written = typed_of(now);
    // Who moves house without naming a spot is looked up by the new postcode.
    let moved = address.postcode != was.postcode && typed.get("punt") == written.get("punt");
    let point = match typed.get("punt") {
        _ if moved => {
            address.postcode.as_deref().and_then(|it| atlas.locate(it)).map(|it| it.point)
        }
        "" => None,
        same if same == written.get("punt") => now.point,
        words => Some(
            read_point(words).ok_or_else(|| wrong("punt", "adding-point", Problem::Unreadable))?,
        ),
    };
    let state = match typed.get("staat") {
        "verhuisd" => LifeState::Moved { to: typed.get("naartoe").to_owned() },
        "weg" => match &now.state {
            gone @ LifeState::Gone { .. } => gone.clone(),
            _ => LifeState::Gone { since: None },
        },
        _ => LifeState::Running,
    };
    let [takeaway, second_hand, organic, fair_trade, zero_waste] = goods::offers_of(typed);
    let social = words(typed.get("sociaal"), '\n');
    Ok(FactsEdit {
        currencies: None,
        name: Some(typed.get("naam").to_owned()),
        kind: Kind::from_key(typed.get("soort")),
        categories: Some(categories_of(typed, now)),
        tags: Some(words(typed.get("woorden"), ',')),
        languages: Some(goods::languages_of(typed, now)),
        description: Some(BTreeMap::from([
            (Language::Nl.code().to_owned(), typed.get("omschrijving").to_owned()),
            (Language::En.code().to_owned(), typed.get("omschrijving-en").to_owned()),
        ])),
        whereabouts: Some(whereabouts_of(typed.get("waar"))),
        address: Some((address != Address::default()).then_some(address)),
        point: Some(point),
        phone: Some(typed.some("telefoon")),
        email: Some(typed.some("mail")),
        website: Some(typed.some("site").map(|it| with_scheme(&it))),
        social: Some(social.iter().map(|it| with_scheme(it)).collect()),
        delivery: Some(delivery::of(language, typed, now.delivery.as_ref())?),
        takeaway,
        second_hand,
        organic,
        fair_trade,
        zero_waste,
        wheelchair: Some(goods::access_of(typed.get("rolstoel"))),
        payment: goods::payment_of(typed, now),
        state: Some(state),
    })
}

/// The fields in their groups.
pub(super) fn sections(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Section> {
    let groups = [
        ("group-identity", identity(page, typed, slips)),
        ("group-place", place(page, typed, slips)),
        ("group-contact", contact(page, typed, slips)),
        ("group-delivery", delivery::items(page, typed, slips)),
        ("group-goods", goods::items(page, typed, slips)),
        ("group-state", state(page, typed, slips)),
    ];
    let section = |(at, (heading, items)): (usize, (&str, Vec<Item>))| Section {
        heading: page.t(heading),
        open: at == 0 || items.iter().any(|it: &Item| slips.of(it.id()).is_some()),
        items,
    };
    groups.into_iter().enumerate().map(section).collect()
}

/// A line of text.
pub(super) fn line(
    page: &Page,
    typed: &Typed,
    slips: &Slips,
    (id, label): (&'static str, &str),
) -> Field {
    Field::fact(page.language, (id, label), typed.get(id), slips)
}

fn identity(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let category = |id, label: &str| {
        let groups = categories(page.language, typed.get(id));
        Item::Select(Choices::grouped(page, (id, label), groups, slips))
    };
    let text = |id, label: &str| {
        let mut field = line(page, typed, slips, (id, label));
        field.longest = TEXT_MAX;
        Item::Area(field)
    };
    let mut kinds = kinds(page.language, typed.get("soort"));
    kinds.iter_mut().for_each(|group| group.choices.retain(|it| !it.value.is_empty()));
    let tags = line(page, typed, slips, ("woorden", "facts-tags"));
    vec![
        Item::Line(line(page, typed, slips, ("naam", "adding-name"))),
        Item::Select(Choices::grouped(page, ("soort", "adding-kind"), kinds, slips)),
        category("categorie", "adding-category"),
        category("categorie2", "adding-category-more"),
        text("omschrijving", "facts-description"),
        text("omschrijving-en", "facts-description-en"),
        Item::Line(tags.hinted(page.t("facts-tags-hint"))),
    ]
}

fn place(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let field = |id, label: &str| line(page, typed, slips, (id, label));
    let radios =
        Choices::of(page, ("waar", "adding-whereabouts"), &WHEREABOUTS, typed.get("waar"), slips);
    vec![
        Item::Radios(radios.hinted(page.t("adding-whereabouts-hint"))),
        Item::Line(field("straat", "adding-street")),
        Item::Line(field("nummer", "adding-number")),
        Item::Line(field("postcode", "adding-postcode")),
        Item::Line(field("plaats", "adding-city")),
        Item::Line(field("punt", "adding-point").hinted(page.t("adding-point-hint"))),
    ]
}

fn contact(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let field = |id, label: &str| line(page, typed, slips, (id, label));
    let mut social = field("sociaal", "facts-social");
    social.longest = TEXT_MAX;
    vec![
        Item::Line(field("telefoon", "adding-phone").typed("tel", "tel")),
        Item::Line(field("mail", "adding-email").typed("email", "email")),
        Item::Line(field("site", "adding-site").typed("text", "url")),
        Item::Area(social.hinted(page.t("facts-social-hint"))),
    ]
}

fn state(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let states = Choices::of(page, ("staat", "facts-state"), &STATES, typed.get("staat"), slips);
    vec![Item::Radios(states), Item::Line(line(page, typed, slips, ("naartoe", "facts-moved-to")))]
}

/// The two that are asked, and behind them those that nobody asked about.
fn categories_of(typed: &Typed, now: &Facts) -> Vec<String> {
    let asked = ["categorie", "categorie2"].into_iter().filter_map(|id| typed.some(id));
    let mut all: Vec<String> = Vec::new();
    for key in asked.chain(now.categories.iter().skip(2).cloned()) {
        if !all.contains(&key) {
            all.push(key);
        }
    }
    all
}

fn words(typed: &str, mark: char) -> Vec<String> {
    typed.split(mark).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

fn whereabouts_name(whereabouts: Whereabouts) -> &'static str {
    match whereabouts {
        Whereabouts::Fixed => "deur",
        Whereabouts::AtHome => "thuis",
        Whereabouts::Itinerant => "rond",
        Whereabouts::ServiceArea => "bij-jou",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at_home, atlas, poor, rich};

    /// Whoever saves the form as it came changes nothing, not even what it does not ask.
    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        for listing in [rich(), poor(), at_home()] {
            let typed = typed_of(&listing.facts);
            let edit = edit_of(Language::Nl, &typed, &listing.facts, &atlas()).unwrap();
            let mut facts = listing.facts.clone();
            edit.apply(&mut facts);
            assert_eq!(facts, listing.facts);
        }
    }

    #[test]
    fn who_moves_is_looked_up_by_the_new_postcode() {
        let now = rich().facts;
        let mut typed = typed_of(&now);
        typed.set("postcode", "1094 XX");
        let edit = edit_of(Language::Nl, &typed, &now, &atlas()).unwrap();
        let there = atlas().postcode("1094").unwrap().point;
        assert_eq!(edit.point, Some(Some(there)));
        typed.set("punt", "52.3, 4.9");
        let edit = edit_of(Language::Nl, &typed, &now, &atlas()).unwrap();
        assert_eq!(edit.point.flatten().map(|it| it.latitude), Some(52.3));
        typed.set("punt", "daar");
        let wrong = edit_of(Language::Nl, &typed, &now, &atlas()).unwrap_err();
        assert_eq!(wrong.named().unwrap().0, "punt");
    }
}
