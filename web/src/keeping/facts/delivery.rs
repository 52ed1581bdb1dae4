//! Delivery in the form: where to, for how much, and how.

use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};

use super::super::parts::{Choice, Choices, Group, Typed};
use super::form::{Item, line};
use crate::form::Slips;
use crate::page::Page;
use crate::texts;

const DELIVERS: [(&str, &str); 2] = [("nee", "facts-delivers-no"), ("ja", "facts-delivers-yes")];
const COURIERS: [(&str, &str); 4] = [
    ("", "facts-not-said"),
    ("eigen", "courier-own"),
    ("cooperatie", "courier-cooperative"),
    ("platform", "courier-platform"),
];
/// How it is brought, to tick.
const HOW: [(&str, &str); 2] = [("fiets", "delivery-by-bike"), ("bakjes", "delivery-returnable")];
const METRES_A_KM: f64 = 1_000.0;
const CENTS_A_EURO: f64 = 100.0;

/// Delivery as it stands in the form.
pub(super) fn typed_of(delivery: Option<&Delivery>, typed: &mut Typed) {
    let mut set = |name: &str, value: String| typed.0.push((name.to_owned(), value));
    set("bezorgt", if delivery.is_some() { "ja" } else { "nee" }.to_owned());
    let Some(delivery) = delivery else { return };
    match &delivery.area {
        DeliveryArea::Radius { radius_m } => {
            set("straal", decimal(f64::from(*radius_m) / METRES_A_KM, 3));
        }
        DeliveryArea::Postcodes { postcodes } => set("postcodes", postcodes.join(", ")),
        DeliveryArea::Polygon { .. } | DeliveryArea::Unknown => {}
    }
    let euros = |cents: Option<i64>| cents.map(euros).unwrap_or_default();
    set("minimum", euros(delivery.minimum_cents));
    set("kosten", euros(delivery.fee_cents));
    let courier = match delivery.courier {
        None => "",
        Some(Courier::Own) => "eigen",
        Some(Courier::Cooperative) => "cooperatie",
        Some(Courier::Platform) => "platform",
    };
    set("koerier", courier.to_owned());
    let how = [delivery.by_bike, delivery.returnable_packaging];
    for ((key, _), _) in HOW.iter().zip(how).filter(|(_, is)| *is) {
        set("hoe-bezorgd", (*key).to_owned());
    }
}

/// Delivery as it was typed. An area that is drawn on the map stays, until another is typed.
pub(super) fn of(
    language: Language,
    typed: &Typed,
    now: Option<&Delivery>,
) -> Result<Option<Delivery>, Slips> {
    if typed.get("bezorgt") != "ja" {
        return Ok(None);
    }
    let number = |id: &'static str, label: &str| match typed.get(id) {
        "" => Ok(None),
        words => words.replace(',', ".").trim_start_matches('€').trim().parse::<f64>().map_or_else(
            |_| {
                let label = texts::text(language, label);
                Err(Slips::own(id, texts::problem(language, &label, Problem::Unreadable)))
            },
            |it| Ok(Some(it)),
        ),
    };
    let postcodes = typed.get("postcodes").split([',', ' ']).filter(|it| !it.is_empty());
    let postcodes: Vec<String> = postcodes.map(str::to_owned).collect();
    let area = match (number("straal", "facts-radius")?, postcodes) {
        (_, postcodes) if !postcodes.is_empty() => DeliveryArea::Postcodes { postcodes },
        (Some(km), _) => DeliveryArea::Radius { radius_m: whole(km * METRES_A_KM) },
        (None, _) => match now.map(|it| &it.area) {
            Some(drawn @ DeliveryArea::Polygon { .. }) => drawn.clone(),
            _ => DeliveryArea::Unknown,
        },
    };
    let cents = |euros: Option<f64>| euros.map(|it| i64::from(whole(it * CENTS_A_EURO)));
    let ticked = |key: &str| typed.all("hoe-bezorgd").any(|it| it == key);
    Ok(Some(Delivery {
        area,
        minimum_cents: cents(number("minimum", "delivery-minimum")?),
        fee_cents: cents(number("kosten", "delivery-fee")?),
        courier: match typed.get("koerier") {
            "eigen" => Some(Courier::Own),
            "cooperatie" => Some(Courier::Cooperative),
            "platform" => Some(Courier::Platform),
            _ => None,
        },
        by_bike: ticked("fiets"),
        returnable_packaging: ticked("bakjes"),
        paused_until: now.and_then(|it| it.paused_until),
        busy_minutes: now.and_then(|it| it.busy_minutes),
    }))
}

/// The fields of it.
pub(super) fn items(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let field = |id, label: &str| line(page, typed, slips, (id, label)).typed("text", "decimal");
    let delivers =
        Choices::of(page, ("bezorgt", "facts-delivers"), &DELIVERS, typed.get("bezorgt"), slips);
    let courier =
        Choices::of(page, ("koerier", "delivery-courier"), &COURIERS, typed.get("koerier"), slips);
    let how = HOW.iter().map(|(key, label)| Choice {
        value: (*key).to_owned(),
        label: page.t(label),
        chosen: typed.all("hoe-bezorgd").any(|it| it == *key),
    });
    let how = vec![Group { label: String::new(), choices: how.collect() }];
    vec![
        Item::Radios(delivers),
        Item::Line(field("straal", "facts-radius")),
        Item::Line(
            line(page, typed, slips, ("postcodes", "facts-postcodes"))
                .hinted(page.t("facts-postcodes-hint")),
        ),
        Item::Line(field("minimum", "delivery-minimum").hinted(page.t("facts-euros-hint"))),
        Item::Line(field("kosten", "delivery-fee").hinted(page.t("facts-euros-hint"))),
        Item::Select(courier),
        Item::Checks(Choices::grouped(page, ("hoe-bezorgd", "delivery-how"), how, slips)),
    ]
}

/// Cents as euros are typed.
fn euros(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// A number with as few digits behind the comma as say it.
fn decimal(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// The nearest whole number; nobody reaches below nought, and rules say how far above.
fn whole(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what fits, and a cast of what is no number is nought"
    )]
    let whole = number.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    whole
}
