# Currencies at the desk: making them, rules, accounts, issuing by two, budgets and handing in.

coin-title = Currencies
coin-lead = The currencies with which neighbours and shops pay here: the rules, the accounts and the figures.
coin-none = There is no currency here yet. Make one: it is off until you switch it on.
coin-new = Make a currency
coin-new-lead = Work out together what the currency is for and how far anyone may go. All of it can be changed later, but for the kind, the code and the digits after the point.
coin-off-first = The currency is off until you switch it on. Until then nobody beside the desk sees it.
coin-is-on = On
coin-is-off = Off
coin-does = { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $payments ->
    [one] 1 payment
   *[other] { $payments } payments
  } in a year. Going round: { $supply }.
coin-nav = About this currency
coin-way-overview = Overview
coin-way-accounts = Accounts
coin-way-rules = Rules
coin-way-issuing = Issuing
coin-way-budgets = Budgets
coin-way-redeeming = Handing in
coin-way-edit = Change

coin-kind-mutual-credit = On each other’s slate
coin-kind-mutual-credit-hint = Residents and shops owe each other. What one has coming, another owes. Together it is nothing, so nothing has to be put in first.
coin-kind-time = Hours
coin-kind-time-hint = An hour is an hour, whoever gives it. Amounts are in minutes. What one has coming, another owes.
coin-kind-issued = Issued currency
coin-kind-issued-hint = People earn it by helping and spend it in the neighbourhood. The community brings it into the world, always by two organisers, and takes it back. Shops can hand it in for euros, if you agree on that.

coin-field-name-nl = Name in Dutch
coin-field-name-en = Name in English
coin-field-code = Code
coin-field-code-hint = Short, in capitals and digits, such as DAPPER. The code stays as it is for ever.
coin-field-symbol = Sign beside an amount
coin-field-symbol-hint = One or a few letters, such as D or LAT.
coin-field-kind = What kind of currency is it?
coin-field-scale = Digits after the point
coin-field-scale-hint = Hours always go in whole minutes.
coin-scale-2 = Two: 12.50
coin-scale-0 = None: 12
coin-field-step = Smallest amount
coin-field-step-hint = Every amount is a multiple of it. With 0.50 a payment can end in halves, with 0.01 in hundredths. Write amounts of a currency of hours as 0:15 or 100 hours.
coin-field-min = Limit: how much anyone may owe
coin-field-min-hint = So far may an account go below nothing. With 0 nobody is in the red.
coin-field-max = Highest balance
coin-field-max-hint = An account holds so much at most. Empty: no limit.
coin-field-soft-min = Early warning below nothing
coin-field-soft-min-hint = From here on we say that somebody comes near the limit. May stay empty.
coin-field-soft-max = Early warning above nothing
coin-field-soft-max-hint = From here on we say that it is time to spend. May stay empty.
coin-field-levy = Contribution to the community fund, in percent
coin-field-levy-hint = This part of every payment goes to the fund. With 0 nothing is taken.
coin-field-open = Members see each other’s balances
coin-field-open-hint = Whoever pays somebody then sees what they have, too. Without a tick nobody sees another’s balance. It can be switched on from fourteen days from now, so that everybody knows.
coin-field-euro = What one of it is worth, in euros
coin-field-euro-hint = Only if you say so. Needed to hand the currency in for euros, and to see how far you are from the limit of the law.
coin-field-advice-nl = About benefits and taxes, in Dutch
coin-field-advice-en = About benefits and taxes, in English
coin-field-advice-hint = What residents and shops should know, in words of your own. It stands on the page of the currency.
coin-field-reason = Why?
coin-field-reason-hint = Everybody can read this later.
coin-field-from = From
coin-field-from-hint = Today, or a day to come. Accounts that there are keep their limits.
coin-field-group = Which accounts?

coin-look = Look first
coin-make = Make the currency
coin-preview = How residents read the rules
coin-decide = Decide the rules

