# Paying: my balance, who is paid, what was paid, the till of a shop.

wallet-title = My balance
wallet-lead = What you are owed, what waits, and what you paid and received.
wallet-none = Your community does not pay with a currency of its own yet.
wallet-mandate = With a mandate you do not pay for somebody else. Act as yourself again to see your own balance.
wallet-open-first = Open an account first. After that you go on with this payment.
wallet-begin = You have no balance yet. Opening one is free, and you can pay and be paid with it at once.
wallet-open = Open your balance
wallet-open-more = Open another balance
wallet-open-place = An account for your business
wallet-open-place-words = Your business gets a balance of its own, apart from yours, with a till.
wallet-open-account = Open the account
wallet-place = Business
wallet-currency = Currency
wallet-rules = The rules of this currency
wallet-rules-more = All rules
wallet-all = All my balances
wallet-done-open = Your balance is open. You can pay and be paid now.
wallet-done-declined = You are not paying this. Whoever asked can see so.
wallet-done-taken-back = Your request is taken back.
wallet-again = It did not work just now. Try again in a moment: you pay once, even if it did work the first time.

wallet-hours = { $hours } h
wallet-minutes = { $minutes } min
wallet-available = You can still pay { $amount }.
wallet-available-owed = You can still pay { $amount }. You may owe { $owed }.
wallet-available-all = You can pay without a limit.
wallet-now = Your balance is now { $balance }.
wallet-came = You received { $amount } from { $name }. Your balance is now { $balance }.
wallet-reserved = { $amount } is reserved.
wallet-expected = { $amount } is reserved for you.
wallet-given = { $given } given, { $received } received.
wallet-near-min = You are coming near your limit: you can still pay { $amount }. Do something for a neighbour and you have room again.
wallet-near-max = You are owed a lot: there is room for { $amount } more. Spend something in the neighbourhood, so that it keeps going round.
wallet-limit-none = You cannot owe anything.
wallet-limit-min = You may owe up to { $amount }. You cannot pay more then; you can always receive.
wallet-limit-max = You can be owed up to { $amount }. When that is full, spend something first.
wallet-too-much = That is more than you have: you can still pay { $amount }.
wallet-too-much-owed = That is too much: you can still pay { $amount }. You may owe { $owed }.
wallet-step = This currency does not go that fine. The smallest amount is { $amount }, and more goes in steps of { $amount }.
wallet-frozen = This account stands still. Under “What was decided”, below, you read why.
wallet-closed = This account is closed.
wallet-off = Nobody pays with this currency now. Your balance stays.

wallet-pay = Pay
wallet-ask = Ask to be paid
wallet-print = Print
wallet-waits = What waits
wallet-asks = { $name } asks for
wallet-asked = You asked { $name } for
wallet-asked-link = You asked with a link for
wallet-until = Until { $when }
wallet-decline = Decline
wallet-take-back = Take back
wallet-show = Show
wallet-hold-mine = Reserved for { $name }:
wallet-hold-theirs = { $name } reserved for you:
wallet-hold-mine-disputed = Reserved for { $name }, you two disagree about it:
wallet-hold-theirs-disputed = { $name } reserved for you, you two disagree about it:
wallet-agreement = To the agreement

wallet-history = What was paid
wallet-history-none = Nothing yet. Your first payment will stand here.
wallet-history-nothing = Nothing fits this. Search with fewer words, or in another month.
wallet-filter = Search your payments
wallet-filter-off = Show everything
wallet-words = Words from the name or description
wallet-category = Kind
wallet-searched = We looked through the latest { $count } payments. Look further in older ones, or choose a month.
wallet-month = Month
wallet-all-months = All months
wallet-side = Out or in
wallet-both = Out and in
wallet-out = Only out
wallet-in = Only in
wallet-look = Search
wallet-after = { $amount } after it
wallet-newest = Back to the latest
wallet-older = Further back
wallet-yesterday = yesterday
wallet-is-back = taken back
wallet-about = About this balance
wallet-statement = Statement of this month

