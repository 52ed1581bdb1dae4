# De zoekpagina

results-title = { $text }{ $where }: zoeken
results-title-where = Zoeken{ $where }
results-title-all = Zoeken in de buurt
results-description = Zoek winkels, eten, reparatie en meer, en zie wat er open is op het moment dat jij wilt.
results-heading = { $count ->
    [0] Niets gevonden{ $where }
    [one] { $count } plek{ $where }
   *[other] { $count } plekken{ $where }
}
results-heading-about = Ongeveer { $count } plekken{ $where }
results-heading-text = { $count ->
    [0] Niets gevonden voor “{ $text }”{ $where }
    [one] { $count } plek voor “{ $text }”{ $where }
   *[other] { $count } plekken voor “{ $text }”{ $where }
}
results-heading-text-about = Ongeveer { $count } plekken voor “{ $text }”{ $where }
results-heading-what = { $count ->
    [one] { $what }: { $count } plek
   *[other] { $what }: { $count } plekken
}
results-heading-what-about = { $what }: ongeveer { $count } plekken
results-heading-where = Wie bezorgt bij jou?
results-filters = Meer filters
results-when = Wanneer
results-open-now = Nu open
results-open-at = Of open op dit moment
results-service = Waarvoor
results-where = Waar
results-locate = Gebruik mijn plek
results-locating = We vragen je plek aan je telefoon of computer…
results-denied = Je plek is niet gedeeld. Zoeken werkt ook zonder.
results-minutes = Hoe ver
results-by = Hoe ga je
results-minutes-hint = Dit telt pas mee als je bij “Waar?” iets invult of je plek deelt.
results-deliver = Bezorgd in postcode
results-apply = Filter
results-ask-postcode = Waar wil je het bezorgd hebben? Vul de vier cijfers van je postcode in, of deel je plek.
results-postcode-placeholder = Bijvoorbeeld 1093
results-ask-button = Wie bezorgt?
results-active = Gekozen filters
results-remove = weghalen
results-sort = Volgorde
results-pages = Verder in de lijst
results-ranking = Waarom deze volgorde?
exports-busy = Er worden nu veel bestanden opgehaald. Probeer het over een halve minuut nog eens.
results-download = Deze lijst als bestand:
results-download-most = Ten hoogste { $most } plekken, en { $best } als de best passende bovenaan staan.
exports-cut = Let op: dit zijn de eerste { $rows } van { $total }. Zoek preciezer.
results-facets = Filters

service-any = Maakt niet uit
service-counter = Langskomen
service-pickup = Afhalen
service-delivery = Bezorgen
service-kitchen = Keuken
minutes-any = Maakt niet uit
minutes-choice = { $minutes ->
    [one] { $minutes } minuut
   *[other] { $minutes } minuten
}
mode-bike = Fietsend
mode-walk = Lopend

sort-best = Beste eerst
sort-nearest = Dichtbij eerst
sort-open = Open eerst
sort-newest = Nieuw eerst
pager-first = Terug naar het begin van de lijst
pager-next = Volgende plekken
results-neighbours = Van buren
group-maybe = Misschien open
group-closed = Dan dicht

facet-open = Open
facet-open-then = Open op het gekozen moment
facet-trait = Goed om te weten
facet-kind = Soort plek
facet-category = Categorie
facet-area = Buurt
facet-about = { $label } (ongeveer)

map-label = Kaart van de gevonden plekken
map-zoom-in = Dichterbij
map-search-here = Zoek in dit gebied
map-zoom-out = Verder weg
map-pan = Naar boven|Naar links|Naar beneden|Naar rechts

empty-spelling = Staat het er goed? Een korter of ander woord helpt vaak.
empty-words = Hier brandt geen licht.
empty-ways = Zo kom je verder:
empty-any-time = Zoek ook wat nu dicht is
empty-any-time-then = Zoek ook wat dan dicht is
empty-wider = Zoek twee keer zo ver
empty-no-filters = Zoek zonder filters
empty-everywhere = Zoek ook buiten deze buurt
empty-all = Bekijk alle plekken
empty-categories = Kies een categorie

# Wat er mis kan zijn met een veld

field-text = Zoekwoorden
field-open = Open op
field-service = Waarvoor
field-place = Waar je zoekt
field-minutes = Hoe ver
field-mode = Hoe je gaat
field-delivery = Postcode voor bezorgen
field-frame = Stuk van de kaart
field-area = Buurt
field-kind = Soort plek
field-category = Categorie
field-sort = Volgorde
field-page = Bladzijde
field-filter = Filters

problem-empty = { $field }: vul iets in.
problem-too-short = { $field }: dit is te kort. Maak het langer.
problem-too-long = { $field }: dit is te lang. Maak het korter.
problem-out-of-range = { $field }: deze waarde is te groot of te klein.
problem-unknown = { $field }: deze keuze kennen we niet. Kies een andere.
problem-unreadable = { $field }: dit kunnen we niet lezen. Kijk of het goed geschreven is.
problem-ends-before-start = { $field }: het einde ligt voor het begin.
problem-bad-cursor = { $field }: deze bladzijde hoort bij een andere lijst. We beginnen vooraan.
problem-too-deep = { $field }: verder bladeren kan niet. Zoek preciezer.
problem-guessable = { $field }: dit wordt als eerste geraden. Neem een paar woorden die niet bij elkaar horen.
problem-reserved = { $field }: zo heet al een zaak waarvan iemand heeft laten zien dat die van hem of haar is. Kies een andere naam, of laat eerst zien dat de zaak van jou is.

# Waarom een plek in de lijst staat

why-name-exact = heet precies zo
why-name = de naam past
why-name-typo = de naam lijkt erop
why-category = { $word }
why-tag = heeft het kenmerk “{ $word }”
why-repairs = repareert { $word }
why-text = staat in de beschrijving of het adres
why-open = open
why-open-likely = waarschijnlijk open
why-open-maybe = misschien open
why-near = op { $word }
why-delivers = bezorgt daar
why-independent = zelfstandige zaak
