//! What is sent about a community and the people in it.

use async_graphql::{ID, InputObject};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Colour, Colours, Settings, Texts};
use koop_domain::error::Problem;
use koop_domain::id::AreaId;
use koop_domain::language;

use super::super::viewer::Language;
use super::types::{CommunityKind, Joining, PermissionSet, Role};

/// A text in a language.
#[derive(InputObject)]
pub(crate) struct TextInput {
    /// The language.
    language: Language,
    /// The text; empty takes it away.
    text: String,
}

/// The colours of a community: words must stand out from each by 4.5 to 1 (WCAG 2.2).
#[derive(InputObject)]
pub(crate) struct ColoursInput {
    /// Buttons, such as `#a63a28`; white words stand on it.
    brick: String,
    /// The page.
    paper: String,
    /// What is steady, such as a header.
    door: String,
}

/// A community's own word for a role.
#[derive(InputObject)]
pub(crate) struct TermInput {
    /// For which role.
    role: Role,
    /// The word; empty: the house's own.
    word: String,
}

/// What a community is, all of it.
#[derive(InputObject)]
pub(crate) struct CommunitySettingsInput {
    /// Its name.
    name: String,
    /// Of what kind it is.
    kind: CommunityKind,
    /// What it is, per language.
    #[graphql(default)]
    about: Vec<TextInput>,
    /// The area that it looks after.
    area_id: Option<ID>,
    /// In which languages it is, its first language first.
    languages: Vec<Language>,
    /// Its colours; those of the house when none are named.
    colours: Option<ColoursInput>,
    /// How one joins.
    #[graphql(default_with = "Joining::Open")]
    joining: Joining,
    /// Its own words for roles.
    #[graphql(default)]
    terms: Vec<TermInput>,
}

/// A community that is not there yet.
#[derive(InputObject)]
pub(crate) struct FoundCommunityInput {
    /// What it is.
    pub(super) settings: CommunitySettingsInput,
}

/// A community to change.
#[derive(InputObject)]
pub(crate) struct EditCommunityInput {
    /// Which.
    pub(super) community_id: ID,
    /// What it is from now on, all of it.
    pub(super) settings: CommunitySettingsInput,
}

/// What shall be agreed.
#[derive(InputObject)]
pub(crate) struct PublishAgreementsInput {
    /// In which community.
    pub(super) community_id: ID,
    /// What is agreed, per language; its first language is needed.
    pub(super) text: Vec<TextInput>,
}

/// Somebody to invite.
#[derive(InputObject)]
pub(crate) struct InviteMemberInput {
    /// To which community.
    pub(super) community_id: ID,
    /// Where the invitation is mailed.
    pub(super) email: String,
    /// As what.
    #[graphql(default_with = "Role::Member")]
    pub(super) role: Role,
    /// In which language they are written to; the first of the community when none is named.
    pub(super) language: Option<Language>,
}

/// An invitation to take back.
#[derive(InputObject)]
pub(crate) struct WithdrawInvitationInput {
    /// Of which community.
    pub(super) community_id: ID,
    /// Which.
    pub(super) invitation_id: ID,
}

/// Somebody who asked to join.
#[derive(InputObject)]
pub(crate) struct AdmitMemberInput {
    /// Which community.
    pub(super) community_id: ID,
    /// Who.
    pub(super) member_id: ID,
    /// Whether they are let in.
    pub(super) accept: bool,
    /// Why not, which they read; needed when they are not let in. At most 500 characters.
    #[graphql(default)]
    pub(super) reason: String,
}

/// What somebody shall be.
#[derive(InputObject)]
pub(crate) struct SetRoleInput {
    /// In which community.
    pub(super) community_id: ID,
    /// Who.
    pub(super) member_id: ID,
    /// As what.
    pub(super) role: Role,
    /// Why, which they read; at most 500 characters.
    pub(super) reason: String,
}

/// What more somebody shall be allowed.
#[derive(InputObject)]
pub(crate) struct SetPermissionSetsInput {
    /// In which community.
    pub(super) community_id: ID,
    /// Who.
    pub(super) member_id: ID,
    /// All that they may.
    pub(super) permission_sets: Vec<PermissionSet>,
    /// Why, which they read; at most 500 characters.
    pub(super) reason: String,
}

/// Somebody to keep out for a while, or to let in again.
#[derive(InputObject)]
pub(crate) struct FreezeMemberInput {
    /// Of which community.
    pub(super) community_id: ID,
    /// Who.
    pub(super) member_id: ID,
    /// Whether they are kept out.
    #[graphql(default = true)]
    pub(super) frozen: bool,
    /// Why, which they read; at most 500 characters.
    pub(super) reason: String,
}

impl CommunitySettingsInput {
    /// The settings that it means.
    pub(super) fn read(self) -> Result<Settings, CommunityError> {
        let unknown = |_| CommunityError::Invalid { field: "area", problem: Problem::Unknown };
        let area = self.area_id.map(|id| AreaId::parse(&id).map_err(unknown)).transpose()?;
        Ok(Settings {
            name: self.name,
            kind: self.kind.into(),
            about: texts(self.about),
            area,
            languages: self.languages.into_iter().map(language::Language::from).collect(),
            colours: self.colours.map(ColoursInput::read).transpose()?,
            joining: self.joining.into(),
            terms: self.terms.into_iter().map(|it| (it.role.into(), it.word)).collect(),
        })
    }
}

impl ColoursInput {
    fn read(self) -> Result<Colours, CommunityError> {
        let read = |field, text: &str| {
            let problem = Problem::Unreadable;
            Colour::read(text).map_err(|_| CommunityError::Invalid { field, problem })
        };
        Ok(Colours {
            brick: read("brick", &self.brick)?,
            paper: read("paper", &self.paper)?,
            door: read("door", &self.door)?,
        })
    }
}

/// Texts by their languages; of two in one, the last.
pub(super) fn texts(texts: Vec<TextInput>) -> Texts {
    texts.into_iter().map(|it| (it.language.into(), it.text)).collect()
}
