# Whether it is open, in a sentence. `tense` is now or then, `sure` is yes or no.

status-open = { $tense ->
    [now] { $sure ->
        [yes] Open now until { $until }
       *[no] Probably open until { $until }
    }
   *[then] { $sure ->
        [yes] Open then, until { $until }
       *[no] Probably open then, until { $until }
    }
}
status-open-always = { $sure ->
    [yes] Open day and night
   *[no] Probably open day and night
}
status-closing = { $minutes ->
    [one] Closes in { $minutes } minute
   *[other] Closes in { $minutes } minutes
}
status-confirmed = (confirmed in { $year })
status-brings = { $tense ->
    [now] { $sure ->
        [yes] Delivers until { $until }
       *[no] Probably delivers until { $until }
    }
   *[then] { $sure ->
        [yes] Delivers then, until { $until }
       *[no] Probably delivers then, until { $until }
    }
}
status-brings-always = { $sure ->
    [yes] Delivers day and night
   *[no] Probably delivers day and night
}
status-brings-still = { $minutes ->
    [one] Delivers for { $minutes } more minute
   *[other] Delivers for { $minutes } more minutes
}
status-brings-not = { $tense ->
    [now] Does not deliver now
   *[then] Does not deliver then
}
status-brings-again = again { $day } from { $time }
status-day-brings-not = { $tense ->
    [now] Does not deliver today ({ $reason })
   *[then] Does not deliver that day ({ $reason })
}
status-just-in-time = { $sure ->
    [yes] { $minutes ->
        [one] You just make it: closes { $minutes } minute after you arrive
       *[other] You just make it: closes { $minutes } minutes after you arrive
    }
   *[no] { $minutes ->
        [one] You may just make it: probably closes { $minutes } minute after you arrive
       *[other] You may just make it: probably closes { $minutes } minutes after you arrive
    }
}
status-too-late = { $sure ->
    [yes] Closed by the time you get there
   *[no] Probably closed by the time you get there
}
status-closed = { $tense ->
    [now] Closed now
   *[then] Closed then
}
status-opens = opens { $day } at { $time }
status-day-closed = { $tense ->
    [now] Closed today ({ $reason })
   *[then] Closed that day ({ $reason })
}
status-appointment = By appointment
status-unknown = Opening hours unknown. Do you know them?
status-open-end = Perhaps still open, closing time unknown
status-comment = Perhaps open ({ $comment })
status-gone = No longer exists
status-left = No longer exists or has moved
status-moved = Moved to { $to }
status-paused = We are not delivering just now
status-paused-until = We are not delivering just now, again from { $until }
status-busy = { $minutes ->
    [one] Busy: delivery takes { $minutes } minute longer
   *[other] Busy: delivery takes { $minutes } minutes longer
}

time-midnight = midnight
moment = { $day } at { $time }
day-today = today
day-tomorrow = tomorrow
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
distance-m = { $metres } metres

holiday-new-year = New Year's Day
holiday-good-friday = Good Friday
holiday-easter = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-kings-day = King's Day
holiday-liberation-day = Liberation Day
holiday-ascension = Ascension Day
holiday-pentecost = Whit Sunday
holiday-pentecost-monday = Whit Monday
holiday-christmas = Christmas Day
holiday-boxing-day = Boxing Day
