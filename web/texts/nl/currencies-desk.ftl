# Munten bij het beheer: maken, regels, rekeningen, uitgeven met twee, budgetten en inleveren.

coin-title = Munten
coin-lead = De munten waarmee buren en winkels hier betalen: de regels, de rekeningen en de cijfers.
coin-none = Er is hier nog geen munt. Maak er een: ze staat uit tot je haar aanzet.
coin-new = Een munt maken
coin-new-lead = Bedenk met elkaar waarvoor de munt is en hoe ver iemand mag gaan. Alles is later te veranderen, behalve de soort, de code en de cijfers achter de komma.
coin-off-first = De munt staat uit tot je haar aanzet. Tot die tijd ziet niemand buiten het beheer haar.
coin-is-on = Staat aan
coin-is-off = Staat uit
coin-does = { $accounts ->
    [one] 1 rekening
   *[other] { $accounts } rekeningen
  }, { $payments ->
    [one] 1 betaling
   *[other] { $payments } betalingen
  } in een jaar. In omloop: { $supply }.
coin-nav = Over deze munt
coin-way-overview = Overzicht
coin-way-accounts = Rekeningen
coin-way-rules = Regels
coin-way-issuing = Uitgeven
coin-way-budgets = Budgetten
coin-way-redeeming = Inleveren
coin-way-edit = Aanpassen

coin-kind-mutual-credit = Samen op de lat
coin-kind-mutual-credit-hint = Bewoners en winkels staan bij elkaar in het krijt. Wat de een tegoed heeft, is de ander schuldig. Samen is het nul, dus er hoeft niets vooraf in.
coin-kind-time = Uren
coin-kind-time-hint = Een uur is een uur, van wie het ook is. Bedragen gaan in minuten. Wat de een tegoed heeft, is de ander schuldig.
coin-kind-issued = Uitgegeven munt
coin-kind-issued-hint = Je verdient haar met helpen en geeft haar uit in de buurt. De gemeenschap brengt haar in omloop, steeds met twee organisatoren, en neemt haar weer in. Winkels kunnen haar inleveren voor euro’s, als jullie dat afspreken.

coin-field-name-nl = Naam in het Nederlands
coin-field-name-en = Naam in het Engels
coin-field-code = Code
coin-field-code-hint = Kort, in hoofdletters en cijfers, zoals DAPPER. De code blijft altijd zo.
coin-field-symbol = Teken naast een bedrag
coin-field-symbol-hint = Een of een paar letters, zoals D of LAT.
coin-field-kind = Wat voor munt is het?
coin-field-scale = Cijfers achter de komma
coin-field-scale-hint = Bij uren gaat het altijd in hele minuten.
coin-scale-2 = Twee: 12,50
coin-scale-0 = Geen: 12
coin-field-step = Kleinste bedrag
coin-field-step-hint = Alle bedragen zijn hier een veelvoud van. Met 0,50 kan een betaling op halven eindigen, met 0,01 op centen. Bedragen van een munt in uren schrijf je als 0:15 of 100 uur.
coin-field-min = Grens: hoeveel iemand schuldig mag zijn
coin-field-min-hint = Zo ver mag een rekening onder nul. Bij 0 staat niemand in het rood.
coin-field-max = Hoogste saldo
coin-field-max-hint = Zoveel staat er hooguit op een rekening. Leeg: geen grens.
coin-field-soft-min = Signaalgrens onder nul
coin-field-soft-min-hint = Vanaf hier zeggen we dat iemand bij de grens komt. Mag leeg blijven.
coin-field-soft-max = Signaalgrens boven nul
coin-field-soft-max-hint = Vanaf hier zeggen we dat het tijd is om uit te geven. Mag leeg blijven.
coin-field-levy = Bijdrage aan de buurtpot, in procent
coin-field-levy-hint = Dit gaat van elke betaling naar de buurtpot. Bij 0 gaat er niets af.
coin-field-open = Leden zien elkaars saldo
coin-field-open-hint = Wie iemand betaalt, ziet dan ook wat die heeft. Zonder vinkje ziet niemand het saldo van een ander. Aanzetten kan vanaf veertien dagen na nu, zodat iedereen het weet.
coin-field-euro = Wat één ervan waard is, in euro’s
coin-field-euro-hint = Alleen als jullie dat zeggen. Nodig om de munt in te leveren voor euro’s, en om te zien hoever jullie van de grens van de wet zijn.
coin-field-advice-nl = Over uitkeringen en belasting, in het Nederlands
coin-field-advice-en = Over uitkeringen en belasting, in het Engels
coin-field-advice-hint = Wat bewoners en winkels moeten weten, in jullie eigen woorden. Het staat op de pagina van de munt.
coin-field-reason = Waarom?
coin-field-reason-hint = Iedereen kan dit later teruglezen.
coin-field-from = Vanaf
coin-field-from-hint = Vandaag, of een dag die nog komt. Rekeningen die er al zijn houden hun grenzen.
coin-field-group = Welke rekeningen?

