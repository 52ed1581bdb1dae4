//! What is typed on the way to a new place, step by step; it travels in hidden fields.

use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::keepers;
use koop_domain::listings::model::{Address, Contact, Facts, Kind, Service, Whereabouts};
use koop_domain::listings::opening_hours::Schedule;
use koop_domain::listings::rules;

use super::super::parts::Typed;
use crate::Web;
use crate::drafts::{EARLIER, GO_ON, Waiting, go_on_href};
use crate::error::Failure;
use crate::form::{Named, Slips};
use crate::reader::Reader;
use crate::texts;

/// The field that says with which place that was begun a form goes on, by its name.
pub(super) const BEGUN: &str = "bezig";
/// The field by which another place that was begun may give way.
pub(super) const OVER: &str = "over";
/// The fields of each step.
pub(super) const STEPS: [&[&str]; 3] = [
    &["naam", "soort", "categorie", "categorie2"],
    &["waar", "straat", "nummer", "postcode", "plaats", "buurt", "punt"],
    &["tijden", "telefoon", "mail", "site"],
];
/// The last step: looking it over.
pub(super) const LAST: usize = 4;
/// What the domain calls the fields.
pub(super) const FIELDS: &[Named] = &[
    ("name", "naam", "adding-name"),
    ("categories", "categorie", "adding-category"),
    ("address", "straat", "adding-street"),
    ("location", "punt", "adding-point"),
    ("hours", "tijden", "adding-hours"),
    ("phone", "telefoon", "adding-phone"),
    ("email", "mail", "adding-email"),
    ("website", "site", "adding-site"),
];

/// A place that was left half way.
pub(crate) struct Begun {
    pub words: String,
    pub href: String,
}

impl Begun {
    pub(super) fn of(reader: &Reader, typed: &Typed) -> Self {
        let name = [("name", typed.get("naam").to_owned().into())];
        let words = texts::text_with(reader.language, "draft-begun", &name);
        Self { words, href: go_on_href(super::FORM) }
    }
}

/// That another place was begun and waits, which this one would take the place of: one waits at a
/// time. Whoever was told so may do it.
pub(super) async fn in_the_way(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
) -> Result<Option<Slips>, Failure> {
    if typed.get("naam").is_empty() || !typed.get(OVER).is_empty() {
        return Ok(None);
    }
    let Some(begun) = Waiting::none().find(web, reader).await? else { return Ok(None) };
    let name = begun.get("naam");
    if name.is_empty() || [typed.get("naam"), typed.get(BEGUN)].contains(&name) {
        return Ok(None);
    }
    let words = [("name", name.to_owned().into())];
    let words = texts::text_with(reader.language, "draft-in-the-way", &words);
    let way =
        texts::text_with(reader.language, "draft-go-on-with", &[("name", name.to_owned().into())]);
    Ok(Some(Slips::in_all(words).leading(format!("{}?{GO_ON}={EARLIER}", super::FORM), way)))
}

/// What was typed, in a form that goes on with what is kept now.
pub(super) fn going_on(mut typed: Typed) -> Typed {
    typed.0.retain(|(name, _)| name != OVER);
    let name = typed.get("naam").to_owned();
    if !name.is_empty() {
        typed.set(BEGUN, &name);
    }
    typed
}

/// What is kept of a place that is being brought in: what was typed, and at which step it goes on.
pub(super) fn worth_keeping(typed: &Typed) -> Typed {
    let mut kept = typed.only(&[STEPS.concat().as_slice(), &["naar"]].concat());
    if kept.get("naar").parse::<usize>().is_err() {
        kept.set("naar", &LAST.to_string());
    }
    kept
}

/// What was typed, as facts; or the first thing that is wrong in the steps up to one.
pub(super) fn facts(
    language: Language,
    typed: &Typed,
    atlas: &Atlas,
    steps: usize,
) -> Result<Facts, (usize, Slips)> {
    let mut facts = Facts::default();
    if steps == 0 {
        // Nobody was asked anything yet.
        return Ok(facts);
    }
    let at = |step: usize| move |slips: Slips| (step, slips);
    what(language, typed, &mut facts).map_err(at(1))?;
    if steps >= 2 {
        place(language, typed, atlas, &mut facts).map_err(at(2))?;
    }
    if steps >= 3 {
        reach(language, typed, &mut facts).map_err(at(3))?;
    }
    rules::check(&facts).map_err(|broken| {
        let named = FIELDS.iter().find(|(name, ..)| *name == broken.field);
        let (_, id, label) = named.copied().unwrap_or(FIELDS[0]);
        let step = STEPS.iter().position(|fields| fields.contains(&id)).unwrap_or_default() + 1;
        (step, wrong(language, id, label, broken.problem))
    })?;
    Ok(facts)
}

