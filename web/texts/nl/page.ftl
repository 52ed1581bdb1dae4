# Wat op elke pagina staat.

page-locale = nl_NL
page-skip = Naar de inhoud
page-degraded = We zoeken nu met onze reservezoekmachine. Aantallen en volgorde kunnen iets afwijken.
page-demo = Dit is een voorbeeldbuurt. De zaken zijn verzonnen.
page-nav = Hoofdmenu
page-nav-search = Zoeken
page-nav-open = Nu open
page-nav-areas = Buurten
page-nav-data = Over de gegevens
page-nav-ranking = Hoe wij rangschikken
page-nav-accessibility = Toegankelijkheid
page-nav-privacy = Wat we bewaren
page-footer-nav = Over deze site
page-language-name = Nederlands
page-help = Hulp nodig?
page-help-link = Lees hoe het werkt
page-behind = De vraag achter deze pagina
page-cost = 0 verzoeken naar derden · { $kilobytes } kB · { $milliseconds } ms
page-cost-title = Gemeten voor deze pagina: hoe groot de tekst en de tekening zijn, en hoe lang de server erover deed.

search-label = Wat zoek je?
search-placeholder = Bijvoorbeeld: lek band, brood, kringloop
search-button = Zoek
search-suggest-count = suggesties. Kies met de pijltjes.
search-suggest-none = Geen suggesties

where-label = Waar?
where-placeholder = Postcode of buurt
where-unknown = Waar: “{ $words }” kennen we niet. Vul de vier cijfers van een postcode in, of de naam van een buurt.
where-unknown-alike = Waar: “{ $words }” kennen we niet. Bedoel je:
near-place = bij { $place }
in-area = { $how ->
    [de] in de { $name }
    [het] in het { $name }
    [op] op { $name }
   *[in] in { $name }
}

# De startpagina

home-heading = Wat heb je nodig in de buurt?
home-description = Zie wat er nu open is in de buurt: winkels, eten, reparatie, tweedehands, makers en markten. Zonder reclame en zonder volgers.
home-hint = Zoek op wat je nodig hebt, op een naam of op een straat.
home-open = Nu open in de buurt
home-open-then = Open { $when }
home-open-all = Bekijk alles wat open is
home-categories = Waar ben je naar op zoek?
home-new = Nieuw in de gids
home-new-day = erbij sinds { $day }
home-areas = Kies een buurt
home-areas-all = Alle buurten
home-what = Wat is dit?
home-what-1 = Een gids van alles wat dichtbij is: waar je koopt, eet, laat maken en elkaar tegenkomt.
home-what-2 = Niemand betaalt om bovenaan te staan. Hoe de volgorde tot stand komt, kun je nalezen.
home-what-3 = We volgen je niet. Waar je zoekt, bewaren we niet.

street-name = De straat is wakker.
street-words = { $about ->
    [yes] Ongeveer { $open } van de { $total } zaken zijn nu open.
   *[no] { $open ->
        [one] { $open } van de { $total } zaken is nu open.
       *[other] { $open } van de { $total } zaken zijn nu open.
    }
}
street-words-then = { $about ->
    [yes] Ongeveer { $open } van de { $total } zaken zijn { $when } open.
   *[no] { $open ->
        [one] { $open } van de { $total } zaken is { $when } open.
       *[other] { $open } van de { $total } zaken zijn { $when } open.
    }
}
street-asleep = De straat slaapt nog.
street-empty = Deze gids is nog leeg. Kom later terug, dan zie je hier wat er open is.
fill-heading = Beheer jij deze gids?
fill-import = Vul hem met de plekken van je stad, uit een bestand van OpenStreetMap:
fill-file = BESTAND
fill-demo = Of kijk eerst rond in een verzonnen buurt:
fill-after = Ververs daarna deze pagina. De lichten gaan vanzelf aan.
street-switch = Kijk op een ander moment
street-now = Nu
street-tonight = Vanavond
street-saturday = Zaterdag

chip-open = Nu open
chip-delivers = Bezorgt bij mij
chip-repair = Repareren
chip-second-hand = Tweedehands
chip-open-at = Open { $when }
chip-near = In de buurt
chip-near-place = Bij { $place }
chip-near-place-walk = { $minutes ->
    [one] Ongeveer { $minutes } minuut lopen van { $place }
   *[other] Ongeveer { $minutes } minuten lopen van { $place }
}
chip-near-place-bike = { $minutes ->
    [one] Ongeveer { $minutes } minuut fietsen van { $place }
   *[other] Ongeveer { $minutes } minuten fietsen van { $place }
}
chip-near-walk = { $minutes ->
    [one] Ongeveer { $minutes } minuut lopen
   *[other] Ongeveer { $minutes } minuten lopen
}
chip-near-bike = { $minutes ->
    [one] Ongeveer { $minutes } minuut fietsen
   *[other] Ongeveer { $minutes } minuten fietsen
}
chip-delivers-to = Bezorgt in { $postcode }
chip-frame = Op dit stuk van de kaart

