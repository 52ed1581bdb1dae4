# Wie een plek bijhoudt: mijn plekken, een nieuwe plek, de week, en dagen die anders zijn.

keep-too-many = Dit is vandaag te vaak gedaan. Probeer het morgen weer.
keep-conflict = Iemand anders heeft dit net ook veranderd. Kijk hieronder wat er nu staat. Bewaar je toch, dan geldt jouw versie.
keep-see-page = Bekijk de pagina
keep-back = Naar mijn plekken
keep-what = Dit begrepen we niet. Kies een van de knoppen.

keeper-nobody = Niet van jou
keeper-till = Jij werkt aan de kassa
keeper-finder = Door jou toegevoegd
keeper-editor = Jij houdt mee bij
keeper-owner = Jouw zaak

# Mijn plekken

places-title = Mijn plekken
places-lead = De plekken die jij bijhoudt.
places-none = Je houdt nog geen plek bij. Voeg een plek toe, of zoek je zaak op en kies daar “Is dit jouw zaak?”.
places-other-today = Vandaag anders …
places-hours = Openingstijden
places-claim = Is dit jouw zaak?
places-add = Voeg een plek toe
places-claims = Wacht op bewijs
places-refused = Niet aan jou gegeven
places-done-closed = Vandaag dicht. Dat staat nu overal zo.
places-done-open = Vandaag weer gewoon open.
places-done-gone = Het is weggehaald.
places-done-withdrawn = Je hebt het ingetrokken.

claim-state-open = Wacht op je code
claim-state-disputed = Iemand anders houdt deze plek al bij. Een organisator beslist.
claim-state-confirmed = Dit is jouw zaak
claim-state-refused = Afgewezen
claim-state-withdrawn = Ingetrokken
claim-reason = De reden:
claim-already = Dit is al jouw zaak, of je hebt dit al gevraagd.

# Een plek toevoegen

adding-title = Een plek toevoegen
adding-lead = Mis je een winkel, maker of buurtplek? In vier korte stappen staat hij erop.
adding-sign-in = Bewaren doe je als lid. We vragen je straks om in te loggen; wat je invult blijft staan.
adding-step = stap { $step } van { $steps }
adding-what = Wat is het?
adding-where = Waar is het?
adding-reach = Wanneer en hoe?
adding-look = Klopt het zo?
adding-look-lead = Zo zien buren het. Je kunt het later altijd verbeteren.
adding-alike = Is het een van deze?
adding-alike-lead = Deze plekken lijken erop en staan er al. Staat de jouwe erbij? Ga er dan heen.
adding-another = Nee, het is een andere
adding-mend = Verbeter wat ik invulde
adding-on = Verder
adding-back = Terug
adding-save = Zet het erop
adding-name = Naam
adding-name-hint = Zoals het op de gevel staat.
adding-kind = Soort plek
adding-kind-hint = Mag leeg blijven als je hierboven iets koos.
adding-kind-none = Kies een soort
adding-category = Waarvoor kom je er?
adding-category-more = En ook nog (mag leeg)
adding-category-none = Staat er niet bij
adding-whereabouts = Kun je ernaartoe?
adding-whereabouts-hint = Bij iemand thuis laten we nooit het adres zien, alleen de buurt.
adding-where-door = Ja, er is een deur
adding-where-home = Het is bij iemand thuis
adding-where-around = Het staat steeds ergens anders, zoals een kraam
adding-where-comes = Het komt naar je toe
adding-street = Straat
adding-number = Huisnummer
adding-postcode = Postcode
adding-city = Plaats
adding-area = Of de buurt
adding-area-hint = Als er geen adres is, of als je het niet weet.
adding-precise = De precieze plek op de kaart
adding-point = Breedte en lengte
adding-point-hint = Zoals een kaart ze geeft: 52.3617, 4.9305
adding-hours = Openingstijden
adding-hours-hint = Zoals op de deur: ma-vr 9.00-17.30, za 10.00-16.00. De hele week invullen kan straks ook.
adding-phone = Telefoon
adding-email = E-mailadres
adding-site = Website

thanks-added = Dank je wel! { $name } staat erop.
thanks-added-next = Wat je nu nog kunt doen:
thanks-claim = Is het jouw zaak? Laat het zien
thanks-places = Naar mijn plekken

# De week

