//! The way out of a community: what one gives up by it, and a tick where that is more than a
//! button should take.

use koop_domain::communities::Seen;
use koop_domain::communities::model::{Joining, MembershipState, Role, Sets};
use koop_domain::language::Language;

use super::role_word;
use crate::form::Slips;
use crate::texts;

/// The box that has to be ticked.
pub(crate) const SURE: &str = "zeker";

/// The form by which one leaves.
#[derive(Clone, Debug)]
pub(crate) struct Leaving {
    pub action: String,
    pub heading: String,
    pub button: String,
    /// What one gives up, in sentences; nothing where a button is enough.
    pub lost: Option<String>,
    /// What is wrong with the box that was not ticked.
    pub unsure: Option<String>,
}

impl Leaving {
    /// The way out, for who is something to it.
    pub(crate) fn new(language: Language, seen: &Seen, slips: &Slips) -> Option<Self> {
        let state = seen.membership.as_ref()?.state;
        let (heading, button) = match state {
            MembershipState::Asked => ("town-unask-heading", "town-unask"),
            MembershipState::Active | MembershipState::Frozen => {
                ("town-leave-heading", "community-leave")
            }
        };
        let lost = lost(language, seen);
        Some(Self {
            action: format!("/gemeenschap/{}/weg", seen.community.slug),
            heading: texts::text(language, heading),
            button: texts::text(language, button),
            lost: (!lost.is_empty()).then(|| lost.join(" ")),
            unsure: slips.of(SURE).map(str::to_owned),
        })
    }
}

/// What somebody gives up by leaving; nothing where they can come back as they are.
pub(super) fn lost(language: Language, seen: &Seen) -> Vec<String> {
    let Some(it) = &seen.membership else { return Vec::new() };
    if it.state == MembershipState::Asked {
        return Vec::new();
    }
    let mut all = Vec::new();
    if it.role > Role::Member {
        let role = role_word(language, Some(&seen.community), it.role);
        all.push(texts::text_with(language, "town-leave-role", &[("role", role.into())]));
    } else if it.sets != Sets::NONE {
        all.push(texts::text(language, "town-leave-sets"));
    }
    let back = match (it.state, seen.community.settings.joining) {
        (_, Joining::Invitation) => Some("town-leave-invitation"),
        (MembershipState::Frozen, _) => Some("town-leave-frozen"),
        (_, Joining::Request) => Some("town-leave-request"),
        (_, Joining::Open) => None,
    };
    all.extend(back.map(|key| texts::text(language, key)));
    all
}
