//! What a person can mend comes back as data of the mutation, with a stable code and a sentence
//! in their language; the rest is an error of the request.

use async_graphql::{Enum, SimpleObject};
use koop_domain::communities::error::CommunityError;
use koop_domain::ctx::Actor;
use koop_domain::error::Kind;
use koop_domain::imports::tables::error::TableError;
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::media::error::MediaError;
use koop_domain::members::error::MemberError;
use koop_domain::policy::Action;
use koop_domain::profiles::error::ProfileError;
use koop_web::texts;
use serde::Serialize;

use super::errors;
use super::visit::Visit;

/// What kind of thing a person can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum UserErrorCode {
    /// It was tried too often: wait as long as the message says.
    TooManyAttempts,
    /// What was shown does not give the right: a wrong password, a token that does not hold.
    Denied,
    /// There is no such thing of yours.
    NotFound,
    /// The field breaks a rule, or a code is wrong, used or too old.
    Invalid,
    /// Somebody has it already.
    Duplicate,
    /// Somebody else changed it first.
    Conflict,
    /// What looks like a phone number or an address stands in the words that others read: say
    /// `maskContacts`, or leave it out.
    ContactInText,
    /// Only an organisation of the community offers this.
    Guarded,
    /// For who is younger than sixteen a parent or guardian does this, and not everything.
    Child,
    /// The viewer belongs to no community in which it could stand.
    NoCommunity,
    /// It is the viewer's own.
    Own,
    /// Nobody else can take it any more.
    Full,
    /// It stands on the board no more.
    Closed,
    /// Replies are collected first, and nobody is chosen before.
    TooEarly,
    /// It does not stand so that this could be done.
    NotNow,
    /// One of the two does not want to see the other.
    Blocked,
}

/// Something that a person can mend.
#[derive(Clone, Debug, Serialize, SimpleObject)]
pub(crate) struct UserError {
    /// The field of the input that it is about, if it is about one.
    field: Option<&'static str>,
    /// What kind of thing it is.
    code: UserErrorCode,
    /// What is wrong and what to do, in the reader's language.
    message: String,
}

impl UserErrorCode {
    /// What a kind of error is to a person; none where nobody outside can mend it.
    fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::NotFound => Self::NotFound,
            Kind::Denied => Self::Denied,
            Kind::Invalid => Self::Invalid,
            Kind::Duplicate => Self::Duplicate,
            Kind::Conflict => Self::Conflict,
            Kind::TooMany => Self::TooManyAttempts,
            Kind::Rejected | Kind::Unavailable | Kind::Internal => return None,
        })
    }
}

/// Whoever is denied what they might do as a member is asked to sign in first.
fn is_signed_in(visit: &Visit, kind: Kind) -> async_graphql::Result<()> {
    let signed_in = matches!(visit.ctx.actor, Actor::Member(_));
    if kind == Kind::Denied && !signed_in {
        return Err(errors::member_failed(visit, &MemberError::SignedOut));
    }
    Ok(())
}

/// What a verb made of it, or what the person can mend.
pub(crate) type Settled<T> = Result<T, Vec<UserError>>;

/// Parts what a person can mend from what nobody outside can.
pub(crate) fn settle<T>(
    visit: &Visit,
    done: Result<T, MemberError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let is_known = !matches!(error, MemberError::SignedOut);
    let code = UserErrorCode::of(error.kind()).filter(|_| is_known);
    let Some(code) = code else { return Err(errors::member_failed(visit, &error)) };
    let field = field(&error);
    Ok(Err(vec![UserError { field, code, message: sentence(visit, &error) }]))
}

/// The same of a listing.
pub(crate) fn settle_listing<T>(
    visit: &Visit,
    done: Result<T, ListingError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    is_signed_in(visit, error.kind())?;
    let (field, code) = match &error {
        ListingError::NotFound => (None, UserErrorCode::NotFound),
        ListingError::Denied(_) => (None, UserErrorCode::Denied),
        // Whose the two are is no field that was sent.
        ListingError::Invalid { field: "owner", .. } => (Some("lostId"), UserErrorCode::Invalid),
        ListingError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        ListingError::Duplicate => (None, UserErrorCode::Duplicate),
        ListingError::Conflict { .. } => (Some("expectedRevision"), UserErrorCode::Conflict),
        ListingError::TooMany { .. } => (None, UserErrorCode::TooManyAttempts),
        ListingError::Index(_) | ListingError::Db(_) => return Err(errors::failed(visit, &error)),
    };
    let message = match &error {
        ListingError::Invalid { field: "owner", .. } => {
            texts::text(visit.language, "merging-slip-owners")
        }
        ListingError::Invalid { field, problem } => texts::problem(visit.language, field, *problem),
        ListingError::Conflict { .. } => texts::text(visit.language, "api-conflict"),
        ListingError::Duplicate => texts::text(visit.language, "api-claimed-already"),
        ListingError::Denied(denied) => texts::text(visit.language, denied_key(denied.action)),
        error => errors::sentence(visit.language, error.kind()),
    };
    Ok(Err(vec![UserError { field, code, message }]))
}

