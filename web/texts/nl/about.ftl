# Over de gegevens

census-heading = Over de gegevens
census-description = Wat er in deze gids staat, waar het vandaan komt, onder welke voorwaarden, en hoe zeker we ervan zijn.
census-count = { $count ->
    [0] Er staat nog geen plek in deze gids.
    [one] Er staat { $count } plek in deze gids.
   *[other] Er staan { $count } plekken in deze gids.
}
census-demo = { $count ->
    [one] Let op: { $count } plek hoort bij de voorbeeldbuurt. Die is verzonnen.
   *[other] Let op: { $count } plekken horen bij de voorbeeldbuurt. Die zijn verzonnen.
}
census-sources = Waar het vandaan komt
census-none = Er is nog niets opgehaald.
census-attribution = Bron
census-number = Plekken
census-maps = De grenzen van buurten komen van:
census-osm = Gegevens uit OpenStreetMap zijn van de mensen die daaraan meewerken. Je mag ze gebruiken onder de licentie ODbL, als je de bron noemt:
census-fresh = Hoe zeker we ervan zijn
census-fresh-1 = Bij elk gegeven onthouden we wie het gaf en wanneer iemand het voor het laatst heeft bevestigd. Dat hoor je terug in de zin over de openingstijden:
census-fresh-sure = “Nu open”: kort geleden bevestigd.
census-fresh-likely = “Waarschijnlijk open”: de bron zegt niet wanneer het is bevestigd, of dat is een tijd geleden. Het jaar staat erbij als we het weten.
census-fresh-maybe = “Misschien open”: de bron weet het zelf niet zeker. Bel even.
census-fresh-unknown = “Openingstijden onbekend”: we raden niet, en we verbergen de plek ook niet.
census-mend = Een fout gezien?
census-mend-1 = Op de pagina van elke plek staat waar de gegevens vandaan komen. Verbeter ze bij de bron, dan heeft iedereen er wat aan.
census-you = En jouw gegevens?
census-you-1 = We volgen je niet en we vragen niets op bij andere sites. Waar je zoekt, bewaren we niet.
census-you-2 = We zetten alleen een cookie als je een taal kiest of inlogt. Daar staat die taal in, of een nummer waaraan we je herkennen tot je uitlogt.
census-programs = Voor wie zelf iets wil bouwen
census-programs-1 = Alles op deze pagina’s kun je ook met een programma opvragen. Onder aan elke pagina staat hoe:
census-others = Wat anderen maakten
census-others-1 = Het lettertype, de pictogrammen, de kaart en een deel van de scanner zijn door anderen gemaakt. Wij mogen dat gebruiken. Wie dat zijn en wat ze daarover zeggen, lees je hier:
census-others-link = de licenties (Engels)

# Hoe wij rangschikken

ranking-heading = Hoe wij rangschikken
ranking-description = De hele formule van de volgorde in deze gids, met de echte getallen. Niemand kan ervoor betalen.
ranking-lead = De volgorde is voor iedereen gelijk en niet te koop. Hier staat hoe ze tot stand komt, met de getallen die de zoekmachine echt gebruikt.
ranking-groups = Eerst: hoe zeker is het open?
ranking-groups-1 = Vraag je wat er open is, dan staan de plekken in drie groepen:
ranking-group-certain = zeker open
ranking-group-likely = waarschijnlijk open
ranking-group-maybe = misschien open: op afspraak, of de tijden zijn onbekend. Daar staat het telefoonnummer bij
ranking-words = Dan: hoe goed past het bij je woorden?
ranking-words-1 = Voor elk woord dat je zoekt tellen de punten van de beste plek waar het staat. Van je woorden samen nemen we het gemiddelde.
ranking-where = Waar het woord staat
ranking-what = Wat telt
ranking-weight = Punten
ranking-words-2 = Zoek je zonder woorden, dan staat dichtbij voorop. Weten we niet waar je bent, dan gaat het op naam.
ranking-distance = En hoe dichtbij?
ranking-distance-1 = Als je je plek deelt, telt dichtbij een beetje mee. Op { $distance } is daar de helft van over.
ranking-ties = Bij gelijke stand
ranking-ties-1 = Deze punten zijn samen minder dan het verschil tussen twee regels hierboven. Bij één zoekwoord beslissen ze dus alleen bij gelijke stand.
tie-open = zeker open
tie-open-likely = waarschijnlijk open
tie-open-maybe = misschien open
tie-near = vlak bij jou
tie-independent = zelfstandige zaak
ranking-board = En op het prikbord?
ranking-board-1 = Berichten van buren tellen voor hoe goed ze bij je woorden passen, maal hoe dichtbij ze zijn, maal hoe nieuw ze zijn.
ranking-board-close = Tot { $close } is een bericht zo dichtbij als het kan. Daarna telt het bij elke { $halves } verder nog voor de helft.
ranking-board-fresh = Een nieuw bericht telt helemaal. Elke { $days } dagen nadat het is geplaatst of verlengd telt het nog voor de helft.
ranking-board-one = Het tweede bericht van dezelfde buur telt voor de helft, het derde voor een kwart. Op één bladzijde staan er hoogstens { $most } van dezelfde buur, zolang er nog andere zijn. Ben je niet ingelogd, dan geldt dat voor wat dicht bij elkaar ligt: wie iets schreef laten we je dan niet merken.
ranking-not = Wat niet meetelt
ranking-not-paid = Geld. Niemand kan een plaats kopen, en reclame is er niet.
ranking-not-stars = Sterren en duimpjes. Die zijn er niet.
ranking-not-you = Wie je bent en wat je eerder zocht. Dat weten we niet.
ranking-minutes = Hoe we minuten schatten
ranking-minutes-1 = We meten een rechte lijn en rekenen een omweg mee. { $distance } is zo ongeveer { $walk } minuten lopen of { $bike } minuten fietsen. Een brug of een drukke kruising kan het langer maken, daarom staat er “ongeveer”.

