//! What is kept of a member's accounts, as they take it along.

use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts::Owned;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::issuing::Redemption;
use koop_domain::ledger::tills::model::Till;
use serde_json::{Value, json};

use super::everything::each;

/// What was handed in of a currency for euros.
pub(super) fn redemption(it: &Redemption) -> Value {
    json!({
        "id": it.id.to_string(),
        "currency": it.unit.code,
        "account": it.account.to_string(),
        "amount": decimal(it.amount, it.unit.scale),
        "euroCents": it.euro_cents,
        "state": it.state.key(),
        "askedAt": it.asked_at,
        "decidedAt": it.decided_at,
        "reason": it.reason,
        "paidAt": it.paid_at,
    })
}

/// A device that is a till, and who paired it.
pub(super) fn till(it: &Till) -> Value {
    json!({
        "id": it.id.to_string(),
        "account": it.account.to_string(),
        "name": it.name,
        "pairedAt": it.paired_at,
        "lastUsedAt": it.used_at,
    })
}

/// An account, with what was decided about it and why, and what was paid, set apart and asked.
pub(super) fn account(it: &Owned) -> Value {
    let number = |minor: i64| decimal(minor, it.scale);
    let between =
        |limits: Limits| json!({ "min": limits.min.map(number), "max": limits.max.map(number) });
    let (held, at) = (&it.held.account, it.held.holder.and_then(|it| it.listing));
    json!({
        "id": held.id.to_string(),
        "currency": it.code,
        "kind": held.kind.key(),
        "place": at.map(|it| it.to_string()),
        "state": held.state.key(),
        "balance": number(held.balance().minor()),
        "reserved": number(held.reserved),
        "limits": between(held.limits),
        "softLimits": between(it.held.soft),
        "openedAt": it.held.opened_at,
        "movedAt": it.held.moved_at,
        "decisions": each(&it.changes, |it| json!({
            "state": it.state.key(),
            "limits": between(it.limits),
            "reason": it.reason,
            "at": it.at,
        })),
        "payments": each(&it.moved, |it| json!({
            "id": it.transfer.id.to_string(),
            "number": it.transfer.number,
            "kind": it.transfer.kind.key(),
            "isOut": it.is_out,
            "amount": number(it.transfer.amount.minor()),
            "balanceAfter": number(it.balance_after),
            "other": it.other.name,
            "purpose": it.purpose,
            "purposeHidden": it.is_hidden,
            "category": it.category,
            "reverses": it.transfer.reverses.map(|it| it.to_string()),
            "postedAt": it.transfer.posted_at,
        })),
        "setApart": each(&it.apart, |it| json!({
            "id": it.id.to_string(),
            "from": it.from.name,
            "to": it.to.name,
            "amount": number(it.amount),
            "paid": number(it.captured),
            "state": it.state.key(),
            "expiresAt": it.expires_at,
        })),
        "requests": each(&it.asked, |it| json!({
            "id": it.id.to_string(),
            "from": it.from.as_ref().and_then(|it| it.name.clone()),
            "to": it.to.name,
            "amount": number(it.amount),
            "purpose": it.purpose,
            "purposeHidden": it.is_hidden,
            "state": it.state.key(),
            "createdAt": it.created_at,
            "expiresAt": it.expires_at,
        })),
        "cards": each(&it.passes, |(it, paid)| json!({
            "id": it.id.to_string(),
            "dayLimit": number(it.day_limit),
            "hasPin": it.has_pin,
            "state": it.state.key(),
            "pinsSpent": it.pins_spent,
            "reason": it.reason,
            "madeAt": it.made_at,
            "usedAt": it.used_at,
            "payments": each(paid, |it| json!(it.to_string())),
        })),
    })
}
