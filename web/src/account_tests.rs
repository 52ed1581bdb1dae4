//! Every page of coming in and of an account, in every language, from hand-made values: strict
//! HTML, errors beside their fields, nothing of a stranger's words taken for ours.

use askama::Template;
use chrono::TimeDelta;
use koop_domain::error::Problem;
use koop_domain::id::{MemberId, ProfileId, SessionId};
use koop_domain::language::Language;
use koop_domain::listings::keepers::Keeper;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{
    Email, Member, Profile, ProfileKind, Session, SessionKind, State,
};
use uuid::Uuid;

use crate::account::{
    AddressCode, AddressPage, DataPage, Devices, Goodbye, MinePage, PasswordPage, Shown,
};
use crate::entering::{CodePage, Forgotten, Goal, LinkPage, SignIn, SignUp, Typed, Way};
use crate::form::Slips;
use crate::sample::{EVIL, at_home, check, evil, now, own};

fn member(has_password: bool) -> Member {
    Member {
        id: MemberId(Uuid::nil()),
        name: EVIL.into(),
        email: has_password.then(|| Email::read("hanneke@voorbeeld.nl").unwrap()),
        email_confirmed_at: None,
        has_password,
        language: Language::Nl,
        operator: false,
        state: State::Active,
        epoch: 1,
        created_at: now(),
    }
}

fn profiles() -> Vec<Profile> {
    let profile = |kind| Profile {
        id: ProfileId(Uuid::nil()),
        kind,
        name: EVIL.into(),
        handle: "hanneke".into(),
    };
    ProfileKind::ALL.map(profile).into()
}

fn sessions() -> Vec<Session> {
    let session = |number, kind, device: &str| Session {
        id: SessionId(Uuid::from_u128(number)),
        kind,
        device: device.into(),
        created_at: now() - TimeDelta::days(3),
        last_seen_at: now(),
        acting_as: None,
    };
    vec![
        session(1, SessionKind::Page, EVIL),
        session(2, SessionKind::Api, ""),
        session(3, SessionKind::Page, "Firefox op Android"),
    ]
}

fn slips(language: Language, error: MemberError) -> Slips {
    Slips::read(language, error).unwrap()
}

fn invalid(field: &'static str, problem: Problem) -> MemberError {
    MemberError::Invalid { field, problem }
}

fn entering(language: Language) -> Vec<(&'static str, String)> {
    let own = || own(language);
    let none = Slips::default;
    let wrong = |error| slips(language, error);
    let evil = |goal| Way { email: EVIL.into(), name: EVIL.into(), back: EVIL.into(), goal };
    let email = Email::read("hanneke@voorbeeld.nl").unwrap();
    let code = |typed: Typed, goal, slips| {
        CodePage::new(own(), &evil(goal), &typed, Some(EVIL.into()), slips).render().unwrap()
    };
    let sign_in = |slips| SignIn::new(own(), EVIL, EVIL, None, slips).render().unwrap();
    let link = |known, slips| {
        LinkPage::new(own(), (EVIL, EVIL, Goal::Password), known, slips).render().unwrap()
    };
    vec![
        ("sign in", sign_in(none())),
        ("sign in, wrong", sign_in(wrong(MemberError::WrongPassword).beside("wachtwoord"))),
        ("sign in, too often", sign_in(wrong(MemberError::TooMany { wait_s: 61 }))),
        (
            "sign up",
            SignUp::new(own(), &evil(Goal::Join), wrong(invalid("name", Problem::TooLong)))
                .render()
                .unwrap(),
        ),
        (
            "forgotten",
            Forgotten::new(own(), EVIL, wrong(invalid("email", Problem::Unreadable)))
                .render()
                .unwrap(),
        ),
        ("code", code(Typed::default(), Goal::Enter, none())),
        ("code, wrong", code(Typed::default(), Goal::Enter, wrong(MemberError::WrongCode))),
        ("code, password", code(Typed::default(), Goal::Password, none())),
        ("code, name", code(Typed::nameless(EVIL), Goal::Enter, none())),
        ("link", link(Some(&(email.clone(), true)), none())),
        ("link, new", link(Some(&(email, false)), wrong(invalid("name", Problem::Empty)))),
        ("link, old", link(None, wrong(MemberError::WrongCode).above())),
    ]
}

