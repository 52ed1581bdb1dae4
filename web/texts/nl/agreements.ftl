# Afspraken: van een reactie tot een bedankje.

agreement-list-title = Mijn afspraken
agreement-list-lead = Met wie je wat afsprak, en wat er nog moet gebeuren.
agreement-list-running = Loopt nog
agreement-list-ended = Voorbij
agreement-list-none = Je hebt nog geen afspraken. Reageer op iets van het prikbord, of zet er zelf iets op.
agreement-list-board = Naar het prikbord
agreement-list-more = Verder terug
agreement-list-newest = Terug naar het begin
agreement-unread = { $count ->
    [one] { $count } nieuw bericht
   *[other] { $count } nieuwe berichten
}
agreement-title = Afspraak: { $title }
agreement-lead = Wat jullie afspraken, en jullie gesprek.
agreement-with = Met { $name }
agreement-post = Bekijk waar het over gaat
agreement-path = Hoe ver het is

# Hoe het ermee staat

agreement-proposed = Voorgesteld
agreement-agreed = Afgesproken
agreement-under-way = Bezig
agreement-out = Uitgeleend
agreement-due = Terug te brengen
agreement-done = Gelukt
agreement-declined = Niet deze keer
agreement-withdrawn = Ingetrokken
agreement-expired = Verlopen
agreement-cancelled = Afgezegd
agreement-disputed = Er gaat iets mis
agreement-settled = Opgelost

# Wat nu

agreement-next = Wat nu?
agreement-next-choose = { $name } reageert. Spreek een moment af, of zeg dat het deze keer niet gaat.
agreement-next-wait = Je hebt gereageerd. { $name } kiest nu. Je kunt alvast een moment voorstellen.
agreement-next-theirs = { $name } stelt voor: { $when }. Past dat?
agreement-next-mine = Je stelde voor: { $when }. { $name } zegt of dat past.
agreement-next-wanted-theirs = { $name } wil liever: { $when }. Past dat? Zeg je niets, dan blijft het { $old }.
agreement-next-wanted-mine = Je vroeg om { $when }. Tot { $name } ja zegt, blijft het { $old }.
agreement-next-meet = Jullie zien elkaar { $when }.
agreement-next-hand-over = Jullie zien elkaar { $when }. Zeg het hier als het is meegegeven.
agreement-next-over = Het moment is voorbij. Is het gelukt?
agreement-next-under-way = Jullie zijn bezig. Zeg het hier als het gelukt is.
agreement-next-out = Het is uitgeleend tot en met { $day }.
agreement-next-out-open = Het is uitgeleend.
agreement-next-due = Het zou { $day } terug zijn. Is het er weer?
agreement-next-done-mine = Jij zegt dat het gelukt is. Nu { $name } nog. Hoor je niets, dan is het over een paar dagen rond.
agreement-next-done-theirs = { $name } zegt dat het gelukt is. Vind jij dat ook?
agreement-next-done = Het is gelukt. Mooi!
agreement-next-declined = Het gaat deze keer niet door.
agreement-next-withdrawn = De reactie is ingetrokken.
agreement-next-expired = Er kwam geen antwoord. Deze afspraak is verlopen.
agreement-next-cancelled = De afspraak is afgezegd.
agreement-next-disputed = Er gaat iets mis. Een buurtmoderator kijkt mee, en leest alleen wat hieronder als reden staat.
agreement-next-settled = Een buurtmoderator heeft dit opgelost.
agreement-reason = In hun woorden:

# Wat je kunt doen

agreement-fits = Past mij
agreement-agree = Spreek af
agreement-propose = Stel een moment voor
agreement-change = Verander de afspraak
agreement-day = Welke dag
agreement-from = Vanaf
agreement-until = Tot
agreement-place = Waar jullie elkaar zien (mag leeg)
agreement-place-hint = Alleen jullie twee lezen dit. Een week na afloop gaat het weg.
agreement-quantity = Hoeveel
agreement-due-on = Terug op
agreement-expenses = Onkosten in euro (mag leeg)
agreement-expenses-hint = Bijvoorbeeld: 4,50.
agreement-expenses-how = Hoe dat wordt terugbetaald
agreement-decline = Niet deze keer
agreement-decline-words = Waarom niet? (mag leeg)
agreement-withdraw = Trek mijn reactie in
agreement-cancel = Zeg af
agreement-cancel-words = Waarom gaat het niet door?
agreement-hand-over = Het is meegegeven
agreement-complete = Het is gelukt
agreement-returned = Het is terug
agreement-returned-words = Hoe kwam het terug? (mag leeg)
agreement-returned-hint = Bijvoorbeeld: schoon en heel, met de doos erbij.
agreement-prolong = Leen het langer uit
agreement-prolong-words = Tot en met
agreement-dispute = Er gaat iets mis
agreement-dispute-words = Wat gaat er mis?
agreement-dispute-hint = Een buurtmoderator leest dit, en niet jullie gesprek.

