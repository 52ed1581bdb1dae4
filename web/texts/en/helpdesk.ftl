# The help desk: who calls for help, and who goes and helps.

need-way = Help desk
need-desk-title = Requests for help
need-desk-lead = Everybody who called for help. Requests nobody said yes to come first.
need-desk-private = Only whoever arranges help here sees this list. Nothing here is on the notice board.
need-new = New request
need-none = There is no request for help yet. Is somebody calling? Write it down here.
need-group-unanswered = No yes for { $days } days
need-group-running = Running
need-group-closed = Closed
need-later = More requests
need-newest = Back to the beginning
need-waiting = { $count ->
    [one] request for help has had no yes for { $days } days
   *[other] requests for help have had no yes for { $days } days
}
need-waits = { $count ->
    [0] Came in today
    [one] Has waited { $count } day
   *[other] Has waited { $count } days
}
need-closed-on = Closed: { $day }
need-for = For { $name }
need-asked-count = { $count ->
    [one] { $count } neighbour asked
   *[other] { $count } neighbours asked
}
need-yes-count = { $count } said yes
need-helps = { $name } helps

# How it stands

need-state-open = Nobody asked yet
need-state-suggested = Neighbours were asked
need-state-assigned = Somebody is going to help
need-state-done = Done
need-state-dropped = Not needed any more
need-this-week = This week
need-no-hurry = There is no hurry

# Writing it down, while on the phone

need-form-title = New request for help
need-change-title = Change the request
need-form-lead = Fill this in while you are on the phone. Ask what has to be done, not why.
need-who = Who is it for?
need-who-hint = Somebody who gave you a mandate, or somebody who calls.
need-who-stays = It stays for { $name }
need-who-other = Somebody else
need-first-name = First name
need-phone = Telephone number
need-phone-hint = We keep name and number locked away. Only whoever arranges help here and whoever is going to help get to see them.
need-topic = What is needed?
need-guarded = Childcare, personal care, letters and forms, and keys we ask only of an organisation of the community.
need-urgency = How soon?
need-when = When does it suit?
need-when-hint = Tick nothing if any time is fine.
need-where = Where, roughly?
need-where-hint = A postcode or the name of the neighbourhood. We do not keep the address itself.
need-where-stays = Leave it empty, and it stays { $name }.
need-languages = In which language?
need-notes = What has to be done?
need-notes-hint = No illnesses or diagnoses: what has to be done, and when. No name, number or address either. At most { $most } characters.
need-save = Save and find neighbours
need-back = Back to the requests

# One request

need-lead = What is needed, who can help and how far it is.
need-facts = What is needed
need-fact-when = When
need-fact-any = Any time
need-fact-where = Where
need-fact-languages = Languages
need-fact-notes = What has to be done
need-fact-who = For whom
need-fact-helper = Who helps
need-who-member = { $name }, a member without a mail address
need-change = Change it
need-contact-show = Show name and telephone
need-contact-logged = If you look at the name and number, the log says so.
need-contact-call = Call { $name }
need-contact-none = No telephone number is known.
need-agreement = To the agreement, for { $name }
need-agreement-lead = Members agree between themselves: the moment and the messages stand with the agreement. There you act for them.
need-agreement-hint = Members agree between themselves: the moment and the messages stand with the agreement. Who holds a mandate of { $name } can get there.
need-suggestions = Who can do this?
need-suggestions-hint = Neighbours who offer this themselves. Who was asked least stands at the top.
need-suggestions-none = Nobody nearby offers this now. Ask on the notice board, or call an organisation.
need-suggestions-rest = Others who can do this
need-ask = Ask these neighbours
need-ask-hint = { $most ->
    [0] Enough were asked. Wait until somebody answers.
    [one] You can ask { $most } more neighbour. They read what is needed and roughly where, not for whom.
   *[other] You can ask { $most } more neighbours. They read what is needed and roughly where, not for whom.
}
need-asked = Whom you asked
need-answer-waits = No answer yet
need-answer-yes = Said yes
need-answer-no = Said no
need-assign = { $name } is going to help
need-give-back = { $name } cannot after all
need-assign-hint = Whoever you choose then sees the name and the telephone number.
need-offers = Offers: { $title }
need-why-topic = Exactly this
need-why-related = Much like it
need-why-near = Lives close by
need-why-distance = { $distance } away
need-why-language = Speaks { $language }
need-why-times = Free { $times }
need-why-any-time = Free at any time
need-why-load = { $count ->
    [0] Not asked in the last 30 days
    [one] Asked { $count } time in the last 30 days
   *[other] Asked { $count } times in the last 30 days
}
need-why-vog = Certificate seen
need-why-organisation = Organisation
need-close = Close the request
need-close-hint = Seven days later we remove name and number, after thirty days everything.
need-close-done = It was done
need-close-dropped = It is not needed any more
need-closed-hint = This request is closed. Thirty days after closing we remove it.

