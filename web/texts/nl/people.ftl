# Als wie je meedoet

acting-title = Als wie doe je mee?
acting-lead = Kies hier als wie je plekken toevoegt en bijhoudt. Je kunt altijd terug naar jezelf.
acting-now = Zo doe je nu mee
acting-choose = Doe zo mee
acting-switch = Wissel
acting-as-now = Je handelt als { $name }.
acting-for = Je handelt voor { $name }.
acting-under = Met machtiging: { $deeds }. Tot en met { $day }.
acting-done-self = Je doet weer mee als jezelf.
acting-done-gone = Je hoort er niet meer bij.
acting-done-joined = Je hoort er nu bij.
acting-lapsed = Namens wie je dit deed, kan dat niet meer. Kies hieronder hoe je verder gaat.
acting-lapsed-line = Namens wie je dit deed, kan dat niet meer.
acting-back = Terug naar als wie je meedoet

profile-merchant-new = Een zaak
profile-organisation-new = Een vereniging of instelling
profile-household-new = Een huishouden
profile-title = Wie erbij hoort
profile-new = Doe samen mee
profile-new-lead = Voor een zaak, vereniging of huishouden. Wat je zo toevoegt, houden jullie samen bij.
profile-new-button = Maak aan
profile-kind = Wat is het?
profile-name = Naam
profile-name-hint = Zoals anderen het zien.
profile-add = Zet iemand erbij
profile-people = Wie erbij hoort
profile-part = Wat mag die?
profile-part-member = Hoort erbij: houdt de plekken bij
profile-part-owner = Mag alles: ook mensen binnenlaten en plekken overdragen
profile-is-owner = mag alles
profile-is-member = hoort erbij
profile-is-asked = gevraagd, zei nog geen ja
profile-done-asked = Gelukt. Wie er nog niet bij hoorde, zegt eerst zelf ja.
profile-rename = Andere naam
profile-leave = Ik hoor er niet meer bij
profile-end = Stop ermee
profile-end-lead = De plekken die jullie samen bijhouden, zijn daarna van niemand.
profile-end-sure = Ja, stop ermee
profile-end-button = Stop ermee, voor iedereen
profile-done-new = Gelukt. Laat nu de anderen binnen.
profile-done-name = De naam is bewaard.
profile-keeps = Beheerd door { $name }.

offer-title = Hoor je erbij?
offer-by = { $kind } · gevraagd door { $by } op { $day }
offer-since = { $kind } · gevraagd op { $day }
offer-member = Je houdt dan hun plekken mee bij.
offer-owner = Je mag dan alles: ook mensen binnenlaten en plekken overdragen.
offer-yes = Ja, ik hoor erbij
offer-no = Nee
mine-offered = { $count ->
    [one] Iemand vraagt of je ergens bij hoort.
   *[other] Er is je { $count } keer gevraagd of je ergens bij hoort.
}
mine-offered-way = Kijk en kies
letter-offer-subject = Hoor je bij { $profile }?
letter-offer =
    Hallo,

    { $by } vraagt of je bij { $profile } hoort op Koop Lokaal.
    Je hoort er pas bij als je ja zegt. Dat kan op deze pagina:

    { $link }

    Ken je { $profile } niet? Zeg daar dan nee, of doe niets.

    Tot zo,
    Koop Lokaal

profile-not-yours = Zo kun je niet handelen: dit is niet van jou, of de machtiging is afgelopen.
profile-not-found = Dit is er niet, of het is niet van jou.
profile-duplicate = Dat is al zo.
profile-last-owner = Laat eerst iemand anders alles mogen, of stop er helemaal mee.
profile-child = Wie jonger is dan 16 geeft zelf geen machtiging. Een organisator schrijft die van een ouder of verzorger op.
profile-own-case = Over jezelf beslist iemand anders.
profile-name-empty = Vul een naam in.
profile-name-wrong = Deze naam kan niet. Houd hem kort, zonder @ of een webadres.
profile-kind-empty = Kies wat het is.
profile-too-many = Je hebt er al veel gemaakt. Stop eerst met een ander.
profile-full = Er horen al veel mensen bij, wie is gevraagd meegeteld. Laat eerst iemand gaan.
profile-nobody = Zo heet hier niemand. Vraag naar de korte naam: die staat bij Mijn machtigingen en bij Mijn plekken.

# Machtigingen

