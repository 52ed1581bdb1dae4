use super::*;
use crate::id::{CommunityId, MandateId, MemberId, SessionId};
use crate::profiles::mandates::Under;

fn signed(operator: bool) -> Actor {
    let id = uuid::Uuid::nil();
    Actor::Member(Signed { member: MemberId(id), session: SessionId(id), operator, under: None })
}

/// The table as it is printed.
fn table() -> String {
    let actors = [
        ("Visitor", Actor::Visitor),
        ("Member", signed(false)),
        ("Operator", signed(true)),
        ("House", Actor::Operator),
    ];
    let row = |action: Action| {
        let cells = actors.map(|(_, it)| if allows(it, action) { "yes" } else { "no" });
        line(&format!("{action:?}"), cells)
    };
    let head = line("", actors.map(|(name, _)| name));
    let table: Vec<String> = std::iter::once(head).chain(Action::ALL.map(row)).collect();
    table.join("\n")
}

/// A new row is a decision, and is read as one.
#[test]
fn the_whole_table() {
    insta::assert_snapshot!(table(), @r"
                    Visitor  Member   Operator House
    ReadDirectory   yes      yes      yes      yes
    AddListing      no       yes      yes      yes
    EditListing     no       no       yes      yes
    SeeNumbers      no       no       no       no
    ShareListing    no       no       no       yes
    ReportListing   yes      yes      yes      yes
    DecideReports   no       no       yes      yes
    Appeal          no       yes      yes      no
    DecideAppeals   no       no       yes      no
    MergeListings   no       no       yes      yes
    AnswerLetter    yes      yes      yes      yes
    WalkStreets     no       yes      yes      no
    ClaimListing    no       yes      yes      no
    DecideClaims    no       no       yes      yes
    SeeCounterCode  no       no       yes      yes
    ImportListings  no       no       yes      yes
    ImportAreas     no       no       no       yes
    KeepDemo        no       no       no       yes
    RebuildIndex    no       no       no       yes
    SeekDuplicates  no       no       yes      yes
    SignIn          yes      yes      yes      yes
    KeepAccount     no       yes      yes      no
    KeepProfiles    no       yes      yes      no
    SeeProfile      no       no       no       no
    KeepProfile     no       no       no       no
    SeeKept         no       yes      yes      no
    GiveMandate     no       yes      yes      no
    Attest          no       yes      yes      no
    RegisterMember  no       no       yes      yes
    PrintHomeLetters no       no       yes      yes
    NoteVog         no       no       yes      yes
    AddMember       no       no       yes      yes
    FreezeAccount   no       no       yes      yes
    BeginHouse      yes      yes      yes      yes
    FoundCommunity  no       no       yes      yes
    JoinCommunity   no       yes      yes      no
    SeeDesk         no       no       yes      yes
    SeeOrganisers   no       no       yes      yes
    SeeMembers      no       no       yes      yes
    InviteMember    no       no       yes      yes
    ManageMembers   no       no       yes      yes
    KeepCommunity   no       no       yes      yes
    ReadAudit       no       no       yes      yes
    ReadBoard       yes      yes      yes      yes
    PublishPost     no       no       no       no
    KeepPost        no       no       no       yes
    TurnAway        no       yes      yes      no
    Reply           no       yes      yes      no
    KeepAgreement   no       no       no       no
    SettleAgreement no       no       no       no
    DecidePosts     no       no       yes      yes
    KeepNeeds       no       no       no       no
    AnswerNeed      no       no       no       no
    KeepCurrency    no       no       yes      yes
    SeeAccounts     no       no       no       no
    ManageAccounts  no       no       no       no
    IssueCurrency   no       no       no       no
    HandOut         no       no       no       no
    HoldAccount     no       no       no       no
    KeepTills       no       no       no       no
    WorkTill        no       no       no       no
    ReadAlerts      no       yes      yes      no
    KeepHouse       no       no       no       yes
    ");
}

/// What more a member may with a listing, by what they are to it.
#[test]
fn what_keepers_may() {
    let keepers = Keeper::ALL.map(|keeper| more(&format!("{keeper:?}"), keeper));
    insta::assert_snapshot!(keepers.join("\n"), @r"
    Nobody: []
    Till: [WorkTill]
    Finder: [EditListing]
    Editor: [EditListing, SeeNumbers, DecideReports, WorkTill]
    Owner: [EditListing, SeeNumbers, ShareListing, DecideReports, WorkTill]
    ");
}

/// What more a member may in a community, and with the listings that it looks after.
#[test]
fn what_roles_and_sets_may() {
    let roles = Role::ALL.map(|role| more(&format!("{role:?}"), (role, Sets::NONE)));
    let sets = PermissionSet::ALL
        .map(|set| more(&format!("Member, {set:?}"), (Role::Member, [set].into_iter().collect())));
    insta::assert_snapshot!([&roles[..], &sets[..]].concat().join("\n"), @r"
    Visitor: []
    Member: [SeeOrganisers, PublishPost, HoldAccount]
    Steward: [EditListing, DecideReports, DecideAppeals, MergeListings, DecideClaims, SeeCounterCode, SeeDesk, SeeOrganisers, PublishPost, SettleAgreement, DecidePosts, HoldAccount]
    Organiser: [EditListing, DecideReports, DecideAppeals, MergeListings, DecideClaims, SeeCounterCode, ImportListings, RegisterMember, PrintHomeLetters, NoteVog, SeeDesk, SeeOrganisers, SeeMembers, InviteMember, ManageMembers, KeepCommunity, ReadAudit, PublishPost, SettleAgreement, DecidePosts, KeepNeeds, KeepCurrency, SeeAccounts, ManageAccounts, IssueCurrency, HoldAccount]
    Operator: [EditListing, DecideReports, DecideAppeals, MergeListings, DecideClaims, SeeCounterCode, ImportListings, RegisterMember, PrintHomeLetters, NoteVog, SeeDesk, SeeOrganisers, SeeMembers, InviteMember, ManageMembers, KeepCommunity, ReadAudit, PublishPost, SettleAgreement, DecidePosts, KeepNeeds, KeepCurrency, SeeAccounts, ManageAccounts, IssueCurrency, HoldAccount]
    Member, HelpCoordinator: [SeeCounterCode, RegisterMember, NoteVog, SeeDesk, SeeOrganisers, SeeMembers, InviteMember, PublishPost, KeepNeeds, HoldAccount]
    Member, Auditor: [SeeDesk, SeeOrganisers, SeeMembers, ReadAudit, PublishPost, HoldAccount]
    Member, CurrencyIssuer: [SeeDesk, SeeOrganisers, SeeMembers, PublishPost, HoldAccount]
    ");
}

/// What more a member may with a profile, by what they are in it; it makes nobody else more.
#[test]
fn what_parts_may() {
    let parts = Part::ALL.map(|part| more(&format!("{part:?}"), part));
    insta::assert_snapshot!(parts.join("\n"), @r"
    Nobody: []
    Member: [SeeProfile]
    Owner: [SeeProfile, KeepProfile]
    ");
    for action in Action::ALL {
        for part in Part::ALL {
            for actor in [Actor::Visitor, Actor::Operator, under(Deed::ALL)] {
                let may = allows_on(actor, action, part);
                assert_eq!(may, allows(actor, action), "{actor:?} {action:?} {part:?}");
            }
            // Who runs the house reads no more of a household than any other member.
            let runs = allows_on(signed(true), action, part) && !allows(signed(true), action);
            let plain = allows_on(signed(false), action, part);
            assert!(!runs || plain, "{action:?} {part:?}");
        }
        let may = Part::ALL.map(|part| allows_on(signed(false), action, part));
        assert!(may.is_sorted(), "{action:?}: {may:?}");
    }
}

/// Nothing that somebody is makes a visitor more than one, and nobody may less for being more.
#[test]
fn a_visitor_stays_one_and_more_is_more() {
    for action in Action::ALL {
        for keeper in Keeper::ALL {
            for role in Role::ALL {
                let sets = PermissionSet::ALL.into_iter().collect();
                let standing = Standing { keeper, role, sets, ..everything() };
                let visitor = allows_on(Actor::Visitor, action, standing);
                assert_eq!(visitor, allows(Actor::Visitor, action), "{action:?} {standing:?}");
            }
        }
        let may = Role::ALL.map(|role| allows_on(signed(false), action, (role, Sets::NONE)));
        assert!(may.is_sorted(), "{action:?}: {may:?}");
        // A post, a quarrel, a call for help and an account are of people who belong there.
        let is_theirs = matches!(
            action,
            Action::PublishPost
                | Action::SettleAgreement
                | Action::KeepNeeds
                | Action::SeeAccounts
                | Action::ManageAccounts
                | Action::IssueCurrency
                | Action::HandOut
                | Action::HoldAccount
        );
        let operator_may = allows(signed(true), action) || is_theirs;
        assert!(!may[4] || operator_may, "an operator may what a role may: {action:?}");
    }
}

/// A device that is a till may be that, and nothing else; everything else it asks as a visitor.
#[test]
fn what_a_till_may() {
    let may: Vec<Action> = Action::ALL.into_iter().filter(|it| till_may(*it)).collect();
    assert_eq!(may, [Action::WorkTill]);
    // Whoever runs a community or the house keeps nobody's tills, and works at none.
    for action in [Action::KeepTills, Action::WorkTill] {
        let all = PermissionSet::ALL.into_iter().collect();
        let runs = Standing { role: Role::Organiser, sets: all, ..Standing::NONE };
        assert!(!allows_on(signed(true), action, runs) && !allows(Actor::Operator, action));
        assert!(!allows_on(under(Deed::ALL), action, everything()), "{action:?}");
    }
}

/// Under a mandate an actor may what its deeds name, and never more than whom they act for.
#[test]
fn what_mandates_cover() {
    let deeds = Deed::ALL.map(|deed| {
        let may: Vec<Action> = Action::ALL
            .into_iter()
            .filter(|action| allows_on(under([deed]), *action, everything()))
            .collect();
        format!("{deed:?}: {may:?}")
    });
    insta::assert_snapshot!(deeds.join("\n"), @r"
    KeepPlaces: [ReadDirectory, AddListing, EditListing, DecideReports, AnswerLetter, ClaimListing, SignIn, SeeKept, ReadBoard]
    TellWrong: [ReadDirectory, ReportListing, AnswerLetter, SignIn, ReadBoard]
    PostHelp: [ReadDirectory, AnswerLetter, SignIn, ReadBoard, PublishPost, KeepPost]
    Agree: [ReadDirectory, AnswerLetter, SignIn, ReadBoard, Reply, KeepAgreement, ReadAlerts]
    Pay: [ReadDirectory, AnswerLetter, SignIn, ReadBoard]
    ");
    for action in Action::ALL {
        for keeper in Keeper::ALL {
            let standing = Standing { keeper, ..everything() };
            let may = allows_on(under(Deed::ALL), action, standing);
            let theirs = Standing { keeper, role: Role::Member, ..Standing::PARTY };
            assert!(!may || allows_on(signed(false), action, theirs), "{action:?} {keeper:?}");
        }
    }
}

fn under(deeds: impl IntoIterator<Item = Deed>) -> Actor {
    let id = uuid::Uuid::nil();
    let Actor::Member(signed) = signed(true) else { panic!("a member") };
    let under = Under {
        mandate: MandateId(id),
        agent: MemberId(id),
        community: CommunityId(id),
        deeds: deeds.into_iter().collect(),
    };
    Actor::Member(Signed { under: Some(under), ..signed })
}

/// Somebody who is everything to what it is about.
fn everything() -> Standing {
    Standing {
        keeper: Keeper::Owner,
        role: Role::Organiser,
        sets: PermissionSet::ALL.into_iter().collect(),
        part: Part::Owner,
        is_party: true,
    }
}

fn more(name: &str, standing: impl Into<Standing>) -> String {
    let standing = standing.into();
    let is_more = |action: &Action| {
        allows_on(signed(false), *action, standing) && !allows(signed(false), *action)
    };
    let more: Vec<Action> = Action::ALL.into_iter().filter(is_more).collect();
    format!("{name}: {more:?}")
}

fn line(name: &str, cells: [&str; 4]) -> String {
    let cells = cells.map(|cell| format!(" {cell:<8}")).concat();
    format!("{name:<15}{cells}").trim_end().to_owned()
}
