//! The closed lists of the board, each the domain's own list under its public name.

use async_graphql::Enum;
use koop_domain::agreements::model as agreed;
use koop_domain::alerts;
use koop_domain::posts::{model, search};

/// Who gives and who gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Direction")]
pub(crate) enum PostDirection {
    /// Something is offered.
    Offer,
    /// Something is asked for.
    Request,
}

/// What a post is about. More precisely, its category says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Subject")]
pub(crate) enum PostSubject {
    /// A hand.
    Help,
    /// A thing.
    Item,
    /// A meal.
    Meal,
    /// Material to be used again.
    Material,
    /// A lesson.
    Skill,
    /// Something to come to.
    Event,
}

/// On what terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::TermKind")]
pub(crate) enum TermKind {
    /// For nothing.
    Gift,
    /// It comes back.
    Loan,
    /// For something else.
    Swap,
    /// For an amount of a local currency.
    Price,
    /// For euros, in words.
    Euro,
}

/// Who may see a post, the fewest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Audience")]
pub(crate) enum Audience {
    /// Whoever coordinates help in the community.
    Desk,
    /// Who belongs to the community, and has a confirmed address or is known by neighbours.
    Confirmed,
    /// Who belongs to the community.
    Community,
    /// Everybody.
    Public,
}

/// How it stands with a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::PostState")]
pub(crate) enum PostState {
    /// Somebody has to look at it before others see it.
    Review,
    /// It stands on the board, until it expires.
    Open,
    /// Its author closed it.
    Closed,
    /// It was taken off the board.
    Removed,
}