mandate-title = Machtigingen
mandate-lead = Laat iemand die je vertrouwt iets voor je doen, zo lang jij dat wilt.
mandate-for = { $who } voor { $whom }
mandate-held = Voor wie jij handelt
mandate-given = Wie voor jou handelt
mandate-give = Machtig iemand
mandate-give-lead = Alles wat iemand voor je doet, staat hier voor jullie allebei te lezen. Stoppen kan elke dag.
mandate-give-button = Geef de machtiging
mandate-who = Korte naam van wie het doet
mandate-who-hint = Iemand uit je gemeenschap. De korte naam staat op diens eigen pagina.
mandate-what = Wat mag die?
mandate-what-hint = Een plek weggeven mag nooit, en bij je gegevens komt niemand.
mandate-until = Tot en met
mandate-until-hint = Hooguit een jaar.
mandate-signed = Getekend op
mandate-signed-hint = De dag die op het papier staat. Bewaar het papier.
mandate-signed-on = Op papier getekend op { $day }
mandate-given-on = Gegeven op { $day }
mandate-runs-until = Tot en met { $day }
mandate-ran-until = Liep tot en met { $day }
mandate-ended-on = Gestopt op { $day }
mandate-end = Stop
mandate-log = Wat er is gedaan
mandate-log-lead = Wat iemand voor een ander deed. Beiden kunnen het lezen, en de organisator. Niets verdwijnt eruit.
mandate-log-next = Eerder gedaan
mandate-log-none = Er is nog niets gedaan.
mandate-done-given = De machtiging geldt vanaf nu.
mandate-done-ended = De machtiging is gestopt.
mandate-done-registered = Ingeschreven. Welkom!
mandate-done-forgotten = We zijn deze persoon vergeten.
mandate-has-ended = Deze machtiging is afgelopen of gestopt. Vraag een nieuwe.
mandate-deeds-empty = Vink aan wat er mag.
mandate-until-wrong = Kies een dag vanaf vandaag, hooguit een jaar vooruit.
mandate-signed-wrong = Kies de dag waarop is getekend: hooguit { $count } dagen geleden.
mandate-phone-wrong = Vul een telefoonnummer in met cijfers, of laat het leeg.
mandate-note-long = Houd het kort: hooguit { $count } tekens.
mandate-note-wrong = Zet hier geen adres en geen e-mailadres.

mandate-desk = Leden zonder e-mail
mandate-desk-lead = Schrijf in wie geen e-mail heeft, en noteer wie voor hen handelt.
mandate-people = Ingeschreven zonder e-mail
mandate-people-none = Nog niemand.
mandate-registered-on = Ingeschreven op { $day }
mandate-all = Machtigingen
mandate-none = Er zijn nog geen machtigingen.
mandate-next = Volgende machtigingen
mandate-register = Schrijf iemand in
mandate-child = Jonger dan 16 jaar?
mandate-child-lead = Vul dit alleen in voor wie jonger is dan 16. Een ouder of verzorger die lid is van jullie gemeenschap tekent, en plaatst, reageert en spreekt af voor het kind. Een geboortedatum vragen we niet.
mandate-sixteen = Wordt 16 op
mandate-sixteen-hint = Op die dag vergeten we dat het een kind was.
mandate-sixteen-wrong = Kies een dag na vandaag, hooguit zestien jaar vooruit.
mandate-parent = Ouder of verzorger
mandate-parent-hint = De korte naam, zoals hanneke. Die krijgt meteen de machtiging, voor hooguit een jaar.
mandate-parent-wrong = Niemand in jullie gemeenschap heet zo.
mandate-child-until = Jonger dan 16 tot { $day }; een ouder of verzorger doet het woord
mandate-register-lead = Doe dit samen, en lees voor wat jullie hier afspreken. Vraag niet meer dan nodig is om iemand te bereiken.
mandate-register-button = Schrijf in
mandate-name = Naam
mandate-name-hint = Zo zien buren het. Mevrouw De Wit is genoeg.
mandate-phone = Telefoonnummer (hoeft niet)
mandate-note = Hoe bereik je deze persoon het best? (hoeft niet)
mandate-note-hint = Bijvoorbeeld: belt liever na tien uur. Geen adres.
mandate-signed-register = Akkoord getekend op
mandate-signed-register-hint = Op papier, met de afspraken erbij. Bewaar het papier.
mandate-write = Noteer een machtiging
mandate-write-lead = Neem over wat op papier is getekend. Voor jezelf doet een andere organisator dat.
mandate-whom = Voor wie
mandate-code = Maak een code
mandate-code-hint = Heeft deze persoon nu een e-mailadres? Geef een code mee om zelf binnen te komen.
mandate-code-for = Code voor
mandate-code-how = Schrijf hem op. Zo kom je binnen:
mandate-code-days = { $count ->
    [one] De code werkt { $count } dag, één keer. Hierna is hij niet meer te zien.
   *[other] De code werkt { $count } dagen, één keer. Hierna is hij niet meer te zien.
}
mandate-forget = Vergeet deze persoon
mandate-forget-sure = Ja: deze persoon heeft het gevraagd. Alles wordt vergeten.

