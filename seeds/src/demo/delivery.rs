//! Delivery as a block says it: `delivers radius 2500, min 15, fee 2.50, own, bike`.

use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};

use super::moment::Moment;
use super::streets;

/// Reads the parts of a delivery; the area comes first.
///
/// Areas: `radius 2500` in metres, `postcodes 1093 1094`, `ring name` (of `rings.tsv`), `asks`
/// when nobody said where. Then any of `min 15` and `fee 2.50` in euros, `own`, `cooperative`,
/// `platform`, `bike`, `returnable`, `paused 45` and `busy 30` in minutes.
pub(super) fn read(text: &str, moment: &Moment) -> Option<Delivery> {
    let mut parts = text.split(", ");
    let mut delivery = Delivery {
        area: area(parts.next()?)?,
        minimum_cents: None,
        fee_cents: None,
        courier: None,
        by_bike: false,
        returnable_packaging: false,
        paused_until: None,
        busy_minutes: None,
    };
    for part in parts {
        let (word, value) = part.split_once(' ').unwrap_or((part, ""));
        match word {
            "min" => delivery.minimum_cents = Some(cents(value)?),
            "fee" => delivery.fee_cents = Some(cents(value)?),
            "own" => delivery.courier = Some(Courier::Own),
            "cooperative" => delivery.courier = Some(Courier::Cooperative),
            "platform" => delivery.courier = Some(Courier::Platform),
            "bike" => delivery.by_bike = true,
            "returnable" => delivery.returnable_packaging = true,
            "paused" => delivery.paused_until = Some(moment.in_minutes(value.parse().ok()?)?),
            "busy" => delivery.busy_minutes = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    Some(delivery)
}

fn area(text: &str) -> Option<DeliveryArea> {
    let (word, value) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "radius" => Some(DeliveryArea::Radius { radius_m: value.parse().ok()? }),
        "postcodes" => {
            let postcodes = value.split(' ').map(str::to_owned).collect();
            Some(DeliveryArea::Postcodes { postcodes })
        }
        "ring" => Some(DeliveryArea::Polygon { ring: streets::ring(value)? }),
        "asks" => Some(DeliveryArea::Unknown),
        _ => None,
    }
}

/// `2.50` or `15` euros in cents.
fn cents(euros: &str) -> Option<i64> {
    let (whole, rest) = euros.split_once('.').unwrap_or((euros, "00"));
    Some(whole.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()?)
}
