//! The statements of issuing: what is proposed, budgets, and what merchants hand in.

pub(super) mod budgets;
pub(super) mod proposals;
pub(super) mod redemptions;
