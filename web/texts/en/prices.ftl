# What a place is paid with, and what an agreement costs.

group-currency = Local currencies
fact-currencies = Local currencies
facet-currency = Paying with a local currency
chip-currency = Pay with { $name }

price-place = You can pay with { $names } here
price-names = { $first } and { $last }
price-card = Pay with { $name }
price-share = Up to { $share } per cent of the bill
price-share-all = The whole bill
price-rate = One is worth { $euros } here

worth-title = Paying with a local currency
worth-lead = With which currencies of the neighbourhood can somebody pay here, for which part of the bill, and what do they get for it?
worth-taken = You can pay with { $name } here
worth-share = Part of the bill, in per cent
worth-share-hint = From 1 to 100. Empty is the whole bill.
worth-words = What somebody gets for it ({ $language })
worth-words-example = mending a tyre: 1 Dappertje
worth-rate = What one is worth here, in euros
worth-rate-hint = Only if that is something else here than in the rest of the neighbourhood.
worth-own = In the neighbourhood one is worth { $euros }.

price-you-pay = You pay { $amount }.
price-you-pay-both = You pay { $amount }, and leave a deposit of { $deposit }.
price-you-leave = You leave a deposit of { $deposit }.
price-they-pay = { $name } pays you { $amount }.
price-they-pay-both = { $name } pays you { $amount }, and leaves a deposit of { $deposit }.
price-they-leave = { $name } leaves a deposit of { $deposit }.
price-fact = Price
price-fact-deposit = Deposit
price-held = { $amount }, reserved
price-held-disputed = { $amount }, reserved until you agree
price-paid = { $amount }, paid
price-paid-part = { $paid } of { $amount } paid, the rest is back
price-back = { $amount }, not paid and free again
price-waits-theirs = { $name } has not named this price yet.
price-waits-yours = Say yes to this price, or name another.
price-then-held = It is reserved as soon as you agree.
price-when-done = It is reserved, and is paid once both of you say that it was done. Who says nothing pays nothing.
price-stays = What is reserved stays so until you agree, or until a steward decides.
price-field-pay = What you pay for it
price-field-get = What you ask for it
price-field-hint = Empty or 0 is for nothing. The other says yes to it as well.
price-field-hint-hours = Empty or 0 is for nothing. Hours as 2:00. The other says yes to it as well.
price-hours-hint = Hours and minutes as 2:00.
price-field-deposit = Deposit
price-field-deposit-hint = It goes back once everything is back.
price-field-currency = Currency
price-field-paid = Is paid ({ $code })
price-field-kept = Of the deposit is paid ({ $code })
price-complete-pay = This is what you pay. If the other says something else, we ask you again.
price-complete-get = This is what you get. If the other says something else, we ask you again.
price-reply-pay = You pay { $amount } for each. It is reserved as soon as you agree.
price-reply-get = You get { $amount } for each.

price-settle = Of the price ({ $amount }) is paid; empty is nothing
price-settle-deposit = Of the deposit ({ $amount }) is paid; empty is nothing
price-wrong-currency = Nobody pays with this currency here. Choose a currency of the neighbourhood.
price-wrong-deposit = A deposit goes with something that is lent. Leave the field empty.
price-wrong-payout = No more can be paid than is reserved.
price-asked-amount = How much local money
price-asked-hint = Such as 7.50. Hours as 2:00.
price-asked-wrong = This amount cannot be in this currency: it is too small, or not a round one. Choose another.
price-asked-currency = Which currency
