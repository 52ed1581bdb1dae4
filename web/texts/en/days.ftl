# Today and other days: what was added; and the places on one's own page.

days-pause-from = Closed from
days-pause-to = Open again at
days-pause-outside = The break lies outside these hours. Change it, or empty it.
days-still = Within these days, what you said before still holds:
days-still-way = Take it away below if it is no longer right.

week-closed-once = this once

mine-account = You
mine-all-places = All your { $count } places

crew-not-here = This person no longer keeps anything here. Let them in again first.
