# Betalen: mijn saldo, wie er betaald wordt, wat er betaald is, de kassa van een zaak.

wallet-title = Mijn saldo
wallet-lead = Wat je tegoed hebt, wat er wacht, en wat je betaalde en kreeg.
wallet-none = In jouw gemeenschap wordt nog niet met een eigen munt betaald.
wallet-mandate = Met een machtiging betaal je niet voor iemand anders. Doe weer mee als jezelf, dan zie je je eigen saldo.
wallet-open-first = Open eerst een rekening. Daarna ga je verder met deze betaling.
wallet-begin = Je hebt nog geen saldo. Openen kost niets, en je kunt er meteen mee betalen en betaald worden.
wallet-open = Open je saldo
wallet-open-more = Open nog een saldo
wallet-open-place = Een rekening voor je zaak
wallet-open-place-words = Je zaak krijgt een eigen saldo, los van dat van jezelf, met een kassa erbij.
wallet-open-account = Open de rekening
wallet-place = Zaak
wallet-currency = Munt
wallet-rules = De regels van deze munt
wallet-rules-more = Alle regels
wallet-all = Al mijn saldo’s
wallet-done-open = Je saldo is open. Je kunt nu betalen en betaald worden.
wallet-done-declined = Je betaalt dit niet. Wie het vroeg, ziet dat.
wallet-done-taken-back = Je verzoek is ingetrokken.
wallet-again = Het lukte nu even niet. Probeer het zo nog eens: je betaalt één keer, ook als het de eerste keer toch gelukt is.

wallet-hours = { $hours } uur
wallet-minutes = { $minutes } min
wallet-available = Je kunt nog { $amount } betalen.
wallet-available-owed = Je kunt nog { $amount } betalen. Je mag { $owed } rood staan.
wallet-available-all = Je kunt zonder grens betalen.
wallet-now = Je saldo is nu { $balance }.
wallet-came = Je kreeg { $amount } van { $name }. Je saldo is nu { $balance }.
wallet-reserved = { $amount } is gereserveerd.
wallet-expected = { $amount } is voor jou gereserveerd.
wallet-given = { $given } gegeven, { $received } gekregen.
wallet-near-min = Je komt in de buurt van je grens: je kunt nog { $amount } betalen. Doe iets voor een buur, dan krijg je weer ruimte.
wallet-near-max = Je hebt veel tegoed: er past nog { $amount } bij. Geef in de buurt iets uit, dan blijft het rondgaan.
wallet-limit-none = Je kunt niet rood staan.
wallet-limit-min = Je mag tot { $amount } rood staan. Meer betalen kan dan niet; iets krijgen kan altijd.
wallet-limit-max = Je kunt tot { $amount } tegoed hebben. Is dat vol, geef dan eerst iets uit.
wallet-too-much = Dat is meer dan je hebt: je kunt nog { $amount } betalen.
wallet-too-much-owed = Dat is te veel: je kunt nog { $amount } betalen. Je mag { $owed } rood staan.
wallet-step = Zo fijn gaat deze munt niet. Het kleinste bedrag is { $amount }, en meer gaat in stappen van { $amount }.
wallet-frozen = Deze rekening staat stil. Onderaan, bij “Wat er besloten is”, lees je waarom.
wallet-closed = Deze rekening is dicht.
wallet-off = Met deze munt wordt nu niet betaald. Je saldo blijft staan.

wallet-pay = Betalen
wallet-ask = Vraag om betaling
wallet-print = Afdrukken
wallet-waits = Wat er wacht
wallet-asks = { $name } vraagt
wallet-asked = Je vroeg { $name }
wallet-asked-link = Je vroeg met een link
wallet-until = Tot { $when }
wallet-decline = Weigeren
wallet-take-back = Intrekken
wallet-show = Laat zien
wallet-hold-mine = Gereserveerd voor { $name }:
wallet-hold-theirs = { $name } reserveerde voor jou:
wallet-hold-mine-disputed = Gereserveerd voor { $name }, jullie zijn het er niet over eens:
wallet-hold-theirs-disputed = { $name } reserveerde voor jou, jullie zijn het er niet over eens:
wallet-agreement = Naar de afspraak

