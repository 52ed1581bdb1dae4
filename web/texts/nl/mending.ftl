# De gids waar houden: verbeteren, bevestigen, de straatronde, de geschiedenis, de poster.

# Brieven

letter-reported-subject = Klopt dit bij { $place }?
letter-reported =
    Hallo,

    Iemand zag iets dat misschien niet klopt bij { $place }.
    { $count ->
        [one] Er wacht één melding op je.
       *[other] Er wachten { $count } meldingen op je.
    }

    Kijk op deze pagina, en kies zelf of het klopt:

    { $link }

    Er verandert niets zolang jij niets kiest.
    We mailen je hierover hooguit één keer per dag.

    Groet,
    Koop Lokaal

letter-report-decided-subject = Je melding over { $place }
letter-report-accepted =
    Hallo,

    Je liet weten dat er iets niet klopte bij { $place }.
    Je had gelijk, en het is aangepast. Dank je wel!

    Zo staat het er nu:

    { $link }

    Groet,
    Koop Lokaal
letter-report-accepted-reason =
    Hallo,

    Je liet weten dat er iets niet klopte bij { $place }.
    Je had gelijk, en het is aangepast. Dank je wel!

    Erbij gezegd: { $reason }

    Zo staat het er nu:

    { $link }

    Groet,
    Koop Lokaal
letter-report-refused =
    Hallo,

    Je liet weten dat er iets niet klopte bij { $place }.
    Er is naar gekeken, en het blijft zoals het was. Dit is waarom:

    { $reason }

    Zo staat het er:

    { $link }

    Ben je het er niet mee eens? Vertel binnen { $days } dagen waarom, dan kijkt iemand anders:
    { $appeal }

    Groet,
    Koop Lokaal

letter-still-right-subject = Klopt het nog bij { $place }?
letter-still-right =
    Hallo,

    De openingstijden van { $place } zijn al een tijd niet bevestigd.
    Kloppen ze nog? Open deze pagina en druk op de knop. Inloggen hoeft niet:

    { $link }

    Is er iets veranderd? Dan kun je dat daar ook laten weten.
    De link werkt { $days } dagen, en één keer.
    We vragen dit hooguit eens in de drie maanden.

    Groet,
    Koop Lokaal

# Op de pagina van een plek

mending-gone = Buren melden: deze zaak bestaat niet meer.
mending-gone-look = Ben je er pas geweest? Laat het weten
mending-say = Geef door wat er niet klopt
mending-history = Geschiedenis van deze pagina
mending-keep = Jij houdt deze plek bij
mending-keep-operator = Jij beheert deze gids
mending-still-right = Ja, alles klopt nog
mending-still-right-done = Bevestigd. Dank je wel!
mending-reports = { $count ->
    [0] Meldingen
    [one] { $count } melding bekijken
   *[other] { $count } meldingen bekijken
}
mending-poster = Poster voor het raam

# Klopt niet

report-title = Wat klopt er niet?
report-title-of = Wat klopt er niet bij { $name }?
report-lead = Kies wat je zag. Je hoeft niet in te loggen.
report-after = Er verandert nog niets: wie deze plek bijhoudt kijkt er eerst naar.
report-back = Terug naar { $name }
report-hours = De openingstijden
report-gone = Deze zaak bestaat niet meer
report-phone = Het telefoonnummer
report-website = De website
report-name = De naam
report-address = Het adres, of de plek op de kaart
report-otherwise = Iets anders
report-now = Nu staat er: { $value }
report-now-none = Nu staat er nog niets.
report-value-hours = De juiste tijden
report-value-hours-hint = Zoals op de deur: ma-vr 9.00-17.00; za 10.00-16.00
report-value-phone = Het juiste nummer
report-value-phone-hint = Zoals je het belt: 020 555 01 91
report-value-website = De juiste website
report-value-website-hint = Met https:// ervoor
report-value-name = De juiste naam
report-value-name-hint = Zoals het op de gevel staat
report-note = Wil je er iets bij zeggen?
report-note-needed = Wat klopt er niet, en hoe moet het zijn?
report-note-hint = Hooguit { $count } tekens. Schrijf niets over jezelf of over anderen.
report-gone-words = Sta je ervoor, of weet je het zeker? Dan geven we het door.
report-trap = Laat dit veld leeg
report-send = Geef het door
report-kept = We bewaren je melding hooguit een jaar, en niets over wie je bent als je niet bent ingelogd.
report-kept-member = We bewaren je melding hooguit een jaar. Buren zien niet dat die van jou is. Je krijgt een mail als erover is besloten.
report-done-title = Dank je wel
report-done-lead = Je melding is doorgegeven. Wie deze plek bijhoudt kijkt ernaar.
report-done-more = Klopt er nog iets niet? Meld het ook
report-slip-hours = We kunnen deze tijden niet lezen. Schrijf ze zo: ma-vr 9.00-17.00; za 10.00-16.00
report-slip-website = Dit is geen webadres. Schrijf het zo: https://www.voorbeeld.nl
report-slip-empty = Vul in hoe het moet zijn, of zeg er hieronder iets over.
report-slip-note-empty = Schrijf op wat er niet klopt.
report-slip-long = Dit is te lang. Maak het korter.
report-slip-odd = Dit kunnen we niet lezen. Kijk of er geen vreemde tekens in staan.
report-slip-known = Dit staat er al zo, of je gaf het al door.
report-lapsed = Dit is nog niet verstuurd: namens wie je het deed, kan dat niet meer. Verstuur je het nog eens, dan geef je het door als jezelf.
report-lapsed-way = Of kies iemand anders

