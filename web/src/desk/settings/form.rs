//! The form about what a community is. The first steps of a house ask the same, so it stands
//! apart from the page.

use std::collections::BTreeMap;

use koop_domain::areas::atlas::Atlas;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Colour, Colours, Community, Joining, Kind, NAME_MAX, Role, Settings, TERM_MAX, Texts, WORDS_MIN,
};
use koop_domain::error::Problem;
use koop_domain::language::Language;
use serde::{Deserialize, Serialize};

use crate::form::{Field, Slips};
use crate::texts;

/// The longest name of an area that is typed.
const AREA_MAX: usize = 255;
/// How many areas are offered by name.
const AREAS_MAX: usize = 300;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub gemeenschap: String,
    pub naam: String,
    pub soort: String,
    pub over_nl: String,
    pub over_en: String,
    pub gebied: String,
    pub taal_nl: String,
    pub taal_en: String,
    pub eerst: String,
    /// Whether the colours are its own.
    pub eigen: String,
    pub baksteen: String,
    pub papier: String,
    pub deur: String,
    pub toegang: String,
    pub woord_lid: String,
    pub woord_moderator: String,
    pub woord_organisator: String,
    /// Which button was pressed.
    pub daad: String,
}

impl Typed {
    /// How a community is now.
    pub(crate) fn of(community: &Community, atlas: &Atlas) -> Self {
        let Settings { name, kind, about, area, languages, colours, joining, terms } =
            &community.settings;
        let yes = |is: bool| if is { "ja".to_owned() } else { String::new() };
        let shown = colours.unwrap_or(Colours::HOUSE);
        let term = |role| terms.get(&role).cloned().unwrap_or_default();
        let text = |language| about.get(&language).cloned().unwrap_or_default();
        Self {
            gemeenschap: community.slug.clone(),
            naam: name.clone(),
            soort: kind.key().to_owned(),
            over_nl: text(Language::Nl),
            over_en: text(Language::En),
            gebied: area.and_then(|id| atlas.words_for(id)).unwrap_or_default(),
            taal_nl: yes(languages.contains(&Language::Nl)),
            taal_en: yes(languages.contains(&Language::En)),
            eerst: languages.first().map_or("nl", |it| it.code()).to_owned(),
            eigen: yes(colours.is_some()),
            baksteen: shown.brick.to_string(),
            papier: shown.paper.to_string(),
            deur: shown.door.to_string(),
            toegang: joining.key().to_owned(),
            woord_lid: term(Role::Member),
            woord_moderator: term(Role::Steward),
            woord_organisator: term(Role::Organiser),
            daad: String::new(),
        }
    }

    /// Whether the colours are only looked at.
    pub(crate) fn is_look(&self) -> bool {
        self.daad == "bekijk"
    }

    /// The settings that it means.
    pub(crate) fn settings(&self, atlas: &Atlas) -> Result<Settings, CommunityError> {
        let wished = [(Language::Nl, &self.taal_nl), (Language::En, &self.taal_en)];
        let mut languages: Vec<Language> =
            wished.into_iter().filter(|(_, it)| !it.is_empty()).map(|(it, _)| it).collect();
        // The one that comes first is asked apart.
        languages.sort_by_key(|it| it.code() != self.eerst);
        let about: Texts =
            [(Language::Nl, self.over_nl.clone()), (Language::En, self.over_en.clone())].into();
        let terms: BTreeMap<Role, String> = [
            (Role::Member, self.woord_lid.clone()),
            (Role::Steward, self.woord_moderator.clone()),
            (Role::Organiser, self.woord_organisator.clone()),
        ]
        .into();
        let unknown = CommunityError::Invalid { field: "area", problem: Problem::Unknown };
        let area = match self.gebied.trim() {
            "" => None,
            text => Some(area_of(atlas, text).ok_or(unknown)?),
        };
        Ok(Settings {
            name: self.naam.clone(),
            kind: Kind::from_key(&self.soort).unwrap_or_default(),
            about,
            area,
            languages,
            colours: if self.eigen.is_empty() { None } else { Some(self.colours()?) },
            joining: Joining::from_key(&self.toegang).unwrap_or_default(),
            terms,
        })
    }

    /// The colours that were typed.
    pub(crate) fn colours(&self) -> Result<Colours, CommunityError> {
        let read = |field, typed: &str| {
            let problem = Problem::Unreadable;
            Colour::read(typed).map_err(|_| CommunityError::Invalid { field, problem })
        };
        Ok(Colours {
            brick: read("brick", &self.baksteen)?,
            paper: read("paper", &self.papier)?,
            door: read("door", &self.deur)?,
        })
    }
}

/// The area that words name: its slug, or what people call it.
fn area_of(atlas: &Atlas, text: &str) -> Option<koop_domain::id::AreaId> {
    let by_slug = atlas.by_slug(text).map(|area| area.id);
    by_slug.or_else(|| atlas.locate(text)?.area)
}

/// Something to choose.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub value: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub chosen: bool,
}

/// A colour as it looks, with what stands on it.
#[derive(Clone, Debug)]
pub(crate) struct Swatch {
    pub field: Field,
    pub words: String,
    pub is_well: bool,
}

/// How the colours look together.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    pub brick: String,
    pub paper: String,
    pub door: String,
}

/// The form, filled in.
#[derive(Clone, Debug)]
pub(crate) struct SettingsForm {
    pub name: Field,
    pub kinds: Vec<Choice>,
    pub about_nl: String,
    pub about_en: String,
    pub about_error: Option<String>,
    /// The area by name; none while there is no map.
    pub area: Option<Field>,
    /// Whether who fills it in leaves the area as it is.
    pub area_stays: bool,
    /// What an area is called, to choose from.
    pub areas: Vec<String>,
    pub languages: Vec<Choice>,
    pub languages_error: Option<String>,
    pub first: Vec<Choice>,
    pub own_colours: bool,
    pub swatches: Vec<Swatch>,
    pub look: Option<Look>,
    pub joining: Vec<Choice>,
    pub terms: Vec<Field>,
    pub terms_error: Option<String>,
}

