# Gemeenschappen vinden
town-list-title = Gemeenschappen
town-list-lead = Buren, winkeliers en verenigingen die samen voor hun buurt zorgen.
town-list-none = Er is hier nog geen gemeenschap.
town-list-all = Alle gemeenschappen
town-here = Gemeenschap hier:
town-organisers = { $count ->
    [one] Organisator: { $names }
   *[other] Organisatoren: { $names }
}
town-ask = Wil je erover praten? Vraag { $count ->
    [one] de organisator: { $names }.
   *[other] een organisator: { $names }.
}

# Wat over je is besloten
town-why-admitted = Je doet mee
town-why-refused = Je bent niet binnengelaten
town-why-role = Je rol is veranderd
town-why-sets = Je taken zijn veranderd
town-why-frozen = Je staat hier stil
town-why-unfrozen = Je doet weer mee
town-why-when = Besloten door een organisator, op { $day }.
town-done-kept-out = Je bent terug, en je staat nog stil.
town-reason-empty = Schrijf op waarom. Over wie het gaat, leest dat.

# Weggaan
town-leave-heading = Niet meer meedoen?
town-leave-role = Je bent dan geen { $role } meer. Kom je terug, dan begin je als lid.
town-leave-sets = Je raakt dan je taken kwijt.
town-leave-request = Terugkomen kan als een organisator je weer binnenlaat.
town-leave-invitation = Terugkomen kan alleen met een uitnodiging.
town-leave-frozen = Kom je terug, dan sta je nog stil.
town-leave-sure = Ja, ik wil hier weg.
town-leave-unsure = Vink aan dat je weg wilt.
town-unask-heading = Toch niet?
town-unask = Trek mijn vraag in

# Beheer
desk-way-claims = Eigenaren
desk-way-reports = Meldingen
desk-way-waits = wachten
desk-waiting-reports = { $count ->
    [one] melding over een plek wacht
   *[other] meldingen over plekken wachten
}
desk-asking = Wil erbij
desk-you = dat ben jij
desk-look = Bekijk
desk-told = Wat { $name } het laatst te lezen kreeg
desk-own = Over jezelf beslist iemand anders. Weggaan kan op de
desk-own-page = pagina van de gemeenschap
desk-reason = Waarom?
desk-reason-lead = Wat je hier beslist, mailen we met je reden. Je naam staat er niet bij.
desk-sets-hint = Iemand kan er meer hebben, of geen.
desk-admit-heading = Binnenlaten
desk-refuse-heading = Niet binnenlaten
audit-role-given-up = gaf een rol op

# Wat we bewaren
held-decisions = Wat een organisator over je besloot, en waarom
held-decisions-why = Zodat je het kunt nalezen. Sta je stil, dan bewaren we dat zo lang het duurt, ook als je weggaat.

# Brieven
letter-membership-subject = Over je plek bij { $community }
letter-membership-no-sets = geen
letter-membership-admitted =
    Hallo,

    Welkom bij { $community }. Je doet mee!

    { $link }

    Tot zo,
    Koop Lokaal
letter-membership-refused =
    Hallo,

    Je vroeg of je mee mocht doen met { $community }.
    Een organisator heeft besloten dat dat nu niet kan. Dit is de reden:

    { $reason }

    Je leest het ook hier, en je mag het opnieuw vragen:
    { $link }

    Groet,
    Koop Lokaal
letter-membership-role =
    Hallo,

    Je bent nu { $role } bij { $community }. Een organisator heeft dat besloten.
    Dit is de reden:

    { $reason }

    Je leest het ook hier:
    { $link }

    Groet,
    Koop Lokaal
letter-membership-sets =
    Hallo,

    Een organisator van { $community } heeft je taken veranderd.
    Je taken zijn nu: { $sets }.
    Dit is de reden:

    { $reason }

    Je leest het ook hier:
    { $link }

    Groet,
    Koop Lokaal
letter-membership-frozen =
    Hallo,

    Een organisator van { $community } heeft je stilgezet. Je doet daar even niet mee.
    Dit is de reden:

    { $reason }

    Je leest het ook hier, en daar staat wie je erover kunt aanspreken:
    { $link }

    Groet,
    Koop Lokaal
letter-membership-unfrozen =
    Hallo,

    Je doet weer mee bij { $community }. Een organisator heeft dat besloten.
    Dit is de reden:

    { $reason }

    { $link }

    Groet,
    Koop Lokaal