/// What is said of a deed at the desk that came too late, or was done before.
#[derive(Clone, Copy)]
pub(crate) struct DeskWords {
    late: &'static str,
    twice: &'static str,
}

impl DeskWords {
    /// Of two that are made one.
    pub(crate) const MERGING: Self =
        Self { late: "merging-slip-unknown", twice: "merging-slip-merged" };
    /// Of a merge that is undone.
    pub(crate) const UNDOING: Self = Self { late: "merging-slip-late", twice: "merging-slip-late" };
    /// Of asking a second person.
    pub(crate) const APPEALING: Self =
        Self { late: "appeal-slip-late", twice: "appeal-slip-twice" };
    /// Of what is decided.
    pub(crate) const DECIDING: Self = Self { late: "queue-done-late", twice: "queue-done-late" };
}

/// The same of a deed at the desk, in the words of its page.
pub(crate) fn settle_desk<T>(
    visit: &Visit,
    done: Result<T, ListingError>,
    words: DeskWords,
) -> async_graphql::Result<Settled<T>> {
    let (key, code) = match &done {
        Err(ListingError::NotFound) => (words.late, UserErrorCode::NotFound),
        Err(ListingError::Duplicate) => (words.twice, UserErrorCode::Duplicate),
        // No revision was sent: what was written since is in the way.
        Err(ListingError::Conflict { .. }) => ("merging-slip-changed", UserErrorCode::Conflict),
        _ => return settle_listing(visit, done),
    };
    let message = texts::text(visit.language, key);
    Ok(Err(vec![UserError { field: None, code, message }]))
}

/// Who may not decide something is not asked whether it is their business.
fn denied_key(action: Action) -> &'static str {
    match action {
        Action::DecideAppeals
        | Action::DecideClaims
        | Action::DecideReports
        | Action::MergeListings
        | Action::SeeCounterCode => "api-not-to-decide",
        _ => "api-not-yours",
    }
}

/// The same of a community.
pub(crate) fn settle_community<T>(
    visit: &Visit,
    done: Result<T, CommunityError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(CommunityError::Member(error)) => return settle(visit, Err(error)),
        Err(error) => error,
    };
    is_signed_in(visit, error.kind())?;
    let Some(code) = UserErrorCode::of(error.kind()) else {
        return Err(errors::of_kind(visit, error.kind(), &error));
    };
    let field = match &error {
        CommunityError::Invalid { field, .. } => Some(*field),
        CommunityError::LowContrast(low) => Some(low.field),
        CommunityError::NotAccepted { .. } => Some("acceptVersion"),
        CommunityError::WrongInvitation => Some("secret"),
        _ => None,
    };
    let message = texts::community_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError { field, code, message }]))
}

/// The same of profiles, mandates and what is known of people.
pub(crate) fn settle_profile<T>(
    visit: &Visit,
    done: Result<T, ProfileError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(ProfileError::Community(error)) => return settle_community(visit, Err(error)),
        Err(error) => error,
    };
    is_signed_in(visit, error.kind())?;
    let Some(code) = UserErrorCode::of(error.kind()) else {
        return Err(errors::of_kind(visit, error.kind(), &error));
    };
    let field = match &error {
        ProfileError::Invalid { field, .. } => Some(*field),
        _ => None,
    };
    let code = if matches!(error, ProfileError::Child) { UserErrorCode::Child } else { code };
    let message = texts::profile_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError { field, code, message }]))
}

/// The same of a photo.
pub(crate) fn settle_photo<T>(
    visit: &Visit,
    done: Result<T, MediaError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    is_signed_in(visit, error.kind())?;
    match photo_error(visit.language, &error) {
        Some(wrong) => Ok(Err(vec![wrong])),
        None => Err(errors::media_failed(visit, &error)),
    }
}

/// The same of a table.
pub(crate) fn settle_table<T>(
    visit: &Visit,
    done: Result<T, TableError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    is_signed_in(visit, error.kind())?;
    match table_error(visit.language, &error) {
        Some(wrong) => Ok(Err(vec![wrong])),
        None => Err(errors::of_kind(visit, error.kind(), &error)),
    }
}

