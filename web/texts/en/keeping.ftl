# Who keeps a place: my places, a new place, the week, and days that differ.

keep-too-many = This has been done too often today. Try again tomorrow.
keep-conflict = Somebody else has just changed this too. See below what it says now. If you save anyway, your version holds.
keep-see-page = See the page
keep-back = To my places
keep-what = We did not understand this. Choose one of the buttons.

keeper-nobody = Not yours
keeper-till = You work the till
keeper-finder = Added by you
keeper-editor = You help to keep it
keeper-owner = Your business

# My places

places-title = My places
places-lead = The places that you keep.
places-none = You keep no place yet. Add one, or look up your business and choose “Is this your business?” there.
places-other-today = Different today …
places-hours = Opening hours
places-claim = Is this your business?
places-add = Add a place
places-claims = Waiting for proof
places-refused = Not given to you
places-done-closed = Closed today. It says so everywhere now.
places-done-open = Open as usual today.
places-done-gone = It has been taken away.
places-done-withdrawn = You have withdrawn it.

claim-state-open = Waiting for your code
claim-state-disputed = Somebody else keeps this place already. An organiser decides.
claim-state-confirmed = This is your business
claim-state-refused = Refused
claim-state-withdrawn = Withdrawn
claim-reason = The reason:
claim-already = This is your business already, or you have asked before.

# Adding a place

adding-title = Add a place
adding-lead = Missing a shop, a maker or a community place? It is there in four short steps.
adding-sign-in = Members can save. We will ask you to sign in; what you fill in is kept.
adding-step = step { $step } of { $steps }
adding-what = What is it?
adding-where = Where is it?
adding-reach = When and how?
adding-look = Is this right?
adding-look-lead = This is how neighbours see it. You can always improve it later.
adding-alike = Is it one of these?
adding-alike-lead = These places look like it and are here already. Is yours among them? Then go there.
adding-another = No, it is another one
adding-mend = Mend what I filled in
adding-on = Next
adding-back = Back
adding-save = Add it
adding-name = Name
adding-name-hint = As it says on the front.
adding-kind = Kind of place
adding-kind-hint = May stay empty if you chose something above.
adding-kind-none = Choose a kind
adding-category = What do people come for?
adding-category-more = And also (may stay empty)
adding-category-none = Not in the list
adding-whereabouts = Can you go there?
adding-whereabouts-hint = Of somebody’s home we never show the address, only the neighbourhood.
adding-where-door = Yes, there is a door
adding-where-home = It is at somebody’s home
adding-where-around = It moves around, like a stall
adding-where-comes = It comes to you
adding-street = Street
adding-number = House number
adding-postcode = Postcode
adding-city = Town
adding-area = Or the neighbourhood
adding-area-hint = If there is no address, or you do not know it.
adding-precise = The exact spot on the map
adding-point = Latitude and longitude
adding-point-hint = As a map gives them: 52.3617, 4.9305
adding-hours = Opening hours
adding-hours-hint = As on the door: Mo-Fr 9:00-17:30, Sa 10:00-16:00. You can fill in the whole week afterwards.
adding-phone = Telephone
adding-email = E-mail address
adding-site = Website

thanks-added = Thank you! { $name } is here now.
thanks-added-next = What you can do next:
thanks-claim = Is it your business? Show it
thanks-places = To my places

# The week

hours-title = Opening hours
hours-lead = The usual week of this place.
hours-done = Saved, and already on the page.
hours-service = For what
hours-how = Leave a day empty if you are closed then. Open past midnight? Just fill in the time you close.
hours-from = From
hours-to = To
hours-again = And again from
hours-second = Closed in between?
hours-like = Same as { $day }
hours-copy-weekdays = Copy to Tue–Fri
hours-copy-all = Copy to every day
hours-close-day = Clear
hours-holidays = public holidays
hours-holidays-week = as the day of the week
hours-holidays-closed = closed
hours-holidays-own = times of their own
hours-look = Look
hours-save = Save
hours-preview = How neighbours read it
hours-not-saved = This is not saved yet.
hours-theirs = What it says now
hours-days = { $from } to { $to }
hours-half = { $day }: fill in both times, or neither.
hours-no-time = { $day }: this is not a time. Write it like 9:30
hours-overlap = { $day }: the second time begins before the first ends.
hours-no-fit = The present hours say more than a week can show. First choose “Begin with an empty week”, or change the text.
hours-more-than-week = The present hours say more than a week can show, such as seasons or “by appointment”. Change the text below. Or begin with an empty week; the text then goes as soon as you save.
hours-replaces = If you save this week, the present hours go.
hours-expert = The text itself, for who knows it
hours-text = Opening hours as text
hours-text-hint = In the language of OpenStreetMap (opening_hours): Mo-Fr 09:00-18:00; PH off.
hours-look-text = Look at the text
hours-save-text = Save the text
hours-start-empty = Begin with an empty week
hours-take-away = Take these hours away

# Days that differ

days-title = Today and other days
days-lead = Closed, later, holidays, time off.
days-today = Today: { $times }
days-now = Right now
days-closed-today = Closed today
days-open-after-all = Open today after all
days-other-times = Other hours today
days-other-times-hint = Opening later or closing early: change what differs. Tomorrow the usual week holds again.
days-only-today = Only today
days-back = Closed for a while
days-back-hint = Closed from today, until the day you open again.
days-back-on = Open again on
days-back-button = Closed until then
days-back-note = back on { $day }
days-done = Saved, and already on the page.
days-done-removed = Those days are as usual again.
days-done-pace = Saved. Neighbours see it now.
days-pace = Delivery
days-busy = Busy: deliveries take longer
days-busy-minutes = { $minutes } minutes
days-pause-until = No deliveries until
days-pause = Pause deliveries
days-usual = Everything as usual
days-paused = Deliveries are paused until { $until }.
days-holidays = Coming holidays
days-holiday = { $name }, { $day }: open, closed or other hours?
days-holiday-now = Neighbours now read: { $times }
days-holiday-open = Open, { $times }
days-holiday-closed = Closed
days-holiday-other = Other hours
days-holiday-times = Save these hours
days-no-usual = You are closed on such a day anyway. Choose “Other hours” and fill in when you are open.
days-list = Days that differ
days-none = No days differ.
days-remove = Take away
days-period = A day or a period
days-summer = Summer holiday
days-ramadan = Ramadan
days-evening = Shopping evening
days-first = First day
days-last = Last day
days-how = What differs?
days-how-closed = Closed
days-how-times = Open at these times
days-note = Note on the door (may stay empty)
days-note-hint = For example: holiday. Neighbours read it too.
days-period-save = Save these days