evidence-name-exact = De naam is precies wat je zocht
evidence-name-begins-whole = De naam begint met de woorden die je zocht
evidence-name = In de naam
evidence-name-root = In de naam, in een andere vorm
evidence-name-only = Alleen in de naam, terwijl het woord een vak of buurt noemt: “bakker” bij garage Bakker
evidence-area = In de buurt of gemeente die je noemde
evidence-name-begins = Begin van een woord in de naam
evidence-category = Naam of zoekwoord van een categorie
evidence-category-root = Naam of zoekwoord van een categorie, in een andere vorm
evidence-category-foreign = Naam of zoekwoord van een categorie in de andere taal
evidence-category-begins = Begin van de naam of een zoekwoord van een categorie
evidence-tag = In een kenmerk, of bij wat er gemaakt wordt
evidence-tag-root = In een kenmerk, in een andere vorm
evidence-tag-begins = Begin van een kenmerk
evidence-name-typo = In de naam, met een tikfout
evidence-category-typo = In een categorie, met een tikfout
evidence-tag-typo = In een kenmerk, met een tikfout
evidence-place = In het adres
evidence-place-begins = Begin van een woord in het adres
evidence-text = In de beschrijving
evidence-text-root = In de beschrijving, in een andere vorm
evidence-text-begins = Begin van een woord in de beschrijving
evidence-place-typo = In het adres, met een tikfout
evidence-nothing = Nergens

# Toegankelijkheid

access-heading = Toegankelijkheid
access-description = Wat we doen zodat iedereen deze gids kan gebruiken, hoe we dat testen, en wat nog niet goed is.
access-lead = Iedereen moet deze gids kunnen gebruiken: met een oude telefoon, een toetsenbord, een schermlezer of een loep.
access-aim = Wat je mag verwachten
access-aim-1 = We houden ons aan WCAG 2.2, niveau AA. Dat betekent onder meer:
access-can-keyboard = Alles kan met het toetsenbord. Je ziet steeds waar je bent.
access-can-script = Alles werkt ook zonder JavaScript.
access-can-zoom = Het past op een scherm van 320 pixels breed, en met letters die twee keer zo groot zijn.
access-can-colour = Kleur zegt nooit iets alleen: er staat altijd een woord bij.
access-can-motion = Er beweegt bijna niets. Wil je geen beweging, dan staat alles stil.
access-can-map = De kaart is extra. Alles wat erop staat, staat ook in de lijst.
access-tested = Hoe we het testen
access-tested-1 = Bij elke verandering controleert een programma (axe-core) alle pagina’s in een echte browser, in elke taal, en lopen tests belangrijke taken door met alleen het toetsenbord.
access-tested-2 = Een onderzoek door mensen met een beperking is er nog niet geweest.
access-known = Wat nog niet goed is
access-known-1 = De tekening van de straat noemt tot { $count } zaken. Wie haar niet ziet, hoort dezelfde zaken met hun tijden, maar dat kost tijd: je kunt haar overslaan. Teksten die een zaak zelf schreef, zijn er soms maar in één taal.
access-help = Hulp vragen
access-help-contact = Lukt iets niet, of klopt er iets niet? Je bereikt ons via
access-help-none = Wie deze gids beheert, heeft hier nog geen telefoonnummer of mailadres gezet.
access-how = Zo werkt de gids
access-how-1 = Tik bovenaan wat je zoekt: een ding, een naam of een straat. Een tikfout is niet erg.
access-how-2 = Kies wat telt: nu open, dichtbij, bezorgd, met een rolstoel. Wat je kiest, kun je weer weghalen.
access-how-3 = Open een plek. Daar staat of die open is, hoe je er komt en wie je kunt bellen.