wallet-history = Wat er betaald is
wallet-history-none = Nog niets. Je eerste betaling komt hier te staan.
wallet-history-nothing = Hier past niets bij. Zoek met minder woorden, of in een andere maand.
wallet-filter = Zoek in je betalingen
wallet-filter-off = Toon alles
wallet-words = Woorden uit de naam of omschrijving
wallet-category = Soort
wallet-searched = We keken de laatste { $count } betalingen door. Zoek verder in oudere, of kies een maand.
wallet-month = Maand
wallet-all-months = Alle maanden
wallet-side = Af of bij
wallet-both = Af en bij
wallet-out = Alleen af
wallet-in = Alleen bij
wallet-look = Zoek
wallet-after = daarna { $amount }
wallet-newest = Terug naar het nieuwste
wallet-older = Verder terug
wallet-yesterday = gisteren
wallet-is-back = teruggeboekt
wallet-about = Over dit saldo
wallet-statement = Afschrift van deze maand

wallet-line-levy = Bijdrage aan de buurtpot
wallet-line-reversal = Terugboeking
wallet-line-issue = In omloop gebracht
wallet-line-destroy = Uit omloop gehaald
wallet-line-handout = Uitgedeeld voor hulp
wallet-line-redemption = Ingeleverd voor euro’s
wallet-line-paper-in = Papier ingeleverd
wallet-line-paper-out = Papier meegenomen
wallet-line-settlement = Verrekend bij het weggaan

wallet-fund = Buurtpot
wallet-issuer = Uitgever
wallet-gone = Iemand die weg is
wallet-claimed = Bevestigde zaak
wallet-kind-member = Bewoner
wallet-kind-household = Huishouden
wallet-kind-organisation = Organisatie
wallet-kind-merchant = Zaak
wallet-kind-fund = Van de gemeenschap
wallet-kind-issuer = Van de gemeenschap

# Betalen op naam

pay-title = Betalen
pay-lead = Wie betaal je, en hoeveel? Voor je betaalt zie je nog eens aan wie.
pay-from = Vanaf
pay-to = Aan wie?
pay-to-hint = Een naam, een zaak, of een code zoals K7P-2QX.
pay-amount = Hoeveel?
pay-time-hint = Schrijf bijvoorbeeld 1:30, 2 uur of 45 min.
pay-time-some = Betaal je in uren, schrijf dan bijvoorbeeld 1:30, 2 uur of 45 min.
pay-time-unread = Zijn het uren of minuten? Schrijf bijvoorbeeld 1:30, 2 uur of 45 min.
pay-unread = Dit is geen bedrag dat we zeker kunnen lezen. Schrijf een getal, zoals 12,50 of 1000.
pay-purpose = Waarvoor? (mag leeg)
pay-purpose-hint = De ander leest dit mee.
pay-category = Soort (mag leeg)
pay-category-groceries = Boodschappen
pay-category-meal = Eten en drinken
pay-category-repair = Reparatie
pay-category-lesson = Les
pay-category-help = Hulp
pay-category-thing = Spullen
pay-category-transport = Vervoer
pay-next = Ga verder
pay-by-code = Betaal met een code
pay-choose = Wie bedoel je?
pay-change = Verander iets
pay-check = Klopt dit?
pay-button = Betaal { $amount }
pay-after = Daarna is je saldo { $amount }.
pay-from-words = Vanaf { $account }.

# Een code of een link

