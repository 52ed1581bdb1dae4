//! The fields of the form of a post, as its subject asks for them.

use koop_domain::language::Language;
use koop_domain::posts::model::{
    Allergen, Audience, CAPACITY_MAX, Direction, LINE_MAX, Recurrence, Subject, TEXT_MAX,
    TITLE_MAX, TermKind, Topic, default_audience,
};
use koop_domain::posts::{contacts, model};

use super::choosing;
use super::draft::{NONE_OF_THEM, UNKNOWN};
use super::shapes::{AudienceChoice, Fields, MealFields, TermBox, Tick};
use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::results::WHENCE_MAX;
use crate::texts::{self, clock, posts as words};

/// How far somebody goes may be chosen, in metres.
const REACHES_M: [u32; 7] = [500, 1_000, 1_500, 2_000, 5_000, 10_000, 25_000];

/// The fields whose words everybody reads who sees the post, and their labels.
const IN_PUBLIC: [(&str, &str); 9] = [
    ("titel", "board-field-title"),
    ("tekst", "board-field-text"),
    ("borg", "board-field-deposit"),
    ("ruil", "board-field-swap"),
    ("euro", "board-field-euro"),
    ("hoeveel", "board-field-quantity"),
    ("maat", "board-field-size"),
    ("herkomst", "board-field-origin"),
    ("zaal", "board-field-venue"),
];

/// With what the fields are made.
pub(super) struct Making<'a> {
    pub page: &'a Page,
    pub typed: &'a Typed,
    pub slips: &'a Slips,
    pub kind: (Direction, Subject),
    /// The name of the place where a post that is changed is; it stays there if nothing is said.
    pub stays: Option<&'a str>,
}

