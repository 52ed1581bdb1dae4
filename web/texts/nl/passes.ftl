# De buurtpas: een kaart om mee te betalen, voor wie geen telefoon heeft.

pass-title = Buurtpassen
pass-title-of = Buurtpassen van { $name }
pass-lead = Een kaart om mee te betalen, voor wie geen telefoon heeft.
pass-words = Een buurtpas is een kaart met een code. De kassa leest hem, en wie hem heeft zegt ja of typt een pincode. Per dag betaalt hij niet meer dan je afspreekt.
pass-none = Er is nog geen buurtpas.
pass-one = Buurtpas
pass-active = In gebruik
pass-blocked = Geblokkeerd
pass-ended = Beëindigd
pass-a-day = Hoogstens { $amount } per dag
pass-with-pin = met pincode
pass-with-yes = met een ja aan de kassa
pass-made = Gemaakt { $day }
pass-used = laatst gebruikt { $day }
pass-unused = nog niet gebruikt
pass-change = Kwijt, of niet meer nodig?
pass-change-blocked = Weer gebruiken, of niet meer nodig?
pass-reason = Waarom?
pass-reason-wrong = Schrijf kort op waarom.
pass-block = Blokkeer
pass-unblock = Laat hem weer werken
pass-pin-again = Laat de pincode weer proberen
pass-pins-spent = De pincode is { $count } keer verkeerd getypt. Bel de organisator: die laat je het weer proberen.
pass-pins-spent-desk = De pincode is { $count } keer verkeerd getypt. Vraag of de houder dat zelf was. Is de pincode vergeten? Beëindig dan de pas en maak een nieuwe.
pass-end = Beëindig
pass-done-blocked = De pas is geblokkeerd. Er kan niet meer mee betaald worden.
pass-done-unblocked = De pas werkt weer.
pass-done-tries = De pas werkt weer. De pincode mag opnieuw { $count } keer geprobeerd worden.
pass-done-ended = De pas is beëindigd.
pass-make = Maak een buurtpas
pass-make-words = De code staat alleen op de kaart die je nu te zien krijgt. Druk hem meteen af.
pass-make-button = Maak de pas
pass-limit = Hoogstens per dag
pass-limit-hint = Kies wat op één dag genoeg is, zoals 20.
pass-limit-hint-time = Kies wat op één dag genoeg is.
pass-limit-wrong = Geef een bedrag boven nul, zoals 20 of 12,50.
pass-limit-wrong-time = Geef een tijd boven nul, zoals 1:30, 2 uur of 45 min.
pass-pin = Pincode (mag leeg)
pass-pin-hint = { $digits } cijfers, die wie de pas heeft zelf kiest. Zonder pincode zegt die aan de kassa ja.
pass-pin-empty = Typ de pincode van de pas.
pass-pin-wrong = Kies vier cijfers die niemand zo raadt, dus niet 1234 of 0000.
pass-pin-other =
    { $left ->
        [0] De pincode klopt niet. De pas is nu geblokkeerd; bel de organisator.
        [one] De pincode klopt niet. Je kunt het nog één keer proberen.
       *[other] De pincode klopt niet. Je kunt het nog { $left } keer proberen.
    }
pass-way = Hoe zegt de houder aan de kassa ja?
pass-way-letter = Met een pincode die wij bedenken. Die staat in een brief, die je apart geeft.
pass-way-chosen = Met een pincode die de houder nu zelf typt.
pass-way-yes = Zonder pincode: de houder zegt ja.
pass-pin-own = Zelf gekozen pincode
pass-pin-own-hint = Alleen als de houder er nu zelf een kiest: { $digits } cijfers, zonder dat jij meekijkt.
pass-already-made = Deze pas is al gemaakt, en zijn code zie je maar één keer. Is hij niet afgedrukt? Beëindig hem dan en maak een nieuwe.
pass-no-balance = Er staat niet genoeg op de rekening van de pas. Er is niets afgeschreven.
pass-too-many = Er zijn al genoeg passen. Beëindig er eerst een.
pass-most = Er kunnen hoogstens { $count } passen tegelijk zijn. Beëindig er een voor je een nieuwe maakt.
pass-blocked-since = Iemand heeft deze pas intussen geblokkeerd. Lees eerst waarom.
pass-is-blocked = Deze pas is geblokkeerd. Bel de organisator van de gemeenschap.
pass-unknown = Deze pas kennen we niet, of hij is beëindigd.
pass-own-case = Dit is je eigen rekening: een andere organisator doet dit.
pass-day-limit = De pas betaalt vandaag nog { $amount }.