hours-title = Openingstijden
hours-lead = De gewone week van deze plek.
hours-done = Het is bewaard, en het staat al op de pagina.
hours-service = Waarvoor
hours-how = Laat een dag leeg als je dan dicht bent. Gaat het door na middernacht? Vul dan gewoon de sluitingstijd in.
hours-from = Van
hours-to = Tot
hours-again = En weer van
hours-second = Tussendoor dicht?
hours-like = Zelfde als { $day }
hours-copy-weekdays = Kopieer naar di t/m vr
hours-copy-all = Kopieer naar alle dagen
hours-close-day = Maak leeg
hours-holidays = feestdagen
hours-holidays-week = zoals de dag van de week
hours-holidays-closed = dicht
hours-holidays-own = eigen tijden
hours-look = Bekijk
hours-save = Bewaar
hours-preview = Zo lezen buren het
hours-not-saved = Dit is nog niet bewaard.
hours-theirs = Dit staat er nu
hours-days = { $from } tot en met { $to }
hours-half = { $day }: vul allebei de tijden in, of geen van beide.
hours-no-time = { $day }: dit is geen tijd. Schrijf het zo: 9.30
hours-overlap = { $day }: de tweede tijd begint voordat de eerste ophoudt.
hours-no-fit = De tijden die er staan zeggen meer dan een week kan laten zien. Kies eerst “Begin met een lege week”, of wijzig de tekst.
hours-more-than-week = De tijden die er nu staan zeggen meer dan een week kan laten zien, zoals seizoenen of “op afspraak”. Wijzig hieronder de tekst. Of begin met een lege week; dan verdwijnt de tekst zodra je bewaart.
hours-replaces = Bewaar je deze week, dan verdwijnen de tijden die er nu staan.
hours-expert = De tekst zelf, voor wie hem kent
hours-text = Openingstijden als tekst
hours-text-hint = In de taal van OpenStreetMap (opening_hours): Mo-Fr 09:00-18:00; PH off. Nederlands mag ook.
hours-look-text = Bekijk de tekst
hours-save-text = Bewaar de tekst
hours-start-empty = Begin met een lege week
hours-take-away = Haal deze tijden weg

# Dagen die anders zijn

days-title = Vandaag en andere dagen
days-lead = Dicht, later open, vakantie, feestdagen.
days-today = Vandaag: { $times }
days-now = Nu meteen
days-closed-today = Vandaag dicht
days-open-after-all = Toch open vandaag
days-other-times = Vandaag andere tijden
days-other-times-hint = Later open of eerder dicht: pas aan wat anders is. Morgen geldt weer de gewone week.
days-only-today = Alleen vandaag
days-back = Een tijdje dicht
days-back-hint = Vanaf vandaag dicht, tot de dag dat je weer opengaat.
days-back-on = Weer open op
days-back-button = Dicht tot dan
days-back-note = terug op { $day }
days-done = Het is bewaard, en het staat al op de pagina.
days-done-removed = Die dagen zijn weer gewoon.
days-done-pace = Het is bewaard. Buren zien het nu.
days-pace = Bezorgen
days-busy = Druk: bezorgen duurt langer
days-busy-minutes = { $minutes } minuten
days-pause-until = Niet bezorgen tot
days-pause = Zet bezorgen stil
days-usual = Alles weer gewoon
days-paused = Bezorgen staat stil tot { $until }.
days-holidays = Feestdagen die eraan komen
days-holiday = { $name }, { $day }: open, dicht of andere tijden?
days-holiday-now = Nu lezen buren: { $times }
days-holiday-open = Open, { $times }
days-holiday-closed = Dicht
days-holiday-other = Andere tijden
days-holiday-times = Bewaar deze tijden
days-no-usual = Op deze dag ben je anders ook dicht. Kies “Andere tijden” en vul in hoe laat je open bent.
days-list = Dagen die anders zijn
days-none = Er zijn geen dagen die anders zijn.
days-remove = Haal weg
days-period = Een dag of een periode
days-summer = Zomervakantie
days-ramadan = Ramadan
days-evening = Koopavond
days-first = Eerste dag
days-last = Laatste dag
days-how = Wat is er anders?
days-how-closed = Dicht
days-how-times = Open op deze tijden
days-note = Briefje op de deur (mag leeg)
days-note-hint = Bijvoorbeeld: vakantie. Buren lezen dit erbij.
days-period-save = Bewaar deze dagen
