//! Hand-made listings, and a reader of HTML that forgives nothing, for the tests of pages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use geo::{LineString, MultiPolygon, Polygon};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{Area, AreaKind, Postcode};
use koop_domain::areas::ways::Water;
use koop_domain::geo::Point;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::language::Language;
use koop_domain::listings::SearchPage;
use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};
use koop_domain::listings::model::{
    Address, Contact, Facts, HoursException, Kind, LegalForm, LifeState, Listing, Offered,
    Ownership, Service, Wheelchair, Whereabouts,
};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin, Source};
use koop_domain::listings::search::{Facet, FacetField, Hit, Openness, Why};
use koop_domain::page::Cursor;

use crate::behind::Behind;
use crate::page::Page;

/// What a hostile name looks like.
pub(crate) const EVIL: &str = "</title></script><script>alert(1)</script>\" onload='x' & <b>";

/// A Saturday afternoon.
pub(crate) fn now() -> DateTime<Utc> {
    ZONE.with_ymd_and_hms(2026, 11, 21, 14, 30, 0).unwrap().to_utc()
}

/// A town, a district of it with three neighbourhoods, and a postcode.
pub(crate) fn atlas() -> Atlas {
    let area = |number, kind, slug: &str, name: &str, parent: Option<u128>, west: f64| {
        let ring = [(west, 52.35), (west + 0.01, 52.35), (west + 0.01, 52.37), (west, 52.37)];
        let is_drawn = kind == AreaKind::Neighbourhood;
        let polygon = Polygon::new(LineString::from(ring.to_vec()), Vec::new());
        Area {
            id: area_id(number),
            slug: slug.into(),
            kind,
            code: format!("T{number}"),
            name: name.into(),
            parent: parent.map(area_id),
            outline: MultiPolygon(is_drawn.then_some(polygon).into_iter().collect()),
            inhabitants: (number == 3).then_some(5_020),
        }
    };
    let areas = vec![
        area(1, AreaKind::Municipality, "amsterdam", "Amsterdam", None, 4.9),
        area(2, AreaKind::District, "oost", "Oost", Some(1), 4.9),
        area(3, AreaKind::Neighbourhood, "dapperbuurt", "Dapperbuurt", Some(2), 4.92),
        area(4, AreaKind::Neighbourhood, "indische-buurt", "Indische Buurt", Some(2), 4.935),
        area(5, AreaKind::Neighbourhood, "betondorp", "Betondorp", Some(2), 4.945),
        area(6, AreaKind::Neighbourhood, "leeg", EVIL, Some(2), 4.96),
    ];
    let point = Point { latitude: 52.3625, longitude: 4.9405 };
    let postcode = Postcode { code: "1094".into(), place: "Amsterdam".into(), point };
    Atlas::new(1, areas, vec![postcode], Water::default())
}

/// The id of an area of [`atlas`].
pub(crate) fn area_id(number: u128) -> AreaId {
    AreaId(uuid::Uuid::from_u128(number))
}

/// A page that search engines may keep.
pub(crate) fn page(language: Language) -> Page {
    let mut page = Page::bare(language, "Titel".into(), "Zin".into(), &Behind::tree());
    page.lasting = Some("/plek/x".into());
    page.base_url = "https://koop.example".into();
    page.areas = true;
    page
}

/// The frame of a page that is one reader's own, whose name is what none should be.
pub(crate) fn own(language: Language) -> Page {
    let mut page = page(language);
    page.lasting = None;
    page.member = Some(EVIL.into());
    page
}

