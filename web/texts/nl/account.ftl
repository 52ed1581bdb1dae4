# Inloggen en alles wat van jou is.

page-sign-in = Inloggen
page-mine = Mijn pagina:

device-on = { $browser } op { $system }
device-unknown = Onbekend apparaat

form-email = E-mailadres
form-name = Je naam
form-name-hint = Zo zien buren je. Een voornaam is genoeg.
form-password = Wachtwoord
form-own-password = Je wachtwoord
form-new-password = Nieuw wachtwoord
form-new-password-optional = Nieuw wachtwoord (mag ook later)
form-new-password-hint = Minstens { $count } tekens. Een paar woorden die niet bij elkaar horen zijn sterk en makkelijk te onthouden.
form-code = Code uit de mail
form-code-hint = Zes cijfers.
form-save = Bewaar
form-wrong-title = Klopt nog niet: { $title }

# Wat er mis kan zijn, en wat je dan doet

member-email-empty = Vul je e-mailadres in.
member-email-unreadable = Dit lijkt geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl
member-name-empty = Vul je naam in.
member-name-long = Maak je naam korter: hooguit { $count } tekens.
member-name-unreadable = Schrijf alleen je naam, zonder webadres of e-mailadres.
member-code-empty = Vul de code in die in de mail staat.
member-code-unreadable = De code is { $count } cijfers. Kijk of je ze allemaal hebt.
member-password-empty = Vul je wachtwoord in. Of laat je een code mailen.
member-password-short = Neem minstens { $count } tekens.
member-password-long = Neem hooguit { $count } tekens.
member-password-guessable = Dit wachtwoord wordt als eerste geraden. Neem een paar woorden die niet bij elkaar horen.
member-wrong-password = Dit adres en wachtwoord horen niet bij elkaar. Probeer het nog eens, of laat je een code mailen.
member-wrong-own-password = Dit is niet je wachtwoord. Probeer het nog eens.
member-stale = Voor je veiligheid kan dit alleen kort na het inloggen.
member-stale-way = Log opnieuw in met een code.
member-wrong-code = Deze code klopt niet, of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe code.
member-wrong-token = Je bent niet meer ingelogd. Log opnieuw in.
member-signed-out = Log eerst in.
member-address-taken = Dit e-mailadres hoort al bij iemand anders hier. Kies een ander adres.
member-not-found = Dit is er niet meer.
member-too-many = { $minutes ->
    [one] Dit is te vaak geprobeerd. Wacht { $minutes } minuut en probeer het dan opnieuw.
   *[other] Dit is te vaak geprobeerd. Wacht { $minutes } minuten en probeer het dan opnieuw.
}

# Inloggen

sign-in-title = Inloggen
sign-in-lead = Met je wachtwoord, of met een code in je mail. Ben je hier nieuw? Dan gaat het net zo.
sign-in-button = Inloggen
sign-in-or = of
sign-in-mail = Mail mij een code
sign-in-mail-hint = Je hebt dan geen wachtwoord nodig. Ben je nieuw, dan vragen we alleen nog je naam.
sign-in-forgotten = Wachtwoord vergeten?
sign-in-new = Nieuw hier? Doe mee
sign-in-out = Je bent uitgelogd.
sign-in-out-everywhere = Je bent overal uitgelogd.

# Lid worden

sign-up-title = Doe mee
sign-up-lead = We mailen je een code. Daarmee ben je binnen. Een wachtwoord hoeft niet.
sign-up-button = Mail mij een code
sign-up-kept = We bewaren je naam en je e-mailadres, tot je zelf weggaat. Buren zien je naam, en nooit je adres.
sign-up-age = Meedoen kan vanaf 16 jaar. Ben je jonger? Dan schrijft een organisator je in, samen met een ouder of verzorger.
sign-up-known = Ben je al lid? Log in

# Wachtwoord vergeten

