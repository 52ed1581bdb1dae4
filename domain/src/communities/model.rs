//! A community, and what its settings must be.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::error::Problem;
use crate::id::{AreaId, CommunityId, InvitationId, MemberId};
use crate::language::Language;

pub use super::colours::{Colour, Colours, LowContrast, WORDS_MIN};
pub use super::decisions::{Decided, Decision, REASON_DAYS, REASON_MAX, first_name, tidy_reason};
pub use super::roles::{MembershipState, PermissionSet, Role, Sets};

/// The longest name, in characters.
pub const NAME_MAX: usize = 80;
/// The longest text about it, in characters a language.
pub const ABOUT_MAX: usize = 2_000;
/// The longest agreement, in characters a language.
pub const AGREEMENT_MAX: usize = 20_000;
/// The longest word for a role, in characters.
pub const TERM_MAX: usize = 40;
/// The longest slug, in characters.
pub const SLUG_MAX: usize = 60;

/// What kind of community it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A town.
    #[default]
    Town,
    /// A part of one.
    Neighbourhood,
    /// People who share something else.
    Association,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Town, Self::Neighbourhood, Self::Association];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Neighbourhood => "neighbourhood",
            Self::Association => "association",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How one joins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Joining {
    /// Whoever wants to.
    #[default]
    Open,
    /// Whoever an organiser lets in.
    Request,
    /// Whoever was invited.
    Invitation,
}

impl Joining {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Request, Self::Invitation];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Request => "request",
            Self::Invitation => "invitation",
        }
    }

    /// The way of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|joining| joining.key() == key)
    }
}

/// A text per language.
pub type Texts = BTreeMap<Language, String>;

/// What an organiser decides about a community.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Its name.
    pub name: String,
    /// Of what kind it is.
    pub kind: Kind,
    /// What it is, per language.
    pub about: Texts,
    /// What it looks after.
    pub area: Option<AreaId>,
    /// In which languages it is, its first language first.
    pub languages: Vec<Language>,
    /// Its colours; none: those of the house.
    pub colours: Option<Colours>,
    /// How one joins.
    pub joining: Joining,
    /// Its own words for roles, such as "gangmaker" for a steward.
    pub terms: BTreeMap<Role, String>,
}

/// A community.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Which.
    pub id: CommunityId,
    /// Its name in the address bar, for ever.
    pub slug: String,
    /// What its organisers decide.
    pub settings: Settings,
    /// The newest version of what is agreed; nought while nothing is.
    pub agreements_version: i32,
    /// Whether it belongs to the invented neighbourhood.
    pub demo: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A version of what is agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Which version, from 1.
    pub version: i32,
    /// What is agreed, per language.
    pub text: Texts,
    /// Since when.
    pub published_at: DateTime<Utc>,
}

/// What somebody is to a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// To which.
    pub community: CommunityId,
    /// Who.
    pub member: MemberId,
    /// As what.
    pub role: Role,
    /// What more they may.
    pub sets: Sets,
    /// How far it is.
    pub state: MembershipState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The newest version that they accepted; nought where there was none.
    pub accepted_version: i32,
}

/// Somebody of the list of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their name, as others see it.
    pub name: String,
    /// What they are.
    pub membership: Membership,
}

/// Which of who belongs to a community are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// A part of their name.
    pub text: Option<String>,
    /// Only those in this state.
    pub state: Option<MembershipState>,
    /// Only those with this role.
    pub role: Option<Role>,
    /// How many at most.
    pub first: u32,
    /// After so many.
    pub offset: u32,
}

/// Somebody was asked by mail to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// To which community.
    pub community: CommunityId,
    /// Where it was mailed, as it was typed.
    pub email: String,
    /// As what.
    pub role: Role,
    /// By whom; nobody where it was the house itself.
    pub by: Option<MemberId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it holds.
    pub ends_at: DateTime<Utc>,
}

/// A setting that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flaw {
    /// A field that can be mended.
    Field(&'static str, Problem),
    /// A colour on which words cannot be read.
    Contrast(LowContrast),
}

impl Membership {
    /// What they count as: nobody before they are let in, while they are kept out, and while a
    /// newer version of what is agreed waits for their word.
    #[must_use]
    pub fn in_force(&self, agreements_version: i32) -> (Role, Sets) {
        let counts =
            self.state == MembershipState::Active && self.accepted_version >= agreements_version;
        if counts { (self.role, self.sets) } else { (Role::Visitor, Sets::default()) }
    }
}

impl Community {
    /// A text of it in a language, else in its first language, else in any.
    #[must_use]
    pub fn text<'a>(&self, texts: &'a Texts, language: Language) -> Option<&'a str> {
        let first = self.settings.languages.first().and_then(|it| texts.get(it));
        let text = texts.get(&language).or(first).or_else(|| texts.values().next());
        text.map(String::as_str)
    }
}

