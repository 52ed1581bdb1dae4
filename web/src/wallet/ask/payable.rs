//! A code by which somebody is paid, as a page shows it: to be scanned, typed, or sent on.

use super::super::{code_path, code_words};
use crate::error::Failure;
use crate::mending::Code;
use crate::page::Page;

/// A code in all its shapes.
pub(crate) struct Payable {
    /// The address that it leads to.
    pub href: String,
    /// As it is typed.
    pub code: String,
    /// As it is drawn.
    pub drawn: Code,
    pub label: String,
}

impl Payable {
    pub(crate) fn of(page: &Page, code: &str) -> Result<Self, Failure> {
        let href = format!("{}{}", page.base_url, code_path(code));
        Ok(Self {
            drawn: Code::leading_to(&href)?,
            label: page.with("paycode-drawn", &[("address", href.clone().into())]),
            code: code_words(code),
            href,
        })
    }
}