coin-look = Eerst bekijken
coin-make = Munt maken
coin-preview = Zo lezen bewoners de regels
coin-decide = Regels vaststellen

coin-slip-code-taken = Deze code heeft een andere munt al. Kies een andere.
coin-slip-rules-wait = Er zijn al regels vastgesteld die nog ingaan. Wacht tot die dag voorbij is.
coin-slip-opens-soon = Iedereen weet het twee weken van tevoren als saldo’s te zien worden. Kies een dag over veertien dagen of later.
coin-slip-conflict = Iemand anders heeft de munt intussen veranderd. Kijk nog eens en bewaar opnieuw.
coin-slip-too-many = Er zijn er al zoveel als er mogen zijn.
coin-slip-own = Over je eigen rekening besluit je niet. Vraag het een andere organisator.
coin-slip-why = Schrijf erbij waarom.

coin-done-made = De munt is gemaakt. Ze staat nog uit.
coin-done-on = De munt staat aan: er kan mee betaald worden.
coin-done-off = De munt staat uit. Wat iemand heeft, blijft staan.
coin-done-rules = De nieuwe regels zijn vastgesteld.
coin-done-limits = De grenzen zijn veranderd.
coin-done-frozen = De rekening staat stil.
coin-done-thawed = De rekening gaat weer door.
coin-done-reversed = De betaling is teruggeboekt.
coin-done-groups = Gedaan bij { $changed ->
    [one] 1 rekening
   *[other] { $changed } rekeningen
  }.{ $left ->
    [0] {""}
    [one] {" "}1 rekening houdt wat ze had: er is iets gereserveerd, of ze is van jou.
   *[other] {" "}{ $left } rekeningen houden wat ze hadden: er is iets gereserveerd, of ze zijn van jou.
  }

coin-on-words = De munt staat aan. Zet je haar uit, dan kan niemand ermee betalen. Wat iemand heeft, blijft staan.
coin-off-words = De munt staat uit: buiten het beheer ziet niemand haar. Zijn de regels goed? Zet haar dan aan.
coin-switch-on = Munt aanzetten
coin-switch-off = Munt uitzetten

coin-figures = Hoe het ervoor staat
coin-balances = De boeken kloppen: alle saldo’s samen zijn 0.
coin-balances-not = De boeken kloppen niet. Zet de munt uit en laat de techniek ernaar kijken.
coin-fact-supply = In omloop bij mensen en plekken
coin-fact-accounts = Rekeningen
coin-fact-payments = Betalingen in een jaar
coin-fact-volume = Betaald in een jaar
coin-fact-velocity = Omloopsnelheid
coin-fact-velocity-times = { $times } keer per jaar
coin-fact-fund = In de buurtpot
coin-fact-issued = Uitgegeven en nog niet terug
coin-fact-paper = Waarvan op papier
coin-fact-available = Te besteden
coin-fact-limits = Grenzen
coin-fact-reserved = Gereserveerd
coin-fact-received = Ooit ontvangen
coin-fact-paid = Ooit betaald
coin-meter = In twaalf maanden is voor { $paid } betaald. Dat is { $percent }% van { $most }.
coin-meter-warns = Jullie komen bij de grens van een miljoen euro in twaalf maanden. Daarboven moet je je melden bij De Nederlandsche Bank. Vraag op tijd raad.
coin-meter-why = Een munt voor een kleine kring heeft geen vergunning nodig. Boven een miljoen euro per jaar moet de kring zich wel melden.
coin-months = Betaald per maand
coin-col-month = Maand
coin-col-payments = Betalingen
coin-col-paid = Betaald
coin-col-in = Erbij gekomen
coin-col-out = Teruggenomen
coin-unpaid = Leden zonder betaling
coin-unpaid-count = { $count ->
    [0] Iedereen heeft al eens betaald of iets ontvangen.
    [one] 1 lid betaalde nog nooit met deze munt, en kreeg nog niets.
   *[other] { $count } leden betaalden nog nooit met deze munt, en kregen nog niets.
  }{ $more ->
    [0] {""}
   *[other] {" "}De eerste staan hieronder.
  }
