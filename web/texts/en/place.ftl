# The page of a place

place-breadcrumbs = Where you are
place-ring = Call
place-route = Route
place-map = Map
place-website = Website
place-around = What else is nearby?
place-hours = Opening hours
place-week = The coming week: { $service }
place-hours-raw = This is how we got the hours. We cannot read them ourselves:
place-hours-none = Nobody has written them down yet.
place-hours-add = Write them down at the source
place-exceptions = Please note
place-calendar = Special days in your calendar
calendar-name = Special days of { $name }
place-way-walk = { $minutes ->
    [one] About { $minutes } minute on foot from { $from }
   *[other] About { $minutes } minutes on foot from { $from }
}
place-way-bike = { $minutes ->
    [one] About { $minutes } minute by bike from { $from }
   *[other] About { $minutes } minutes by bike from { $from }
}
place-way-you = where you are
place-contact = Contact
place-delivery = Delivery
place-repairs = Repair
place-know = Good to know
place-payment = Payment
place-source = Where this comes from
place-still-right = Is this still right?
place-mend = To the source
place-mend-source = This information comes from { $source }. Mend it there, and it will be right here after the next import.
place-mend-here = Do you see a mistake? Pass it on, and somebody looks at it.
place-licence = Licence
place-share = Share
place-share-link = Address of this page
place-share-button = Share this place
place-share-copied = Copied
place-nearby = Also nearby
place-same = More: { $category }

week-today = today
week-closed = closed
week-all-day = day and night
week-unsure = not certain
week-appointment = by appointment
week-exception = other hours
exception-days = { $from } to { $to }

fresh-unknown = We do not know when this was last confirmed.
fresh-confirmed = Confirmed on { $date } ({ $who })
fresh-unconfirmed = From { $who }, without a date of confirmation
editor-operator = whoever runs this guide
editor-owner = the business itself
editor-resident = somebody in the neighbourhood
editor-steward = a neighbourhood moderator
group-identity = Name and kind
group-place = Place
group-contact = Contact
group-hours = Opening hours
group-state = Whether it still exists
group-delivery = Delivery
group-goods = What it offers
group-accessibility = Accessibility
group-payment = Payment

difference-says = { $group }: { $source } says “{ $words }”
difference-about = { $group }: { $source } says something else.
difference-running = the place is still there

contact-phone = Phone
contact-email = E-mail
contact-website = Website
contact-social = Also on

delivery-area = Where to
delivery-minimum = Orders from
delivery-fee = Delivery fee
delivery-free = free
delivery-courier = Who delivers
delivery-how = How
delivery-by-bike = by bike
delivery-packaging = Packaging
delivery-returnable = boxes that you give back
courier-own = the place itself
courier-cooperative = a cooperative of couriers
courier-platform = a delivery platform
area-radius = up to { $distance } from the place
area-postcodes = postcodes { $postcodes }
area-polygon = a fixed area around the place
area-unknown = ask the place

repairs-what = They repair

know-wheelchair = With a wheelchair
wheelchair-yes = step-free
wheelchair-limited = partly, or with help
wheelchair-no = you cannot get in
wheelchair-designated = made for it
know-takeaway = Takeaway
know-second-hand = Second-hand
know-organic = Organic
know-fair-trade = Fair trade
know-zero-waste = No packaging
offered-yes = yes
offered-no = no
offered-only = nothing else
know-languages = Languages
know-ownership = Owned by
ownership-independent = independent business
ownership-chain = part of { $brand }
know-legal-form = Legal form
legal-sole-trader = sole trader
legal-partnership = partnership
legal-company = company
legal-cooperative = cooperative
legal-foundation = foundation
legal-association = association
legal-public = public body
legal-informal = neighbours together

payment-taken = You can pay with
payment-refused = You cannot pay with