paycode-title = Betaal met een code
paycode-lead = Wie je met deze code betaalt, en hoeveel.
paycode-label = Code
paycode-hint = Zes of acht tekens, zoals K7P-2QX. Hij staat bij de kassa of in het verzoek.
paycode-unknown = Deze code kennen we niet, of hij is al gebruikt. Kijk nog eens goed. Is het een verzoek aan jou, log dan eerst in.
paycode-seen = Je betaalt aan
paycode-sign-in = Log in en betaal
paycode-stranger = Met deze munt betalen de mensen van { $community }. Jij hoort daar nog niet bij.
paycode-join = Naar { $community }
paycode-drawn = Een code om te scannen. Hij gaat naar { $address }
paycode-link = Link
paycode-share = Deel de link

# Een bon

receipt-title = Betaling
receipt-lead = Wie betaalde, hoeveel, wanneer, en waarvoor.
receipt-done-paid = Betaald
receipt-done-back = Teruggegeven
receipt-paid = Je betaalde
receipt-received = Je kreeg
receipt-to = Aan
receipt-from = Van
receipt-when = Wanneer
receipt-number = Nummer
receipt-number-of = { $number } in de boeken van { $currency }
receipt-after = Saldo daarna
receipt-first = Naar de betaling die is teruggeboekt
receipt-back = Deze betaling is teruggeboekt: bekijk de terugboeking
receipt-share = Deel de bon
receipt-copied = De bon staat op je klembord.
receipt-share-out = { $amount } betaald aan { $name }, { $when }.
receipt-share-in = { $amount } gekregen van { $name }, { $when }.
receipt-again = Betaal nog eens
receipt-give-back = Geef dit terug
receipt-give-back-words = Het hele bedrag gaat terug. De betaling blijft staan, met de terugboeking erbij.
receipt-reason = Waarom geef je het terug?
receipt-give-back-button = Geef terug:

# Vragen om betaling

ask-title = Vraag om betaling
ask-lead = Vraag een bedrag aan een buur, of maak een link die iedereen kan betalen.
ask-from = Aan wie? (mag leeg)
ask-from-hint = Laat je dit leeg, dan kan iedereen met de link betalen.
ask-button = Maak het verzoek
ask-own = Jouw eigen code
ask-own-words = Wie deze code scant of typt, betaalt jou. Het bedrag kiezen ze zelf.
asked-title = Verzoek om betaling
asked-done = Je verzoek staat klaar. Deel de link, of laat de code scannen.
asked-paid = Dit is betaald.
asked-declined = De ander betaalt dit niet.
asked-taken-back = Je hebt dit ingetrokken.
asked-over = Dit verzoek is voorbij.
asked-receipt = Bekijk de bon

# Een munt

currency-kind-mutual-credit = Bewoners en zaken staan bij elkaar op de lat. Wat de een tegoed heeft, is de ander schuldig. Samen is het altijd nul.
currency-kind-time = Tijd telt, voor iedereen evenveel. Wat de een tegoed heeft, is de ander schuldig. Samen is het altijd nul.
currency-kind-issued = Je krijgt ze voor hulp aan de buurt en geeft ze uit in de buurt. De gemeenschap brengt ze in omloop en neemt ze weer in.
currency-off = Met deze munt wordt nu niet betaald.
currency-rules = Zo werkt het
currency-rule-no-debt = Rood staan kan niet: je betaalt met wat je hebt.
currency-rule-min = Een nieuwe rekening mag { $amount } rood staan.
currency-rule-max = Een nieuwe rekening kan tot { $amount } tegoed hebben.
currency-rule-no-levy = Van een betaling gaat niets af.
currency-rule-levy = Van elke betaling gaat { $percent }% naar de buurtpot. Wie betaald wordt, draagt dat bij.
currency-rule-step = Het kleinste bedrag is { $amount }.
currency-rule-open = Leden zien elkaars saldo: dat heeft de gemeenschap zo besloten.
currency-coming = Vanaf { $day } zijn de regels anders. { $rules }
currency-versions = Wanneer de regels veranderden, en waarom
currency-figures = In cijfers
currency-accounts = Rekeningen
currency-accounts-words = Van bewoners en zaken.
currency-transfers = Betalingen
currency-transfers-words = In de laatste twaalf maanden.
currency-supply = In omloop
currency-supply-words = Alles wat bewoners en zaken samen tegoed hebben.
currency-velocity = Omloopsnelheid
currency-velocity-times = { $times } keer
currency-velocity-words = Zo vaak werd dat in twaalf maanden uitgegeven.
currency-sum = Alle saldo’s samen
currency-sum-words = Altijd nul: wat de een heeft, is de ander schuldig.
currency-private = Wat iemand heeft, ziet alleen diegene zelf, en wie de rekeningen van de gemeenschap bijhoudt.
face-balance = Saldo: { $amount }
face-namesake = Let op: zo heet ook een zaak waarvan iemand anders heeft laten zien dat die van hem of haar is. Sta je in die zaak, vraag dan of dit klopt.
currency-meter-title = Hoeveel er rondging
currency-meter = { $paid } in twaalf maanden. Dat is { $percent }% van { $most }: vanaf dat bedrag meld je de munt bij De Nederlandsche Bank.
currency-meter-near = { $paid } in twaalf maanden. Dat is al { $percent }% van { $most }: vanaf dat bedrag meld je de munt bij De Nederlandsche Bank. Bereid dat nu voor.
currency-advice = Uitkering, toeslagen en belasting
currency-who = Van wie deze munt is
currency-organisers = De organisatoren van { $community } beslissen over de regels.