/// What it is: its name, its kind and its categories.
fn what(language: Language, typed: &Typed, facts: &mut Facts) -> Result<(), Slips> {
    facts.name = typed.get("naam").to_owned();
    if facts.name.is_empty() {
        return Err(wrong(language, "naam", "adding-name", Problem::Empty));
    }
    for id in ["categorie", "categorie2"] {
        let key = typed.get(id);
        if !key.is_empty() && !facts.categories.iter().any(|it| it == key) {
            facts.categories.push(key.to_owned());
        }
    }
    let of_category = facts.categories.first().and_then(|key| tree().get(key)).map(|it| it.kind);
    facts.kind = Kind::from_key(typed.get("soort"))
        .or(of_category)
        .ok_or_else(|| wrong(language, "soort", "adding-kind", Problem::Empty))?;
    Ok(())
}

/// Where it is: a door, or a neighbourhood.
fn place(language: Language, typed: &Typed, atlas: &Atlas, facts: &mut Facts) -> Result<(), Slips> {
    facts.whereabouts = whereabouts_of(typed.get("waar"));
    let is_door = facts.whereabouts == Whereabouts::Fixed;
    let postcode = typed.some("postcode").map(|it| tidy_postcode(&it));
    let names = ["straat", "postcode", "plaats", "buurt", "punt"];
    if names.iter().all(|id| typed.get(id).is_empty()) {
        let field = if is_door { ("straat", "adding-street") } else { ("buurt", "adding-area") };
        return Err(wrong(language, field.0, field.1, Problem::Empty));
    }
    let knows = !atlas.is_empty();
    let mut located = None;
    for (id, label) in
        [("postcode", "adding-postcode"), ("buurt", "adding-area"), ("plaats", "adding-city")]
    {
        let words = typed.get(id);
        if words.is_empty() || located.is_some() {
            continue;
        }
        located = atlas.locate(words);
        // A town beyond the map is no mistake; a postcode or neighbourhood mostly is.
        if located.is_none() && knows && id != "plaats" {
            return Err(wrong(language, id, label, Problem::Unknown));
        }
        // The middle of a town is nobody's door.
        if located.is_some() && id == "plaats" && is_door && typed.get("punt").is_empty() {
            let words = texts::text(language, "adding-town-only");
            return Err(Slips::own("postcode", words));
        }
    }
    facts.point = match typed.get("punt") {
        "" => located.as_ref().map(|it| it.point),
        words => Some(
            read_point(words)
                .ok_or_else(|| wrong(language, "punt", "adding-point", Problem::Unreadable))?,
        ),
    };
    let digits = postcode.as_deref().and_then(|code| code.get(..4));
    let known = digits.and_then(|digits| atlas.postcode(digits)).map(|it| it.place.clone());
    let address = Address {
        street: typed.some("straat"),
        house_number: typed.some("nummer"),
        postcode,
        city: typed.some("plaats").or(known),
    };
    facts.address = (address != Address::default()).then_some(address);
    Ok(())
}

/// What has a door and only an address stands beside the doors of its street; answers whether no
/// such door is known, so that it stands in the middle of its postcode or neighbourhood.
pub(super) async fn at_its_door(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    facts: Facts,
) -> Result<(Facts, bool), Failure> {
    let Some(around) = facts.point.filter(|_| typed.get("punt").is_empty()) else {
        return Ok((facts, false));
    };
    if facts.whereabouts != Whereabouts::Fixed {
        return Ok((facts, false));
    }
    let door = keepers::door(&reader.ctx, &web.site.domain, &facts, around).await?;
    Ok((Facts { point: door.or(Some(around)), ..facts }, door.is_none()))
}

