# Keeping the directory true: mending, confirming, the street round, the history, the poster.

# Letters

letter-reported-subject = Is this right at { $place }?
letter-reported =
    Hello,

    Somebody saw something that may be wrong at { $place }.
    { $count ->
        [one] One report waits for you.
       *[other] { $count } reports wait for you.
    }

    Look at this page, and choose for yourself whether it is right:

    { $link }

    Nothing changes unless you choose.
    We mail you about this once a day at most.

    Greetings,
    Koop Lokaal

letter-report-decided-subject = Your report about { $place }
letter-report-accepted =
    Hello,

    You let us know that something was wrong at { $place }.
    You were right, and it has been changed. Thank you!

    This is how it is now:

    { $link }

    Greetings,
    Koop Lokaal
letter-report-accepted-reason =
    Hello,

    You let us know that something was wrong at { $place }.
    You were right, and it has been changed. Thank you!

    They added: { $reason }

    This is how it is now:

    { $link }

    Greetings,
    Koop Lokaal
letter-report-refused =
    Hello,

    You let us know that something was wrong at { $place }.
    Somebody looked at it, and it stays as it was. This is why:

    { $reason }

    This is how it is:

    { $link }

    Do you disagree? Tell us why within { $days } days, and somebody else will look:
    { $appeal }

    Greetings,
    Koop Lokaal

letter-still-right-subject = Is it still right at { $place }?
letter-still-right =
    Hello,

    Nobody has confirmed the opening hours of { $place } for a while.
    Are they still right? Open this page and press the button. No need to sign in:

    { $link }

    Has something changed? You can say so there as well.
    The link works for { $days } days, and once.
    We ask this once in three months at most.

    Greetings,
    Koop Lokaal

# On the page of a place

mending-gone = Neighbours say: this business no longer exists.
mending-gone-look = Were you there lately? Let us know
mending-say = Tell us what is wrong
mending-history = History of this page
mending-keep = You keep this place
mending-keep-operator = You run this directory
mending-still-right = Yes, all of it is still right
mending-still-right-done = Confirmed. Thank you!
mending-reports = { $count ->
    [0] Reports
    [one] See { $count } report
   *[other] See { $count } reports
}
mending-poster = Poster for the window

# Something is wrong

report-title = What is wrong?
report-title-of = What is wrong at { $name }?
report-lead = Choose what you saw. You need not sign in.
report-after = Nothing changes yet: whoever keeps this place looks at it first.
report-back = Back to { $name }
report-hours = The opening hours
report-gone = This business no longer exists
report-phone = The telephone number
report-website = The website
report-name = The name
report-address = The address, or the spot on the map
report-otherwise = Something else
report-now = It says: { $value }
report-now-none = It says nothing yet.
report-value-hours = The right hours
report-value-hours-hint = As on the door: Mo-Fr 9:00-17:00; Sa 10:00-16:00
report-value-phone = The right number
report-value-phone-hint = As you dial it: 020 555 01 91
report-value-website = The right website
report-value-website-hint = Beginning with https://
report-value-name = The right name
report-value-name-hint = As it stands on the front
report-note = Anything to add?
report-note-needed = What is wrong, and how should it be?
report-note-hint = { $count } characters at most. Write nothing about yourself or about others.
report-gone-words = Are you standing before it, or do you know for sure? Then we pass it on.
report-trap = Leave this field empty
report-send = Pass it on
report-kept = We keep your report for a year at most, and nothing about who you are unless you are signed in.
report-kept-member = We keep your report for a year at most. Neighbours do not see that it is yours. You get a mail once it is decided.
report-done-title = Thank you
report-done-lead = Your report was passed on. Whoever keeps this place will look at it.
report-done-more = Is something else wrong? Report that too
report-slip-hours = We cannot read these hours. Write them like this: Mo-Fr 9:00-17:00; Sa 10:00-16:00
report-slip-website = This is no web address. Write it like this: https://www.example.org
report-slip-empty = Fill in how it should be, or say something about it below.
report-slip-note-empty = Write down what is wrong.
report-slip-long = This is too long. Make it shorter.
report-slip-odd = We cannot read this. See whether there are odd characters in it.
report-slip-known = It says so already, or you passed it on before.
report-lapsed = This was not sent yet: you can no longer act for whom you did it. Send it again to pass it on as yourself.
report-lapsed-way = Or choose somebody else