# Een afschrift

statement-title = Afschrift
statement-of = Afschrift van { $month }
statement-opening = Saldo aan het begin
statement-closing = Saldo aan het eind
statement-in = Bij
statement-out = Af
statement-levies = Bijdrage aan de buurtpot
statement-none = In deze maand is er niets betaald.
statement-date = { $day }-{ $month }
statement-day = Dag
statement-who = Wie en waarvoor
statement-amount = Bedrag
statement-balance = Saldo
statement-file = Download als CSV
statement-months = Andere maanden
statement-long = Deze maand heeft te veel betalingen voor een pagina. Download het afschrift als CSV: daar staan ze allemaal in.
statement-too-long = Deze maand heeft te veel betalingen voor één bestand. Vraag de organisator om de boeken.
statement-vat = In het bestand is een kolom voor de btw, en die is leeg: de boeken weten niet welk deel van een bedrag btw is. Je vult hem zelf in.

# De kassa

till-title = Kassa
till-lead = Typ een bedrag en laat de code scannen.
till-of = Kassa van { $name }
till-amount = Bedrag
till-purpose = Waarvoor? (mag leeg)
till-ask = Laat de code zien
till-back = Wis het laatste cijfer
till-waits = Wacht op de betaling
till-typed = Of typ deze code op Koop Lokaal, bij Betalen ({ $address }):
till-dropped = De verbinding viel weg. Druk nog eens: er wordt nooit twee keer gevraagd.
till-look = Kijk opnieuw
till-stop = Stop deze betaling
till-stopped = Gestopt
till-over = Niet betaald
till-paid = Betaald
till-paid-by = Betaald door { $name }
till-next = Volgende klant
till-receipt = Bekijk de bon
till-today = Vandaag
till-count = { $count ->
    [one] 1 betaling
   *[other] { $count } betalingen
}
till-refund = Iets teruggeven? Tik op de betaling.
till-more = Dit zijn de laatste. De rest staat bij het saldo.
counter-title = Kaart voor de balie
counter-lead = Met deze code op de balie betaalt iedereen jou, zonder dat jij iets hoeft te doen.
counter-how = Druk hem af en zet hem neer. Klanten typen zelf het bedrag. Ze zien jullie naam en straat voor ze betalen, dus een vervangen code valt op.
counter-pay = Betaal hier met { $currency }
counter-small = Kleiner: op A6
counter-large = Groter: op A4

wallet-decided = Wat er besloten is
wallet-decided-frozen = De rekening is stilgezet.
wallet-decided-open = De rekening gaat weer verder.
wallet-decided-closed = De rekening is dicht.