# Meldingen

reports-title = Meldingen
reports-title-of = Meldingen over { $name }
reports-lead = Dit lieten mensen weten. Er verandert niets zolang jij niets kiest.
reports-desk-lead = Meldingen over plekken die nog van niemand zijn. De oudste staat bovenaan.
reports-where = Waar je bent
reports-none = Er wacht niets. Lekker!
reports-none-decided = Er is hier nog niets besloten.
reports-open = Dit wacht op jou
reports-decided = Besloten
reports-filter = Laat zien
reports-filter-all = Alles
reports-filter-show = Toon
reports-filter-open = Wat wacht
reports-filter-decided = Wat besloten is
reports-about = Over
reports-now = Nu
reports-proposed = Voorstel
reports-nothing = niets
reports-note = Erbij gezegd
reports-when = { $day }, door { $who }
reports-who-visitor = een bezoeker
reports-who-member = een lid van de buurt
reports-who-seasoned = een lid van de buurt, al langer dan een maand
reports-own = Dit meldde je zelf. Iemand anders beslist erover.
reports-accept = Klopt, pas het aan
reports-accept-gone = Klopt, hij is weg
reports-accept-by-hand = Klopt, ik heb het aangepast
reports-by-hand = Dit kunnen we niet vanzelf aanpassen. Pas het eerst zelf aan, en kies dan.
reports-refuse = Nee, zo laten
reports-reason = Waarom?
reports-reason-hint = Wie het meldde leest dit. Nodig als je nee zegt.
reports-template = Kies een reden, of schrijf er zelf een
reports-template-own = Ik schrijf het zelf
reports-template-checked = Ik heb het nagekeken: wat er staat klopt.
reports-template-been = Ik ben er geweest: de zaak is er nog.
reports-template-unclear = Ik begrijp niet wat er anders moet. Meld het gerust nog eens, met wat meer uitleg.
reports-template-temporary = Dit is tijdelijk. De gewone gegevens blijven staan.
reports-slip-reason = Zeg erbij waarom.
reports-slip-long = Maak het korter: hooguit { $count } tekens.
reports-done-accepted = Aangepast. Wie het met een account meldde krijgt bericht.
reports-done-refused = Zo gelaten. Wie het met een account meldde krijgt bericht.
reports-done-late = Hier was al over besloten.
reports-state-accepted = Aangenomen op { $day }
reports-state-refused = Zo gelaten op { $day }
reports-state-reason = Reden: { $reason }

# Klopt dit nog?

still-right-title = Klopt dit nog?
still-right-of = Klopt het nog bij { $name }?
still-right-lead = Zo staat het nu in de gids. Met één druk op de knop weten buren dat het klopt.
still-right-hours = Openingstijden
still-right-hours-none = Er staan nog geen openingstijden.
still-right-phone = Telefoon
still-right-address = Adres
still-right-yes = Ja, alles klopt nog
still-right-no = Nee, er is iets veranderd
still-right-done = Dank je wel! Vanaf nu staat erbij dat het vandaag is bevestigd.
still-right-see = Bekijk { $name }
still-right-old = Deze link werkt niet meer. Zo’n link werkt één keer, en hooguit { $days } dagen.
still-right-sign-in = Log in om je plek bij te houden

# Geschiedenis

history-merged = Deze plek stond hier twee keer. Nu is het er één, en dit hoort er ook bij:
history-merged-of = Geschiedenis van { $name }
history-merged-part = Deze plek stond hier twee keer. Dit gebeurde er met de andere.
history-merged-whole = Naar de geschiedenis van de hele plek
history-title = Geschiedenis
history-title-of = Geschiedenis van { $name }
history-lead = Wat er op deze pagina veranderde, wanneer, en wie dat opschreef. Nooit met een naam erbij.
history-lead-keeper = Wat er op deze pagina veranderde, wanneer, en wie dat opschreef. Je kunt de plek terugzetten zoals die was.
history-first = Deze plek kwam in de gids.
history-by = { $date }, door { $who }
history-confirmed = Nagekeken en goed bevonden: { $groups }
history-before = Eerst
history-after = Daarna
history-nothing = niets
history-withheld = Veranderd. Wat er stond, laten we niet zien.
history-silent = Er veranderde niets aan wat je leest.
history-revert = Zet terug zoals het hier was
history-revert-which = Zoals het was op { $date }, versie { $revision }
history-reverted = De plek staat weer zoals die was.
history-conflict = Iemand heeft deze plek net veranderd. Kijk wat er nu staat, en kies dan opnieuw.
history-earlier = Wat er eerder was
history-now = Zo staat het er nu