forgotten-title = Wachtwoord vergeten?
forgotten-lead = Dat geeft niet. We mailen je een code. Daarmee kom je binnen en kies je een nieuw wachtwoord.

# De code

code-title = Kijk in je mail
code-sent = We hebben een code gestuurd naar { $email }.
code-later = De mail is er meestal binnen een minuut. Zie je niets? Kijk dan bij ongewenste mail.
code-name-title = Hoe heet je?
code-name-lead = Je code klopt. Je bent hier nieuw, dus we weten nog niet hoe je heet.
code-button = Ga verder
code-again = Mail een nieuwe code
code-again-done = We hebben een nieuwe code gemaild.
code-other = Neem een ander adres

# De link uit de mail

link-title = Inloggen met de link uit je mail
link-whom = Je logt in als { $email }.
link-stays = Je blijft op dit apparaat { $count } dagen ingelogd, of tot je uitlogt.
link-forgot = Wachtwoord vergeten? Kies hier een nieuw
link-button = Ga naar binnen
link-old = Deze link werkt niet meer. Zo’n link werkt één keer, en niet lang. Laat je een nieuwe code mailen.
link-again = Naar inloggen

# Mijn pagina

mine-title = Mijn pagina
mine-lead = Je naam, je adres, je apparaten en je gegevens.
mine-where = Waar je bent
mine-hello = Hallo, { $name }
mine-done-saved = Het is bewaard.
mine-done-password = Je nieuwe wachtwoord geldt. Je andere apparaten zijn uitgelogd.
mine-done-address = Je nieuwe e-mailadres geldt.
mine-language = Taal
mine-language-hint = In deze taal mailen we je.
mine-email = E-mailadres
mine-email-change = Wijzig je e-mailadres
mine-email-none = Je hebt nog geen e-mailadres bij ons.
mine-email-add = Geef je e-mailadres
mine-password = Wachtwoord
mine-password-has = Je hebt een wachtwoord.
mine-password-change = Kies een ander wachtwoord
mine-password-none = Je hebt geen wachtwoord. Dat hoeft ook niet: je komt binnen met een code in je mail.
mine-password-add = Kies een wachtwoord
mine-profiles = Zo doe je mee
mine-more = Meer van jou
mine-sign-out = Uitloggen

profile-person = als jezelf
profile-household = als huishouden
profile-organisation = als vereniging of instelling
profile-merchant = als zaak

# Apparaten

devices-title = Mijn apparaten
devices-lead = Hier ben je ingelogd. Ken je een apparaat niet? Log het dan uit.
devices-here = Dit apparaat
devices-program = Een programma dat je toegang gaf.
devices-used = Laatst gebruikt: { $day }
devices-since = Ingelogd sinds: { $day }
devices-end = Log dit apparaat uit
devices-done = Dat apparaat is uitgelogd.
devices-all = Overal uitloggen
devices-all-words = Ook op dit apparaat. Daarna log je opnieuw in waar je wilt.
devices-all-button = Log overal uit

# Wachtwoord

password-title = Je wachtwoord
password-lead = Met een wachtwoord kom je binnen zonder op een mail te wachten.
password-others = Je andere apparaten loggen we uit, en je krijgt er een mail over.

# E-mailadres

address-title = Je e-mailadres
address-lead = We mailen een code naar het nieuwe adres. Pas als je die geeft, geldt het.
address-now = Nu is het:
address-new = Nieuw e-mailadres
address-code-title = Bevestig je nieuwe adres
address-link-lead = Druk op de knop, dan mailen we je vanaf nu op je nieuwe adres.
address-button = Bevestig

# Gegevens