pass-statement = Een afschrift op papier
pass-statement-words = Voor wie een pas heeft en geen telefoon. Druk het af als de houder erom vraagt.
pass-statement-note = Voor { $name }, op verzoek. Waarvoor iets betaald is staat er niet bij: dat weten alleen { $name } en de ander.

pass-card-title = De nieuwe buurtpas
pass-card-lead = Druk hem nu af: deze code zie je hierna niet meer.
pass-card-how = Vouw of knip hem op het formaat van een bankpas. Kwijt? Bel de organisator, die blokkeert hem meteen.
pass-card-name = Buurtpas
pass-letter-how = De brief met de pincode komt op een tweede vel. Geef of stuur hem apart van de pas.
pass-letter-title = De pincode van { $name }
pass-letter-lead = Aan de kassa typ je deze vier cijfers:
pass-letter-keep = Leer ze uit je hoofd en gooi deze brief weg. Bewaar hem niet bij je pas.
pass-letter-lost = Niemand kan deze cijfers opzoeken, wij ook niet. Vergeten, of pas kwijt? Bel de organisator: die blokkeert je pas en maakt een nieuwe.
pass-card-code = De code van de pas, voor de kassa
pass-card-words = Gevonden? Breng hem naar de buurtkamer of een zaak die meedoet. Zonder wie erbij hoort betaal je er niets mee.

pass-read-title = Een buurtpas
pass-read-lead = Betalen met een kaart, aan de kassa.
pass-stranger = Dit is de code van een buurtpas. Daarmee betaalt een buur die geen telefoon heeft, aan de kassa van een zaak die meedoet.
pass-sign-in = Log in met je kassa
pass-no-till = Je hebt geen kassa die deze pas kan lezen. Heb je hem gevonden? Breng hem naar de buurtkamer.
pass-blocked-title = Deze pas is geblokkeerd
pass-blocked-words = Er kan nu niet mee betaald worden, en er is niets afgeschreven. Wie de pas heeft kan de organisator van de gemeenschap bellen.
pass-which-till = Aan welke kassa?
pass-left = De pas betaalt vandaag nog { $amount }.
pass-show = Laat het bedrag zien
pass-agree = Klopt dit bedrag?
pass-from = Van
pass-pin-ask = Pincode
pass-yes = Ja, betaal { $amount }
pass-no = Nee, ander bedrag

pass-desk-link = Buurtpassen van deze rekening
pass-desk-title = Een buurtpas voor iemand
pass-desk-lead = Voor wie geen telefoon heeft, of nog geen rekening. De rekening komt er vanzelf bij.
pass-desk-find = Zoek iemand van de gemeenschap
pass-desk-nobody = Niemand met die naam. Staat diegene al bij de leden?
pass-desk-for = Maak een pas voor { $name }
pass-desk-other = Iemand anders

audit-pass-made = maakte een buurtpas
audit-pass-blocked = blokkeerde een buurtpas
audit-pass-unblocked = liet een buurtpas weer werken
audit-pass-pin-allowed = liet de pincode van een buurtpas weer proberen
audit-pass-ended = beëindigde een buurtpas

held-passes = Je buurtpassen: hoeveel ze per dag betalen, of er een pincode is, en wat ermee betaald is
held-passes-why = Om zonder telefoon te kunnen betalen. De code van een pas en je pincode kunnen we niet lezen. Ga je weg, dan werken ze niet meer.
