# Currencies and accounts: what organisers decided, and what is kept of somebody.

audit-currency-made = made a currency
audit-currency-edited = changed what is written about a currency
audit-currency-switched-on = switched a currency on
audit-currency-switched-off = switched a currency off
audit-rules-changed = set new rules of a currency
audit-rules-withdrawn = took rules of a currency back before they took effect
audit-limits-set = changed the limits of an account
audit-transfer-reversed = took a payment back
audit-account-frozen = made an account stand still
audit-account-thawed = let an account go on
audit-account-closed = closed an account
audit-code = currency

held-accounts = Your accounts in the currencies of your community: your balance, your limits, and what was decided about them
held-accounts-why = So that people can pay each other. When you go, your balance is settled with the community fund and the account is closed.
held-transfers = What you paid and were paid
held-transfers-why = The books must keep adding up. They hold numbers of accounts, no names. What was written beside goes when you go.
ledger-own-case = This is about an account of yours. Another organiser decides about it.

profile-account-frozen = An account stands still. An organiser must let it go on first.
profile-account-disputed = Two disagree about an amount that is set apart. Settle that first.
profile-account-owes = An account still owes something. Pay that back first.