data-title = Mijn gegevens
data-lead = Dit bewaren we over jou, waarom en hoe lang. Meer is er niet.
data-held = Wat we bewaren
data-not-held = Waar je zoekt, waar je bent en welke pagina’s je leest, bewaren we niet.
data-export = Neem alles mee
data-export-words = Een bestand met alles wat we over jou bewaren. Programma’s kunnen het lezen.
data-export-button = Download mijn gegevens
data-forget = Ga weg
data-forget-words = We vergeten je meteen en voorgoed: je naam, je adres, je apparaten. Werk je thuis en staat dat in de gids, dan gaat dat ook weg. Andere plekken die je bijhoudt blijven staan, voor wie ze nodig heeft. Niemand kan dit terugdraaien.
data-forget-sure = Ja, vergeet mij
data-forget-unsure = Zet hier een vinkje als je het zeker weet.
data-forget-button = Vergeet mij voorgoed

privacy-title = Wat we van je bewaren
privacy-lead = Wie alleen zoekt, laat hier niets achter. Van wie meedoet bewaren we dit, met waarom en hoe lang.
privacy-camera = Scan je hier een code met de camera, dan blijft het beeld op je eigen apparaat. We bewaren het niet en sturen het nergens heen.
privacy-held = Van wie meedoet
privacy-ways = Jij beslist
privacy-ways-words = Alles wat we over je bewaren, haal je in één keer op. Weggaan kan altijd, meteen en voorgoed.

held-name = Je naam
held-name-why = Zodat buren weten met wie ze te maken hebben.
held-email = Je e-mailadres, en wanneer je het bevestigde
held-email-why = Om je binnen te laten en je te mailen. Buren zien het nooit.
held-password = Je wachtwoord, als je er een hebt
held-password-why = Om je binnen te laten. We bewaren het zo dat niemand het kan lezen, ook wij niet.
held-language = Je taal
held-language-why = Om je te mailen in de taal die jij leest.
held-profiles = Als wie je meedoet
held-profiles-why = Voor jezelf, en later misschien voor je huishouden of je zaak.
held-places = Welke plekken je bijhoudt, en sinds wanneer
held-places-why = Zodat jij ze kunt bijwerken en een ander niet.
held-claims = Van welke plekken je zei dat ze van jou zijn, en wat daarover is besloten
held-claims-why = Om na te gaan of het klopt.
held-edits = Wat je aan plekken hebt veranderd
held-edits-why = Om een fout terug te draaien. Ga je weg, dan blijft de verandering en verdwijnt je naam.
held-place-letters = Wanneer we je voor het laatst mailden over een plek, en de knop in die mail
held-place-letters-why = Om je niet te vaak te mailen.
held-merged = Dat je een plek bijhield die met een andere is samengevoegd
held-merged-why = Om het samenvoegen terug te kunnen draaien.
held-deciding = Wat je besliste over plekken: samenvoegen, terugzetten, verschillen
held-deciding-why = Zodat een ander mens kijkt als iemand bezwaar maakt, en het terug kan.
held-devices = Waar je bent ingelogd: de naam van het apparaat, sinds wanneer en wanneer je het laatst gebruikte
held-devices-why = Zodat je kunt zien of het klopt, en je ergens kunt uitloggen.
held-codes = De code die we je mailden
held-codes-why = Om te zien of jij de mail hebt gelezen. Ook die kan niemand bij ons lezen.
held-letters = De mail die nog naar je toe moet
held-letters-why = Om hem te versturen.
held-tries = Hoe vaak er iets werd geprobeerd
held-tries-why = Om te stoppen wie wachtwoorden raadt. Van wie het was, is niet te zien.
held-stay = Zolang je lid bent.
held-days = { $count ->
    [one] Hooguit { $count } dag, of tot je uitlogt.
   *[other] Hooguit { $count } dagen, of tot je uitlogt.
}
held-minutes = { $count ->
    [one] Hooguit { $count } minuut.
   *[other] Hooguit { $count } minuten.
}
held-done = Tot de mail weg is.
held-answered = Tot je ja of nee zegt.
held-day = Hooguit een dag.

# Dag

goodbye-title = Tot ziens
goodbye-lead = We zijn je vergeten. De gids blijft voor je open, en je bent altijd weer welkom.
