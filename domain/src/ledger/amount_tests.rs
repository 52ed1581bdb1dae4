//! Amounts as they are written and read.

use proptest::prelude::*;

use super::amount::{Amount, MINOR_MAX, decimal};
use super::rejected::Rejected;

proptest! {
    #[test]
    fn a_decimal_reads_back_as_it_was_written(minor in 1_i64..=MINOR_MAX, scale in 0_u8..=4) {
        let text = decimal(minor, scale);
        prop_assert_eq!(Amount::parse(&text, scale).map(Amount::minor), Ok(minor));
        prop_assert_eq!(Amount::parse(&text.replace('.', ","), scale).map(Amount::minor), Ok(minor));
    }
}

#[test]
fn amounts_that_are_none_have_a_reason_each() {
    let read = |text| Amount::parse(text, 2).map(Amount::minor);
    assert_eq!(read("12,5"), Ok(1_250));
    assert_eq!(read("1.500"), Ok(150), "zeros beyond the scale say nothing");
    for text in ["", "x", "1,2,3", "1e3", "１", ".5", "5."] {
        assert_eq!(read(text), Err(Rejected::AmountMalformed), "{text}");
    }
    assert_eq!(read("0"), Err(Rejected::AmountNotPositive));
    assert_eq!(read("-1"), Err(Rejected::AmountNotPositive));
    assert_eq!(read("0,005"), Err(Rejected::AmountTooFine));
    assert_eq!(read("99999999999999999999999"), Err(Rejected::AmountTooLarge));
}
