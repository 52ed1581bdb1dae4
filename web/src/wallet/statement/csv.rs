//! A statement as a file for who keeps the books: Dutch columns, semicolons and a byte order mark,
//! as a Dutch Excel reads them, and cells that no spreadsheet takes for a formula.

use koop_domain::language::Language;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments::model::{Moved, Purse};
use koop_domain::listings::exports::csv::{MARK, line, safe};
use koop_domain::listings::opening_hours::ZONE;

use super::{Statement, about, is_shop};
use crate::wallet::Coin;
use crate::wallet::face::called;

/// The columns of everybody, in an order that stays.
const COLUMNS: [&str; 10] = [
    "datum",
    "nummer",
    "tegenpartij",
    "omschrijving",
    "categorie",
    "bij",
    "af",
    "bijdrage buurtpot",
    "saldo",
    "munt",
];
/// What stands beside them for a shop: what of the amount is VAT, which the books do not know and
/// a bookkeeper fills in.
const VAT: &str = "btw";

/// The whole file.
pub(super) fn write(language: Language, purse: &Purse, it: &Statement) -> String {
    let is_shop = is_shop(purse);
    // Columns and figures are Dutch in every language: the same program reads them each month.
    let coin = Coin::of(Language::Nl, &purse.currency);
    let code = unit(&coin);
    let mut text = MARK.to_owned();
    text += &ended(COLUMNS.map(str::to_owned), is_shop.then_some(VAT));
    let balance = |words: &str, minor| {
        let mut cells: [String; 10] = Default::default();
        words.clone_into(&mut cells[3]);
        cells[8] = coin.plain(minor);
        code.clone_into(&mut cells[9]);
        ended(cells, is_shop.then_some(""))
    };
    text += &balance("beginsaldo", it.opening);
    for moved in &it.all {
        text += &ended(row(language, &coin, moved), is_shop.then_some(""));
    }
    text + &balance("eindsaldo", it.closing)
}

fn row(language: Language, coin: &Coin, it: &Moved) -> [String; 10] {
    let at = it.transfer.posted_at.with_timezone(&ZONE);
    let amount = || coin.plain(it.transfer.amount.minor());
    let is_levy = it.transfer.kind == TransferKind::Levy;
    let in_column = |fits: bool| if fits { amount() } else { String::new() };
    [
        at.format("%Y-%m-%d %H:%M").to_string(),
        it.transfer.number.to_string(),
        safe(&called(language, &it.other)),
        safe(&about(language, &Moved { category: None, ..it.clone() })),
        safe(it.category.as_deref().unwrap_or_default()),
        in_column(!it.is_out && !is_levy),
        in_column(it.is_out && !is_levy),
        in_column(is_levy),
        coin.plain(it.balance_after),
        unit(coin),
    ]
}

/// In what its figures are: hours are counted in minutes, which can be summed.
fn unit(coin: &Coin) -> String {
    if coin.is_time { format!("{} (minuten)", coin.code) } else { coin.code.clone() }
}

/// A line, with one cell more where there is one.
fn ended(cells: [String; 10], more: Option<&str>) -> String {
    let Some(more) = more else { return line(cells) };
    let [a, b, c, d, e, f, g, h, i, j] = cells;
    line([a, b, c, d, e, f, g, h, i, j, more.to_owned()])
}
