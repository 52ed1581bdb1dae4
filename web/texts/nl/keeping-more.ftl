# Wie een plek bijhoudt: de andere gegevens, van wie de plek is, en het bureau.

places-facts = Alle gegevens

facts-title = Alle gegevens
facts-lead = Naam, plek, contact en wat je te bieden hebt.
facts-preview = Zo zien buren het
facts-not-said = Zeg ik niet
facts-tags = Andere woorden (mag leeg)
facts-tags-hint = Wat zoeken mensen bij je? Met komma’s ertussen.
facts-description = Over deze plek, in het Nederlands
facts-description-en = Over deze plek, in het Engels (mag leeg)
facts-social = Ook te vinden op (mag leeg)
facts-social-hint = Een adres op elke regel.
facts-delivers = Bezorg je?
facts-delivers-no = Nee
facts-delivers-yes = Ja
facts-radius = Tot hoeveel kilometer van de zaak
facts-postcodes = Of alleen in deze postcodes
facts-postcodes-hint = De vier cijfers, met komma’s ertussen.
facts-euros-hint = In euro’s. Gratis is 0.
facts-state = Hoe staat het ervoor?
facts-state-runs = Deze plek is er gewoon
facts-state-moved = Verhuisd
facts-state-gone = Bestaat niet meer
facts-moved-to = Waarheen verhuisd

# Is dit jouw zaak?

claim-title = Is dit jouw zaak?
claim-lead = Laat zien dat je er echt bij hoort. Dan houd jij deze pagina bij, en kun je er openingstijden, vakanties en de rest wijzigen.
claim-sign-in = Log in en ga verder
claim-yours = Dit is jouw zaak. Je houdt hem bij.
claim-taken = Iemand anders houdt deze plek al bij. Laat je zien dat hij van jou is, dan beslist een organisator.
claim-was-refused = Dit is eerder afgewezen.
claim-by-mail = Met een mail naar de zaak
claim-by-mail-button = Mail de code
claim-by-mail-how = We mailen een code naar een postbus op het eigen webadres van de zaak.
claim-mailbox = Naar welk adres?
claim-by-letter = Met een brief naar de zaak
claim-by-letter-button = Stuur de brief
claim-by-letter-how = We sturen een brief met een code naar het adres op deze pagina. Dat duurt een paar dagen.
claim-at-counter = Met een code aan de balie
claim-at-counter-button = Geef me een code
claim-at-counter-how = Je krijgt een code. Die laat je zien aan een organisator of vrijwilliger die langskomt.
claim-not-gone = Dat kan hier niet: deze plek bestaat niet meer.
claim-not-no-address = Dat kan hier niet: er staat geen heel adres bij.
claim-not-our-address = Dat kan hier niet: het adres is hier door iemand ingevuld, en dat bewijst niets.
claim-not-no-site = Dat kan hier niet: er staat geen eigen webadres bij.
claim-not-our-site = Dat kan hier niet: het webadres is hier door iemand ingevuld, en dat bewijst niets.
claim-not-chain = Dat kan hier niet: het webadres is van een hele keten.
claim-next-mail = We hebben een code gemaild naar de zaak. Hij werkt tot { $date }.
claim-next-letter = Er komt een brief met een code naar de zaak. Vul de code hier in, vóór { $date }.
claim-next-counter = Een organisator of vrijwilliger komt langs. Laat dan de code zien die je kreeg, vóór { $date }. Ben je hem kwijt? Trek je vraag in en begin opnieuw.
claim-next-disputed = Je hebt het laten zien. Een organisator kijkt ernaar en beslist; je leest het hier.
claim-next-late = Je code werkte tot { $date }. Trek je vraag in en begin opnieuw.
claim-code = Code
claim-code-hint = Acht letters en cijfers, zoals K7PM-3XQA.
claim-code-wrong = Deze code klopt niet, of werkt niet meer. Kijk goed naar de letters. Na vijf keer werkt hij niet meer.
claim-counter-code = Jouw code, om te laten zien. Schrijf hem op: we laten hem maar één keer zien.
claim-confirm = Dit is mijn zaak
claim-withdraw = Trek mijn vraag in
claim-done-asked = We hebben je vraag.
claim-done-shown = Het klopt: dit is nu jouw zaak.