# Reports

reports-title = Reports
reports-title-of = Reports about { $name }
reports-lead = This is what people let us know. Nothing changes unless you choose.
reports-desk-lead = Reports about places that are nobody’s yet. The oldest comes first.
reports-where = Where you are
reports-none = Nothing waits. Nice!
reports-none-decided = Nothing was decided here yet.
reports-open = This waits for you
reports-decided = Decided
reports-filter = Show
reports-filter-all = Everything
reports-filter-show = Show
reports-filter-open = What waits
reports-filter-decided = What was decided
reports-about = About
reports-now = Now
reports-proposed = Proposed
reports-nothing = nothing
reports-note = They added
reports-when = { $day }, by { $who }
reports-who-visitor = a visitor
reports-who-member = a member
reports-who-seasoned = a member for more than a month
reports-own = You reported this yourself. Somebody else decides.
reports-accept = Right, change it
reports-accept-gone = Right, it is gone
reports-accept-by-hand = Right, I have changed it
reports-by-hand = We cannot change this by itself. Change it first, and then choose.
reports-refuse = No, leave it
reports-reason = Why?
reports-reason-hint = Whoever reported it reads this. Needed when you say no.
reports-template = Choose a reason, or write your own
reports-template-own = I write it myself
reports-template-checked = I checked: what it says is right.
reports-template-been = I was there: the business still exists.
reports-template-unclear = I do not understand what should change. Feel free to report it again, with a few more words.
reports-template-temporary = This is for a while only. The usual facts stay.
reports-slip-reason = Say why.
reports-slip-long = Make it shorter: { $count } characters at most.
reports-done-accepted = Changed. Whoever reported it with an account is told.
reports-done-refused = Left as it is. Whoever reported it with an account is told.
reports-done-late = This was decided already.
reports-state-accepted = Accepted on { $day }
reports-state-refused = Left as it was on { $day }
reports-state-reason = Reason: { $reason }

# Still right?

still-right-title = Is this still right?
still-right-of = Is it still right at { $name }?
still-right-lead = This is what the directory says. One press of the button tells neighbours that it is right.
still-right-hours = Opening hours
still-right-hours-none = There are no opening hours yet.
still-right-phone = Telephone
still-right-address = Address
still-right-yes = Yes, all of it is still right
still-right-no = No, something has changed
still-right-done = Thank you! From now on it says that it was confirmed today.
still-right-see = See { $name }
still-right-old = This link works no more. Such a link works once, and for { $days } days at most.
still-right-sign-in = Sign in to keep your place

# History

history-merged = This place stood here twice. Now it is one, and this belongs to it too:
history-merged-of = History of { $name }
history-merged-part = This place stood here twice. This is what became of the other.
history-merged-whole = To the history of the whole place
history-title = History
history-title-of = History of { $name }
history-lead = What changed on this page, when, and who wrote it. Never with a name.
history-lead-keeper = What changed on this page, when, and who wrote it. You can have the place as it was.
history-first = This place came into the directory.
history-by = { $date }, by { $who }
history-confirmed = Checked and found right: { $groups }
history-before = Before
history-after = After
history-nothing = nothing
history-withheld = Changed. We do not show what it said.
history-silent = Nothing changed of what you read.
history-revert = Have it as it was here
history-revert-which = As it was on { $date }, version { $revision }
history-reverted = The place is as it was.
history-conflict = Somebody has just changed this place. See what it says now, and choose again.
history-earlier = What was before
history-now = This is how it is now