wallet-line-levy = Contribution to the community fund
wallet-line-reversal = Reversal
wallet-line-issue = Brought into circulation
wallet-line-destroy = Taken out of circulation
wallet-line-handout = Handed out for help
wallet-line-redemption = Handed in for euros
wallet-line-paper-in = Paper handed in
wallet-line-paper-out = Paper taken along
wallet-line-settlement = Settled on leaving

wallet-fund = Community fund
wallet-issuer = Issuer
wallet-gone = Somebody who has left
wallet-claimed = Confirmed business
wallet-kind-member = Resident
wallet-kind-household = Household
wallet-kind-organisation = Organisation
wallet-kind-merchant = Business
wallet-kind-fund = Of the community
wallet-kind-issuer = Of the community

# Paying by name

pay-title = Pay
pay-lead = Whom do you pay, and how much? Before you pay you see once more who it is.
pay-from = From
pay-to = To whom?
pay-to-hint = A name, a business, or a code such as K7P-2QX.
pay-amount = How much?
pay-time-hint = Write 1:30, 2 hours or 45 min, for example.
pay-time-some = When you pay in hours, write 1:30, 2 hours or 45 min, for example.
pay-time-unread = Are these hours or minutes? Write 1:30, 2 hours or 45 min, for example.
pay-unread = We cannot read this as an amount for certain. Write a number, such as 12.50 or 1000.
pay-purpose = What for? (may be empty)
pay-purpose-hint = The other reads this too.
pay-category = Kind (may be empty)
pay-category-groceries = Groceries
pay-category-meal = Food and drink
pay-category-repair = Repair
pay-category-lesson = Lesson
pay-category-help = Help
pay-category-thing = Things
pay-category-transport = Transport
pay-next = Continue
pay-by-code = Pay with a code
pay-choose = Whom do you mean?
pay-change = Change something
pay-check = Is this right?
pay-button = Pay { $amount }
pay-after = After it your balance is { $amount }.
pay-from-words = From { $account }.

# A code or a link

paycode-title = Pay with a code
paycode-lead = Whom you pay with this code, and how much.
paycode-label = Code
paycode-hint = Six or eight characters, such as K7P-2QX. It stands at the till or in the request.
paycode-unknown = We do not know this code, or it has been used. Look at it once more. If you were asked by name, sign in first.
paycode-seen = You are paying
paycode-sign-in = Sign in and pay
paycode-stranger = The people of { $community } pay with this currency. You do not belong there yet.
paycode-join = To { $community }
paycode-drawn = A code to scan. It leads to { $address }
paycode-link = Link
paycode-share = Share the link

# A receipt

receipt-title = Payment
receipt-lead = Who paid, how much, when, and what for.
receipt-done-paid = Paid
receipt-done-back = Given back
receipt-paid = You paid
receipt-received = You received
receipt-to = To
receipt-from = From
receipt-when = When
receipt-number = Number
receipt-number-of = { $number } in the books of { $currency }
receipt-after = Balance after it
receipt-first = To the payment that was taken back
receipt-back = This payment was taken back: look at the reversal
receipt-share = Share the receipt
receipt-copied = The receipt is on your clipboard.
receipt-share-out = { $amount } paid to { $name }, { $when }.
receipt-share-in = { $amount } received from { $name }, { $when }.
receipt-again = Pay again
receipt-give-back = Give this back
receipt-give-back-words = The whole amount goes back. The payment stays, with the reversal beside it.
receipt-reason = Why do you give it back?
receipt-give-back-button = Give back:

# Asking to be paid

ask-title = Ask to be paid
ask-lead = Ask a neighbour for an amount, or make a link that anybody can pay.
ask-from = Whom? (may be empty)
ask-from-hint = If you leave this empty, anybody with the link can pay.
ask-button = Make the request
ask-own = Your own code
ask-own-words = Whoever scans or types this code pays you. They choose the amount themselves.
asked-title = Request to be paid
asked-done = Your request is ready. Share the link, or have the code scanned.
asked-paid = This has been paid.
asked-declined = The other is not paying this.
asked-taken-back = You have taken this back.
asked-over = This request is over.
asked-receipt = Look at the receipt

# A currency