coin-slip-code-taken = Another currency has this code. Choose another one.
coin-slip-rules-wait = Rules were decided that are still to take effect. Wait until that day has passed.
coin-slip-opens-soon = Everybody knows two weeks beforehand that balances will be seen. Choose a day fourteen days from now or later.
coin-slip-conflict = Somebody else has changed the currency meanwhile. Look again and save once more.
coin-slip-too-many = There are as many as there may be.
coin-slip-own = Nobody decides about their own account. Ask another organiser.
coin-slip-why = Say why.

coin-done-made = The currency is made. It is still off.
coin-done-on = The currency is on: people can pay with it.
coin-done-off = The currency is off. What people have stays.
coin-done-rules = The new rules are decided.
coin-done-limits = The limits are changed.
coin-done-frozen = The account stands still.
coin-done-thawed = The account goes on.
coin-done-reversed = The payment was taken back.
coin-done-groups = Done for { $changed ->
    [one] 1 account
   *[other] { $changed } accounts
  }.{ $left ->
    [0] {""}
    [one] {" "}1 account keeps what it had: something is set apart, or it is yours.
   *[other] {" "}{ $left } accounts keep what they had: something is set apart, or they are yours.
  }

coin-on-words = The currency is on. Switch it off and nobody can pay with it. What people have stays.
coin-off-words = The currency is off: nobody beside the desk sees it. Are the rules right? Then switch it on.
coin-switch-on = Switch the currency on
coin-switch-off = Switch the currency off

coin-figures = How it stands
coin-balances = The books balance: all balances together are 0.
coin-balances-not = The books do not balance. Switch the currency off and have somebody look at it.
coin-fact-supply = Going round among people and places
coin-fact-accounts = Accounts
coin-fact-payments = Payments in a year
coin-fact-volume = Paid in a year
coin-fact-velocity = Velocity
coin-fact-velocity-times = { $times } times a year
coin-fact-fund = In the community fund
coin-fact-issued = Issued and not back yet
coin-fact-paper = Of which on paper
coin-fact-available = To spend
coin-fact-limits = Limits
coin-fact-reserved = Set apart
coin-fact-received = Ever received
coin-fact-paid = Ever paid
coin-meter = In twelve months { $paid } was paid. That is { $percent }% of { $most }.
coin-meter-warns = You are coming near a million euros in twelve months. Beyond that you must report to the central bank. Ask for advice in time.
coin-meter-why = A currency for a small circle needs no licence. Beyond a million euros a year the circle has to report itself.
coin-months = Paid a month
coin-col-month = Month
coin-col-payments = Payments
coin-col-paid = Paid
coin-col-in = Came in
coin-col-out = Taken back
coin-unpaid = Members without a payment
coin-unpaid-count = { $count ->
    [0] Everybody has paid or been paid.
    [one] 1 member never paid with this currency, nor was paid.
   *[other] { $count } members never paid with this currency, nor were paid.
  }{ $more ->
    [0] {""}
   *[other] {" "}The first of them are below.
  }
coin-unposted = Members with nothing on the notice board
coin-unposted-count = { $count ->
    [0] Everybody has put something on the notice board.
    [one] 1 member never put anything on the notice board.
   *[other] { $count } members never put anything on the notice board.
  }{ $more ->
    [0] {""}
   *[other] {" "}The first of them are below.
  }

coin-version-now = Now, since { $day } (version { $version })
coin-version-later = From { $day } (version { $version })
coin-version-before = Of { $day } (version { $version })
coin-decided = { $name }, { $day }
coin-somebody = somebody who has gone
coin-rules-change = Other rules
coin-rules-lead = Decide rules from a day on. They hold for accounts that are opened after it; the limits of the others are changed apart.
coin-rules-wait = Rules are decided that are still to take effect. Once that day is there, you can decide others.
coin-rules-withdraw = Take the rules back
coin-rules-withdraw-words = If they are not right, take them back with a reason. They will not take effect then, and you can decide others at once. The log keeps what they said.
coin-done-withdrawn = The rules that were still to take effect are taken back.
coin-slip-nothing-waits = No rules are still to take effect.

