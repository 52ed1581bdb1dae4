# Today and other days: what was added; and the places on one's own page.

days-pause-from = Closed from
days-pause-to = Open again at
days-pause-outside = The break lies outside these hours. Change it, or empty it.
days-still = Within these days, what you said before still holds:
days-still-way = Take it away below if it is no longer right.

problem-too-many-days = There are { $most } days that differ here already. Take away days that no longer hold first.
days-ramadan-when = We filled in the days as the calendar has them. The moon decides: it may be a day earlier or later.
days-evening-once = One shopping evening
days-evening-when = This is one evening. Is it every week? Then put it in your weekly hours.
days-evening-week = To your weekly hours

week-closed-once = this once

mine-account = You
mine-all-places = All your { $count } places

crew-not-here = This person no longer keeps anything here. Let them in again first.