fact-name = Name
fact-kind = Kind
fact-categories = What it is
fact-tags = Keywords
fact-branch-number = Branch number
fact-legal-form = Legal form
fact-languages = Languages
fact-description = Description
fact-ownership = Whose it is
fact-whereabouts = Where to go
fact-address = Address
fact-point = Spot on the map
fact-phone = Telephone
fact-email = E-mail
fact-website = Website
fact-social = Other pages
fact-hours-counter = Opening hours
fact-hours-pickup = Pick-up hours
fact-hours-delivery = Delivery hours
fact-hours-kitchen = Kitchen hours
fact-exceptions = Special days
fact-state = Whether it still exists
fact-delivery = Delivery
fact-takeaway = Take-away
fact-repairs = Repairs
fact-second-hand = Second-hand
fact-organic = Organic
fact-fair-trade = Fair trade
fact-zero-waste = Without packaging
fact-wheelchair = With a wheelchair
fact-payment = Payment
fact-whereabouts-fixed = There is a door
fact-closed = closed

# Street round

round-title = Street round
round-lead = Walk along a street and say of every business whether it is still there. That is how the whole neighbourhood knows that the directory is right.
round-where = Neighbourhood, street or postcode
round-where-hint = For example: Dapperbuurt, Javastraat or 1094
round-find = Find streets
round-areas = Choose a neighbourhood
round-streets-in = Streets in { $area }
round-streets-near = Streets near { $place }, the nearest first
round-streets-called = { $name }
round-streets-all = All streets
round-streets-none = We know no street with businesses here. Try another name.
round-street-in = { $street }, { $area }
round-progress = { $done } of { $total }
round-progress-words = { $done } of { $total } done
round-ready = done
round-distance = { $distance } away
round-list = List to print
round-question = Is { $name } still open?
round-stand = Are you standing before it?
round-door = { $street } { $number }
round-yes = Yes, it is there
round-no = No, it is gone
round-unsure = I do not know
round-skip = Skip
round-answered = You answered this today already.
round-undo = Take the last answer back
round-undone = Your answer about { $name } is taken back.
round-said-yes = { $name }: still there.
round-said-no = { $name }: gone. Somebody will check.
round-said-unsure = { $name }: you do not know.
round-said-skipped = { $name }: skipped.
round-done = This street is done!
round-done-words = Everything was asked today. { $done } of { $total } businesses are checked now. Thank you!
round-other = Choose another street
round-wrong = Is something else wrong? Tell us
round-too-many = That is enough for today. You can go on tomorrow.
round-back = All streets
round-list-title = Walk list { $street }
round-list-words = Put a cross, and fill it in at home at { $address }
round-list-number = No.
round-list-name = Name
round-list-yes = Still there
round-list-no = Gone
round-list-note = What you saw
round-list-posters = Posters of this street
round-list-print = Print this list with your browser’s print button.

# Poster

poster-title = Poster
poster-title-of = Poster for { $name }
poster-lead = Print this page on A4 and hang it in the window. Whoever scans the code sees whether you are open.
poster-how = Use your browser’s print button. Only the poster comes on paper.
poster-open = Open now?
poster-scan = Scan the code
poster-words = Opening hours, directions and special days. No ads, no followers.
poster-code = The code leads to { $address }
posters-title = Posters of a street
posters-title-of = Posters { $street }
posters-count = { $count ->
    [one] One poster, in the order of the doors.
   *[other] { $count } posters, in the order of the doors.
}
posters-part = Posters { $from }–{ $until } of { $count }, in the order of the doors.
posters-how = Print this page on A4: each poster comes on a sheet of its own. Take them along when you walk by.
posters-next = Next posters of this street

# What we keep

held-reports = What you reported about places
held-reports-why = To check it and to let you know what came of it. Neighbours do not see that it is yours.
held-answers = What you answered on a street round
held-answers-why = To know which street is done, and so that you can take your answer back.
held-year = A year at most.