coin-unposted = Leden zonder bericht op het prikbord
coin-unposted-count = { $count ->
    [0] Iedereen heeft al eens iets op het prikbord gezet.
    [one] 1 lid zette nog nooit iets op het prikbord.
   *[other] { $count } leden zetten nog nooit iets op het prikbord.
  }{ $more ->
    [0] {""}
   *[other] {" "}De eerste staan hieronder.
  }

coin-version-now = Nu, sinds { $day } (versie { $version })
coin-version-later = Vanaf { $day } (versie { $version })
coin-version-before = Van { $day } (versie { $version })
coin-decided = { $name }, { $day }
coin-somebody = iemand die weg is
coin-rules-change = Andere regels
coin-rules-lead = Stel regels vast vanaf een dag. Ze gelden voor rekeningen die daarna opengaan; bij de andere pas je de grenzen apart aan.
coin-rules-wait = Er zijn al regels die nog ingaan. Als die dag er is, kun je weer andere vaststellen.
coin-rules-withdraw = Regels intrekken
coin-rules-withdraw-words = Zijn ze niet goed, trek ze dan in met een reden. Ze gaan dan niet in, en je stelt meteen andere vast. Het logboek bewaart wat erin stond.
coin-done-withdrawn = De regels die nog ingingen zijn ingetrokken.
coin-slip-nothing-waits = Er zijn geen regels die nog ingaan.

coin-find = Zoek op naam
coin-filter = Welke rekeningen
coin-filter-all = Allemaal
coin-filter-near = Bij een grens
coin-filter-frozen = Staan stil
coin-filter-unused = Nog geen betaling
coin-no-accounts = Geen rekeningen gevonden.
coin-all-accounts = Alle rekeningen
coin-next = Volgende rekeningen
coin-near = Bij de grens
coin-moved = laatste betaling { $day }
coin-never-moved = nog geen betaling
coin-no-payments = Er is nog niet betaald.
coin-groups = Grenzen voor een hele groep
coin-groups-lead = Alle rekeningen van een soort krijgen deze grenzen. Rekeningen waar iets gereserveerd is dat er dan niet meer in past, houden wat ze hebben.
coin-groups-going-on = Besloten. Bij { $done } van { $total } rekeningen is gekeken; de rest volgt vanzelf, binnen enkele minuten.
coin-groups-save = Voor allemaal veranderen
coin-group-members = Van bewoners
coin-group-households = Van huishoudens
coin-group-merchants = Van winkels en bedrijven
coin-group-organisations = Van organisaties
coin-account-member = Bewoner
coin-account-household = Huishouden
coin-account-organisation = Organisatie
coin-account-merchant = Winkel of bedrijf
coin-account-fund = Buurtpot
coin-account-issuer = Uitgever
coin-account-gone = iemand die weg is
coin-account-frozen = Staat stil
coin-account-closed = Dicht
coin-account-thawed = Gaat weer verder
coin-account-decide = Besluiten over deze rekening
coin-account-decided = Wat er besloten is
coin-account-paid = Betalingen
coin-account-private = Waarvoor betaald is, staat hier niet: dat is tussen die twee.
coin-limits = Van { $min } tot { $max }
coin-limits-min = Vanaf { $min }, naar boven geen grens
coin-limits-max = Tot { $max }
coin-limits-none = Geen grens
coin-limits-change = Grenzen veranderen
coin-limits-save = Grenzen bewaren
coin-freeze = Rekening stilzetten
coin-freeze-words = Er gaat dan niets meer af of bij. Wie de rekening heeft, leest waarom.
coin-thaw = Rekening weer laten doorgaan
coin-thaw-words = Er kan weer mee betaald worden.
coin-reverse = Een betaling terugboeken
coin-reverse-words = De betaling gaat helemaal terug, ook als iemand daarmee onder de grens komt. De twee lezen waarom.
coin-reverse-which = Welke betaling?
coin-is-back = Teruggeboekt
coin-moved-payment = Betaling
coin-moved-levy = Bijdrage aan de buurtpot
coin-moved-reversal = Terugboeking
coin-moved-issue = Uitgegeven
coin-moved-destroy = Ingenomen
coin-moved-handout = Uitgedeeld
coin-moved-redemption = Ingeleverd voor euro’s
coin-moved-paper-in = Van papier
coin-moved-paper-out = Op papier
coin-moved-settlement = Verrekend bij vertrek

