# Saved searches: what you keep of a list of the notice board, to hear what is new.

saved-title = My saved searches
saved-lead = Is there something new on the notice board that fits? Then you get an alert.
saved-none = You have no saved searches yet. Search for something on the notice board and choose “Save this search” there.
saved-offer = Save this search
saved-offer-words = We let you know as soon as there is something new.
saved-offer-empty = We let you know as soon as there is something.
saved-new-title = Save a search
saved-new-lead = You get an alert as soon as there is something new on the notice board that fits this.
saved-asked = What you search for
saved-name = Name
saved-name-hint = What the search is called in your alerts.
saved-back = Back to the list
saved-rename = Give it another name
saved-pause = Pause
saved-resume = Go on
saved-forget = Remove
saved-mails = How you get mail about alerts
saved-near = within { $distance }
saved-everything = Everything on the notice board
saved-state-since = Saved: { $day }. Nothing new yet.
saved-state-told = Last alert: { $day }.
saved-state-paused = Paused since { $day }.
saved-state-silent = You got two alerts and have not looked yet. Have a look, and after that you hear again what is new.
saved-done-kept = Saved. You get an alert as soon as there is something new.
saved-done-there = You had saved this search already.
saved-done-named = The name has been changed.
saved-done-paused = You get no alerts about this for now.
saved-done-resumed = You get alerts again about what comes from now on.
saved-done-gone = The saved search is gone.
saved-gone = This saved search does not exist, or not any more.
saved-full = You have { $most } saved searches already. Remove one first.
saved-no-place = First choose a neighbourhood or where you are: you do not belong to a community yet, so we do not know where to look.

# What we keep

held-saved = The searches that you save: the words, the filters, and of where you search from only the middle of a square of some 300 metres
held-saved-why = To let you know what is new on the notice board.
held-told = Of which posts on the notice board you got an alert by a saved search
held-told-why = So that you get no alert twice about one post.