/// A listing of which everything is known.
pub(crate) fn rich() -> Listing {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let facts = Facts {
        name: "Spaak & Zoon".into(),
        kind: Kind::Repair,
        categories: vec!["bicycle-repair".into()],
        tags: vec!["bakfietsen".into()],
        legal_form: Some(LegalForm::Cooperative),
        languages: vec!["nl".into(), "tr".into(), "xx".into()],
        description: BTreeMap::from([("nl".into(), "Piet en Milan maken je fiets.".into())]),
        whereabouts: Whereabouts::Fixed,
        address: Some(Address {
            street: Some("Eerste van Swindenstraat".into()),
            house_number: Some("717".into()),
            postcode: Some("1093 WQ".into()),
            city: Some("Amsterdam".into()),
        }),
        point: Some(Point { latitude: 52.361_23, longitude: 4.928_45 }),
        contact: Contact {
            phone: Some("020 555 0191".into()),
            email: Some("hallo@spaak.example".into()),
            website: Some("https://www.spaak.example/".into()),
            social: vec!["https://sociaal.example/@spaak".into()],
        },
        hours: BTreeMap::from([
            (Service::Counter, "Mo-Fr 09:00-18:00; Sa 09:00-17:00; PH off".into()),
            (Service::Delivery, "Fr-Sa 17:00-21:00".into()),
        ]),
        exceptions: vec![HoursException {
            from: day(24),
            to: day(24),
            service: None,
            spans: Some("13:00-15:00".into()),
            note: Some("teamdag".into()),
        }],
        delivery: Some(Delivery {
            area: DeliveryArea::Radius { radius_m: 3_500 },
            minimum_cents: Some(1_500),
            fee_cents: Some(0),
            courier: Some(Courier::Cooperative),
            by_bike: true,
            returnable_packaging: true,
            paused_until: None,
            busy_minutes: Some(30),
        }),
        takeaway: Some(Offered::Yes),
        repairs: vec!["bicycle".into(), "samovar".into()],
        second_hand: Some(Offered::Only),
        wheelchair: Some(Wheelchair::Limited),
        payment: BTreeMap::from([("cash".into(), true), ("cards".into(), false)]),
        ownership: Ownership::Independent,
        ..Facts::default()
    };
    listing(1, "spaak-zoon", facts)
}

/// A listing of which nothing is known but its name.
pub(crate) fn poor() -> Listing {
    Listing {
        provenance: BTreeMap::new(),
        source: None,
        ..listing(2, "zaak", Facts { name: "Zaak".into(), ..Facts::default() })
    }
}

/// Somebody's home: the door is nobody's business.
pub(crate) fn at_home() -> Listing {
    let facts =
        Facts { name: "Naaiatelier".into(), whereabouts: Whereabouts::AtHome, ..rich().facts };
    listing(3, "naaiatelier", facts)
}

/// Every word a trap.
pub(crate) fn evil() -> Listing {
    let mut listing = rich();
    let word = || EVIL.to_owned();
    let facts = &mut listing.facts;
    facts.name = word();
    facts.tags = vec![word()];
    facts.languages = vec![word()];
    facts.description = BTreeMap::from([(word(), word())]);
    facts.repairs = vec![word()];
    facts.payment = BTreeMap::from([(word(), true)]);
    facts.ownership = Ownership::Chain { brand: word() };
    facts.contact = Contact {
        phone: Some(word()),
        email: Some(word()),
        website: Some("javascript:alert(1)".into()),
        social: vec!["javascript:alert(2)".into()],
    };
    facts.address =
        Some(Address { street: Some(word()), city: Some(word()), ..Address::default() });
    facts.hours = BTreeMap::from([(Service::Counter, format!("Mo-Fr \"{EVIL}\""))]);
    facts.exceptions[0].note = Some(word());
    listing.source = Some(Source {
        name: word(),
        id: word(),
        licence: word(),
        attribution: word(),
        url: Some("javascript:alert(3)".into()),
        read_at: now(),
    });
    listing
}

/// One that moved.
pub(crate) fn moved() -> Listing {
    let mut listing = rich();
    listing.facts.state = LifeState::Moved { to: "de Javastraat".into() };
    listing
}

fn listing(number: u128, slug: &str, facts: Facts) -> Listing {
    let told = |confirmed_on| Confirmation {
        origin: Origin::Import { source: "OpenStreetMap".into() },
        confirmed_on,
    };
    Listing {
        // An id of a test: nothing reads its version.
        id: id(number),
        slug: slug.into(),
        revision: 1,
        facts,
        provenance: BTreeMap::from([
            (FactGroup::Identity, told(None)),
            (FactGroup::Hours, told(NaiveDate::from_ymd_opt(2026, 11, 1))),
        ]),
        source: Some(Source {
            name: "OpenStreetMap".into(),
            id: "node/1".into(),
            licence: "ODbL-1.0".into(),
            attribution: "© OpenStreetMap".into(),
            url: Some("https://www.openstreetmap.org/node/1".into()),
            read_at: now(),
        }),
        areas: vec![area_id(3), area_id(2), area_id(1)],
        demo: false,
        created_at: now(),
        updated_at: now(),
    }
}

fn id(number: u128) -> ListingId {
    let digits = format!("{number:0>26}");
    ListingId::parse(&format!("lst_{digits}")).unwrap()
}