coin-find = Find by name
coin-filter = Which accounts
coin-filter-all = All of them
coin-filter-near = Near a limit
coin-filter-frozen = Standing still
coin-filter-unused = No payment yet
coin-no-accounts = No accounts found.
coin-all-accounts = All accounts
coin-next = Next accounts
coin-near = Near the limit
coin-moved = last payment { $day }
coin-never-moved = no payment yet
coin-no-payments = Nothing was paid yet.
coin-groups = Limits for a whole group
coin-groups-lead = All accounts of a kind get these limits. Accounts of which something is set apart that would not fit any more keep what they have.
coin-groups-going-on = Decided. { $done } of { $total } accounts were looked at; the rest follows by itself, within minutes.
coin-groups-save = Change all of them
coin-group-members = Of residents
coin-group-households = Of households
coin-group-merchants = Of shops and businesses
coin-group-organisations = Of organisations
coin-account-member = Resident
coin-account-household = Household
coin-account-organisation = Organisation
coin-account-merchant = Shop or business
coin-account-fund = Community fund
coin-account-issuer = Issuer
coin-account-gone = somebody who has gone
coin-account-frozen = Stands still
coin-account-closed = Closed
coin-account-thawed = Goes on again
coin-account-decide = Decide about this account
coin-account-decided = What was decided
coin-account-paid = Payments
coin-account-private = What a payment was for does not stand here: that is between the two.
coin-limits = From { $min } to { $max }
coin-limits-min = From { $min }, no limit above
coin-limits-max = Up to { $max }
coin-limits-none = No limit
coin-limits-change = Change the limits
coin-limits-save = Save the limits
coin-freeze = Let the account stand still
coin-freeze-words = Nothing goes from it or to it then. Whoever holds the account reads why.
coin-thaw = Let the account go on
coin-thaw-words = One can pay with it again.
coin-reverse = Take a payment back
coin-reverse-words = The payment goes back whole, even where somebody gets below the limit by it. The two read why.
coin-reverse-which = Which payment?
coin-is-back = Taken back
coin-moved-payment = Payment
coin-moved-levy = Contribution to the fund
coin-moved-reversal = Taken back
coin-moved-issue = Issued
coin-moved-destroy = Taken in
coin-moved-handout = Handed out
coin-moved-redemption = Handed in for euros
coin-moved-paper-in = From paper
coin-moved-paper-out = On paper
coin-moved-settlement = Settled on leaving

issuing-budgets-lead = A budget comes out of the community fund. One proposes it, another confirms within a week. Whoever belongs to the account has no part in it.
issuing-lead = Nobody issues alone. One proposes, another confirms within a week. Whoever belongs to the account has no part in it.
issuing-waiting = Waits for a second person
issuing-none = Nothing waits.
issuing-confirm = Confirm
issuing-withdraw = Take back
issuing-own-waits = You proposed this. Another organiser confirms it.
issuing-propose = Propose
issuing-propose-button = Propose
issuing-form-issue = Issue
issuing-form-issue-lead = More comes into the world, in the fund or with an organisation.
issuing-form-destroy = Take in
issuing-form-destroy-lead = An amount of the fund goes out of the world. Nothing is taken from anybody else.
issuing-form-paper-out = Put on paper
issuing-form-paper-out-lead = An amount of the fund becomes notes. Count them together.
issuing-form-paper-in = Take from paper
issuing-form-paper-in-lead = Notes become the balance of an account again. Count them together, and keep them.
issuing-form-budget = Decide a budget
issuing-form-budget-lead = So much may an organisation hand out a month to those who help. With 0 it ends.
issuing-field-account = To which account?
issuing-field-organisation = Which organisation?
issuing-field-month = From which month on?
issuing-field-amount = How much?
issuing-field-budget = How much a month?
issuing-field-budget-hint = What is left of a month does not go along to the next.
issuing-field-notes = How many notes?
issuing-field-value = How much is a note?
issuing-no-organisations = There is no organisation in the community yet. Somebody of the organisation makes one under “On whose behalf”.
issuing-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
  } of { $value }
