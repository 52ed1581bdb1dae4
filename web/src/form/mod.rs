//! Forms: a field with its label, and what is wrong with it beside it.

mod agreement;
mod currency;
mod helpdesk;
mod listing;
mod payment;
mod post;
mod saved;
mod table;

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

use axum::response::Response;
use koop_domain::communities::error::CommunityError;
use koop_domain::drafts::error::DraftError;
use koop_domain::error::Kind;
use koop_domain::language::Language;
use koop_domain::media::error::MediaError;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{CODE_DIGITS, EMAIL_MAX, NAME_MAX, PASSWORD_MIN};

pub(crate) use self::listing::Named;
use crate::error::{Failure, status};
use crate::texts;

/// How many letters of a code people type: its digits, and the spaces and dashes between them.
const CODE_TYPED_MAX: usize = 2 * CODE_DIGITS;

/// A field of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub id: &'static str,
    pub label: String,
    /// What HTML calls its type.
    pub kind: &'static str,
    /// What was typed; never a password.
    pub value: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub autocomplete: &'static str,
    /// Which keys a telephone shows.
    pub keys: &'static str,
    /// How many letters fit; nought where a browser must not cut what is typed, as in passwords.
    pub longest: usize,
    pub required: bool,
}

impl Field {
    /// A mail address.
    pub(crate) fn email(language: Language, typed: &str, slips: &Slips) -> Self {
        Self {
            id: "email",
            label: texts::text(language, "form-email"),
            kind: "email",
            value: typed.to_owned(),
            autocomplete: "email",
            keys: "email",
            longest: EMAIL_MAX,
            required: true,
            ..Self::default()
        }
        .with(slips)
    }

    /// The name of a person.
    pub(crate) fn name(language: Language, typed: &str, slips: &Slips) -> Self {
        Self {
            id: "naam",
            label: texts::text(language, "form-name"),
            kind: "text",
            value: typed.to_owned(),
            hint: Some(texts::text(language, "form-name-hint")),
            autocomplete: "name",
            keys: "text",
            longest: NAME_MAX,
            required: true,
            ..Self::default()
        }
        .with(slips)
    }

    /// The password that somebody has.
    pub(crate) fn password(language: Language, label: &str, slips: &Slips) -> Self {
        Self {
            id: "wachtwoord",
            label: texts::text(language, label),
            kind: "password",
            autocomplete: "current-password",
            keys: "text",
            required: true,
            ..Self::default()
        }
        .with(slips)
    }

    /// A password to come.
    pub(crate) fn new_password(language: Language, required: bool, slips: &Slips) -> Self {
        let least = [("count", PASSWORD_MIN.into())];
        let label = if required { "form-new-password" } else { "form-new-password-optional" };
        Self {
            id: "nieuw",
            label: texts::text(language, label),
            kind: "password",
            hint: Some(texts::text_with(language, "form-new-password-hint", &least)),
            autocomplete: "new-password",
            keys: "text",
            required,
            ..Self::default()
        }
        .with(slips)
    }

    /// A line of words.
    pub(crate) fn line(
        id: &'static str,
        label: String,
        value: &str,
        longest: usize,
        slips: &Slips,
    ) -> Self {
        Self {
            id,
            label,
            kind: "text",
            value: value.to_owned(),
            autocomplete: "off",
            keys: "text",
            longest,
            ..Self::default()
        }
        .with(slips)
    }

    /// The code of a mail.
    pub(crate) fn code(language: Language, typed: &str, slips: &Slips) -> Self {
        Self {
            id: "code",
            label: texts::text(language, "form-code"),
            kind: "text",
            value: typed.to_owned(),
            hint: Some(texts::text(language, "form-code-hint")),
            autocomplete: "one-time-code",
            keys: "numeric",
            longest: CODE_TYPED_MAX,
            required: true,
            ..Self::default()
        }
        .with(slips)
    }

    fn with(mut self, slips: &Slips) -> Self {
        self.error = slips.of(self.id).map(str::to_owned);
        self
    }