# Wat er is afgesproken

agreement-facts = Wat jullie afspraken
agreement-fact-when = Wanneer
agreement-fact-proposed = Voorgesteld moment
agreement-fact-place = Waar
agreement-fact-quantity = Hoeveel
agreement-fact-terms = Waarvoor
agreement-fact-due = Terug op
agreement-fact-expenses = Onkosten
agreement-fact-returned = Hoe het terugkwam
agreement-expenses-line = { $amount } ({ $how })
agreement-calendar = Zet het in je agenda
agreement-moment = { $day }, { $stretch }
agreement-moments = { $from } tot { $until }

# Veilig

agreement-safe = Veilig afspreken
agreement-safe-first = Dit is je eerste afspraak. Lees dit even:
agreement-safe-pin = Geef nooit je pas of pincode. Ook niet om even te helpen met betalen of boodschappen.
agreement-safe-money = Betaal niet vooruit, en maak geen geld over aan iemand die je niet kent.
agreement-safe-public = Zie elkaar de eerste keer waar meer mensen zijn, of met iemand erbij.
agreement-safe-say = Voelt het niet goed? Zeg af. Je hoeft niet uit te leggen waarom. Bel bij gevaar 112.

# Het gesprek

agreement-talk = Gesprek
agreement-talk-none = Er staat nog niets. Zeg gerust hallo.
agreement-talk-older = Oudere berichten
agreement-talk-newest = Terug naar de nieuwste berichten
agreement-talk-new = Nieuw sinds je hier was
agreement-talk-me = Jij
agreement-talk-moment = Voorstel: { $when }
agreement-talk-say = Je bericht
agreement-talk-send = Stuur
agreement-talk-kept = Berichten gaan na een jaar vanzelf weg.

# Bedankjes

agreement-thanks = Bedankje
agreement-thanks-lead = Een paar woorden doen de ander goed. Leden van jullie buurt kunnen ze lezen.
agreement-thanks-words = Wat wil je zeggen? (mag leeg)
agreement-thanks-kept = Kwam { $name } zoals afgesproken?
agreement-thanks-kept-yes = Ja
agreement-thanks-kept-no = Nee
agreement-thanks-kept-skip = Dat zeg ik liever niet
agreement-thanks-private = Alleen voor de buurtmoderator (mag leeg)
agreement-thanks-private-hint = { $name } leest dit niet.
agreement-thanks-button = Stuur het bedankje
agreement-thanks-from = { $name } schrijft:
agreement-thanks-mine = Je schreef:
agreement-thanks-silent = Zonder woorden.
agreement-thanks-answer = Antwoord op het bedankje
agreement-thanks-answer-button = Antwoord
agreement-thanks-answered = Het antwoord:

# Melden en niet meer zien

agreement-away = Gaat dit niet goed?
agreement-report = Meld dit gesprek
agreement-report-words = Een buurtmoderator leest dan dit gesprek, zoals het nu is. De ander hoort niet wie het meldde.
agreement-report-reason = Wat is er mis?
agreement-report-choose = Kies wat er mis is.
agreement-report-note = Wil je er iets bij zeggen? (mag leeg)
agreement-report-button = Meld het
agreement-block = Blokkeer { $name }
agreement-block-words = Jullie zien elkaars aanbod en vragen dan niet meer, en kunnen elkaar niet meer schrijven. De ander krijgt daar geen bericht van.
agreement-block-button = Blokkeer { $name }

# Wat er net gebeurde

agreement-done-agree = Het is bewaard. { $name } krijgt bericht.
agreement-done-sent = Je bericht is verstuurd.
agreement-done-act = Het is bewaard.
agreement-done-thanked = Je bedankje is verstuurd.
agreement-done-answered = Je antwoord is verstuurd.
agreement-done-reported = Dank je. Een buurtmoderator kijkt ernaar.
agreement-done-blocked = Jullie zien elkaar niet meer.

# Wat er mis kan zijn

