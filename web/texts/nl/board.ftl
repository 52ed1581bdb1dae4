# Het prikbord: Burenhulp, Delen en ruilen, de agenda, een bericht, en er een plaatsen.

board-help-title = Burenhulp
board-help-lead = Wie kan je helpen, en wie kun jij helpen? Dichtbij, en op de tijd die jullie afspreken.
board-share-title = Delen en ruilen
board-share-lead = Spullen, eten, materiaal en lessen van mensen uit de buurt: te leen, te ruil of om weg te geven.
board-agenda-title = Agenda
board-agenda-lead = Wat er in de buurt te doen is, dag voor dag.
board-description = Wat buren elkaar aanbieden en vragen: hulp, spullen, eten, materiaal, lessen en dingen om samen te doen.
board-preview = Een bericht op het prikbord

board-search = Zoek op het prikbord
board-search-example = Bijvoorbeeld: boor, soep, fietsles
board-new = Plaats een bericht
board-direction = Aanbod of vraag
board-subject = Soort
board-all = Alles
board-offered = Aanbod
board-asked = Vraag
board-everything = Alles
board-distance = Hoe ver
board-from = Vanaf
board-within = Binnen { $distance }
board-close = Haal eraf
board-sort-best = Van alles wat
board-map = Waar het staat
board-map-hint = Een buurt met minder dan vijf berichten telt mee met het gebied eromheen. Waar iemand woont staat nergens.
board-heading = { $count ->
    [one] { $count } bericht{ $where }
   *[other] { $count } berichten{ $where }
}
board-heading-agenda = { $count ->
    [0] Niets te doen{ $where }
    [one] { $count } activiteit{ $where }
   *[other] { $count } activiteiten{ $where }
}
board-widened = Er hangt nog weinig { $from }. Daarom zie je meer: alles uit { $shown }.
board-agenda-later = Vier weken verder
board-calendar = Zet de agenda in je telefoon
board-calendar-name = Agenda{ $where }
board-feed-all = Prikbord
board-feed-title = Nieuw: { $what }{ $where }
board-feed-link = Volg nieuwe berichten (feed)
board-pager-next = Volgende berichten

board-door-heading = Er is meer dan je hier ziet
board-door-words = Veel berichten zijn alleen voor buren. Log in en word lid van je buurt, dan zie je ze ook.
board-door = Log in
board-door-community = Kies je buurt
board-count-help-asked = { $count ->
    [one] { $count } buur zoekt hulp{ $where }
   *[other] { $count } buren zoeken hulp{ $where }
}
board-count-help-offered = { $count ->
    [one] { $count } buur biedt hulp aan{ $where }
   *[other] { $count } buren bieden hulp aan{ $where }
}
board-count-share-asked = { $count ->
    [one] { $count } buur zoekt iets{ $where }
   *[other] { $count } buren zoeken iets{ $where }
}
board-count-share-offered = { $count ->
    [one] { $count } keer iets te delen{ $where }
   *[other] { $count } keer iets te delen{ $where }
}
board-count-agenda = { $count ->
    [one] { $count } keer iets te doen{ $where }
   *[other] { $count } keer iets te doen{ $where }
}
board-chip = Hulp van buren
board-glance = Op het prikbord

board-empty = Hier hangt nog niets. Het eerste bericht is van jou.
board-empty-filtered = Hiervoor hangt er nog niets. Kijk ook eens hier:
board-empty-all = Alle berichten
board-wanted = Wat buren vaak zoeken
board-wanted-lead = Misschien is het iets voor jou.
board-wanted-topic = { $topic }: { $count } buren vragen erom
board-ready = Zo beginnen buren vaak
board-ready-lead = Tik op een zin die past. Daarna vul je zelf aan.
board-begin-groceries = Wie doet een keer boodschappen voor mij?
board-begin-tech = Wie helpt mij met mijn telefoon of computer?
board-begin-coffee = Wie komt er een kopje koffie drinken?
board-begin-odd-job = Wie helpt mij met een klusje in huis?
board-begin-shopping = Ik doe graag boodschappen voor een buur
board-begin-dog = Ik laat graag je hond uit
board-begin-drill = Boormachine te leen
board-begin-toys = Speelgoed om weg te geven
board-begin-ladder = Wie heeft een trap te leen?
board-begin-soup = Ik heb te veel gekookt
board-begin-wood = Hout over van een verbouwing
board-begin-meet = Kom je ook? Koffie op het plein

