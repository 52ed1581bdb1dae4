//! Which of a list of people is asked for: by name, by role, by how far they are. All of it stands
//! in the address, so that the next page asks for the same.

use koop_domain::communities::model::{Invitation, MembershipState, PeopleQuery, Role};

use super::{SHOWN, TEXT_MAX};
use crate::page::Page;
use crate::reader::Reader;

/// How far somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// They asked to belong.
    Asked,
    /// They were asked by mail.
    Invited,
    /// They belong.
    Member,
    /// They are kept out.
    Frozen,
}

impl Stage {
    /// All of them, in the order in which people come.
    pub(crate) const ALL: [Self; 4] = [Self::Asked, Self::Invited, Self::Member, Self::Frozen];

    /// The key in the address bar.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Asked => "gevraagd",
            Self::Invited => "uitgenodigd",
            Self::Member => "lid",
            Self::Frozen => "stil",
        }
    }

    /// The key of what it is called.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Asked => "desk-filter-asked",
            Self::Invited => "desk-filter-invited",
            Self::Member => "desk-filter-member",
            Self::Frozen => "desk-filter-frozen",
        }
    }

    fn state(self) -> Option<MembershipState> {
        match self {
            Self::Asked => Some(MembershipState::Asked),
            Self::Invited => None,
            Self::Member => Some(MembershipState::Active),
            Self::Frozen => Some(MembershipState::Frozen),
        }
    }
}

/// Whom a reader asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    /// A part of their name.
    pub text: String,
    /// Only those with this role.
    pub role: Option<Role>,
    /// Only those who are so far.
    pub stage: Option<Stage>,
}

impl Filter {
    /// What stands in the address bar; what is no word of ours asks for nothing.
    pub(super) fn of(reader: &Reader) -> Self {
        let text = reader.value("zoek").unwrap_or_default();
        let stage = |key: &str| Stage::ALL.into_iter().find(|it| it.key() == key);
        Self {
            text: text.chars().take(TEXT_MAX).collect(),
            role: reader.value("rol").and_then(Role::from_key),
            stage: reader.value("staat").and_then(stage),
        }
    }

    /// Whether only invitations are asked for: whoever was invited is nobody here yet.
    pub(super) fn is_only_invited(&self) -> bool {
        self.stage == Some(Stage::Invited)
    }

    /// The question for a page of people, and for one more, by which the next page is known.
    pub(super) fn query(&self, offset: u32) -> PeopleQuery {
        PeopleQuery {
            text: Some(self.text.clone()),
            state: self.stage.and_then(Stage::state),
            role: self.role,
            first: SHOWN + 1,
            offset,
        }
    }

    /// Whether an invitation is asked for as well. They have no name to be found by.
    pub(super) fn takes(&self, it: &Invitation) -> bool {
        self.stage.is_none_or(|stage| stage == Stage::Invited)
            && self.role.is_none_or(|role| role == it.role)
    }

    /// What has to stand in the address to ask for the same.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let role = self.role.map(|it| ("rol", it.key().to_owned()));
        let stage = self.stage.map(|it| ("staat", it.key().to_owned()));
        [("zoek", self.text.clone())].into_iter().chain(role).chain(stage).collect()
    }

    /// The stages to choose from: key, words, whether it is chosen.
    pub(super) fn stages(&self, page: &Page) -> Vec<(&'static str, String, bool)> {
        let stages = Stage::ALL.into_iter();
        stages.map(|it| (it.key(), page.t(it.words()), self.stage == Some(it))).collect()
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::id::{CommunityId, InvitationId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_invitation_is_asked_for_by_its_role_and_as_one() {
        let at = "2026-11-22T09:00:00Z".parse().unwrap();
        let invitation = Invitation {
            id: InvitationId(Uuid::nil()),
            community: CommunityId(Uuid::nil()),
            email: "bea@voorbeeld.nl".to_owned(),
            role: Role::Steward,
            by: None,
            created_at: at,
            ends_at: at,
        };
        let asks = |stage, role| Filter { stage, role, ..Filter::default() };
        assert!(asks(None, None).takes(&invitation));
        assert!(asks(Some(Stage::Invited), Some(Role::Steward)).takes(&invitation));
        assert!(!asks(Some(Stage::Invited), Some(Role::Member)).takes(&invitation));
        for stage in Stage::ALL.into_iter().filter(|it| *it != Stage::Invited) {
            let filter = asks(Some(stage), None);
            assert!(!filter.takes(&invitation), "{stage:?}");
            assert_eq!(filter.query(0).state, stage.state(), "and the database is asked for it");
            assert_eq!(filter.pairs().last().unwrap().1, stage.key());
        }
    }
}