deed-keep-places = plekken toevoegen en bijhouden
deed-tell-wrong = doorgeven wat niet klopt
deed-post-help = hulp vragen en aanbieden
deed-agree = afspraken maken
deed-pay = betalen

acted-added = voegde een plek toe:
acted-edited = wijzigde
acted-confirmed = bevestigde
acted-claimed = zei “dit is mijn zaak” bij
acted-showed = gaf de code van
acted-withdrew = trok “dit is mijn zaak” in bij
acted-reported = gaf door wat niet klopt bij
acted-decided = besliste over een melding bij
acted-photos = werkte de foto’s bij van

# Wat buren van je weten

trust-title = Wat buren van je weten
trust-lead = Hoe meer er klopt, hoe makkelijker je elkaar vertrouwt. We geven geen cijfers en bewaren geen papieren: alleen wie wat zag, en wanneer.
trust-more = Bekijk en vul aan
trust-nothing = Nog niets.
trust-since = sinds { $day }
trust-since-by = sinds { $day }, volgens { $by }
trust-seen-by = gezien op { $day } door { $by }, telt tot { $until }
attest-email = E-mail klopt
attest-address = Adres klopt
attest-known = Bekend bij buren
attest-vog = VOG gezien
trust-address = Je adres
trust-address-lead = We sturen je een brief met een code. Wie de code heeft, woont er.
trust-address-has = Je adres is bevestigd. Waar je woont, bewaren we niet.
trust-letter-days = { $count ->
    [one] Je adres bewaren we tot je de code geeft, en hooguit { $count } dag.
   *[other] Je adres bewaren we tot je de code geeft, en hooguit { $count } dagen.
}
trust-from = Van welke gemeenschap komt de brief?
trust-street = Straat
trust-number = Huisnummer
trust-postcode = Postcode
trust-city = Plaats
trust-letter-button = Stuur mij een brief
trust-letter-asked = Je vroeg op { $day } om een brief. Een organisator drukt hem af. We bewaren je adres hooguit tot { $until }.
trust-letter-printed = De brief is afgedrukt. De code werkt tot { $until }; je vroeg erom op { $day }.
trust-letter-stop = Toch geen brief
trust-code = Code uit de brief
trust-code-hint = Acht letters en cijfers, zoals K7PM-3XQA.
trust-code-button = Bevestig mijn adres
trust-moved = Ik ben verhuisd
trust-no-community = Een brief komt van de gemeenschap waar je bij hoort.
trust-neighbours = Buren die je kennen
trust-neighbours-lead = Zeggen twee buren dat ze je kennen, dan ben je bekend bij buren. Zij wonen hier bevestigd, of zijn zelf bekend.
trust-who = Ken jij iemand? Vul de korte naam in
trust-who-hint = Alleen wie je echt kent. Je naam staat erbij, en je kunt het altijd terugnemen.
trust-know-button = Ik ken deze buur
trust-i-know = Jij kent { $name }, sinds { $day }
trust-knows-me = { $name } kent jou, sinds { $day }
trust-take-back = Neem terug
trust-vog = Verklaring omtrent het gedrag
trust-vog-lead = Een organisatie waar je helpt kan je VOG bekijken. Een organisator zet er dan bij wie hem zag en wanneer. De VOG zelf komt hier nooit.
trust-vog-note = VOG gezien
trust-vog-note-lead = Noteer welke organisatie de VOG zag en wanneer. Bewaar nooit de VOG zelf.
trust-vog-away = Haal dit weg
trust-organisation = Gezien door
trust-seen-on = Gezien op
letters-again = Brief niet aangekomen?
letters-again-hint = Druk de brief aan huis nog een keer af. Alleen de nieuwe code werkt dan nog.
letters-again-button = Druk opnieuw af
trust-letters = Brieven aan huis
trust-letters-wait = { $count ->
    [0] Er wacht geen brief.
    [one] Er wacht { $count } brief.
   *[other] Er wachten { $count } brieven.
}
trust-done-asked = Gevraagd. Een organisator drukt je brief af.
trust-done-not-asked = Er komt geen brief. Je adres is vergeten.
trust-done-confirmed = Je adres is bevestigd, en vergeten.
trust-done-moved = Je adres telt niet meer als bevestigd.
trust-done-vouched = Dank je. Je naam staat erbij.
trust-done-unvouched = Teruggenomen.
trust-done-vog = Genoteerd.
trust-not-known = Dit telt pas als je zelf bekend bent: bevestig eerst je adres.
trust-code-wrong = Deze code klopt niet, of hij werkt niet meer.
trust-postcode-wrong = Schrijf de postcode zo: 1094 HA
trust-street-empty = Vul de straat in.
trust-number-empty = Vul het huisnummer in.
trust-city-empty = Vul de plaats in.
trust-organisation-empty = Vul in welke organisatie de VOG zag.
trust-seen-wrong = { $count ->
    [one] Kies de dag waarop de VOG is gezien: hooguit { $count } jaar geleden.
   *[other] Kies de dag waarop de VOG is gezien: hooguit { $count } jaar geleden.
}