agreement-wrong-move = Dat kan nu niet meer. Kijk hoe het er nu mee staat.
agreement-wrong-full = Er is niet genoeg meer over. Vraag om minder.
agreement-wrong-post = Dit staat niet meer op het prikbord.
agreement-wrong-already = Je hebt hier al op gereageerd.
agreement-wrong-child = Voor wie jonger is dan 16 doet een ouder of verzorger dit. Oppas, persoonlijke zorg, brieven en formulieren en sleutels kunnen dan niet, en hulp, lessen en maaltijden alleen bij een plek of organisatie in de buurt.
agreement-with-parent = Een van jullie is jonger dan 16: dit gaat met toestemming van een ouder of verzorger, die meeleest en antwoordt. Spreek af op een openbare plek, nooit bij iemand thuis.
agreement-place-child = Een openbare plek, zoals het buurthuis, het plein of de bibliotheek. Niet bij iemand thuis.
agreement-wrong-guarded = Op oppas, persoonlijke zorg, brieven en formulieren en sleutels reageer je alleen namens een organisatie in de buurt. Zo blijft het voor iedereen veilig.
agreement-wrong-blocked = Jullie kunnen elkaar niet schrijven.
agreement-wrong-own = Dit is van jezelf, of gaat over jezelf. Dat doet iemand anders.
agreement-wrong-moment = Kies een dag en een tijd in de toekomst, waarvan het eind na het begin komt.
agreement-wrong-due = Kies een dag vanaf vandaag, hooguit een jaar verder.
agreement-wrong-empty = Schrijf hier een paar woorden.
agreement-wrong-long = Maak het korter: hooguit { $count } tekens.
agreement-wrong-number = Vul een heel getal in, zoals 2.
agreement-wrong-early = Tot { $when } worden reacties verzameld. Daarna kun je kiezen.
agreement-wrong-amount = Schrijf een bedrag in cijfers, zoals 4,50.

# De tafel van de buurtmoderator

desk-board = Prikbord
desk-board-title = Wat er wacht op het prikbord
desk-board-lead = Wat iemand nakijkt, wat gemeld is, en waar twee buren het niet over eens zijn.
desk-board-waiting = { $count ->
    [one] ding van het prikbord wacht
   *[other] dingen van het prikbord wachten
}
desk-board-reports = Gemeld
desk-board-reviews = Nog niemand ziet dit
desk-board-disputes = Er gaat iets mis
desk-board-post = Iets van het prikbord
desk-board-conversation = Een gesprek
desk-board-why = Waarom gemeld
desk-board-by = Van
desk-board-audience = Voor wie
desk-board-text = De tekst
desk-board-theirs = Over wie het gaat
desk-board-reporter = Wie het meldde
desk-board-owner = Plaatste het
desk-board-replier = Reageerde
desk-board-differs = Zegt dat het misgaat
desk-board-what = Wat er misgaat
desk-board-accept = Dit mag op het prikbord
desk-board-refuse = Dit komt er niet op
desk-board-uphold = Het klopt: haal het weg
desk-board-uphold-conversation = Het klopt
desk-board-leave = Laat het zo
desk-board-settle = Dit is opgelost
desk-board-reason-hint = Wie het schreef en wie het meldde, lezen dit.
desk-board-settle-hint = Schrijf hoe het is opgelost. Beide buren lezen dit.
desk-board-reason-empty = Schrijf een reden.
desk-board-own = Dit gaat over jezelf, of je mag hier niet over beslissen. Een ander kijkt ernaar.
desk-board-done = Besloten. Wie het aangaat, krijgt bericht.
desk-board-told = Alleen voor buurtmoderatoren
desk-board-told-lead = Wat buren na een afspraak aan jullie kwijt wilden. De ander leest dit niet.
desk-board-told-line = { $who } over { $whom }, { $day }:

# Wat we bewaren

held-posts = Wat je op het prikbord zette, met de foto’s erbij, en waar ongeveer
held-posts-why = Zodat buren het vinden. Waar je precies woont staat nergens.
held-agreements = Met wie je wat afsprak, wanneer, en welke stappen jullie zetten
held-agreements-why = Om je eraan te herinneren, en om te laten zien hoe vaak je afspraken nakomt.
held-meeting = Waar jullie elkaar zien
held-meeting-why = Alleen jullie twee lezen het. Het staat versleuteld.
held-messages = Wat je schreef in gesprekken, met de foto’s erbij, en tot waar je las
held-messages-why = Om te overleggen. Anderen lezen het niet, tenzij een van jullie het meldt.
held-thanks = Bedankjes die je schreef en kreeg, en wat je de buurtmoderator vertelde
held-thanks-why = Omdat een paar woorden goed doen, en om te zien of het ergens misgaat.
held-alerts = Je meldingen, en hoe je er mail over wilt
held-alerts-why = Om je te laten weten wat er gebeurt met wat van jou is.
held-turned-away = Wie je niet meer wilt zien, en wat je niet wilt zien
held-turned-away-why = Zodat het wegblijft. De ander krijgt het niet te zien.
held-post-reports = Wat je meldde van het prikbord of van een gesprek, en wat anderen over jouw woorden meldden
held-post-reports-why = Om het na te kijken. De tekst staat erbij zoals die toen was.
held-after = Tot { $count } dagen nadat het voorbij is.

# Wat iemand voor een ander deed

acted-published = zette iets op het prikbord
acted-renewed = liet iets langer op het prikbord staan
acted-closed = haalde iets van het prikbord
acted-replied = reageerde op iets van het prikbord
acted-wrote = schreef een bericht
acted-agreed = werkte een afspraak bij
acted-thanked = stuurde een bedankje