/// What a person can mend of a table, by the arguments that name it here.
fn table_error(language: Language, error: &TableError) -> Option<UserError> {
    let field = match error {
        TableError::TooLarge
        | TableError::TooMuch
        | TableError::Empty
        | TableError::Damaged { .. } => Some("tableId"),
        TableError::Nameless { .. } | TableError::NoColumn { .. } | TableError::NoField { .. } => {
            Some("columns")
        }
        // Whose list it is was said when it was sent.
        _ => None,
    };
    of_table(language, error, field)
}

/// The same of a table that is sent, by the parts of the form: who sends one, program or page,
/// wrote these names.
pub(crate) fn sent_table_error(language: Language, error: &TableError) -> Option<UserError> {
    of_table(language, error, texts::table_part(error))
}

fn of_table(
    language: Language,
    error: &TableError,
    field: Option<&'static str>,
) -> Option<UserError> {
    let code = UserErrorCode::of(error.kind())?;
    let message = texts::table_error(language, error);
    let message = message.unwrap_or_else(|| errors::sentence(language, error.kind()));
    Some(UserError { field, code, message })
}

/// What a person can mend of a photo.
pub(crate) fn photo_error(language: Language, error: &MediaError) -> Option<UserError> {
    let (field, code) = match error {
        MediaError::NotFound => (None, UserErrorCode::NotFound),
        MediaError::Denied(_) | MediaError::AtDesk => (None, UserErrorCode::Denied),
        MediaError::Unfit(_) | MediaError::Full { .. } => (Some("photo"), UserErrorCode::Invalid),
        MediaError::Alt(_) => (Some("alt"), UserErrorCode::Invalid),
        MediaError::Arriving | MediaError::TooMany { .. } => (None, UserErrorCode::TooManyAttempts),
        MediaError::Files(_) | MediaError::Db(_) => return None,
    };
    Some(UserError { field, code, message: texts::media_error(language, error)? })
}

impl UserError {
    /// What is wrong, and what to do.
    pub(crate) fn new(field: Option<&'static str>, code: UserErrorCode, message: String) -> Self {
        Self { field, code, message }
    }

    /// What is brought in looks like what is there.
    pub(crate) fn duplicates(visit: &Visit) -> Self {
        let message = texts::text(visit.language, "api-duplicates");
        Self { field: None, code: UserErrorCode::Duplicate, message }
    }

    /// It is so already, in the words of a key.
    pub(crate) fn known(visit: &Visit, key: &str) -> Self {
        let message = texts::text(visit.language, key);
        Self { field: None, code: UserErrorCode::Duplicate, message }
    }
}

/// The field that it is about. Which of address and password is wrong is told to nobody.
fn field(error: &MemberError) -> Option<&'static str> {
    match error {
        MemberError::Invalid { field, .. } => Some(field),
        MemberError::WrongCode => Some("code"),
        MemberError::WrongToken => Some("refreshToken"),
        MemberError::AddressTaken => Some("email"),
        MemberError::NotFound => Some("sessionId"),
        _ => None,
    }
}

/// The pages' sentence, or the one of its kind.
fn sentence(visit: &Visit, error: &MemberError) -> String {
    if let (MemberError::WrongPassword, Actor::Member(_)) = (error, visit.ctx.actor) {
        return texts::text(visit.language, "member-wrong-own-password");
    }
    let known = texts::member_error(visit.language, error);
    known.unwrap_or_else(|| errors::sentence(visit.language, error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_table_is_told_by_an_argument() {
        let sdl = crate::graphql::sdl();
        let inputs = ["NameTableColumnsInput", "PublishTableInput"].map(|name| {
            let input = sdl.split(&format!("input {name} {{")).nth(1).expect("an input");
            input.split('}').next().expect("its fields").to_owned()
        });
        let name = String::new;
        for error in [
            TableError::TooLarge,
            TableError::TooMuch,
            TableError::Empty,
            TableError::Damaged { line: 2, what: name() },
            TableError::Nameless { names: name() },
            TableError::NoColumn { name: name(), header: name() },
            TableError::NoField { key: name(), fields: name() },
        ] {
            let field = table_error(Language::En, &error).and_then(|it| it.field);
            let field = format!("{}:", field.expect("a field"));
            assert!(inputs.iter().any(|it| it.contains(&field)), "{field}");
        }
        let unnamed = table_error(Language::En, &TableError::Unnamed).and_then(|it| it.field);
        assert_eq!(unnamed, None, "no argument here says whose list it is");
    }
}