card-minutes-walk = { $minutes ->
    [one] ongeveer { $minutes } minuut lopen
   *[other] ongeveer { $minutes } minuten lopen
}
card-minutes-bike = { $minutes ->
    [one] ongeveer { $minutes } minuut fietsen
   *[other] ongeveer { $minutes } minuten fietsen
}

tag-repairs = repareert { $word }
tag-delivers = bezorgt
tag-delivers-by-bike = bezorgt met de fiets
tag-second-hand = tweedehands
tag-organic = biologisch
tag-zero-waste = zonder verpakking
tag-fair-trade = eerlijke handel
tag-takeaway = om mee te nemen
tag-wheelchair = rolstoelvriendelijk

whereabouts-itinerant = Komt op verschillende plekken
whereabouts-at-home = Aan huis
whereabouts-service-area = Komt naar je toe

# Een categorie

category-description = { $category }: { $count ->
    [one] { $count } plek in de buurt, met openingstijden.
   *[other] { $count } plekken in de buurt, met openingstijden.
}
category-count = { $count ->
    [0] Nog geen plekken
    [one] { $count } plek
   *[other] { $count } plekken
}
category-terms = Je vindt dit ook met:
category-below = Fijner zoeken
category-places = Eerst wat open is
category-search = Alle filters
category-all = { $count ->
    [one] Bekijk die ene plek in de lijst
   *[other] Bekijk alle { $count } plekken
}
category-empty = Hier staat nog niets. Misschien staat het onder een andere naam.
category-count-about = Ongeveer { $count } plekken

# Buurten

area-municipality = Gemeente
area-district = Stadsdeel
area-quarter = Wijk
area-neighbourhood = Buurt
area-kind-in = { $kind } in { $around }
area-inhabitants = { $count ->
    [one] { $count } inwoner
   *[other] { $count } inwoners
}
area-title = { $name }: wat is er open?
area-description = { $count ->
    [one] { $count } plek { $where }: { $most }. Met openingstijden, en wat er nu open is.
   *[other] { $count } plekken { $where }: { $most } en meer. Met openingstijden, en wat er nu open is.
}
area-description-empty = { $count ->
    [0] Nog geen plekken { $where }.
    [one] { $count } plek { $where }, met openingstijden.
   *[other] { $count } plekken { $where }, met openingstijden.
}
area-empty = Hier staat nog niets in de gids.
area-open = Nu open { $where }
area-inside = Binnen { $name }
areas-title = Buurten
areas-heading = Buurten
areas-description = Alle buurten in deze gids, met hoeveel plekken er zijn.
areas-lead = Kijk wat er in een buurt is en wat er nu open is.
areas-find = Zoek een buurt of postcode
areas-cut = Dit zijn de eerste { $most } van { $total }. Typ meer van de naam.
areas-found = Buurten die op “{ $text }” lijken:
areas-none = We kennen geen buurt met de naam “{ $text }”.
areas-none-alike = We kennen geen buurt met de naam “{ $text }”. Bedoel je:
areas-near = Zoek bij { $place }
areas-all = Alle buurten

# Nieuwe plekken als feed

feed-new = Nieuwe plekken
feed-link = Volg nieuwe plekken (feed)
feed-title = Nieuw in de gids
feed-title-where = Nieuw{ $where }
feed-title-what = Nieuw: { $what }{ $where }
feed-demo = voorbeeld

# Als het misgaat

oops-not-found = Deze pagina is er niet
oops-not-found-words = Misschien is de plek verhuisd of is het adres verkeerd getikt. Zoek hem hier.
oops-denied = Dit mag niet
oops-denied-words = Deze pagina is niet voor jou bestemd. Zoek verder in de gids.
oops-busy = Zoeken lukt nu even niet
oops-busy-words = We zijn bezig of het is erg druk. Probeer het over een minuut nog eens.
oops-slow = Dit duurde te lang
oops-slow-words = Het is nu erg druk bij ons. Probeer het over een minuut nog eens.
oops-internal = Er ging bij ons iets mis
oops-internal-words = Het ligt niet aan jou. Probeer het over een minuut nog eens, of zoek iets anders.
oops-invalid = Dit begrijpen we niet
oops-invalid-words = Er klopt iets niet aan het adres of aan wat je stuurde. Zoek hier opnieuw.
oops-home = Terug naar het begin
oops-code = Vraag je hulp? Noem dan dit nummer:

# Antwoorden van de API

api-not-found = Dit bestaat niet.
api-denied = Dit mag je niet.
api-unavailable = Een onderdeel antwoordt nu niet. Probeer het over een minuut nog eens.
api-too-many = Dit is te veel tegelijk. Wacht even en probeer het dan opnieuw.
api-internal = Er ging bij ons iets mis. Probeer het over een minuut nog eens.
api-refused = Dit kan niet.