/// A hit, so sure to be open.
pub(crate) fn hit(listing: &Listing, openness: Option<Openness>) -> Hit {
    Hit {
        id: listing.id,
        openness,
        distance_m: Some(700),
        minutes: Some(4),
        why: vec![
            Why::Name,
            Why::Category("bicycle-repair".into()),
            Why::Near(700),
            Why::Tag(EVIL.into()),
        ],
        cursor: Cursor::Offset { offset: 1, query: 7 },
    }
}

/// A page of results.
pub(crate) fn found(listings: Vec<(Listing, Option<Openness>)>, more: bool) -> SearchPage {
    let facet = |field, values: &[(&str, u64)]| Facet {
        field,
        values: values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect(),
    };
    SearchPage {
        total: listings.len() as u64,
        approximate: false,
        degraded: false,
        found: listings
            .into_iter()
            .map(|(it, open)| (hit(&it, open), it))
            .map(|(h, it)| (it, h))
            .collect(),
        more,
        facets: vec![
            facet(FacetField::Kind, &[("repair", 2), ("no-such-kind", 1)]),
            facet(
                FacetField::Category,
                &[("repair", 2), ("bicycle-repair", 1), ("no-such-key", 1)],
            ),
            facet(FacetField::Open, &[("open", 230), ("likely", 1), ("maybe", 9)]),
            facet(FacetField::Trait, &[("wheelchair", 2), ("delivery", 1)]),
            Facet {
                field: FacetField::Area,
                values: [(1, 9), (2, 9), (3, 5), (4, 4)]
                    .map(|(number, count)| (area_id(number).to_string(), count))
                    .into(),
            },
        ],
        currencies: Vec::new(),
    }
}

/// Reads a page strictly: every element closed in its turn, ids once, one main heading, no
/// heading level skipped, every field with a name. Panics with the place of the first fault.
pub(crate) fn check(html: &str) {
    const VOID: [&str; 8] = ["meta", "link", "input", "br", "img", "hr", "wbr", "source"];
    let mut open: Vec<String> = Vec::new();
    let (mut ids, mut labels, mut needed) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut level = 0;
    let mut rest = html.strip_prefix("<!doctype html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        let near = || rest[at..].chars().take(90).collect::<String>();
        assert!(!rest[..at].contains('>'), "a stray > before {}", near());
        let end = at + rest[at..].find('>').unwrap_or_else(|| panic!("no end: {}", near()));
        let tag = &rest[at + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of turn: {}", near());
        } else {
            let name = tag.split([' ', '\n', '/']).next().unwrap();
            for (attribute, value) in attributes(tag) {
                match attribute {
                    "id" => assert!(ids.insert(value.to_owned()), "id {value} twice"),
                    "for" => drop(labels.insert(value.to_owned())),
                    "style" => panic!("an inline style: {}", near()),
                    "href" => assert!(!value.contains("javascript:"), "{}", near()),
                    _ => assert!(!attribute.starts_with("on"), "an inline script: {}", near()),
                }
            }
            if let Some(digit) = name.strip_prefix('h').and_then(|it| it.parse::<u32>().ok()) {
                assert!(digit <= level + 1, "h{digit} after h{level}: {}", near());
                assert!(digit > 1 || level == 0, "two main headings");
                level = digit;
            }
            if name == "input"
                && !tag.contains("type=\"hidden\"")
                && !open.iter().any(|it| it == "label")
            {
                let id = attributes(tag).into_iter().find(|(it, _)| *it == "id");
                needed.push(id.expect("a field without an id or a label").1.to_owned());
            }
            if !tag.ends_with('/') && !VOID.contains(&name) {
                open.push(name.to_owned());
            }
        }
        rest = &rest[end + 1..];
        if open.last().is_some_and(|it| it == "script") {
            let end = rest.find("</script>").expect("an open script");
            rest = &rest[end..];
        }
    }
    assert_eq!(open, Vec::<String>::new(), "left open");
    assert_eq!(level.min(1), 1, "no main heading");
    let nameless: Vec<_> = needed.iter().filter(|id| !labels.contains(*id)).collect();
    assert!(nameless.is_empty(), "fields without a label: {nameless:?}");
}

/// The attributes of a tag; every value stands in double quotes.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let name = rest[..at].rsplit([' ', '\n', '"']).next().unwrap();
        let value = &rest[at + 2..];
        let end = value.find('"').unwrap_or_else(|| panic!("an open value in <{tag}>"));
        found.push((name, &value[..end]));
        rest = &value[end + 1..];
    }
    found
}
