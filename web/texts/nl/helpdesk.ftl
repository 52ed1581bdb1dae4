# De hulpdesk: wie belt voor hulp, en wie gaat helpen.

need-way = Hulpdesk
need-desk-title = Hulpvragen
need-desk-lead = Wie belt voor hulp, staat hier. Waar nog niemand ja op zei, staat bovenaan.
need-desk-private = Alleen wie hier hulp regelt, ziet deze lijst. Op het prikbord staat er niets van.
need-new = Nieuwe hulpvraag
need-none = Er is nog geen hulpvraag. Belt er iemand? Schrijf de vraag hier op.
need-group-unanswered = Al { $days } dagen geen ja
need-group-running = Loopt
need-group-closed = Klaar
need-later = Meer hulpvragen
need-newest = Terug naar het begin
need-waiting = { $count ->
    [one] hulpvraag heeft al { $days } dagen geen ja
   *[other] hulpvragen hebben al { $days } dagen geen ja
}
need-waits = { $count ->
    [0] Vandaag binnengekomen
    [one] Wacht al { $count } dag
   *[other] Wacht al { $count } dagen
}
need-closed-on = Klaar sinds { $day }
need-for = Voor { $name }
need-asked-count = { $count ->
    [one] { $count } buur gevraagd
   *[other] { $count } buren gevraagd
}
need-yes-count = { $count ->
    [one] { $count } zei ja
   *[other] { $count } zeiden ja
}
need-helps = { $name } helpt

# Hoe het ermee staat

need-state-open = Nog niemand gevraagd
need-state-suggested = Gevraagd aan buren
need-state-assigned = Er gaat iemand helpen
need-state-done = Gelukt
need-state-dropped = Niet meer nodig
need-this-week = Deze week
need-no-hurry = Het heeft geen haast

# Opschrijven, terwijl je belt

need-form-title = Nieuwe hulpvraag
need-change-title = Hulpvraag aanpassen
need-form-lead = Vul in terwijl je belt. Vraag wat er moet gebeuren, niet waarom.
need-who = Voor wie is het?
need-who-hint = Iemand die jou machtigde, of iemand die zelf belt.
need-who-stays = Het blijft voor { $name }
need-who-other = Iemand anders
need-first-name = Voornaam
need-phone = Telefoonnummer
need-phone-hint = Naam en nummer bewaren we achter slot. Alleen wie hier hulp regelt en wie gaat helpen, krijgt ze te zien.
need-topic = Wat is er nodig?
need-guarded = Oppas, persoonlijke zorg, brieven en formulieren en sleutels vragen we alleen aan een organisatie van de gemeenschap.
need-urgency = Hoe snel?
need-when = Wanneer komt het uit?
need-when-hint = Vink niets aan als het altijd kan.
need-where = Waar ongeveer?
need-where-hint = Een postcode of de naam van de buurt. Het adres zelf bewaren we niet.
need-where-stays = Vul niets in, dan blijft het { $name }.
need-languages = In welke taal kan het?
need-notes = Wat moet er gebeuren?
need-notes-hint = Geen ziektes of diagnoses: wat moet er gebeuren, en wanneer. Ook geen naam, nummer of adres. Hoogstens { $most } tekens.
need-save = Bewaar en zoek buren
need-back = Terug naar de hulpvragen

# Eén hulpvraag

need-lead = Wat er nodig is, wie er kan helpen en hoe ver het is.
need-facts = Wat er nodig is
need-fact-when = Wanneer
need-fact-any = Altijd
need-fact-where = Waar
need-fact-languages = Talen
need-fact-notes = Wat moet er gebeuren
need-fact-who = Voor wie
need-fact-helper = Wie helpt
need-who-member = { $name }, lid zonder mailadres
need-change = Pas aan
need-contact-show = Toon naam en telefoon
need-contact-logged = Bekijk je de naam en het nummer, dan komt dat in het logboek.
need-contact-call = Bel { $name }
need-contact-none = Er is geen telefoonnummer bekend.
need-agreement = Naar de afspraak, voor { $name }
need-agreement-lead = Leden worden het samen eens: het moment en de berichten staan bij de afspraak. Je handelt daar voor diegene.
need-agreement-hint = Leden worden het samen eens: het moment en de berichten staan bij de afspraak. Wie een machtiging van { $name } heeft, kan daarbij.
need-suggestions = Wie kan dit?
need-suggestions-hint = Buren die dit zelf aanbieden. Wie het minst gevraagd is, staat bovenaan.
need-suggestions-none = Niemand in de buurt biedt dit nu aan. Vraag het op het prikbord, of bel een organisatie.
need-suggestions-rest = Anderen die dit kunnen
need-ask = Vraag deze buren
need-ask-hint = { $most ->
    [0] Er zijn er genoeg gevraagd. Wacht tot iemand antwoordt.
    [one] Je kunt nog { $most } buur vragen. Die leest wat er nodig is en waar ongeveer, niet voor wie.
   *[other] Je kunt nog { $most } buren vragen. Zij lezen wat er nodig is en waar ongeveer, niet voor wie.
}
need-asked = Wie je vroeg
need-answer-waits = Nog geen antwoord
need-answer-yes = Zei ja
need-answer-no = Zei nee
need-assign = { $name } gaat helpen
need-give-back = { $name } kan toch niet
need-assign-hint = Wie je kiest, ziet daarna de naam en het telefoonnummer.
need-offers = Biedt aan: { $title }
need-why-topic = Precies dit
need-why-related = Lijkt erop
need-why-near = Woont vlakbij
need-why-distance = Op { $distance }
need-why-language = Spreekt { $language }
need-why-times = Kan { $times }
need-why-any-time = Kan altijd
need-why-load = { $count ->
    [0] De laatste 30 dagen niet gevraagd
    [one] De laatste 30 dagen { $count } keer gevraagd
   *[other] De laatste 30 dagen { $count } keer gevraagd
}
need-why-vog = VOG gezien
need-why-organisation = Organisatie
need-close = Sluit de hulpvraag
need-close-hint = Zeven dagen later wissen we naam en nummer, na dertig dagen alles.
need-close-done = Het is gelukt
need-close-dropped = Het hoeft niet meer
need-closed-hint = Deze hulpvraag is klaar. Dertig dagen na het sluiten wissen we hem.

