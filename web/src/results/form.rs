//! The form of the result page. It works by itself: every choice that has no field of its own
//! travels along hidden.

use koop_domain::geo::TravelMode;
use koop_domain::language::Language;
use koop_domain::listings::model::Service;

use super::names::{mode_name, service_name};
use super::spot::{DeliverWhere, Frame, Spot};
use super::state::{OpenWhen, State};
use crate::page::Page;
use crate::texts;

/// How far away may be chosen, in minutes.
const MINUTES: [u32; 5] = [5, 10, 15, 20, 30];
/// The parameters that have a field.
const FIELDS: [&str; 8] = ["q", "open", "dienst", "waar", "plek", "minuten", "met", "bezorgt"];

/// The form, filled in.
pub(crate) struct Form {
    pub text: String,
    pub kept: Vec<(&'static str, String)>,
    pub open_now: bool,
    pub open_at: String,
    pub services: Vec<Choice>,
    /// The postcode or neighbourhood from which is searched, as it stands in its field.
    pub whence: String,
    /// Whether nobody knows what stands in that field.
    pub whence_wrong: bool,
    pub place: Option<String>,
    /// Where the reader is, for the map.
    pub here: String,
    /// What the map shows, where a part of it was chosen.
    pub frame: String,
    pub has_origin: bool,
    pub minutes: Vec<Choice>,
    pub modes: Vec<Choice>,
    pub postcode: String,
    pub ask_postcode: bool,
    pub carried: Vec<(&'static str, String)>,
}

/// One choice of several.
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub selected: bool,
}

impl Form {
    /// The form for a state.
    pub(crate) fn of(page: &Page, state: &State) -> Self {
        let pairs = state.pairs();
        let place = pairs.iter().find(|(name, _)| *name == "plek").map(|(_, it)| it.clone());
        let carried = pairs.iter().filter(|(name, _)| *name != "bezorgt").cloned().collect();
        let mut kept: Vec<_> =
            pairs.into_iter().filter(|(name, _)| !FIELDS.contains(name) && *name != "na").collect();
        // A postcode that is typed overrules it.
        if state.deliver == Some(DeliverWhere::Here) {
            kept.push(("bezorgt", "hier".to_owned()));
        }
        Self {
            text: state.text.clone().unwrap_or_default(),
            kept,
            open_now: state.open == Some(OpenWhen::Now),
            open_at: match state.open {
                Some(OpenWhen::At(at)) => at.format("%Y-%m-%dT%H:%M").to_string(),
                _ => String::new(),
            },
            services: services(page, state.service),
            whence: state.whence.as_ref().map(|it| it.words.clone()).unwrap_or_default(),
            whence_wrong: false,
            place,
            here: state.origin().map(|it| Spot::of(it).write()).unwrap_or_default(),
            frame: state.frame.map(Frame::write).unwrap_or_default(),
            has_origin: state.origin().is_some(),
            minutes: minutes(page, state.reach.map(|(minutes, _)| minutes)),
            modes: modes(page, state.mode()),
            postcode: match &state.deliver {
                Some(DeliverWhere::Postcode(digits)) => digits.clone(),
                _ => String::new(),
            },
            ask_postcode: state.asks_where(),
            carried,
        }
    }
}

fn services(page: &Page, chosen: Option<Service>) -> Vec<Choice> {
    let any =
        Choice { value: String::new(), label: page.t("service-any"), selected: chosen.is_none() };
    let each = Service::ALL.map(|it| Choice {
        value: service_name(it).to_owned(),
        label: service_label(page.language, it),
        selected: chosen == Some(it),
    });
    std::iter::once(any).chain(each).collect()
}

/// The name of a service on the page.
pub(crate) fn service_label(language: Language, service: Service) -> String {
    texts::text(
        language,
        match service {
            Service::Counter => "service-counter",
            Service::Pickup => "service-pickup",
            Service::Delivery => "service-delivery",
            Service::Kitchen => "service-kitchen",
        },
    )
}

fn minutes(page: &Page, chosen: Option<u32>) -> Vec<Choice> {
    let any =
        Choice { value: String::new(), label: page.t("minutes-any"), selected: chosen.is_none() };
    let odd = chosen.filter(|it| !MINUTES.contains(it));
    let each = MINUTES.into_iter().chain(odd).map(|it| Choice {
        value: it.to_string(),
        label: page.with("minutes-choice", &[("minutes", it.into())]),
        selected: chosen == Some(it),
    });
    std::iter::once(any).chain(each).collect()
}

fn modes(page: &Page, chosen: TravelMode) -> Vec<Choice> {
    let each = [TravelMode::Bike, TravelMode::Walk];
    each.map(|it| Choice {
        value: mode_name(it).to_owned(),
        label: page.t(match it {
            TravelMode::Bike => "mode-bike",
            TravelMode::Walk => "mode-walk",
        }),
        selected: chosen == it,
    })
    .into()
}
