# As whom you take part

acting-title = As whom do you take part?
acting-lead = Choose here as whom you add and keep places. You can always go back to yourself.
acting-now = This is you now
acting-choose = Take part like this
acting-switch = Switch
acting-as-now = You are acting as { $name }.
acting-for = You are acting for { $name }.
acting-under = By mandate: { $deeds }. Up to and including { $day }.
acting-done-self = You take part as yourself again.
acting-done-gone = You no longer belong to it.
acting-done-joined = You belong to it now.
acting-lapsed = You can no longer act for whom you did this. Choose below how to go on.
acting-lapsed-line = You can no longer act for whom you did this.
acting-back = Back to as whom you take part

profile-merchant-new = A business
profile-organisation-new = An association or institution
profile-household-new = A household
profile-title = Who belongs to it
profile-new = Take part together
profile-new-lead = For a business, an association or a household. What you add like this, you keep together.
profile-new-button = Make it
profile-kind = What is it?
profile-name = Name
profile-name-hint = As others see it.
profile-add = Let somebody in
profile-people = Who belongs to it
profile-part = What may they do?
profile-part-member = Belongs to it: keeps the places up to date
profile-part-owner = May do everything: also let people in and hand places over
profile-is-owner = may do everything
profile-is-member = belongs to it
profile-is-asked = asked, has not said yes yet
profile-done-asked = Done. Whoever did not belong yet says yes first.
profile-rename = Another name
profile-leave = I no longer belong to it
profile-end = End it
profile-end-lead = The places that you keep together are nobody’s after that.
profile-end-sure = Yes, end it
profile-end-button = End it, for everybody
profile-done-new = Done. Now let the others in.
profile-done-name = The name is saved.
profile-keeps = Kept by { $name }.

offer-title = Do you belong?
offer-by = { $kind } · asked by { $by } on { $day }
offer-since = { $kind } · asked on { $day }
offer-member = You will keep their places along.
offer-owner = You may do everything then: also let people in and hand places over.
offer-yes = Yes, I belong
offer-no = No
mine-offered = { $count ->
    [one] Somebody asks whether you belong to something.
   *[other] You were asked { $count } times whether you belong to something.
}
mine-offered-way = Look and choose
letter-offer-subject = Do you belong to { $profile }?
letter-offer =
    Hello,

    { $by } asks whether you belong to { $profile } on Koop Lokaal.
    You belong to it only once you say yes. You can on this page:

    { $link }

    Do you not know { $profile }? Then say no there, or do nothing.

    See you soon,
    Koop Lokaal

profile-not-yours = You cannot act like this: it is not yours, or the mandate has ended.
profile-not-found = There is no such thing, or it is not yours.
profile-duplicate = It is so already.
profile-last-owner = Let somebody else do everything first, or end it altogether.
profile-child = Whoever is younger than 16 gives no mandate themselves. An organiser writes down that of a parent or guardian.
profile-own-case = Somebody else decides about you.
profile-name-empty = Fill in a name.
profile-name-wrong = This name cannot be. Keep it short, without @ or a web address.
profile-kind-empty = Choose what it is.
profile-too-many = You have made many already. End another first.
profile-full = Many people belong to it already, those who were asked among them. Let somebody go first.
profile-nobody = Nobody here is called that. Ask for the short name: it is at My mandates and at My places.

# Mandates

mandate-title = Mandates
mandate-lead = Let somebody you trust do something for you, for as long as you want.
mandate-for = { $who } for { $whom }
mandate-held = For whom you act
mandate-given = Who acts for you
mandate-give = Give somebody a mandate
mandate-give-lead = Everything that somebody does for you can be read here by both of you. You can end it any day.
mandate-give-button = Give the mandate
mandate-who = Short name of who does it
mandate-who-hint = Somebody of your community. The short name is on their own page.
mandate-what = What may they do?
mandate-what-hint = Giving a place away is never among it, and nobody gets at your data.
mandate-until = Up to and including
mandate-until-hint = A year at most.
mandate-signed = Signed on
mandate-signed-hint = The day on the paper. Keep the paper.
mandate-signed-on = Signed on paper on { $day }
mandate-given-on = Given on { $day }
mandate-runs-until = Up to and including { $day }
mandate-ran-until = Ran up to and including { $day }
mandate-ended-on = Ended on { $day }
mandate-end = End
mandate-log = What was done
mandate-log-lead = What somebody did for somebody else. Both can read it, and the organiser. Nothing disappears from it.
mandate-log-next = Done earlier
mandate-log-none = Nothing was done yet.
mandate-done-given = The mandate counts from now on.
mandate-done-ended = The mandate has ended.
mandate-done-registered = Registered. Welcome!
mandate-done-forgotten = We have forgotten this person.
mandate-has-ended = This mandate has ended. Ask for a new one.
mandate-deeds-empty = Tick what they may do.
mandate-until-wrong = Choose a day from today on, a year ahead at most.
mandate-signed-wrong = Choose the day of the signature: { $count } days ago at most.
mandate-phone-wrong = Fill in a telephone number in digits, or leave it empty.
mandate-note-long = Keep it short: { $count } characters at most.
mandate-note-wrong = Put no address and no mail address here.