# Wat het is

board-offer = Aanbod
board-request = Vraag
board-help = Hulp
board-item = Spullen
board-meal = Eten
board-material = Materiaal
board-skill = Lessen
board-event = Activiteiten
board-term-gift = Gratis
board-term-loan = Te leen
board-term-swap = Ruilen
board-term-price = Voor buurtgeld
board-term-euro = Voor euro’s
board-term-loan-days = { $days ->
    [one] Te leen, { $days } dag
   *[other] Te leen, { $days } dagen
}
board-term-deposit = {" "}(borg: { $words })
board-term-swap-for = Ruilen voor: { $words }
board-term-euro-for = Voor euro’s: { $words }
board-term-price-of = Voor { $amount }
board-morning = ochtend
board-afternoon = middag
board-evening = avond
board-every-day = elke dag
board-all-day = de hele dag
board-list = { $most } en { $last }
board-days = { $from } tot en met { $until }
board-recurs-once = Eén keer
board-recurs-weekly = elke week
board-recurs-biweekly = om de week
board-recurs-monthly = elke maand
board-by = van { $name }
board-portions-left = { $count ->
    [one] Nog { $count } portie
   *[other] Nog { $count } porties
}
board-left = Nog { $count } over
board-left-none = Alles is vergeven
board-left-none-event = Vol
board-left-none-help = Op dit moment bezet
board-left-none-request = Er is al iemand gevonden
board-left-wait = Reageren kan nu niet. Zegt iemand af, dan komt er weer plek: kijk later nog eens.
board-child = Wie jonger is dan 16 plaatst en reageert via een ouder of verzorger. Oppas, persoonlijke zorg, brieven en formulieren en sleutels kunnen dan niet, en hulp, lessen en maaltijden alleen bij een plek of organisatie in de buurt.
board-pickup-at = ophalen { $times }
board-until-day = Tot en met { $day }
board-from-until = van { $from } tot { $until }
board-near = vlakbij
board-about = ongeveer { $distance }
board-allergen-gluten = gluten
board-allergen-crustaceans = schaaldieren
board-allergen-eggs = ei
board-allergen-fish = vis
board-allergen-peanuts = pinda
board-allergen-soy = soja
board-allergen-milk = melk
board-allergen-nuts = noten
board-allergen-celery = selderij
board-allergen-mustard = mosterd
board-allergen-sesame = sesam
board-allergen-sulphites = sulfiet
board-allergen-lupin = lupine
board-allergen-molluscs = weekdieren
board-allergens-none = Niets hiervan
board-allergens-unknown = Weet ik niet
board-allergens-nobody-knows = Wie dit maakte, weet het niet
board-halal = Halal
board-vegetarian = Vegetarisch
board-bring-box = Neem een bakje mee
board-good-to-know = Goed om te weten
board-audience-desk = Alleen de hulpdesk
board-audience-confirmed = Bekende buren
board-audience-community = Leden van de buurt
board-audience-public = Iedereen
board-audience-desk-means = Alleen wie de hulp regelt ziet dit, en wie zij vragen.
board-audience-confirmed-means = Leden van je buurt van wie het adres klopt, of die bekend zijn bij buren.
board-audience-community-means = Alle leden van je buurt.
board-audience-public-means = Ook wie niet is ingelogd. Je naam staat er dan niet bij.
board-state-review = Iemand kijkt dit eerst na. Daarna zien anderen het.
board-state-open = Hangt op het prikbord.
board-state-expired = De tijd is voorbij. Anderen zien dit niet meer.
board-state-closed = Klaar. Dit bericht hangt er niet meer.
board-state-removed = Weggehaald door een buurtmoderator.
board-stands-until = Tot en met { $day }.
board-outcome = Hoe is het afgelopen?
board-outcome-found = Gelukt, met een buur van hier
board-outcome-elsewhere = Gelukt, ergens anders
board-outcome-nobody = Er kwam niemand
board-outcome-not-needed = Het is niet meer nodig
board-outcome-choose = Kies hoe het is afgelopen.
board-why-title = Staat in de titel
board-why-title-typo = Lijkt op de titel
board-why-topic = Gaat over: { $word }
board-why-text = Staat in de tekst
board-why-reach = Komt zo ver
board-why-fresh = Nieuw
board-why-soon = Binnenkort