issuing-a-month = { $amount } a month
issuing-what-issue = Issue to { $to }
issuing-what-destroy = Take in from { $to }
issuing-what-paper-out = Put on paper from { $to }
issuing-what-paper-in = From paper to { $to }
issuing-what-budget = Budget of { $to } from { $month }
issuing-state-waiting = Waits for a second person
issuing-state-confirmed = Confirmed
issuing-state-withdrawn = Taken back
issuing-state-expired = Over
issuing-proposed = Proposed by { $name } on { $day }. To confirm until { $until }.
issuing-confirmed = Proposed by { $name }, confirmed by { $second } on { $day }.
issuing-withdrawn = Proposed by { $name }, taken back by { $second } on { $day }.
issuing-expired = Proposed by { $name }. Nobody confirmed it before { $day }.
issuing-budgets = Budgets
issuing-no-budgets = No organisation hands this currency out yet.
issuing-budget-words = Handed out { $spent } of { $granted } this month. Left: { $left }.
issuing-budget-history = What was decided
issuing-budget-version = From { $month }: { $amount } a month. Proposed by { $name }, confirmed by { $second }.
issuing-decided = Decided before
issuing-done-proposed = Proposed. Another organiser confirms it within a week.
issuing-done-confirmed = Confirmed.
issuing-done-withdrawn = Taken back.
issuing-own = This is about an account of yours, or of an organisation to which you belong. Ask somebody else.
issuing-same-person = You proposed this yourself. Another organiser confirms it.
issuing-ended = This was decided before, or is over.
issuing-not-issued = This currency is not issued.
issuing-no-euros = The community does not say what this currency is worth in euros.
issuing-budget-spent = So much is not left this month.
issuing-too-many = Too much waits already. Settle that first.

redeem-lead = Shops hand the currency in and get euros for it. The amount is set apart as soon as they ask. You pay the euros outside Koop Lokaal.
redeem-no-euros = You do not say what one of it is worth in euros. Say so under “Change”; until then nobody can hand it in.
redeem-waiting = To do
redeem-none = Nothing was handed in.
redeem-over = Over
redeem-approve = Approve
redeem-paid-button = The euros are paid
redeem-refuse = Refuse
redeem-refuse-hint = The shop reads this. The amount is free again.
redeem-asked = Asked
redeem-approved = Approved, to be paid
redeem-paid = Paid
redeem-refused = Refused
redeem-withdrawn = Taken back
redeem-expired = Over
redeem-asked-on = Asked on { $day }
redeem-paid-on = Paid on { $day }
redeem-done-approved = Approved. Transfer the euros and then say here that they are paid.
redeem-done-paid = Paid. The currency is back with its issuer.
redeem-done-refused = Refused. The amount is free again.

audit-group-limits-set = gave all accounts of a kind other limits
audit-issue-proposed = proposed to issue, take in or budget
audit-issue-confirmed = confirmed what another proposed
audit-issue-withdrawn = took back a proposal about a currency
audit-handed-out = handed out a currency
audit-redemption-approved = approved what was handed in
audit-redemption-refused = refused what was handed in
audit-redemption-paid = wrote down that euros were paid

held-redemptions = What you handed in of a currency for euros, and who asked
held-redemptions-why = To know what is still to be paid, and to check what was.

give-title = Hand out
give-lead = For those who help. As much as the month has left.
give-none = You hand out for no organisation. An organiser sees to that.
give-left = { $left } left of { $granted } this month.
give-field-budget = For which organisation?
give-field-to = To whom?
give-field-to-hint = The code of their account, such as K7P-2QX, or their short name.
give-field-amount = How much?
give-field-purpose = What for?
give-to-unknown = Fill in a code or a short name.
give-look = Look first who it is
give-check = This goes to
give-button = Hand out
give-latest = Handed out
give-older = Handed out earlier
give-done = Handed out.

redeem-mine = Hand in for euros
redeem-mine-lead = Ask euros for what you were paid. The amount is set apart until the community pays or refuses.
redeem-mine-words = You have { $there }. One of it is worth { $euros }.
redeem-field-amount = How much do you hand in?
redeem-ask = Hand in
redeem-mine-all = What you handed in
redeem-take-back = Take back
redeem-mine-asked = Asked. The amount is set apart.
redeem-mine-back = Taken back. The amount is free again.