mandate-desk = Members without e-mail
mandate-desk-lead = Register who has no e-mail, and write down who acts for them.
mandate-people = Registered without e-mail
mandate-people-none = Nobody yet.
mandate-registered-on = Registered on { $day }
mandate-all = Mandates
mandate-none = There are no mandates yet.
mandate-next = Next mandates
mandate-register = Register somebody
mandate-child = Younger than 16?
mandate-child-lead = Fill this in only for who is younger than 16. A parent or guardian who belongs to your community signs, and posts, replies and agrees for the child. We ask for no date of birth.
mandate-sixteen = Becomes 16 on
mandate-sixteen-hint = On that day we forget that it was a child.
mandate-sixteen-wrong = Choose a day after today, at most sixteen years ahead.
mandate-parent = Parent or guardian
mandate-parent-hint = The short name, such as hanneke. They have the mandate at once, for a year at most.
mandate-parent-wrong = Nobody in your community has that name.
mandate-child-until = Younger than 16 until { $day }; a parent or guardian speaks for them
mandate-register-lead = Do this together, and read out what you agree here. Ask no more than it takes to reach somebody.
mandate-register-button = Register
mandate-name = Name
mandate-name-hint = As neighbours see it. Mrs De Wit is enough.
mandate-phone = Telephone number (optional)
mandate-note = How is this person best reached? (optional)
mandate-note-hint = For instance: rather calls after ten. No address.
mandate-signed-register = Agreed and signed on
mandate-signed-register-hint = On paper, with what is agreed. Keep the paper.
mandate-write = Write down a mandate
mandate-write-lead = Copy what was signed on paper. For yourself another organiser does that.
mandate-whom = For whom
mandate-code = Make a code
mandate-code-hint = Has this person got a mail address now? Give them a code to come in by themselves.
mandate-code-for = Code for
mandate-code-how = Write it down. This is how to come in:
mandate-code-days = { $count ->
    [one] The code works for { $count } day, once. It is not shown again.
   *[other] The code works for { $count } days, once. It is not shown again.
}
mandate-forget = Forget this person
mandate-forget-sure = Yes: this person asked for it. Everything is forgotten.

deed-keep-places = add places and keep them
deed-tell-wrong = say what is wrong
deed-post-help = ask for help and offer it
deed-agree = make agreements
deed-pay = pay

acted-added = added a place:
acted-edited = changed
acted-confirmed = confirmed
acted-claimed = said “this is my business” of
acted-showed = gave the code of
acted-withdrew = took back “this is my business” of
acted-reported = said what is wrong with
acted-decided = decided about a report of
acted-photos = worked on the photos of

# What neighbours know of you

