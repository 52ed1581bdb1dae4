//! What is done with money, as every kind of actor.

use crate::actors::table;
use crate::fields::{WITH_MONEY, mutation};

#[tokio::test]
async fn what_everybody_may_do_with_money() {
    insta::assert_snapshot!(table(&WITH_MONEY, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    openAccount                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y   d   d
    pay                        -   n   n   n   n   n   n   n   n   n   n   n   d   n
    requestPayment             -   n   n   n   n   n   n   n   n   n   n   n   d   n
    acceptPayment              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    declinePayment             -   n   n   n   n   n   n   n   n   n   n   n   d   n
    hold                       -   n   n   n   n   n   n   n   n   n   n   n   d   n
    capture                    -   n   n   n   n   n   n   n   n   n   n   n   d   n
    release                    -   n   n   n   n   n   n   n   n   n   n   n   d   n
    reverse                    -   n   n   n   n   n   n   n   n   Y   n   n   d   n
    makePass                   -   n   n   n   n   n   n   n   n   Y   n   n   n   n
    blockPass                  -   n   n   n   n   n   n   n   n   Y   n   n   n   n
    unblockPass                -   n   n   n   n   n   n   n   n   Y   n   n   n   n
    allowPassPin               -   n   n   n   n   n   n   n   n   Y   n   n   n   n
    endPass                    -   n   n   n   n   n   n   n   n   Y   n   n   n   n
    chargePass                 -   n   n   n   n   n   n   n   n   n   n   n   d   n
    offerTill                  -   n   n   n   Y   n   n   n   n   n   n   n   d   n
    changeTill                 -   n   n   n   Y   n   n   n   n   n   n   n   d   n
    unpairTill                 -   n   n   n   Y   n   n   n   n   n   n   n   d   n
    proposeIssue               -   d   d   d   d   d   d   d   d   Y   d   d   d   d
    confirmIssue               -   d   d   d   d   d   d   d   d   d   d   d   d   d
    withdrawIssue              -   d   d   d   d   d   d   d   d   Y   d   d   d   d
    handOut                    -   n   n   n   n   n   n   n   n   n   n   n   n   n
    redeem                     -   n   n   n   n   n   n   n   n   n   n   n   d   n
    takeBackRedemption         -   n   n   n   n   n   n   n   n   n   n   n   n   n
    approveRedemption          -   n   n   n   n   n   n   n   n   n   n   n   n   n
    refuseRedemption           -   n   n   n   n   n   n   n   n   n   n   n   n   n
    payRedemption              -   n   n   n   n   n   n   n   n   n   n   n   n   n
    hidePurpose                -   n   n   n   n   n   n   n   n   n   n   n   d   n
    hideRequestPurpose         -   n   n   n   n   n   n   n   n   n   n   n   d   n
    reportPurpose              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    reportPurpose              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    ");
}