/// When it is open, and how it is reached.
fn reach(language: Language, typed: &Typed, facts: &mut Facts) -> Result<(), Slips> {
    if let Some(raw) = typed.some("tijden") {
        if !Schedule::parse(&raw).is_readable() {
            return Err(wrong(language, "tijden", "adding-hours", Problem::Unreadable));
        }
        facts.hours.insert(Service::Counter, raw);
    }
    facts.contact = Contact {
        phone: typed.some("telefoon"),
        email: typed.some("mail"),
        website: typed.some("site").map(|it| with_scheme(&it)),
        social: Vec::new(),
    };
    Ok(())
}

/// Whereabouts by their name in a form.
pub(in crate::keeping) fn whereabouts_of(name: &str) -> Whereabouts {
    match name {
        "rond" => Whereabouts::Itinerant,
        "thuis" => Whereabouts::AtHome,
        "bij-jou" => Whereabouts::ServiceArea,
        _ => Whereabouts::Fixed,
    }
}

/// A web address as people say it becomes one that a browser knows.
pub(in crate::keeping) fn with_scheme(site: &str) -> String {
    if site.contains("://") { site.to_owned() } else { format!("https://{site}") }
}

/// `1093ab` is written `1093 AB`; anything else stays.
pub(in crate::keeping) fn tidy_postcode(typed: &str) -> String {
    let letters: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let letters = letters.to_uppercase();
    match letters.split_at_checked(4) {
        Some((digits, rest))
            if digits.bytes().all(|b| b.is_ascii_digit())
                && rest.len() == 2
                && rest.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            format!("{digits} {rest}")
        }
        _ => typed.to_owned(),
    }
}

/// Degrees north and east, parted by a comma, as maps show them.
pub(in crate::keeping) fn read_point(words: &str) -> Option<Point> {
    let (north, east) = words.split_once(',')?;
    Point::new(north.trim().parse().ok()?, east.trim().parse().ok()?).ok()
}

fn wrong(language: Language, id: &'static str, label: &str, problem: Problem) -> Slips {
    Slips::own(id, texts::problem(language, &texts::text(language, label), problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    fn slip(pairs: &[(&str, &str)]) -> (usize, &'static str) {
        let (step, slips) = facts(Language::Nl, &typed(pairs), &atlas(), 3).unwrap_err();
        (step, slips.named().unwrap().0)
    }

    #[test]
    fn what_is_wrong_leads_to_its_step() {
        let name = ("naam", "Fietsenmakerij Proef");
        let kind = ("soort", "repair");
        let street = ("straat", "Dapperstraat");
        assert_eq!(slip(&[kind]), (1, "naam"));
        assert_eq!(slip(&[name]), (1, "soort"));
        assert_eq!(slip(&[name, kind]), (2, "straat"));
        assert_eq!(slip(&[name, kind, ("waar", "thuis")]), (2, "buurt"));
        assert_eq!(slip(&[name, kind, ("postcode", "9999 ZZ")]), (2, "postcode"));
        assert_eq!(slip(&[name, kind, ("buurt", "Nergensbuurt")]), (2, "buurt"));
        assert_eq!(slip(&[name, kind, street, ("punt", "hier")]), (2, "punt"));
        assert_eq!(slip(&[name, kind, street, ("plaats", "Amsterdam")]), (2, "postcode"));
        assert_eq!(slip(&[name, kind, street, ("tijden", "soms 25:99")]), (3, "tijden"));
        assert_eq!(slip(&[name, kind, street, ("site", "javascript://x y")]), (3, "site"));
        assert_eq!(slip(&[name, ("categorie", "no-such")]), (1, "soort"));
    }

    #[test]
    fn words_become_facts() {
        let typed = typed(&[
            ("naam", " Fietsenmakerij Proef "),
            ("categorie", "bicycle-repair"),
            ("straat", "Dapperstraat"),
            ("nummer", "7"),
            ("postcode", "1094ab"),
            ("tijden", "ma-vr 9.00-17.00"),
            ("site", "proef.example"),
        ]);
        let facts = facts(Language::Nl, &typed, &atlas(), 3).unwrap();
        assert_eq!((facts.name.as_str(), facts.kind), ("Fietsenmakerij Proef", Kind::Repair));
        let address = facts.address.unwrap();
        assert_eq!(address.postcode.as_deref(), Some("1094 AB"));
        assert_eq!(address.city.as_deref(), Some("Amsterdam"));
        assert!(facts.point.is_some());
        assert_eq!(facts.contact.website.as_deref(), Some("https://proef.example"));
        assert_eq!(facts.hours[&Service::Counter], "ma-vr 9.00-17.00");
    }
}