    /// What else describes it, by id.
    pub(crate) fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-mis", self.id));
        let all: Vec<String> = error.into_iter().chain(hint).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

/// What is wrong with what was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slips {
    /// With the whole of it.
    pub whole: Option<String>,
    /// Where whoever reads that goes on: an address, and what the link says.
    pub way: Option<Box<(String, String)>>,
    /// With a field, by its id.
    field: Option<(&'static str, String)>,
    status: Option<StatusCode>,
    retry_s: Option<u64>,
}

impl Slips {
    /// What the reader can mend; anything else becomes a page of its own.
    pub(crate) fn read(language: Language, error: MemberError) -> Result<Self, Failure> {
        let Some(words) = texts::member_error(language, &error) else { return Err(error.into()) };
        let field = match &error {
            MemberError::Invalid { field, .. } => field_id(field),
            MemberError::WrongCode => Some("code"),
            _ => None,
        };
        let retry_s = match &error {
            MemberError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let status = Some(status(error.kind()));
        Ok(match field {
            Some(field) => Self { field: Some((field, words)), status, retry_s, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }

    /// The same of a community.
    pub(crate) fn of_community(language: Language, error: CommunityError) -> Result<Self, Failure> {
        if let CommunityError::Member(error) = error {
            return Self::read(language, error);
        }
        let Some(words) = texts::community_error(language, &error) else {
            return Err(error.into());
        };
        let field = match &error {
            CommunityError::Invalid { field, .. } => community_field(field),
            CommunityError::LowContrast(low) => community_field(low.field),
            CommunityError::WrongCode => Some("begincode"),
            _ => None,
        };
        let status = Some(status(error.kind()));
        Ok(match field {
            Some(field) => Self { field: Some((field, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, ..Self::default() },
        })
    }

    /// The same of what was typed and cannot wait.
    pub(crate) fn of_draft(language: Language, error: DraftError) -> Result<Self, Failure> {
        let retry_s = match error {
            DraftError::TooLong => None,
            DraftError::TooMany { wait_s } => Some(wait_s),
            error => return Err(error.into()),
        };
        let status = Some(status(error.kind()));
        let whole = Some(texts::text(language, "draft-refused"));
        Ok(Self { whole, status, retry_s, ..Self::default() })
    }

    /// The same of a photo.
    pub(crate) fn media(language: Language, error: MediaError) -> Result<Self, Failure> {
        let Some(words) = texts::media_error(language, &error) else { return Err(error.into()) };
        let status = Some(status(error.kind()));
        let field = match error {
            MediaError::Unfit(_) => "foto",
            MediaError::Alt(_) => "alt",
            MediaError::NotFound | MediaError::Denied(_) | MediaError::AtDesk => {
                return Err(error.into());
            }
            MediaError::TooMany { wait_s } => {
                let retry_s = Some(wait_s);
                return Ok(Self { whole: Some(words), status, retry_s, ..Self::default() });
            }
            _ => return Ok(Self { whole: Some(words), status, ..Self::default() }),
        };
        Ok(Self { field: Some((field, words)), status, ..Self::default() })
    }

    /// Something that the reader forgot, by the id of its field.
    pub(crate) fn own(field: &'static str, words: String) -> Self {
        let status = Some(status(Kind::Invalid));
        Self { field: Some((field, words)), status, ..Self::default() }
    }

    /// The same, in other words.
    pub(crate) fn saying(mut self, words: String) -> Self {
        match &mut self.field {
            Some((_, said)) => *said = words,
            None => self.whole = Some(words),
        }
        self
    }

    /// The same, with a way out of it.
    pub(crate) fn leading(mut self, href: String, words: String) -> Self {
        self.way = Some(Box::new((href, words)));
        self
    }

    /// The same, told beside a field.
    pub(crate) fn beside(mut self, field: &'static str) -> Self {
        if let Some(words) = self.whole.take() {
            self.field = Some((field, words));
        }
        self
    }

    /// The same, told above the form.
    pub(crate) fn above(mut self) -> Self {
        if let Some((_, words)) = self.field.take() {
            self.whole = Some(words);
        }
        self
    }

    /// What is wrong with a field.
    pub(crate) fn of(&self, id: &str) -> Option<&str> {
        self.field.as_ref().filter(|(it, _)| *it == id).map(|(_, words)| words.as_str())
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.whole.is_none() && self.field.is_none()
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        self.status.unwrap_or(StatusCode::OK)
    }

    /// Says when trying again makes sense.
    pub(crate) fn on(&self, mut response: Response) -> Response {
        if let Some(seconds) = self.retry_s {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// The title of a page, which says first that something is wrong.
    pub(crate) fn title(&self, language: Language, title: String) -> String {
        if self.is_empty() {
            return title;
        }
        texts::text_with(language, "form-wrong-title", &[("title", title.into())])
    }
}

/// What the domain calls a field of a community, as the id of its place in a form.
fn community_field(field: &str) -> Option<&'static str> {
    match field {
        "email" => Some("email"),
        "name" => Some("naam"),
        "about" => Some("over"),
        "area" => Some("gebied"),
        "languages" => Some("talen"),
        "brick" => Some("baksteen"),
        "paper" => Some("papier"),
        "door" => Some("deur"),
        "terms" => Some("woorden"),
        "text" => Some("tekst"),
        "role" => Some("rol"),
        "reason" => Some("waarom"),
        _ => None,
    }
}

/// What the domain calls a field, as the id of its place in a form.
fn field_id(field: &str) -> Option<&'static str> {
    match field {
        "email" => Some("email"),
        "name" => Some("naam"),
        "code" => Some("code"),
        "password" => Some("wachtwoord"),
        "newPassword" => Some("nieuw"),
        _ => None,
    }
}