# Een bericht

board-post-gone = Dit bericht hangt er niet, of niet meer.
board-post-gone-visitor = Dit bericht hangt er niet meer, of het is alleen voor buren. Log in en kijk nog eens.
board-place = { $name }. De precieze plek hoor je als jullie iets hebben afgesproken.
board-place-own = { $name }, op ongeveer { $distance } na. Je deur staat nergens.
board-hygiene-reader = Thuis gekookt, voor buren. Vraag gerust hoe en wanneer het is gemaakt.
board-replies-within = { $hours ->
    [one] Antwoordt meestal binnen een uur
   *[other] Antwoordt meestal binnen { $hours } uur
}
board-kept = Kwam { $kept } van de { $finished } afspraken na
board-reply = Reageer
board-reply-sign-in = Om te reageren log je eerst in. Zo weet je allebei met wie je iets afspreekt.
board-reply-hint = Alleen de ander leest dit. Zet er nog geen telefoonnummer of adres in: dat deel je als jullie iets hebben afgesproken.
board-collects = Reacties worden verzameld tot en met { $day }. Daarna wordt er gekozen, dus snel zijn hoeft niet.
board-send = Stuur je reactie
board-answers = Weet je niet hoe je begint? Tik op een zin
board-answer-hello = Hallo, ik woon in de buurt en lees net je bericht.
board-answer-daytime = Ik kan doordeweeks overdag.
board-answer-evening = Ik kan ’s avonds of in het weekend.
board-answer-meet = Zullen we eerst even kennismaken?
board-answer-when = Wanneer komt het jou goed uit?
board-answer-question = Ik heb eerst nog een vraag:
board-answer-still-there = Is dit er nog? Dan kom ik het graag halen.
board-answer-gladly = Hier maak ik graag gebruik van.
board-answer-borrow = Mag ik het een paar dagen lenen? Ik breng het heel terug.
board-answer-swap = Ik ruil graag. Dit heb ik voor jou:
board-answer-bring = Ik kan het zelf niet komen halen. Kun jij het brengen?
board-answer-two = We komen met zijn tweeën, als dat mag.
board-answer-help = Ik help je graag.
board-answer-have = Dit heb ik liggen. Je mag het hebben.
board-answer-lend = Je mag het van mij lenen.
board-answer-done-before = Dit heb ik vaker gedaan.
board-answer-part = Ik kan niet alles, maar wel een deel.
board-answer-know-somebody = Ik ken iemand die je hierbij kan helpen.
board-away = Past dit niet?
board-not-for-me = Niet voor mij
board-report = Er klopt iets niet
board-report-lead = Een buurtmoderator kijkt ernaar. Wie het plaatste hoort niet dat jij het was.
board-report-reason = Wat is er mis?
board-report-choose = Kies wat er mis is.
board-report-send = Geef het door
board-reason-unsafe = Het is niet veilig
board-reason-fraud = Het is oplichting
board-reason-hurtful = Het is kwetsend
board-reason-forbidden = Het mag niet
board-reason-advertising = Het is reclame
board-reason-other = Iets anders
board-block = Blokkeer deze buur
board-block-lead = Jullie zien elkaars berichten niet meer, en kunnen elkaar niet meer schrijven. De ander hoort dit niet.
board-block-do = Blokkeer
board-replies = Reacties
board-replies-none = Er is nog niemand die reageert.
board-keep = Jouw bericht
board-renew = Verleng
board-edit = Wijzig
board-close-do = Haal het bericht eraf
board-share = Geef het door
board-share-offer = Kijk, een buur biedt dit aan{ $where }: “{ $title }”.
board-share-request = Weet jij iemand? Een buur vraagt{ $where }: “{ $title }”.
board-share-button = Deel dit bericht
board-share-mail = Stuur het per mail
board-safe = Veilig afspreken
board-safe-post = Spreek de eerste keer af waar meer mensen zijn. Geef nooit je pas of pincode, en betaal niets vooraf. Voelt het niet goed? Dan hoef je niet door te gaan.
board-done-published = Je bericht is geplaatst.
board-done-review = Bewaard. Een moderator kijkt er eerst even naar.
board-done-saved = Bewaard.
board-done-renewed = Verlengd. Je bericht blijft langer hangen.
board-done-closed = Je bericht is van het prikbord.
board-done-reported = Doorgegeven. Een buurtmoderator kijkt ernaar.
board-done-blocked = Geblokkeerd. Jullie zien elkaar niet meer.
board-done-unblocked = Jullie kunnen elkaar weer zien.