currency-kind-mutual-credit = Residents and businesses owe each other. What one is owed another owes. Together it is always nothing.
currency-kind-time = Time counts, the same for everybody. What one is owed another owes. Together it is always nothing.
currency-kind-issued = You get them for helping the neighbourhood and spend them in the neighbourhood. The community brings them into circulation and takes them back.
currency-off = Nobody pays with this currency now.
currency-rules = How it works
currency-rule-no-debt = You cannot owe: you pay with what you have.
currency-rule-min = A new account may owe { $amount }.
currency-rule-max = A new account can be owed up to { $amount }.
currency-rule-no-levy = Nothing is taken off a payment.
currency-rule-levy = Of each payment { $percent }% goes to the community fund. Whoever is paid contributes it.
currency-rule-step = The smallest amount is { $amount }.
currency-rule-open = Members see each other’s balances: the community decided so.
currency-coming = From { $day } on the rules are different. { $rules }
currency-versions = When the rules changed, and why
currency-figures = In figures
currency-accounts = Accounts
currency-accounts-words = Of residents and businesses.
currency-transfers = Payments
currency-transfers-words = In the last twelve months.
currency-supply = In circulation
currency-supply-words = Everything that residents and businesses are owed together.
currency-velocity = Velocity
currency-velocity-times = { $times } times
currency-velocity-words = So often that was spent in twelve months.
currency-sum = All balances together
currency-sum-words = Always nothing: what one has another owes.
currency-private = What somebody has is seen by themselves alone, and by who keeps the accounts of the community.
face-balance = Balance: { $amount }
face-namesake = Mind: a place that somebody else has shown to be theirs goes by this name. If you are in that place, ask whether this is right.
currency-meter-title = How much went round
currency-meter = { $paid } in twelve months. That is { $percent }% of { $most }: from that amount on you report the currency to the Dutch central bank.
currency-meter-near = { $paid } in twelve months. That is already { $percent }% of { $most }: from that amount on you report the currency to the Dutch central bank. Prepare for that now.
currency-advice = Benefits and taxes
currency-who = Whose currency this is
currency-organisers = The organisers of { $community } decide about the rules.

# A statement

statement-title = Statement
statement-of = Statement of { $month }
statement-opening = Balance at the beginning
statement-closing = Balance at the end
statement-in = In
statement-out = Out
statement-levies = Contribution to the community fund
statement-none = Nothing was paid in this month.
statement-date = { $day }/{ $month }
statement-day = Day
statement-who = Who and what for
statement-amount = Amount
statement-balance = Balance
statement-file = Download as CSV
statement-months = Other months
statement-long = This month has too many payments for a page. Download the statement as CSV: all of them are in it.
statement-too-long = This month has too many payments for one file. Ask the organiser for the books.
statement-vat = The file has a column for VAT, and it is empty: the books do not know which part of an amount is VAT. You fill it in yourself.

# The till

till-title = Till
till-lead = Type an amount and have the code scanned.
till-of = Till of { $name }
till-amount = Amount
till-purpose = What for? (may be empty)
till-ask = Show the code
till-back = Erase the last digit
till-waits = Waiting for the payment
till-typed = Or type this code at Koop Lokaal, under Pay ({ $address }):
till-dropped = The connection was lost. Press again: it is never asked twice.
till-look = Look again
till-stop = Stop this payment
till-stopped = Stopped
till-over = Not paid
till-paid = Paid
till-paid-by = Paid by { $name }
till-next = Next customer
till-receipt = Look at the receipt
till-today = Today
till-count = { $count ->
    [one] 1 payment
   *[other] { $count } payments
}
till-refund = Something to give back? Tap the payment.
till-more = These are the latest. The others stand with the balance.
counter-title = Card for the counter
counter-lead = With this code on the counter everybody pays you, without anything to do for you.
counter-how = Print it and put it there. Customers type the amount themselves. They see your name and street before they pay, so that a swapped code shows.
counter-pay = Pay here with { $currency }
counter-small = Smaller: on A6
counter-large = Larger: on A4

wallet-decided = What was decided
wallet-decided-frozen = The account was made to stand still.
wallet-decided-open = The account goes on again.
wallet-decided-closed = The account was closed.
