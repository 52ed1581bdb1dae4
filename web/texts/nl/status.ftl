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
status-open-always = { $sure ->
    [yes] Dag en nacht open
   *[no] Waarschijnlijk dag en nacht open
}
status-closing = { $minutes ->
    [one] Sluit over { $minutes } minuut
   *[other] Sluit over { $minutes } minuten
}
status-confirmed = (bevestigd in { $year })
status-brings = { $tense ->
    [now] { $sure ->
        [yes] Bezorgt tot { $until }
       *[no] Bezorgt waarschijnlijk tot { $until }
    }
   *[then] { $sure ->
        [yes] Bezorgt dan tot { $until }
       *[no] Bezorgt dan waarschijnlijk tot { $until }
    }
}
status-brings-always = { $sure ->
    [yes] Bezorgt dag en nacht
   *[no] Bezorgt waarschijnlijk dag en nacht
}
status-brings-still = { $minutes ->
    [one] Bezorgt nog { $minutes } minuut
   *[other] Bezorgt nog { $minutes } minuten
}
status-brings-not = { $tense ->
    [now] Bezorgt nu niet
   *[then] Bezorgt dan niet
}
status-brings-again = { $day } weer vanaf { $time }
status-day-brings-not = { $tense ->
    [now] Bezorgt vandaag niet ({ $reason })
   *[then] Bezorgt die dag niet ({ $reason })
}
status-just-in-time = { $sure ->
    [yes] { $minutes ->
        [one] Je haalt het net: sluit { $minutes } minuut na aankomst
       *[other] Je haalt het net: sluit { $minutes } minuten na aankomst
    }
   *[no] { $minutes ->
        [one] Je haalt het misschien net: sluit waarschijnlijk { $minutes } minuut na aankomst
       *[other] Je haalt het misschien net: sluit waarschijnlijk { $minutes } minuten na aankomst
    }
}
status-too-late = { $sure ->
    [yes] Dicht tegen de tijd dat je er bent
   *[no] Waarschijnlijk dicht tegen de tijd dat je er bent
}
status-closed = { $tense ->
    [now] Nu dicht
   *[then] Dan dicht
}
status-opens = { $day } open vanaf { $time }
status-day-closed = { $tense ->
    [now] Vandaag dicht ({ $reason })
   *[then] Die dag dicht ({ $reason })
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
