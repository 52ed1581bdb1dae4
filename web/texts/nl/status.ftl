# Of het open is, in een zin. `tense` is now of then, `sure` is yes of no.

status-open = { $tense ->
    [now] { $sure ->
        [yes] Nu open tot { $until }
       *[no] Waarschijnlijk open tot { $until }
    }
   *[then] { $sure ->
        [yes] Dan open tot { $until }
       *[no] Dan waarschijnlijk open tot { $until }
    }
}
status-open-always = { $tense ->
    [now] { $sure ->
        [yes] Dag en nacht open
       *[no] Waarschijnlijk dag en nacht open
    }
   *[then] { $sure ->
        [yes] Dag en nacht open
       *[no] Waarschijnlijk dag en nacht open
    }
}
status-closing = { $sure ->
    [yes] { $minutes ->
        [one] Sluit over { $minutes } minuut
       *[other] Sluit over { $minutes } minuten
    }
   *[no] { $minutes ->
        [one] Sluit waarschijnlijk over { $minutes } minuut
       *[other] Sluit waarschijnlijk over { $minutes } minuten
    }
}
status-confirmed = (bevestigd in { $year })
status-closed = { $tense ->
    [now] { $sure ->
        [yes] Nu dicht
       *[no] Waarschijnlijk dicht
    }
   *[then] { $sure ->
        [yes] Dan dicht
       *[no] Dan waarschijnlijk dicht
    }
}
status-closed-opens = { $tense ->
    [now] { $sure ->
        [yes] Nu dicht, { $day } open vanaf { $time }
       *[no] Waarschijnlijk dicht, { $day } open vanaf { $time }
    }
   *[then] { $sure ->
        [yes] Dan dicht, { $day } open vanaf { $time }
       *[no] Dan waarschijnlijk dicht, { $day } open vanaf { $time }
    }
}
status-day-closed = { $tense ->
    [now] { $sure ->
        [yes] Vandaag dicht
       *[no] Vandaag waarschijnlijk dicht
    }
   *[then] { $sure ->
        [yes] Die dag dicht
       *[no] Die dag waarschijnlijk dicht
    }
}
status-day-closed-why = { $tense ->
    [now] { $sure ->
        [yes] Vandaag dicht ({ $reason })
       *[no] Vandaag waarschijnlijk dicht ({ $reason })
    }
   *[then] { $sure ->
        [yes] Die dag dicht ({ $reason })
       *[no] Die dag waarschijnlijk dicht ({ $reason })
    }
}
status-appointment = Op afspraak
status-unknown = Openingstijden onbekend. Weet jij ze?
status-open-end = Misschien nog open, sluitingstijd onbekend
status-comment = Misschien open ({ $comment })
status-gone = Bestaat niet meer
status-left = Bestaat niet meer of is verhuisd
status-moved = Verhuisd naar { $to }
status-paused = We bezorgen nu even niet
status-paused-until = We bezorgen nu even niet, weer vanaf { $until }
status-busy = { $minutes ->
    [one] Druk: bezorgen duurt { $minutes } minuut langer
   *[other] Druk: bezorgen duurt { $minutes } minuten langer
}

time-midnight = middernacht
moment = { $day } om { $time }
day-today = vandaag
day-tomorrow = morgen
weekday-monday = maandag
weekday-tuesday = dinsdag
weekday-wednesday = woensdag
weekday-thursday = donderdag
weekday-friday = vrijdag
weekday-saturday = zaterdag
weekday-sunday = zondag
month-january = januari
month-february = februari
month-march = maart
month-april = april
month-may = mei
month-june = juni
month-july = juli
month-august = augustus
month-september = september
month-october = oktober
month-november = november
month-december = december
distance-m = { $metres } meter

holiday-new-year = Nieuwjaarsdag
holiday-good-friday = Goede Vrijdag
holiday-easter = eerste paasdag
holiday-easter-monday = tweede paasdag
holiday-kings-day = Koningsdag
holiday-liberation-day = Bevrijdingsdag
holiday-ascension = Hemelvaartsdag
holiday-pentecost = eerste pinksterdag
holiday-pentecost-monday = tweede pinksterdag
holiday-christmas = eerste kerstdag
holiday-boxing-day = tweede kerstdag