need-done-entered = Saved. Below stands who can help.
need-done-changed = Saved.
need-done-asked = Asked. You hear it when somebody answers.
need-done-assigned = Arranged. Who is going to help is told.
need-done-back = The request is open again. Below you can choose or ask somebody else.
need-done-closed = The request is closed.

# What goes wrong

need-slip-who = Choose who it is for.
need-slip-topic = Choose what is needed.
need-slip-urgency = Choose how soon it has to be.
need-slip-phone = This is not a telephone number. Use digits, such as 020 555 01 23.
need-slip-notes-long = That is too long: write at most { $most } characters.
need-slip-ask-none = Tick somebody first.
need-slip-ask-many = At most { $most } neighbours can be asked at a time. Tick fewer, or wait for an answer.
need-wrong-contacts = There is a telephone number, mail address or address in this. Take it out: name and number stand apart.
need-wrong-mandate = For this member you may not ask for help. That takes a mandate to ask for help and to agree on it.
need-wrong-conflict = Somebody else changed this just now. Look at what stands there, and save once more if yours is right.
need-wrong-now = This cannot be done any more: look how it stands now.
need-wrong-sealed = This house cannot keep names and numbers locked away yet. Ask who runs it to set a secret.

# What the help desk asks of me

need-mine-title = The help desk asks you
need-mine-lead = Somebody nearby looks for help, and you offered something like it. Can you? You may always say no.
need-mine-none = The help desk asks nothing of you now.
need-mine-offer = Offer help on the notice board
need-mine-asked = Can you do this?
need-mine-helping = You help
need-mine-waits = You said yes
need-mine-waits-hint = The help desk tells you whether it is you. Cannot make it after all? Then say no.
need-mine-over = Finished
need-mine-said-no = You said no
need-mine-yes = Yes, I can
need-mine-no = No, not this time
need-mine-done = It was done
need-mine-give-back = I cannot after all
need-mine-agreement = Agree on it and write to each other
need-mine-way = { $count ->
    [one] The help desk asks whether you can help somebody.
   *[other] The help desk asks you { $count } times whether you can help somebody.
}
need-mine-way-open = Look and answer
need-mine-done-yes = Great. The help desk tells you whether it is you.
need-mine-done-no = Thank you, now the help desk knows.
need-mine-done-done = Thank you! The help desk knows that it was done.
need-mine-done-back = The help desk looks for somebody else.

# Alerts. The value is what it is about: groceries, transport.

alert-need-asked = The help desk asks whether you can help somebody: { $about }.
alert-need-answered = There is news about a request for help: { $about }.
alert-need-assigned = You are going to help somebody: { $about }. Look when and with whom.

# Log

audit-need-entered = wrote down a request for help
audit-need-changed = changed a request for help
audit-need-read = looked at the name or number of a request for help
audit-need-asked = asked neighbours whether they can help
audit-need-assigned = chose who is going to help
audit-need-closed = closed a request for help
acted-asked-help = asked for help through the help desk

# What we keep

held-needs = Requests for help that you wrote down, that you help with, or that are for you
held-needs-why = To arrange help. The name and number of who called go seven days after closing.
held-need-asked = Whether the help desk asked you for help, and what you said
held-need-asked-why = So that not always the same neighbours are asked.