/// What became of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Outcome")]
pub(crate) enum PostOutcome {
    /// A neighbour here.
    Found,
    /// Somebody elsewhere.
    Elsewhere,
    /// Nobody.
    Nobody,
    /// It is not needed any more.
    NotNeeded,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::DayPart")]
pub(crate) enum DayPart {
    /// Until noon.
    Morning,
    /// From noon to six.
    Afternoon,
    /// From six on.
    Evening,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Day")]
pub(crate) enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// The fourteen allergens that the law names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Allergen")]
pub(crate) enum Allergen {
    /// Cereals with gluten.
    Gluten,
    /// Crustaceans.
    Crustaceans,
    /// Eggs.
    Eggs,
    /// Fish.
    Fish,
    /// Peanuts.
    Peanuts,
    /// Soybeans.
    Soy,
    /// Milk.
    Milk,
    /// Nuts.
    Nuts,
    /// Celery.
    Celery,
    /// Mustard.
    Mustard,
    /// Sesame.
    Sesame,
    /// Sulphur dioxide and sulphites.
    Sulphites,
    /// Lupin.
    Lupin,
    /// Molluscs.
    Molluscs,
}

/// How often an event comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Recurrence")]
pub(crate) enum Recurrence {
    /// Every week.
    Weekly,
    /// Every second week.
    Biweekly,
    /// Every month, on the same weekday of the same week.
    Monthly,
}

/// Why somebody reports a post or a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ReportReason")]
pub(crate) enum PostReportReason {
    /// It is not safe.
    Unsafe,
    /// It is a fraud.
    Fraud,
    /// It insults or discriminates.
    Hurtful,
    /// It is forbidden.
    Forbidden,
    /// It is advertising.
    Advertising,
    /// Something else.
    Other,
}

/// In which order posts come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "search::PostSort")]
pub(crate) enum PostSort {
    /// With words, the best answer first; without, by fair exposure.
    Best,
    /// The nearest first; without a point as BEST.
    Nearest,
    /// What was written or renewed last first.
    Newest,
    /// What takes place soonest first.
    Soonest,
}

/// How it stands with an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreed::AgreementState")]
pub(crate) enum AgreementState {
    /// Somebody replied, and waits for whose post it is.
    Proposed,
    /// They agreed on a moment.
    Agreed,
    /// The moment has begun.
    UnderWay,
    /// What is lent was handed over.
    Out,
    /// What is lent should be back.
    Due,
    /// It was done.
    Done,
    /// Whose post it is said no.
    Declined,
    /// Who replied took it back.
    Withdrawn,
    /// Nothing came of it.
    Expired,
    /// One of them called it off.
    Cancelled,
    /// They differ about it.
    Disputed,
    /// A steward settled about what they differed.
    Settled,
}

/// What can be done with an agreement; each is a mutation of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreed::MoveKind")]
pub(crate) enum AgreementAction {
    /// Say yes to a moment, or propose one.
    Agree,
    /// Say no to a reply.
    Decline,
    /// Take one's reply back.
    Withdraw,
    /// Call off what was agreed.
    Cancel,
    /// Hand over what is lent.
    HandOver,
    /// Say that it was done, or that what was lent is back.
    Complete,
    /// Let somebody have something for longer.
    Prolong,
    /// Say that one differs about it.
    Dispute,
    /// Settle about what two differ.
    Settle,
}

/// What an alert tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "alerts::AlertKind")]
pub(crate) enum AlertKind {
    /// Somebody replied to a post.
    Replied,
    /// Somebody wrote.
    Message,
    /// Somebody said yes.
    Agreed,
    /// Somebody proposes a moment.
    MomentProposed,
    /// Somebody keeps to the moment that stands.
    MomentKept,
    /// Somebody said no.
    Declined,
    /// Somebody took their reply back.
    Withdrawn,
    /// Somebody called it off.
    Cancelled,
    /// Somebody says that they handed it over.
    HandedOver,
    /// Somebody lends it for longer.
    Prolonged,
    /// What was lent should be back.
    Due,
    /// Somebody says that it was done.
    Done,
    /// Somebody thanks.
    Thanked,
    /// Somebody replied to thanks.
    ThanksAnswered,
    /// Somebody differs about it.
    Disputed,
    /// A steward settled it.
    Settled,
    /// It is soon.
    Reminder,
    /// Did it work?
    HowWasIt,
    /// Does a post still stand?
    PostEnding,
    /// The last of what a post offers was agreed.
    AllTaken,
    /// A post was looked at, and stands on the board.
    PostAccepted,
    /// A post was looked at, and does not come on the board.
    PostRefused,
    /// A post was taken off the board.
    PostRemoved,
    /// It was decided about what one reported.
    ReportDecided,
    /// To who looks after a community: two of it differ about something.
    DisputeWaits,
    /// Something on the board answers a question that one keeps.
    Found,
    /// The desk for help asks whether one can do something.
    NeedAsked,
    /// Somebody answered what the desk asked.
    NeedAnswered,
    /// The desk chose one to do it.
    NeedAssigned,
    /// Somebody paid.
    Paid,
    /// Somebody paid what they were asked.
    RequestPaid,
    /// One's card paid at a till.
    PaidByPass,
    /// What one paid came back.
    PaidBack,
    /// Who runs the community took back what one was paid.
    TakenBack,
    /// Somebody asks to be paid.
    PaymentAsked,
    /// Somebody does not pay what they were asked.
    PaymentDeclined,
    /// Somebody set an amount apart for one.
    SetApart,
    /// The euros for what one handed in will come.
    RedemptionApproved,
    /// The euros for what one handed in were paid.
    RedemptionPaid,
    /// What one handed in for euros was refused.
    RedemptionRefused,
    /// A steward took away what a payment was for.
    PurposeRemoved,
    /// An organiser gave one's account other limits.
    LimitsChanged,
    /// An organiser had one's account stand still.
    AccountFrozen,
    /// An organiser let one's account go on.
    AccountThawed,
}

/// How somebody wants to hear that they were paid, or got back what they paid. What they are asked,
/// and what others decide about them, they always hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "alerts::PaymentAlerts")]
pub(crate) enum PaymentAlerts {
    /// In the house, and by mail as they want mails.
    Mailed,
    /// In the house alone, as who never said.
    House,
    /// Not at all.
    Never,
}

/// How somebody wants mails of what they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "alerts::Mails")]
pub(crate) enum AlertMails {
    /// At once, at most one an hour.
    AtOnce,
    /// Once a week.
    Weekly,
    /// Not at all.
    Never,
}