impl Settings {
    /// The settings as they are kept: trimmed, and by the rules.
    ///
    /// # Errors
    /// [`Flaw`], which names the first field that breaks one.
    pub fn tidy(mut self) -> Result<Self, Flaw> {
        self.name = line("name", &self.name, NAME_MAX)?;
        self.about = texts("about", &self.about, ABOUT_MAX)?;
        let mut languages = Vec::new();
        for language in self.languages {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        if languages.is_empty() {
            return Err(Flaw::Field("languages", Problem::Empty));
        }
        self.languages = languages;
        if let Some(colours) = &self.colours {
            colours.check().map_err(Flaw::Contrast)?;
        }
        let mut terms = BTreeMap::new();
        for (role, word) in &self.terms {
            if !Role::GIVEN.contains(role) {
                return Err(Flaw::Field("terms", Problem::Unknown));
            }
            if !word.trim().is_empty() {
                terms.insert(*role, line("terms", word, TERM_MAX)?);
            }
        }
        self.terms = terms;
        Ok(self)
    }
}

/// What is agreed, as it is kept.
///
/// # Errors
/// [`Flaw`] for `text`: it is needed in the first language of the community.
pub fn tidy_agreement(text: &Texts, first: Language) -> Result<Texts, Flaw> {
    let text = texts("text", text, AGREEMENT_MAX)?;
    if text.contains_key(&first) { Ok(text) } else { Err(Flaw::Field("text", Problem::Empty)) }
}

/// One line of words, trimmed.
fn line(field: &'static str, typed: &str, most: usize) -> Result<String, Flaw> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Flaw::Field(field, Problem::Empty)),
        count if count > most => Err(Flaw::Field(field, Problem::TooLong)),
        _ if line.chars().any(char::is_control) => Err(Flaw::Field(field, Problem::Unreadable)),
        _ => Ok(line),
    }
}

/// Texts per language, the empty ones left out, every end of a line the same.
fn texts(field: &'static str, typed: &Texts, most: usize) -> Result<Texts, Flaw> {
    let mut kept = Texts::new();
    for (language, text) in typed {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.chars().count() > most {
            return Err(Flaw::Field(field, Problem::TooLong));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(Flaw::Field(field, Problem::Unreadable));
        }
        if !text.is_empty() {
            kept.insert(*language, text);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { name: " Oost ".into(), languages: vec![Language::Nl], ..Settings::default() }
    }

    #[test]
    fn settings_are_tidied_or_named() {
        let kept = Settings {
            languages: vec![Language::En, Language::Nl, Language::En],
            terms: [(Role::Steward, " gang  maker ".into()), (Role::Member, " ".into())].into(),
            about: [(Language::Nl, " Een\r\nbuurt ".into()), (Language::En, " ".into())].into(),
            ..settings()
        };
        let kept = kept.tidy().unwrap();
        assert_eq!((kept.name.as_str(), kept.languages.len()), ("Oost", 2));
        assert_eq!(kept.terms, [(Role::Steward, "gang maker".into())].into());
        assert_eq!(kept.about, [(Language::Nl, "Een\nbuurt".into())].into());
        let field = |settings: Settings| match settings.tidy().unwrap_err() {
            Flaw::Field(field, _) => field,
            Flaw::Contrast(low) => low.field,
        };
        assert_eq!(field(Settings { name: " ".into(), ..settings() }), "name");
        assert_eq!(field(Settings { name: "a".repeat(NAME_MAX + 1), ..settings() }), "name");
        assert_eq!(field(Settings { languages: vec![], ..settings() }), "languages");
        let terms = [(Role::Operator, "baas".into())].into();
        assert_eq!(field(Settings { terms, ..settings() }), "terms");
        let brick = Colour::read("ffeeee").unwrap();
        let colours = Some(Colours { brick, ..Colours::HOUSE });
        assert_eq!(field(Settings { colours, ..settings() }), "brick");
    }

    #[test]
    fn who_has_not_accepted_counts_as_nobody() {
        let organiser = Membership {
            community: CommunityId(uuid::Uuid::nil()),
            member: MemberId(uuid::Uuid::nil()),
            role: Role::Organiser,
            sets: [PermissionSet::Auditor].into_iter().collect(),
            state: MembershipState::Active,
            since: DateTime::UNIX_EPOCH,
            accepted_version: 1,
        };
        assert_eq!(organiser.in_force(1).0, Role::Organiser);
        assert_eq!(organiser.in_force(2), (Role::Visitor, Sets::default()));
        for state in [MembershipState::Asked, MembershipState::Frozen] {
            let kept_out = Membership { state, ..organiser.clone() };
            assert_eq!(kept_out.in_force(1).0, Role::Visitor);
        }
    }
}