place-claim = Is dit jouw zaak?
place-claim-words = Houd de openingstijden en de rest zelf bij.
place-keep-hours = Openingstijden
place-keep-days = Vandaag anders
place-keep-facts = Alle gegevens

# Het bureau van de organisator

whose-title = Van wie is welke zaak?
whose-open = Wacht op de code
whose-disputed = De code is getoond, maar iemand anders houdt deze plek bij
whose-lead = Deze mensen zeggen dat een plek van hen is.
whose-none = Er wacht niemand.
whose-done = Het is besloten.
whose-seen = De code klopt. Iemand anders houdt deze plek al bij, dus er wordt nog over beslist.
whose-since = sinds { $date }
whose-letters = Maak de brieven
whose-letters-hint = Elke brief krijgt nu zijn code. Die staat alleen op papier: print ze meteen.
whose-code = Code die je aan de balie zag
whose-code-seen = Deze code heb ik gezien
whose-decide = Beslis
whose-reason = Reden
whose-reason-hint = Wie het vroeg, leest dit.
whose-reason-needed = Schrijf een reden op, in hooguit 500 tekens.
whose-reason-visited = Ik ben er geweest en heb het gezien.
whose-reason-register = Het klopt met het handelsregister.
whose-reason-not-there = Bij de zaak kende niemand deze vraag.
whose-yes = Geef de plek aan wie dit vraagt
whose-no = Wijs af
whose-own-case = Over een plek van jezelf beslist iemand anders.

letters-title = Brieven met een code
letters-lead = Eén brief per blad. Print ze nu: de codes staan nergens anders. De knop “Afdrukken” van je browser doet de rest.
letters-none = Er zijn geen brieven te maken.
letter-intro = Is { $name } van jou?
letter-why = Iemand vroeg op Koop Lokaal om deze plek bij te houden. Ben jij dat? Dan is dit je code:
letter-how = Log in en vul de code in bij Mijn plekken:
letter-not-asked = Heb jij dit niet gevraagd? Gooi deze brief dan weg. Zonder de code verandert er niets.

# Samen bijhouden

places-handle = Werk je ergens mee? Geef de eigenaar je korte naam, dan kan die je erbij zetten: @{ $handle }
crew-title = Medewerkers
crew-lead = Wie deze plek bijhoudt.
crew-is-owner = van wie de zaak is
crew-is-editor = houdt mee bij
crew-is-finder = bracht de plek in
crew-is-till = alleen de kassa
crew-away = Haal weg
crew-over = Maak eigenaar
crew-over-sure = Ja, de zaak is vanaf nu van deze persoon. Ik houd alleen nog mee bij.
crew-over-button = Nieuwe eigenaar
crew-handle = Korte naam
crew-handle-hint = Je medewerker vindt die onderaan bij Mijn plekken, bijvoorbeeld @hanneke.
crew-role = Wat mag die?
crew-editor = Alles bijhouden
crew-till = Alleen de kassa
crew-add-button = Zet erbij
crew-release = Stoppen
crew-release-lead = Niemand houdt de plek dan nog bij, ook je medewerkers niet. De pagina blijft staan.
crew-release-sure = Ja, deze zaak is niet meer van mij.
crew-release-button = Geef de plek op
crew-leave = Ik stop hiermee
crew-sure-needed = Zet eerst een vinkje bij “Ja”.
crew-done-in = Die is er nu bij.
crew-done-away = Die houdt hier niets meer bij.
crew-done-over = De zaak heeft een nieuwe eigenaar.

adding-too-many = Je hebt vandaag al { $count } plekken toegevoegd, en meer kan op één dag niet. Morgen kun je verder.
claim-too-many = Je hebt al { $count } vragen open staan. Trek er een in bij Mijn plekken, of wacht tot er een klaar is.
claim-not-so = Op deze manier kan het bij deze plek niet. Kies een andere.
adding-missing = Mis je een plek? Voeg hem toe