trust-title = What neighbours know of you
trust-lead = The more is right, the easier it is to trust each other. We give no marks and keep no papers: only who saw what, and when.
trust-more = Look and add to it
trust-nothing = Nothing yet.
trust-since = since { $day }
trust-since-by = since { $day }, says { $by }
trust-seen-by = seen on { $day } by { $by }, counts until { $until }
attest-email = E-mail is right
attest-address = Address is right
attest-known = Known by neighbours
attest-vog = VOG seen
trust-address = Your address
trust-address-lead = We send you a letter with a code. Whoever has the code lives there.
trust-address-has = Your address is confirmed. Where you live we do not keep.
trust-letter-days = { $count ->
    [one] We keep your address until you give the code, and { $count } day at most.
   *[other] We keep your address until you give the code, and { $count } days at most.
}
trust-from = From which community does the letter come?
trust-street = Street
trust-number = House number
trust-postcode = Postcode
trust-city = Town
trust-letter-button = Send me a letter
trust-letter-asked = You asked for a letter on { $day }. An organiser prints it. We keep your address until { $until } at most.
trust-letter-printed = The letter was printed. The code works until { $until }; you asked for it on { $day }.
trust-letter-stop = No letter after all
trust-code = Code from the letter
trust-code-hint = Eight letters and digits, such as K7PM-3XQA.
trust-code-button = Confirm my address
trust-moved = I moved
trust-no-community = A letter comes from the community that you belong to.
trust-neighbours = Neighbours who know you
trust-neighbours-lead = When two neighbours say that they know you, you are known by neighbours. Their own address is confirmed, or they are known themselves.
trust-who = Do you know somebody? Fill in their short name
trust-who-hint = Only who you really know. Your name stands with it, and you can always take it back.
trust-know-button = I know this neighbour
trust-i-know = You know { $name }, since { $day }
trust-knows-me = { $name } knows you, since { $day }
trust-take-back = Take back
trust-vog = Certificate of conduct (VOG)
trust-vog-lead = An organisation where you help can look at your VOG. An organiser then writes down who saw it and when. The VOG itself never comes here.
trust-vog-note = VOG seen
trust-vog-note-lead = Write down which organisation saw the VOG and when. Never keep the VOG itself.
trust-vog-away = Take this away
trust-organisation = Seen by
trust-seen-on = Seen on
letters-again = Did the letter not arrive?
letters-again-hint = Print the letter to their home once more. Only the new code works then.
letters-again-button = Print again
trust-letters = Letters to homes
trust-letters-wait = { $count ->
    [0] No letter waits.
    [one] { $count } letter waits.
   *[other] { $count } letters wait.
}
trust-done-asked = Asked for. An organiser prints your letter.
trust-done-not-asked = No letter will come. Your address is forgotten.
trust-done-confirmed = Your address is confirmed, and forgotten.
trust-done-moved = Your address no longer counts as confirmed.
trust-done-vouched = Thank you. Your name stands with it.
trust-done-unvouched = Taken back.
trust-done-vog = Written down.
trust-not-known = This counts once you are known yourself: confirm your address first.
trust-code-wrong = This code is wrong, or it no longer works.
trust-postcode-wrong = Write the postcode like this: 1094 HA
trust-street-empty = Fill in the street.
trust-number-empty = Fill in the house number.
trust-city-empty = Fill in the town.
trust-organisation-empty = Fill in which organisation saw the VOG.
trust-seen-wrong = { $count ->
    [one] Choose the day on which the VOG was seen: { $count } year ago at most.
   *[other] Choose the day on which the VOG was seen: { $count } years ago at most.
}

letter-home-intro = { $name }, do you live here? Then this is your code from { $community }
letter-home-how = Fill in the code on your own page. Then neighbours know that your address is right:
letter-home-until = { $count ->
    [one] The code works for { $count } day. After that we forget your address.
   *[other] The code works for { $count } days. Once you fill it in, we forget your address.
}
letter-home-not-asked = Did you not ask for this? Throw this letter away. Nothing happens.

# With a code from the desk

entry-title = I have a code from the desk
entry-lead = Were you registered without e-mail, and do you have it now? This is how you come in by yourself.
entry-code = Code from the desk
entry-code-hint = Eight letters and digits, such as K7PM-3XQA.

# Log

audit-what = what
audit-deeds = may
audit-member-registered = registered somebody without e-mail
audit-entry-code-given = gave a code to come in to
audit-member-forgotten = forgot somebody, as they asked
audit-mandate-given = wrote down a mandate of
audit-mandate-ended = ended a mandate of
audit-acted-for = did something at
audit-vog-noted = wrote down a VOG that was seen of
audit-vog-withdrawn = took away a VOG that was seen of

# What we keep

held-acting = As whom you take part now, per device
held-acting-why = So that you need not choose every time.
held-offers = What you were asked to belong to, by whom and when
held-offers-why = So that you say yes or no yourself. After that the question is gone.
held-mandates = Who acts for you and for whom you act: what, until when, and when it was signed
held-mandates-why = So that it is clear who may do what. When you leave, it ends at once.
held-registered = If you were registered without e-mail: your telephone number, how you want to be reached and when you signed
held-registered-why = To reach you. Once you have a mail address, we forget it.
held-child = If you are younger than 16: the day on which you turn 16. No date of birth
held-child-why = So that a parent or guardian agrees for you. On that day we forget it.
held-home = Your address, if you asked for a letter
held-home-why = To send the letter. When you give the code, we forget it at once.
held-attested = What is known of you: that your address is right, who saw your VOG, and when
held-attested-why = So that neighbours can trust you. We never keep papers.
held-vouches = Whom you said you know, and who said so of you
held-vouches-why = Because two neighbours together make somebody known. You can always take it back.