need-done-entered = Bewaard. Hieronder staat wie kan helpen.
need-done-changed = Bewaard.
need-done-asked = Gevraagd. Je hoort het als iemand antwoordt.
need-done-assigned = Geregeld. Wie gaat helpen krijgt bericht.
need-done-back = De vraag staat weer open. Hieronder kun je een ander kiezen of vragen.
need-done-closed = De hulpvraag is klaar.

# Wat er misgaat

need-slip-who = Kies voor wie het is.
need-slip-topic = Kies wat er nodig is.
need-slip-urgency = Kies hoe snel het moet.
need-slip-phone = Dit is geen telefoonnummer. Gebruik cijfers, zoals 020 555 01 23.
need-slip-notes-long = Dat is te lang: schrijf hoogstens { $most } tekens.
need-slip-ask-none = Vink eerst iemand aan.
need-slip-ask-many = Er mogen hoogstens { $most } buren tegelijk gevraagd zijn. Vink er minder aan, of wacht op antwoord.
need-wrong-contacts = Hier staat een telefoonnummer, mailadres of adres in. Haal het weg: naam en nummer staan apart.
need-wrong-mandate = Voor dit lid mag je geen hulp vragen. Daarvoor is een machtiging nodig om hulp te vragen en af te spreken.
need-wrong-conflict = Iemand anders paste dit net aan. Kijk wat er nu staat, en bewaar nog eens als dat van jou goed is.
need-wrong-now = Dit kan nu niet meer: kijk hoe het er nu mee staat.
need-wrong-sealed = Dit huis kan nog geen namen en nummers op slot bewaren. Vraag wie het beheert om een geheim in te stellen.

# Wat de hulpdesk aan mij vraagt

need-mine-title = De hulpdesk vraagt jou
need-mine-lead = Iemand uit de buurt zoekt hulp, en jij bood zoiets aan. Kun je? Nee zeggen mag altijd.
need-mine-none = De hulpdesk vraagt je nu niets.
need-mine-offer = Bied hulp aan op het prikbord
need-mine-asked = Kun jij dit?
need-mine-helping = Jij helpt
need-mine-waits = Je zei ja
need-mine-waits-hint = De hulpdesk laat weten of jij het wordt. Kan het toch niet? Zeg dan nee.
need-mine-over = Klaar
need-mine-said-no = Je zei nee
need-mine-yes = Ja, ik kan
need-mine-no = Nee, deze keer niet
need-mine-done = Het is gedaan
need-mine-give-back = Het lukt toch niet
need-mine-agreement = Spreek af en schrijf elkaar
need-mine-way = { $count ->
    [one] De hulpdesk vraagt of jij iemand kunt helpen.
   *[other] De hulpdesk vraagt je { $count } keer of je iemand kunt helpen.
}
need-mine-way-open = Kijk en antwoord
need-mine-done-yes = Fijn. De hulpdesk laat weten of jij het wordt.
need-mine-done-no = Dank je, dan weet de hulpdesk dat.
need-mine-done-done = Dank je wel! De hulpdesk weet dat het gelukt is.
need-mine-done-back = De hulpdesk zoekt iemand anders.

# Meldingen. De waarde is waar het over gaat: boodschappen, vervoer.

alert-need-asked = De hulpdesk vraagt of jij iemand kunt helpen: { $about }.
alert-need-answered = Er is nieuws over een hulpvraag: { $about }.
alert-need-assigned = Jij gaat iemand helpen: { $about }. Kijk wanneer en bij wie.

# Logboek

audit-need-entered = schreef een hulpvraag op
audit-need-changed = paste een hulpvraag aan
audit-need-read = bekeek de naam of het nummer bij een hulpvraag
audit-need-asked = vroeg buren of ze kunnen helpen
audit-need-assigned = koos wie gaat helpen
audit-need-closed = sloot een hulpvraag
acted-asked-help = vroeg hulp via de hulpdesk

# Wat we bewaren

held-needs = Hulpvragen die je opschreef, waar je bij helpt, of die voor jou zijn
held-needs-why = Om hulp te regelen. De naam en het nummer van wie belde gaan zeven dagen na het sluiten weg.
held-need-asked = Of de hulpdesk je om hulp vroeg, en wat je zei
held-need-asked-why = Om niet steeds dezelfde buren te vragen.