issuing-budgets-lead = Een budget komt uit de buurtpot. De een stelt het voor, een ander bevestigt binnen een week. Wie bij de rekening hoort, doet niet mee.
issuing-lead = Niemand geeft in zijn eentje uit. De een stelt voor, een ander bevestigt binnen een week. Wie bij de rekening hoort, doet niet mee.
issuing-waiting = Wacht op een tweede
issuing-none = Er wacht niets.
issuing-confirm = Bevestigen
issuing-withdraw = Intrekken
issuing-own-waits = Jij stelde dit voor. Een andere organisator bevestigt het.
issuing-propose = Voorstellen
issuing-propose-button = Voorstellen
issuing-form-issue = Uitgeven
issuing-form-issue-lead = Er komt geld bij, in de buurtpot of bij een organisatie.
issuing-form-destroy = Innemen
issuing-form-destroy-lead = Er gaat geld uit de buurtpot uit omloop. Van iemand anders neem je niets af.
issuing-form-paper-out = Op papier zetten
issuing-form-paper-out-lead = Een bedrag uit de buurtpot wordt biljetten. Tel ze samen.
issuing-form-paper-in = Van papier halen
issuing-form-paper-in-lead = Biljetten worden weer saldo op een rekening. Tel ze samen, en bewaar ze.
issuing-form-budget = Een budget vaststellen
issuing-form-budget-lead = Zoveel mag een organisatie per maand uitdelen aan wie helpt. Met 0 houdt het op.
issuing-field-account = Naar welke rekening?
issuing-field-organisation = Welke organisatie?
issuing-field-month = Vanaf welke maand?
issuing-field-amount = Hoeveel?
issuing-field-budget = Hoeveel per maand?
issuing-field-budget-hint = Wat in een maand over is, gaat niet mee naar de volgende.
issuing-field-notes = Hoeveel biljetten?
issuing-field-value = Hoeveel per biljet?
issuing-no-organisations = Er is nog geen organisatie in de buurt. Iemand van de organisatie maakt er een aan onder “Namens wie”.
issuing-notes = { $count ->
    [one] 1 biljet
   *[other] { $count } biljetten
  } van { $value }
issuing-a-month = { $amount } per maand
issuing-what-issue = Uitgeven aan { $to }
issuing-what-destroy = Innemen uit { $to }
issuing-what-paper-out = Op papier zetten uit { $to }
issuing-what-paper-in = Van papier naar { $to }
issuing-what-budget = Budget voor { $to } vanaf { $month }
issuing-state-waiting = Wacht op een tweede
issuing-state-confirmed = Bevestigd
issuing-state-withdrawn = Ingetrokken
issuing-state-expired = Verlopen
issuing-proposed = Voorgesteld door { $name } op { $day }. Te bevestigen tot en met { $until }.
issuing-confirmed = Voorgesteld door { $name }, bevestigd door { $second } op { $day }.
issuing-withdrawn = Voorgesteld door { $name }, ingetrokken door { $second } op { $day }.
issuing-expired = Voorgesteld door { $name }. Niemand bevestigde het voor { $day }.
issuing-budgets = Budgetten
issuing-no-budgets = Nog geen organisatie deelt deze munt uit.
issuing-budget-words = Deze maand { $spent } uitgedeeld van { $granted }. Over: { $left }.
issuing-budget-history = Wat er besloten is
issuing-budget-version = Vanaf { $month }: { $amount } per maand. Voorgesteld door { $name }, bevestigd door { $second }.
issuing-decided = Eerder besloten
issuing-done-proposed = Voorgesteld. Een andere organisator bevestigt het binnen een week.
issuing-done-confirmed = Bevestigd.
issuing-done-withdrawn = Ingetrokken.
issuing-own = Dit gaat over een rekening van jezelf of van een organisatie waar je bij hoort. Vraag het een ander.
issuing-same-person = Jij stelde dit zelf voor. Een andere organisator bevestigt het.
issuing-ended = Dit is al besloten of voorbij.
issuing-not-issued = Deze munt wordt niet uitgegeven.
issuing-no-euros = De gemeenschap zegt niet wat deze munt in euro’s waard is.
issuing-budget-spent = Zoveel is er deze maand niet meer over.
issuing-too-many = Er wacht al te veel. Handel dat eerst af.