# Een bericht plaatsen

board-new-title = Plaats een bericht
board-new-lead = Wat heb je te bieden, of wat zoek je? Het kost je twee minuten.
board-new-offer = Wat bied je aan?
board-new-request = Wat zoek je?
board-edit-title = Wijzig je bericht
board-i-offer = Ik bied aan
board-i-ask = Ik zoek
board-back = Terug, zonder te bewaren
board-publish = Plaats het bericht
board-sign-in-later = Als je op de knop drukt, log je in of maak je een account. Wat je invult blijft bewaard.
board-no-community = Een bericht hangt in een buurt, en je bent daar nog geen lid. Word eerst lid van een buurt die bij deze plek hoort.
board-no-community-way = Kies je buurt
board-guarded = Oppas, persoonlijke zorg, brieven en formulieren en sleutels bied je alleen aan via een organisatie in je buurt. Zo blijft het voor iedereen veilig.
board-conflict = Dit bericht is ondertussen gewijzigd, misschien door jou op een ander scherm. Kijk het na. Bewaar je nog eens, dan geldt wat hier staat.
board-contacts-found = Er staat een telefoonnummer, mailadres of huisadres in je bericht. Dat kan iedereen lezen die het bericht ziet. Haal het weg, of laat ons dat doen.
board-masked-lead = Zo staat het er als wij het weghalen:
board-mask = Haal nummers en adressen weg
board-terms-hint = Er mag er meer dan één. Wat je kiest vul je aan.
board-terms-empty = Kies wat je ervoor wilt: gratis, ruilen, of iets anders.
board-offer-gift = Gratis
board-offer-loan = Te leen
board-offer-euro = Voor euro’s
board-ask-gift = Gratis
board-ask-loan = Ik wil het lenen
board-ask-euro = Ik betaal ervoor
board-allergens-empty = Kies wat erin zit, “Niets hiervan” of “Weet ik niet”. Wie allergisch is moet erop kunnen vertrouwen.
board-hygiene = Was je handen, koel het snel af, en schrijf op wanneer je het maakte. Vraag je er geld voor? Dan gelden de regels van de voedselveiligheid, ook thuis.
board-topic-none = Kies
board-title-offer-help = Bijvoorbeeld: Ik doe op maandag boodschappen
board-title-request-help = Bijvoorbeeld: Wie helpt met de printer?
board-title-offer-item = Bijvoorbeeld: Klopboormachine te leen tot zondag
board-title-request-item = Bijvoorbeeld: Wie heeft een hoge trap?
board-title-meal = Bijvoorbeeld: Pompoensoep, nog 4 porties
board-title-material = Bijvoorbeeld: 12 m² eiken vloerdelen
board-title-skill = Bijvoorbeeld: Nederlands oefenen al wandelend
board-title-event = Bijvoorbeeld: Speelgoed ruilen op het plein
board-field-title = Titel
board-field-text = Vertel meer
board-field-topic = Onderwerp
board-field-terms = Voorwaarden
board-field-loan-days = Hoeveel dagen
board-field-deposit = Borg
board-field-swap = Waarvoor wil je ruilen?
board-field-euro = Hoeveel
board-field-portions = Porties
board-field-pickup = Ophalen
board-field-pickup-from = Ophalen vanaf
board-field-pickup-until = Ophalen tot
board-field-allergens = Wat zit erin?
board-field-quantity = Hoeveel
board-field-size = Maat
board-field-origin = Waar het vandaan komt
board-field-material-until = Tot wanneer te krijgen
board-field-event-from = Begint
board-field-event-until = Eindigt
board-field-recurs = Hoe vaak
board-field-venue = Waar precies
board-venue-hint = Iedereen die het bericht ziet, leest dit. Zet er geen huisadres in.
board-field-where = Waar
board-where-hint = Een postcode of de naam van een buurt. We tonen alleen ongeveer waar: nooit je deur.
board-where-stays = Leeg laten mag: dan blijft het in { $name }. Anders een postcode of de naam van een buurt.
board-precise = Liever een punt op de kaart
board-field-point = Punt
board-point-hint = Breedte en lengte, zoals 52.361, 4.928. We bewaren alleen het vak van zo’n 300 meter waar het in ligt.
board-field-audience = Wie ziet dit?
board-field-capacity = Hoeveel mensen kunnen dit krijgen?
board-capacity-event = Hoeveel mensen kunnen er komen?
board-capacity-request = Hoeveel mensen zijn er nodig?
board-capacity-hint = Eén, als je niets invult. Hoogstens { $most }.
board-more = Meer vertellen (dat hoeft niet)
board-field-when = Wanneer kan het?
board-field-reach = Hoe ver kom je?
board-reach-any = Dat maakt niet uit
board-field-languages = Talen
board-field-until = Tot wanneer hangt dit?
board-until-hint = Vul je niets in, dan { $days } dagen. Verlengen kan altijd, met één druk op de knop.
board-field-replies-until = Reacties verzamelen tot
board-replies-hint = Wil je eerlijk kiezen, en niet wie het eerst komt? Verzamel dan hoogstens { $days } dagen reacties.
board-field-listing = Namens een plek
board-listing-none = Nee, van mijzelf
board-field-message = Je bericht
board-field-reply-quantity = Hoeveel wil je er?
board-field-note = Wil je er iets bij zeggen?
board-safe-form = Zet geen telefoonnummer, adres of iets over je gezondheid in je bericht. Dat deel je later, als je iets afspreekt.

# Mijn prikbord

board-mine-title = Mijn prikbord
board-mine-lead = Wat je op het prikbord hebt gehangen.
board-mine-none = Je hebt nog niets geplaatst.
board-blocked-title = Wie je blokkeerde
board-blocked-lead = Jij en deze buren zien elkaars berichten niet.
board-blocked-none = Je hebt niemand geblokkeerd.
board-unblock = Laat weer zien

# Het buurtblad

board-sheet-title = Buurtblad { $name }
board-sheet-link = Buurtblad om te printen
board-sheet-lead = Op papier voor wie geen telefoon met internet heeft. Print het, en geef het door.
board-sheet-week = { $from } tot en met { $until }
board-sheet-events = Te doen deze week
board-sheet-posts = Van buren, voor buren
board-sheet-places = Plekken in de buurt, met telefoon
board-sheet-none = Deze week hangt er niets op het prikbord dat voor iedereen is.
board-sheet-help = Reageren, of zelf iets vragen? Bel { $help }.
board-sheet-help-nobody = Reageren, of zelf iets vragen? Vraag een buur die een telefoon met internet heeft.