impl Making<'_> {
    pub(super) fn fields(&self) -> Fields {
        let (direction, subject) = self.kind;
        let offers = direction == Direction::Offer;
        let portions = subject == Subject::Meal && offers;
        Fields {
            title: self.title(),
            text: self.line("tekst", "board-field-text", TEXT_MAX),
            topic: self.topic(),
            terms: self.terms(),
            terms_error: self.slips.of("op").map(str::to_owned),
            meal: (subject == Subject::Meal).then(|| self.meal()),
            lines: self.lines(),
            recurs: (subject == Subject::Event).then(|| self.recurs()),
            place: self.place(),
            point: self
                .line("punt", "board-field-point", WHENCE_MAX)
                .hinted(self.t("board-point-hint")),
            audiences: self.audiences(),
            audience_error: self.slips.of("zichtbaar").map(str::to_owned),
            capacity: (!portions).then(|| self.capacity()),
            days: choosing::days(self.page.language, self.typed),
            parts: choosing::parts(self.page.language),
            reach: self.reach(),
            languages: choosing::languages(
                self.page,
                "board-field-languages",
                self.typed,
                self.slips,
            ),
            dates: vec![
                self.line("tot", "board-field-until", 10)
                    .typed("date", "text")
                    .hinted(self.until_hint()),
                self.line("reacties", "board-field-replies-until", 10)
                    .typed("date", "text")
                    .hinted(self.replies_hint()),
            ],
            has_more: self.has_more(),
        }
    }

    fn t(&self, key: &str) -> String {
        self.page.t(key)
    }

    fn line(&self, id: &'static str, label: &str, longest: usize) -> Field {
        let value = self.typed.get(id);
        Field::line(id, self.t(label), value, longest, self.slips)
    }

    fn title(&self) -> Field {
        use Subject as S;
        let example = match self.kind {
            (Direction::Offer, S::Help) => "board-title-offer-help",
            (Direction::Request, S::Help) => "board-title-request-help",
            (Direction::Offer, S::Item) => "board-title-offer-item",
            (Direction::Request, S::Item) => "board-title-request-item",
            (_, S::Meal) => "board-title-meal",
            (_, S::Material) => "board-title-material",
            (_, S::Skill) => "board-title-skill",
            (_, S::Event) => "board-title-event",
        };
        let line = self.line("titel", "board-field-title", TITLE_MAX);
        Field { required: true, ..line.hinted(self.t(example)) }
    }

    fn topic(&self) -> Choices {
        let (_, subject) = self.kind;
        let chosen = self.typed.get("onderwerp");
        let none = Choice {
            value: String::new(),
            label: self.t("board-topic-none"),
            chosen: chosen.is_empty(),
        };
        let choice = |it: &Topic| Choice {
            value: it.key().to_owned(),
            label: words::topic(self.page.language, *it),
            chosen: it.key() == chosen,
        };
        let choices = std::iter::once(none).chain(subject.topics().iter().map(choice)).collect();
        self.grouped("onderwerp", "board-field-topic", choices)
    }

    fn grouped(&self, id: &'static str, label: &str, choices: Vec<Choice>) -> Choices {
        let group = Group { label: String::new(), choices };
        Choices::grouped(self.page, (id, label), vec![group], self.slips)
    }

    fn terms(&self) -> Vec<TermBox> {
        use TermKind as K;
        let (direction, subject) = self.kind;
        let kinds: &[TermKind] = match subject {
            Subject::Item => &[K::Gift, K::Loan, K::Swap, K::Euro],
            Subject::Event => &[K::Gift, K::Euro],
            _ => &[K::Gift, K::Swap, K::Euro],
        };
        let line = |id, label| self.line(id, label, LINE_MAX);
        let term = |kind: &TermKind| TermBox {
            value: kind.key(),
            label: self.t(match (kind, direction) {
                (K::Gift, Direction::Offer) => "board-offer-gift",
                (K::Gift, Direction::Request) => "board-ask-gift",
                (K::Loan, Direction::Offer) => "board-offer-loan",
                (K::Loan, Direction::Request) => "board-ask-loan",
                (K::Swap, _) => "board-term-swap",
                (K::Euro, Direction::Offer) => "board-offer-euro",
                (K::Euro, Direction::Request) => "board-ask-euro",
                (K::Price, _) => "board-term-price",
            }),
            chosen: self.typed.all("op").any(|it| it == kind.key()),
            fields: match kind {
                K::Loan => {
                    let days = line("leendagen", "board-field-loan-days");
                    vec![days.typed("text", "numeric"), line("borg", "board-field-deposit")]
                }
                K::Swap => vec![line("ruil", "board-field-swap")],
                K::Euro => vec![line("euro", "board-field-euro")],
                K::Gift | K::Price => Vec::new(),
            },
            choice: None,
        };
        kinds.iter().map(term).collect()
    }

    fn meal(&self) -> MealFields {
        let offers = self.kind.0 == Direction::Offer;
        let tick =
            |name, label| Tick { name, label: self.t(label), chosen: self.typed.get(name) == "ja" };
        let mut kinds = vec![tick("halal", "board-halal"), tick("vegetarisch", "board-vegetarian")];
        if offers {
            kinds.push(tick("bakje", "board-bring-box"));
        }
        let moment = |id, label| self.line(id, label, 20).typed("datetime-local", "text");
        MealFields {
            lines: vec![
                self.line("porties", "board-field-portions", 3).typed("text", "numeric"),
                moment("ophaal-van", "board-field-pickup-from"),
                moment("ophaal-tot", "board-field-pickup-until"),
            ],
            allergens: offers.then(|| self.allergens()),
            kinds,
            hygiene: offers.then(|| self.t("board-hygiene")),
        }
    }

    fn allergens(&self) -> Choices {
        let chosen = |key: &str| self.typed.all("allergeen").any(|it| it == key);
        let choice = |value: &str, label: String| Choice {
            value: value.to_owned(),
            label,
            chosen: chosen(value),
        };
        let each = Allergen::ALL.iter();
        let each = each.map(|it| choice(it.key(), words::allergen(self.page.language, *it)));
        let rest = [
            choice(NONE_OF_THEM, self.t("board-allergens-none")),
            choice(UNKNOWN, self.t("board-allergens-unknown")),
        ];
        let all = each.chain(rest).collect();
        self.grouped("allergeen", "board-field-allergens", all)
    }

    /// What only material or something to come to asks.
    fn lines(&self) -> Vec<Field> {
        let line = |id, label| self.line(id, label, LINE_MAX);
        let moment = |id, label| Field {
            required: true,
            ..self.line(id, label, 20).typed("datetime-local", "text")
        };
        match self.kind.1 {
            Subject::Material => vec![
                line("hoeveel", "board-field-quantity"),
                line("maat", "board-field-size"),
                line("herkomst", "board-field-origin"),
                line("bruikbaar", "board-field-material-until").typed("date", "text"),
            ],
            Subject::Event => vec![
                moment("begin", "board-field-event-from"),
                moment("eind", "board-field-event-until"),
                line("zaal", "board-field-venue").hinted(self.t("board-venue-hint")),
            ],
            Subject::Help | Subject::Item | Subject::Meal | Subject::Skill => Vec::new(),
        }
    }

    fn recurs(&self) -> Choices {
        let chosen = self.typed.get("herhaalt");
        let once = Choice {
            value: String::new(),
            label: self.t("board-recurs-once"),
            chosen: chosen.is_empty(),
        };
        let choice = |it: &Recurrence| Choice {
            value: it.key().to_owned(),
            label: words::recurrence(self.page.language, *it),
            chosen: it.key() == chosen,
        };
        let all = std::iter::once(once).chain(Recurrence::ALL.iter().map(choice)).collect();
        self.grouped("herhaalt", "board-field-recurs", all)
    }

    fn place(&self) -> Field {
        let line = self.line("waar", "board-field-where", WHENCE_MAX);
        let hint = match self.stays {
            Some(name) => self.page.with("board-where-stays", &[("name", name.to_owned().into())]),
            None => self.t("board-where-hint"),
        };
        Field { autocomplete: "postal-code", ..line.hinted(hint) }
    }

    fn audiences(&self) -> Vec<AudienceChoice> {
        let (direction, subject) = self.kind;
        let usual = default_audience(direction, subject);
        let chosen = Audience::from_key(self.typed.get("zichtbaar")).unwrap_or(usual);
        let choice = |it: Audience| AudienceChoice {
            value: it.key(),
            label: words::audience(self.page.language, it),
            means: self.t(match it {
                Audience::Desk => "board-audience-desk-means",
                Audience::Confirmed => "board-audience-confirmed-means",
                Audience::Community => "board-audience-community-means",
                Audience::Public => "board-audience-public-means",
            }),
            chosen: it == chosen,
        };
        // What the desk entered stays there; nobody chooses it here.
        let all = Audience::ALL.iter().copied();
        all.filter(|it| *it != Audience::Desk || chosen == Audience::Desk).map(choice).collect()
    }

    fn capacity(&self) -> Field {
        let key = match self.kind {
            (_, Subject::Event) => "board-capacity-event",
            (Direction::Request, _) => "board-capacity-request",
            (Direction::Offer, _) => "board-field-capacity",
        };
        let hint = self.page.with("board-capacity-hint", &[("most", CAPACITY_MAX.into())]);
        self.line("aantal", key, 3).typed("text", "numeric").hinted(hint)
    }

    fn reach(&self) -> Choices {
        let chosen = self.typed.get("afstand");
        let odd = chosen.parse().ok().filter(|it| !REACHES_M.contains(it));
        let any = Choice {
            value: String::new(),
            label: self.t("board-reach-any"),
            chosen: chosen.is_empty(),
        };
        let each = REACHES_M.into_iter().chain(odd).map(|metres| Choice {
            value: metres.to_string(),
            label: clock::distance(self.page.language, metres),
            chosen: metres.to_string() == chosen,
        });
        self.grouped("afstand", "board-field-reach", std::iter::once(any).chain(each).collect())
    }

    fn until_hint(&self) -> String {
        self.page.with("board-until-hint", &[("days", model::STANDS_DAYS.into())])
    }

    fn replies_hint(&self) -> String {
        self.page.with("board-replies-hint", &[("days", model::REPLIES_MAX_DAYS.into())])
    }

    /// Whether something that few need was filled in, or is wrong.
    fn has_more(&self) -> bool {
        let names = ["wanneer", "talen", "afstand", "tot", "reacties", "aantal"];
        let said = |name: &&str| {
            let value = self.typed.get(name);
            !(value.is_empty() || *name == "aantal" && value == "1")
        };
        let wrong = names.iter().any(|it| self.slips.of(it).is_some());
        wrong || names.iter().any(said)
    }
}

/// What a text says without what looks like a phone number or an address, if anything does.
pub(super) fn masked(language: Language, typed: &Typed) -> Vec<(String, String)> {
    let line = |(id, label): (&str, &str)| {
        let words = typed.get(id);
        // Where something takes place is an address that everybody may know.
        let (found, masked) = match id {
            "zaal" => (contacts::found_at_venue(words), contacts::masked_at_venue(words)),
            _ => (contacts::found(words), contacts::masked(words)),
        };
        (!found.is_empty()).then(|| (texts::text(language, label), masked))
    };
    IN_PUBLIC.into_iter().filter_map(line).collect()
}