fact-name = Naam
fact-kind = Soort
fact-categories = Wat het is
fact-tags = Trefwoorden
fact-branch-number = Vestigingsnummer
fact-legal-form = Rechtsvorm
fact-languages = Talen
fact-description = Beschrijving
fact-ownership = Van wie
fact-whereabouts = Waar je terechtkunt
fact-address = Adres
fact-point = Plek op de kaart
fact-phone = Telefoon
fact-email = E-mail
fact-website = Website
fact-social = Andere pagina’s
fact-hours-counter = Openingstijden
fact-hours-pickup = Tijden om af te halen
fact-hours-delivery = Tijden van bezorgen
fact-hours-kitchen = Tijden van de keuken
fact-exceptions = Bijzondere dagen
fact-state = Of de zaak er nog is
fact-delivery = Bezorgen
fact-takeaway = Meenemen
fact-repairs = Repareren
fact-second-hand = Tweedehands
fact-organic = Biologisch
fact-fair-trade = Eerlijke handel
fact-zero-waste = Zonder verpakking
fact-wheelchair = Met een rolstoel
fact-payment = Betalen
fact-whereabouts-fixed = Er is een deur
fact-closed = dicht

# Straatronde

round-title = Straatronde
round-lead = Loop een straat langs en zeg van elke zaak of hij er nog is. Zo weet de hele buurt dat de gids klopt.
round-where = Buurt, straat of postcode
round-where-hint = Bijvoorbeeld: Dapperbuurt, Javastraat of 1094
round-find = Zoek straten
round-areas = Kies een buurt
round-streets-in = Straten in { $area }
round-streets-near = Straten bij { $place }, de dichtste eerst
round-streets-called = { $name }
round-streets-all = Alle straten
round-streets-none = Hier kennen we geen straat met zaken. Probeer een andere naam.
round-street-in = { $street }, { $area }
round-progress = { $done } van { $total }
round-progress-words = { $done } van { $total } gedaan
round-ready = klaar
round-distance = op { $distance }
round-list = Lijst om te printen
round-question = Is { $name } nog open?
round-stand = Sta je ervoor?
round-door = { $street } { $number }
round-yes = Ja, die is er
round-no = Nee, die is weg
round-unsure = Weet ik niet
round-skip = Sla over
round-answered = Hier antwoordde je vandaag al op.
round-undo = Laatste antwoord terug
round-undone = Je antwoord over { $name } is terug.
round-said-yes = { $name }: is er nog.
round-said-no = { $name }: is weg. Iemand kijkt het na.
round-said-unsure = { $name }: weet je niet.
round-said-skipped = { $name }: overgeslagen.
round-done = Deze straat is klaar!
round-done-words = Alles is vandaag gevraagd. { $done } van { $total } zaken zijn nu nagekeken. Dank je wel!
round-other = Kies een andere straat
round-wrong = Klopt er iets anders niet? Geef het door
round-too-many = Dit waren er genoeg voor vandaag. Morgen kun je verder.
round-back = Alle straten
round-list-title = Looplijst { $street }
round-list-words = Zet een kruisje, en vul het thuis in bij { $address }
round-list-number = Nr.
round-list-name = Naam
round-list-yes = Is er nog
round-list-no = Weg
round-list-note = Wat je zag
round-list-posters = Posters van deze straat
round-list-print = Print deze lijst met de printknop van je browser.

# Poster

poster-title = Poster
poster-title-of = Poster voor { $name }
poster-lead = Print deze pagina op A4 en hang hem voor het raam. Wie de code scant, ziet of je open bent.
poster-how = Gebruik de printknop van je browser. Alleen de poster komt op papier.
poster-open = Nu open?
poster-scan = Scan de code
poster-words = Openingstijden, route en bijzondere dagen. Zonder reclame, zonder volgers.
poster-code = De code leidt naar { $address }
posters-title = Posters van een straat
posters-title-of = Posters { $street }
posters-count = { $count ->
    [one] Eén poster, in de volgorde van de deuren.
   *[other] { $count } posters, in de volgorde van de deuren.
}
posters-part = Posters { $from }–{ $until } van { $count }, in de volgorde van de deuren.
posters-how = Print deze pagina op A4: elke poster komt op een eigen vel. Neem ze mee als je langsloopt.
posters-next = Volgende posters van deze straat

# Wat we bewaren

held-reports = Wat je meldde over plekken
held-reports-why = Om het na te kijken en je te laten weten wat eruit kwam. Buren zien niet dat het van jou is.
held-answers = Wat je antwoordde op een straatronde
held-answers-why = Om te weten welke straat gedaan is, en om je antwoord terug te kunnen nemen.
held-year = Hooguit een jaar.
