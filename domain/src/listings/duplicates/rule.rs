//! When two listings look like one place.
//!
//! Every rule of thumb about names has false friends: a bakery and a butcher of one family, the
//! branches of a chain, a hotel and its restaurant. So the names have to be alike *and* nothing
//! may speak against it.

use super::name::Name;

/// How close two places with one name are.
pub const NAME_NEAR_M: f64 = 100.0;
/// How close two places with one name and one website are, unless their addresses differ.
pub const SITE_NEAR_M: f64 = 250.0;
/// How close two places with one website are that have only a word of their names in common:
/// behind one door.
pub const DOOR_M: f64 = 25.0;
/// Up to here, one house has two doors: a website that both have weighs more than two addresses.
pub const HOUSE_M: f64 = 50.0;
/// Farther apart, only what is certain counts.
pub const NEAR_MAX_M: f64 = SITE_NEAR_M;

/// Whether two places agree on a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They do.
    Same,
    /// They do not.
    Different,
    /// At least one of them does not say.
    Unknown,
}

/// What the websites of two places have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteAgreement {
    /// The whole path.
    Page,
    /// A host that few others have.
    Host,
    /// Nothing, or a host that many have: a chain, a network, a marketplace.
    Nothing,
}

/// Two places, compared.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Their names.
    pub names: [&'a Name; 2],
    /// How far apart, where both have a point.
    pub metres: Option<f64>,
    /// Whether they are of one kind.
    pub kind: Agreement,
    /// Whether they share a category, or one lies in the other's; asked only where one source
    /// keeps both.
    pub category: Agreement,
    /// Whether one source keeps both.
    pub source: Agreement,
    /// Whether they stand at one address; next doors say nothing.
    pub address: Agreement,
    /// Whether they have one telephone.
    pub phone: Agreement,
    /// What their websites have in common.
    pub site: SiteAgreement,
    /// Whether they have one KvK branch number.
    pub branch: Agreement,
    /// Whether they are one record of one source.
    pub record: Agreement,
}

/// Why two listings look like one place, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// They are one record of one source.
    Record,
    /// They have one KvK branch number.
    Branch,
    /// They are close, with one website.
    Website,
    /// They are close, with one name.
    Name,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Record => "SOURCE_ID",
            Self::Branch => "BRANCH_NUMBER",
            Self::Website => "WEBSITE",
            Self::Name => "NAME",
        }
    }
}

/// Why a pair looks like one place; empty when it does not.
#[must_use]
pub fn reasons(pair: &Pair<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if pair.record == Agreement::Same {
        reasons.push(Reason::Record);
    }
    if pair.branch == Agreement::Same {
        reasons.push(Reason::Branch);
    }
    let Some(metres) = pair.metres.filter(|metres| *metres <= NEAR_MAX_M) else { return reasons };
    if !may_be_one(pair) {
        return reasons;
    }
    let [one, other] = pair.names;
    let alike = || one.is_like(other);
    let one_door = metres <= DOOR_M && one.shares_a_word(other);
    if pair.site != SiteAgreement::Nothing
        && (one_door || (pair.address != Agreement::Different && alike()))
    {
        reasons.push(Reason::Website);
    }
    if metres <= NAME_NEAR_M && address_allows(pair, metres) && alike() {
        reasons.push(Reason::Name);
    }
    reasons
}

/// Whether nothing but the address speaks against it.
fn may_be_one(pair: &Pair<'_>) -> bool {
    let differ = |agreement| agreement == Agreement::Different;
    // A branch number and a telephone are of one door: two of them are two branches, also in
    // one mall.
    if differ(pair.branch) || differ(pair.phone) {
        return false;
    }
    // The hotel and its restaurant, the bakery and the butcher of one family.
    if differ(pair.kind) || pair.names[0].differs_in_trade(pair.names[1]) {
        return false;
    }
    // Who keeps two of one name apart by what they are means two: the farmers' market and the
    // flea market on one square.
    !(pair.source == Agreement::Same && differ(pair.category))
}

/// Two addresses are two branches, unless one page of a website speaks for both, or the house
/// has two doors and one website.
fn address_allows(pair: &Pair<'_>, metres: f64) -> bool {
    pair.address != Agreement::Different
        || pair.site == SiteAgreement::Page
        || (pair.site == SiteAgreement::Host && metres <= HOUSE_M)
}