impl SettingsForm {
    pub(crate) fn new(language: Language, typed: &Typed, atlas: &Atlas, slips: &Slips) -> Self {
        let t = |key: &str| texts::text(language, key);
        let error = |id: &str| slips.of(id).map(str::to_owned);
        let kind = Kind::from_key(&typed.soort).unwrap_or_default();
        let joining = Joining::from_key(&typed.toegang).unwrap_or_default();
        let line = |id, key: &str, value: &str, most| Field::line(id, t(key), value, most, slips);
        let area = (!atlas.is_empty()).then(|| Field {
            hint: Some(t("community-area-hint")),
            ..line("gebied", "community-area-field", &typed.gebied, AREA_MAX)
        });
        let areas = atlas.areas().take(AREAS_MAX).filter_map(|it| atlas.words_for(it.id));
        Self {
            name: Field {
                required: true,
                hint: Some(t("community-name-hint")),
                ..line("naam", "community-name", &typed.naam, NAME_MAX)
            },
            kinds: kinds(language, kind),
            about_nl: typed.over_nl.clone(),
            about_en: typed.over_en.clone(),
            about_error: error("over"),
            areas: if area.is_some() { areas.collect() } else { Vec::new() },
            area,
            area_stays: false,
            languages: languages(typed),
            languages_error: error("talen"),
            first: first(typed),
            own_colours: !typed.eigen.is_empty(),
            swatches: swatches(language, typed, slips),
            look: look(typed),
            joining: ways(language, joining),
            terms: vec![
                line("woord_lid", "community-term-member", &typed.woord_lid, TERM_MAX),
                line("woord_moderator", "community-term-steward", &typed.woord_moderator, TERM_MAX),
                line(
                    "woord_organisator",
                    "community-term-organiser",
                    &typed.woord_organisator,
                    TERM_MAX,
                ),
            ],
            terms_error: error("woorden"),
        }
    }

    /// The same for who may not found a community: the area stays.
    pub(crate) fn without_area(self, language: Language) -> Self {
        let hint = Some(texts::text(language, "community-area-stays"));
        let area = self.area.map(|area| Field { hint, ..area });
        Self { area, area_stays: true, areas: Vec::new(), ..self }
    }
}

fn kinds(language: Language, chosen: Kind) -> Vec<Choice> {
    let choice = |kind: Kind| Choice {
        value: kind.key(),
        label: texts::text(language, crate::community::kind_key(kind)),
        hint: None,
        chosen: kind == chosen,
    };
    Kind::ALL.map(choice).into()
}

fn ways(language: Language, chosen: Joining) -> Vec<Choice> {
    let choice = |way: Joining| {
        let (label, hint) = match way {
            Joining::Open => ("joining-open", "joining-open-hint"),
            Joining::Request => ("joining-request", "joining-request-hint"),
            Joining::Invitation => ("joining-invitation", "joining-invitation-hint"),
        };
        let hint = Some(texts::text(language, hint));
        let label = texts::text(language, label);
        Choice { value: way.key(), label, hint, chosen: way == chosen }
    };
    Joining::ALL.map(choice).into()
}

fn named(language: Language) -> String {
    texts::text(language, "page-language-name")
}

fn languages(typed: &Typed) -> Vec<Choice> {
    let choice = |(value, language, ticked): (&'static str, Language, &str)| {
        let chosen = !ticked.is_empty();
        Choice { value, label: named(language), hint: None, chosen }
    };
    let all = [
        ("taal_nl", Language::Nl, typed.taal_nl.as_str()),
        ("taal_en", Language::En, typed.taal_en.as_str()),
    ];
    all.map(choice).into()
}

fn first(typed: &Typed) -> Vec<Choice> {
    let choice = |it: Language| {
        let chosen = it.code() == typed.eerst || (typed.eerst.is_empty() && it == Language::Nl);
        Choice { value: it.code(), label: named(it), hint: None, chosen }
    };
    Language::ALL.map(choice).into()
}

/// Each colour with how well words on it are read.
fn swatches(language: Language, typed: &Typed, slips: &Slips) -> Vec<Swatch> {
    let ratios = typed.colours().ok().map(|it| it.ratios());
    let fields = [
        ("baksteen", "community-brick", &typed.baksteen),
        ("papier", "community-paper", &typed.papier),
        ("deur", "community-door", &typed.deur),
    ];
    let swatch = |(at, (id, key, value)): (usize, (&'static str, &str, &String))| {
        let field = Field::line(id, texts::text(language, key), value, 7, slips);
        let ratio = ratios.map(|all| all[at].1);
        let is_well = ratio.is_some_and(|it| it >= WORDS_MIN);
        let key = if is_well { "community-contrast-well" } else { "community-contrast-low" };
        let words = ratio.map(|it| {
            let ratio = texts::ratio(language, it);
            texts::text_with(language, key, &[("ratio", ratio.into())])
        });
        let kind = if Colour::read(value).is_ok() { "color" } else { "text" };
        Swatch { field: Field { kind, ..field }, words: words.unwrap_or_default(), is_well }
    };
    fields.into_iter().enumerate().map(swatch).collect()
}

fn look(typed: &Typed) -> Option<Look> {
    let Colours { brick, paper, door } = typed.colours().ok()?;
    Some(Look { brick: brick.to_string(), paper: paper.to_string(), door: door.to_string() })
}
