# Alerts: what you hear when something happens to what is yours.

# One sentence per kind. The value is a first name, or between quotation marks a title.

alert-replied = { $about } answers something of yours on the notice board.
alert-message = { $about } wrote you a message.
alert-agreed = { $about } says yes: it is agreed.
alert-moment-proposed = { $about } proposes a moment.
alert-moment-kept = { $about } keeps to the moment that stands.
alert-declined = { $about } says: not this time.
alert-withdrawn = { $about } withdraws the answer.
alert-cancelled = { $about } cancels the agreement.
alert-handed-over = { $about } says that it has been handed over.
alert-prolonged = { $about } lends it for longer.
alert-due = “{ $about }” has to come back.
alert-done = { $about } says that it worked out.
alert-thanked = { $about } wrote you a thank-you.
alert-thanks-answered = { $about } answers your thank-you.
alert-disputed = { $about } says that something went wrong with an agreement.
alert-settled = A moderator has settled “{ $about }”.
alert-reminder = Nearly time: “{ $about }”.
alert-how-was-it = Did it work out: “{ $about }”?
alert-post-ending = “{ $about }” soon leaves the notice board. Does it still stand?
alert-all-taken = All of “{ $about }” is taken. Nobody can reply to it any more for now.
alert-dispute-waits = Two neighbours differ about “{ $about }”. Will you have a look?
alert-post-accepted = “{ $about }” is on the notice board.
alert-post-refused = “{ $about }” does not go on the notice board.
alert-post-removed = “{ $about }” was taken off the notice board.
alert-found = New on the notice board for your saved search “{ $about }”.
alert-report-decided = Someone looked at what you reported about “{ $about }”.
alert-paid = You received { $amount } from { $about }.
alert-request-paid = Your request was paid by { $about }: { $amount }.
alert-paid-by-pass = With your neighbourhood card { $amount } was paid to { $about }.
alert-paid-back = You got { $amount } back from { $about }.
alert-taken-back = An organiser took back { $amount } that you had received from { $about }.
alert-payment-asked = { $about } asks you to pay { $amount }.
alert-payment-declined = { $about } does not pay the { $amount } that you asked for.
alert-set-apart = { $about } set { $amount } apart for you, up to and including { $until }.
alert-set-apart-hour = { $about } set { $amount } apart for you, until { $until }.
alert-redemption-approved = The euros for the { $amount } that you handed in are on their way.
alert-redemption-paid = The euros for the { $amount } that you handed in have been paid.
alert-redemption-refused = You get no euros for the { $amount } that you wanted to hand in. It is yours again.
alert-limits-changed = The limits of your account in { $about } were changed. With the account you read why.
alert-account-frozen = Your account in { $about } was made to stand still. With the account you read why.
alert-account-thawed = Your account in { $about } goes on again.
alert-about-house = the neighbourhood
alert-about-none = somebody from the neighbourhood

# The page

alert-title = My alerts
alert-lead = What happened with your agreements and with what you put on the notice board.
alert-bell-count = { $count ->
    [0] Alerts
   *[other] Alerts ({ $count })
}
alert-new = New
alert-none = Nothing has happened yet. As soon as someone answers, you read it here.
alert-see = Seen
alert-see-all = I have seen everything
alert-older = Older alerts
alert-newest = Back to the newest
alert-live-full = You have this site open in many places already. Load the page again.
alert-done-seen = Everything is marked as seen.
alert-done-wish = It is saved.
alert-wish = Mail about alerts
alert-wish-hint = Your alerts are here on the site too.
alert-wish-at-once = A mail at once
alert-wish-weekly = One mail a week
alert-wish-never = No mail
alert-wish-wrong = Choose how you want mail.
alert-paid-wish = When you are paid, or pay with your card
alert-paid-wish-hint = Somebody asks you to pay, sets something apart for you, or an organiser decides something about your account? Then you always hear of it.
alert-paid-wish-mailed = On the site and by mail
alert-paid-wish-house = On the site only
alert-paid-wish-never = No alert

# Stopping from a mail

alert-stop-title = No more mail about alerts
alert-stop-lead = One press of the button, and you get no more mail about alerts. They still stand on the site.
alert-stop-button = Send me no more mail
alert-stop-done = You get no more mail about alerts.
alert-stop-gone = This link does not work any more. At your alerts you choose yourself whether you want mail.
alert-stop-way = To my alerts

# The mail about alerts

letter-alerts-subject = There is news from your neighbourhood
letter-alerts-weekly-subject = What happened in your neighbourhood this week
letter-alerts-more = { $count ->
    [one] and { $count } more alert
   *[other] and { $count } more alerts
}
letter-alerts =
    Hello,

    { $lines }

    Read it and answer here:
    { $link }

    Rather no more mail about this? That is one press of a button:
    { $stop }

    See you,
    Koop Lokaal
