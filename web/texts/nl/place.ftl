# De pagina van een plek

place-breadcrumbs = Waar je bent
place-ring = Bel
place-route = Route
place-map = Kaart
place-website = Website
place-around = Wat is er nog meer in de buurt?
place-hours = Openingstijden
place-week = De komende week: { $service }
place-hours-raw = Zo kregen we de tijden. We kunnen ze niet zelf lezen:
place-hours-none = Niemand heeft ze nog opgeschreven.
place-hours-add = Schrijf ze op bij de bron
place-exceptions = Let op
place-calendar = Bijzondere dagen in je agenda
calendar-name = Bijzondere dagen van { $name }
place-way-walk = { $minutes ->
    [one] Ongeveer { $minutes } minuut lopen vanaf { $from }
   *[other] Ongeveer { $minutes } minuten lopen vanaf { $from }
}
place-way-bike = { $minutes ->
    [one] Ongeveer { $minutes } minuut fietsen vanaf { $from }
   *[other] Ongeveer { $minutes } minuten fietsen vanaf { $from }
}
place-way-you = jouw plek
place-contact = Contact
place-delivery = Bezorgen
place-repairs = Repareren
place-know = Goed om te weten
place-payment = Betalen
place-source = Waar dit vandaan komt
place-still-right = Klopt dit nog?
place-mend = Naar de bron
place-mend-source = Deze gegevens komen van { $source }. Verbeter ze daar, dan klopt het hier bij de volgende keer ophalen ook.
place-mend-here = Zie je een fout? Geef hem door, dan wordt er naar gekeken.
place-licence = Licentie
place-share = Delen
place-share-link = Adres van deze pagina
place-share-button = Deel deze plek
place-share-copied = Gekopieerd
place-nearby = Ook in de buurt
place-same = Meer: { $category }

week-today = vandaag
week-closed = dicht
week-all-day = dag en nacht
week-unsure = niet zeker
week-appointment = op afspraak
week-exception = andere tijden
exception-days = { $from } tot en met { $to }

fresh-unknown = We weten niet wanneer dit voor het laatst is bevestigd.
fresh-confirmed = Bevestigd op { $date } ({ $who })
fresh-unconfirmed = Van { $who }, zonder datum van bevestiging
editor-operator = de beheerder van deze gids
editor-owner = de zaak zelf
editor-resident = een buurtbewoner
editor-steward = een buurtmoderator
group-identity = Naam en soort
group-place = Plek
group-contact = Contact
group-hours = Openingstijden
group-state = Of de zaak er nog is
group-delivery = Bezorgen
group-goods = Aanbod
group-accessibility = Toegankelijkheid
group-payment = Betalen

difference-says = { $group }: { $source } zegt “{ $words }”
difference-about = { $group }: { $source } zegt iets anders.
difference-running = de zaak is er nog

contact-phone = Telefoon
contact-email = E-mail
contact-website = Website
contact-social = Ook op

delivery-area = Waarheen
delivery-minimum = Vanaf
delivery-fee = Bezorgkosten
delivery-free = gratis
delivery-courier = Wie bezorgt
delivery-how = Hoe
delivery-by-bike = met de fiets
delivery-packaging = Verpakking
delivery-returnable = bakjes die je teruggeeft
courier-own = de zaak zelf
courier-cooperative = een coöperatie van koeriers
courier-platform = een bezorgplatform
area-radius = tot { $distance } van de zaak
area-postcodes = postcodes { $postcodes }
area-polygon = een vast gebied rond de zaak
area-unknown = vraag het de zaak

repairs-what = Dit maken ze

know-wheelchair = Met een rolstoel
wheelchair-yes = je kunt naar binnen zonder drempel
wheelchair-limited = gaat deels, of met hulp
wheelchair-no = je kunt niet naar binnen
wheelchair-designated = erop ingericht
know-takeaway = Meenemen
know-second-hand = Tweedehands
know-organic = Biologisch
know-fair-trade = Eerlijke handel
know-zero-waste = Zonder verpakking
offered-yes = ja
offered-no = nee
offered-only = alleen maar
know-languages = Talen
know-ownership = Van wie
ownership-independent = zelfstandige zaak
ownership-chain = hoort bij { $brand }
know-legal-form = Rechtsvorm
legal-sole-trader = eenmanszaak
legal-partnership = vof of maatschap
legal-company = bv of nv
legal-cooperative = coöperatie
legal-foundation = stichting
legal-association = vereniging
legal-public = van de overheid
legal-informal = buren onder elkaar

payment-taken = Dit kan
payment-refused = Dit kan niet