fn account(language: Language) -> Vec<(&'static str, String)> {
    let own = || own(language);
    let none = Slips::default;
    let wrong = |error| slips(language, error);
    let (rich, poor) = (member(true), member(false));
    let mine = |member: &Member, slips| {
        let done = Some(EVIL.to_owned());
        let mut page = MinePage::new(own(), member, &profiles(), None, done, slips);
        page.keep(&[(Keeper::Owner, evil()), (Keeper::Till, at_home())], now());
        let calm = page.offered.is_none();
        page.ask(2);
        let html = page.render().unwrap();
        assert!(calm && html.contains("<a href=\"/mijn/namens\">"), "who is asked reads it here");
        html
    };
    let password = |member, slips| PasswordPage::new(own(), member, slips).render().unwrap();
    let data = |member, slips| DataPage::new(own(), member, slips).render().unwrap();
    let way = Way { email: EVIL.into(), ..Way::default() };
    let shown = |code: &str, geheim: &str| Shown { code: code.into(), geheim: geheim.into() };
    let here = sessions()[0].id;
    vec![
        ("mine", mine(&rich, none())),
        ("mine, wrong", mine(&poor, wrong(invalid("name", Problem::Empty)))),
        ("devices", Devices::new(own(), &sessions(), here, now(), None).render().unwrap()),
        ("password", password(&rich, wrong(invalid("newPassword", Problem::Guessable)))),
        ("first password", password(&poor, none())),
        (
            "address",
            AddressPage::new(own(), &rich, EVIL, wrong(MemberError::AddressTaken))
                .render()
                .unwrap(),
        ),
        (
            "address code",
            AddressCode::new(own(), Some(&way), shown(EVIL, ""), wrong(MemberError::WrongCode))
                .render()
                .unwrap(),
        ),
        ("address link", AddressCode::new(own(), None, shown("", EVIL), none()).render().unwrap()),
        ("data", data(&rich, none())),
        ("data, unsure", data(&poor, Slips::own("zeker", "?".into()))),
        ("goodbye", Goodbye { page: own(), street: String::new() }.render().unwrap()),
    ]
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in entering(language).into_iter().chain(account(language)) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(html.contains("name=\"robots\" content=\"noindex\""), "{name}");
            assert!(!html.contains("nknown localization"), "{name}");
            assert_eq!(html.matches("<script").count(), 1, "{name}: one script of ours");
            for trap in ["<script>alert", "<b>"] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    for language in Language::ALL {
        for (name, html) in entering(language).into_iter().chain(account(language)) {
            for field in html.split("<input ").skip(1) {
                let field = field.split('>').next().unwrap();
                let wrong = field.contains("aria-invalid");
                let ids = field.split("aria-describedby=\"").nth(1);
                let ids = ids.and_then(|it| it.split('"').next()).unwrap_or_default();
                assert_eq!(ids.contains("-mis"), wrong, "{name}: {field}");
                for id in ids.split(' ').filter(|it| !it.is_empty()) {
                    assert!(html.contains(&format!("id=\"{id}\"")), "{name}: {id}");
                }
                if field.contains("type=\"password\"") {
                    assert!(field.contains("value=\"\""), "{name}: {field}");
                }
            }
        }
    }
    let html = &entering(Language::Nl)[1].1;
    assert!(html.contains("<title>Titel"), "the frame is the sample's");
    assert!(html.contains("Probeer het nog eens, of laat je een code mailen."));
    assert!(entering(Language::Nl)[2].1.contains("Wacht 2 minuten"));
}

#[test]
fn every_error_of_a_person_is_a_sentence() {
    let fields = ["email", "name", "code", "password", "newPassword"];
    let problems = [
        Problem::Empty,
        Problem::TooShort,
        Problem::TooLong,
        Problem::Unreadable,
        Problem::Guessable,
    ];
    for language in Language::ALL {
        let fields = fields.iter().flat_map(|field| problems.map(|it| invalid(field, it)));
        let others = [
            MemberError::NotFound,
            MemberError::SignedOut,
            MemberError::WrongPassword,
            MemberError::Stale,
            MemberError::WrongCode,
            MemberError::WrongToken,
            MemberError::AddressTaken,
            MemberError::TooMany { wait_s: 1 },
        ];
        for error in fields.chain(others) {
            let words = crate::texts::member_error(language, &error).unwrap();
            assert!(words.ends_with(['.', 'l', 'g']) && !words.contains(['{', '$']), "{words}");
        }
    }
}