letter-home-intro = { $name }, woon je hier? Dan is dit jouw code van { $community }
letter-home-how = Vul de code in op je eigen pagina. Dan weten buren dat je adres klopt:
letter-home-until = { $count ->
    [one] De code werkt { $count } dag. Daarna vergeten we je adres.
   *[other] De code werkt { $count } dagen. Zodra je hem invult, vergeten we je adres.
}
letter-home-not-asked = Heb je hier niet om gevraagd? Gooi deze brief dan weg. Er gebeurt niets.

# Met een code van de balie

entry-title = Ik heb een code van de balie
entry-lead = Ben je ingeschreven zonder e-mail, en heb je er nu een? Dan kom je zo zelf binnen.
entry-code = Code van de balie
entry-code-hint = Acht letters en cijfers, zoals K7PM-3XQA.

# Logboek

audit-what = wat
audit-deeds = mag
audit-member-registered = schreef iemand zonder e-mail in
audit-entry-code-given = gaf een code om binnen te komen aan
audit-member-forgotten = vergat iemand, op verzoek
audit-mandate-given = noteerde een machtiging van
audit-mandate-ended = stopte een machtiging van
audit-acted-for = deed iets bij
audit-vog-noted = noteerde een geziene VOG van
audit-vog-withdrawn = haalde een geziene VOG weg bij

# Wat we bewaren

held-acting = Als wie je nu meedoet, per apparaat
held-acting-why = Zodat je niet steeds opnieuw hoeft te kiezen.
held-offers = Waar je gevraagd bent om bij te horen, door wie en wanneer
held-offers-why = Zodat je zelf ja of nee zegt. Daarna is de vraag weg.
held-mandates = Wie voor je handelt en voor wie jij handelt: wat, tot wanneer, en wanneer er is getekend
held-mandates-why = Zodat duidelijk is wie wat mag. Ga je weg, dan stopt het meteen.
held-registered = Ben je ingeschreven zonder e-mail: je telefoonnummer, hoe je bereikt wilt worden en wanneer je tekende
held-registered-why = Om je te bereiken. Heb je eenmaal een e-mailadres, dan vergeten we het.
held-child = Ben je jonger dan 16: de dag waarop je 16 wordt. Geen geboortedatum
held-child-why = Zodat een ouder of verzorger voor je afspreekt. Op die dag vergeten we het.
held-home = Je adres, als je om een brief vroeg
held-home-why = Om de brief te sturen. Geef je de code, dan vergeten we het meteen.
held-attested = Wat er van je bekend is: dat je adres klopt, wie je VOG zag, en wanneer
held-attested-why = Zodat buren je kunnen vertrouwen. Papieren bewaren we nooit.
held-vouches = Van wie je zei dat je die kent, en wie dat van jou zei
held-vouches-why = Omdat twee buren samen iemand bekend maken. Je kunt het altijd terugnemen.