redeem-lead = Winkels leveren de munt in en krijgen er euro’s voor. Het bedrag is gereserveerd zodra ze het vragen. De euro’s betaal je buiten Koop Lokaal om.
redeem-no-euros = Jullie zeggen niet wat één ervan waard is in euro’s. Vul dat in onder “Aanpassen”; tot dan kan niemand inleveren.
redeem-waiting = Te doen
redeem-none = Er is niets ingeleverd.
redeem-over = Voorbij
redeem-approve = Goedkeuren
redeem-paid-button = De euro’s zijn betaald
redeem-refuse = Weigeren
redeem-refuse-hint = De winkel leest dit. Het bedrag komt weer vrij.
redeem-asked = Gevraagd
redeem-approved = Goedgekeurd, nog te betalen
redeem-paid = Betaald
redeem-refused = Geweigerd
redeem-withdrawn = Ingetrokken
redeem-expired = Verlopen
redeem-asked-on = Gevraagd op { $day }
redeem-paid-on = Betaald op { $day }
redeem-done-approved = Goedgekeurd. Maak de euro’s over en zeg daarna hier dat ze betaald zijn.
redeem-done-paid = Betaald. De munten zijn terug bij de uitgever.
redeem-done-refused = Geweigerd. Het bedrag is weer vrij.

audit-group-limits-set = gaf alle rekeningen van een soort andere grenzen
audit-issue-proposed = stelde voor iets uit te geven, in te nemen of te begroten
audit-issue-confirmed = bevestigde wat een ander voorstelde
audit-issue-withdrawn = trok een voorstel over een munt in
audit-handed-out = deelde een munt uit
audit-redemption-approved = keurde een inlevering goed
audit-redemption-refused = weigerde een inlevering
audit-redemption-paid = schreef op dat euro’s betaald zijn

held-redemptions = Wat je van een munt inleverde voor euro’s, en wie dat vroeg
held-redemptions-why = Om te weten wat er nog te betalen is, en om na te gaan wat er betaald is.

give-title = Uitdelen
give-lead = Voor wie helpt. Zoveel als de maand nog over heeft.
give-none = Je deelt voor geen organisatie iets uit. Een organisator stelt dat in.
give-left = Nog { $left } over van { $granted } deze maand.
give-field-budget = Voor welke organisatie?
give-field-to = Aan wie?
give-field-to-hint = De code van hun rekening, zoals K7P-2QX, of hun korte naam.
give-field-amount = Hoeveel?
give-field-purpose = Waarvoor?
give-to-unknown = Vul een code of een korte naam in.
give-look = Eerst kijken wie het is
give-check = Dit gaat naar
give-button = Uitdelen
give-latest = Uitgedeeld
give-older = Eerder uitgedeeld
give-done = Uitgedeeld.

redeem-mine = Inleveren voor euro’s
redeem-mine-lead = Vraag euro’s voor wat je ontvangen hebt. Het bedrag is gereserveerd tot de gemeenschap betaalt of weigert.
redeem-mine-words = Je hebt { $there }. Eén ervan is { $euros } waard.
redeem-field-amount = Hoeveel lever je in?
redeem-ask = Inleveren
redeem-mine-all = Wat je inleverde
redeem-take-back = Intrekken
redeem-mine-asked = Gevraagd. Het bedrag is gereserveerd.
redeem-mine-back = Ingetrokken. Het bedrag is weer vrij.
