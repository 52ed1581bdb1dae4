# Gemeenschappen
community-kind-town = Gemeenschap van een plaats
community-kind-neighbourhood = Gemeenschap van een buurt
community-kind-association = Vereniging
community-lead = Wat { $name } is, wat we afspreken en hoe je meedoet.
community-area = Zorgt voor
community-how-open = Iedereen kan meedoen.
community-how-request = Je vraagt of je mee mag doen. Een organisator laat je binnen.
community-how-invitation = Je doet mee als je bent uitgenodigd.
community-you-are = Jij bent hier { $role }.
community-you-asked = Je hebt gevraagd of je mee mag doen. We mailen je zodra een organisator heeft besloten.
community-you-frozen = Je staat hier stil: je doet nu even niet mee.
community-agreed = Wat we afspreken
community-agreed-since = Versie { $version }, sinds { $day }
community-accept = Ik heb dit gelezen en doe zo mee.
community-accept-button = Akkoord
community-say-yes = Vink aan dat je hiermee akkoord gaat.
community-join = Doe mee
community-sign-in = Log in om mee te doen
community-leave = Ga hier weg
community-done-joined = Welkom! Je doet mee.
community-done-asked = Je vraag is binnen. Een organisator kijkt ernaar.
community-done-accepted = Dank je. Je bent akkoord met de afspraken.
community-done-left = Je doet hier niet meer mee.
community-must-accept = Er zijn nieuwe afspraken. Tot je ze leest, tel je hier even niet mee.
community-must-accept-link = Lees de afspraken
community-accepted = Akkoord met versie { $version } op { $day }

# Wat er mis kan zijn
community-low-contrast = Hierop is tekst niet goed te lezen: { $ratio } op 1, en 4,5 is nodig. Neem een andere tint.
community-too-long = Maak het korter: hooguit { $count } tekens.
community-name-empty = Vul een naam in.
community-text-empty = Schrijf eerst op wat jullie afspreken, in de taal die voorop staat.
community-area-unknown = Dit gebied kennen we niet. Kies er een uit de lijst, of laat het leeg.
community-languages-empty = Kies minstens één taal.
community-colour-unreadable = Schrijf de kleur als zes tekens, zo: #a63a28
community-role-unknown = Kies een rol uit de lijst.
community-duplicate = Dat is al zo.
community-by-invitation = Hier doe je mee als je bent uitgenodigd.
community-not-accepted = De afspraken zijn net veranderd. Lees ze, en ga dan verder.
community-frozen = Je doet hier nu even niet mee. Bij Mijn gemeenschappen lees je waarom.
community-last-organiser = Dit is de enige organisator. Maak eerst iemand anders organisator.
community-own-case = Over jezelf beslist iemand anders.
community-wrong-invitation = Deze uitnodiging werkt niet meer, of is voor een ander e-mailadres dan het jouwe. Vraag een nieuwe.
community-wrong-code = Deze code klopt niet. Hij staat waar het programma is gestart.
community-begun = Hier is al begonnen. Log in om verder te gaan.

# Het formulier
community-name = Naam
community-name-hint = Zoals mensen het noemen: Oost, of Winkeliers Dapperstraat.
community-kind = Wat is het?
community-about-nl = In een paar zinnen, in het Nederlands
community-about-en = In een paar zinnen, in het Engels
community-area-field = Gebied
community-area-stays = Dit gebied kan alleen wie het platform beheert veranderen: het bepaalt voor welke plekken jullie zorgen.
community-area-hint = Hiervan zorgen de moderators voor de plekken. Leeg mag ook.
community-languages = Talen
community-first-language = Welke taal staat voorop?
community-colours = Kleuren
community-colours-hint = Je kiest drie kleuren. We rekenen na of tekst erop goed te lezen is. In het donker gelden die van Koop Lokaal.
community-colours-own = Gebruik eigen kleuren
community-brick = Baksteen: knoppen
community-paper = Papier: de pagina
community-door = Deur: wat vast staat
community-contrast-well = Goed te lezen: { $ratio } op 1
community-contrast-low = Niet goed te lezen: { $ratio } op 1, en 4,5 is nodig
community-look = Zo ziet het eruit
community-look-head = Koop Lokaal
community-look-words = Nu open tot 18.00 uur
community-look-button = Doe mee
community-look-again = Bekijk de kleuren
community-joining = Hoe doe je mee?
joining-open = Iedereen mag erbij
joining-open-hint = Wie wil, doet meteen mee.
joining-request = Je vraagt het eerst
joining-request-hint = Een organisator laat mensen binnen.
joining-invitation = Alleen wie is uitgenodigd
joining-invitation-hint = Je krijgt een mail met een link.
community-terms = Eigen woorden
community-terms-hint = Hoe noemen jullie elkaar? Leeg laten mag.
community-term-member = In plaats van “lid van de buurt”
community-term-steward = In plaats van “buurtmoderator”
community-term-organiser = In plaats van “organisator”

role-visitor = bezoeker
role-member = lid van de buurt
role-steward = buurtmoderator
role-organiser = organisator
role-operator = beheerder van deze gids
set-help-coordinator = zoekt mensen die helpen, schrijft bewoners zonder e-mail in, noteert machtigingen en VOG’s, en bevestigt met de code aan de balie van wie een zaak is
set-auditor = kijkt mee, verandert niets
set-currency-issuer = deelt munten uit

# Mijn gemeenschappen
my-communities-title = Mijn gemeenschappen
my-communities-lead = Waar je bij hoort, en wat je daar hebt afgesproken.
my-communities-none = Je hoort nog nergens bij.
my-communities-others = Hier kun je ook meedoen

agree-title = Nieuwe afspraken
agree-description = Lees wat er is afgesproken, en ga verder.
agree-lead = Bij { $name } spreken we dit met elkaar af. Ben je het ermee eens?
agree-later = Niet nu

invited-title = Je bent uitgenodigd
invited-lead = Een uitnodiging om mee te doen.
invited-words = Doe je mee met { $name }, als { $role }?
invited-sign-in = Log eerst in met het e-mailadres waarop je de uitnodiging kreeg. Ben je nieuw? Dan gaat het net zo.
invited-gone = Deze uitnodiging werkt niet meer. Vraag een nieuwe aan wie je uitnodigde.

# Beheer
desk-title = Beheer
desk-lead = Wat er wacht, en wie meedoet.
desk-nav = Beheer
desk-front = Wat er wacht
desk-people = Leden
desk-settings = Gemeenschap
desk-log = Logboek
desk-none = Nog geen gemeenschap
desk-none-lead = Begin er een. Je kiest daarna wie erbij mag en wat jullie afspreken.
desk-waiting = Wat er wacht
desk-public = Bekijk de pagina van de gemeenschap
desk-new = Nog een gemeenschap
desk-new-name = Naam
desk-new-button = Begin een gemeenschap
desk-others = Je andere gemeenschappen
desk-people-lead = Wie meedoet, wie het vraagt en wie is uitgenodigd.
desk-people-of = Leden van
desk-find = Zoek op naam
desk-filter-role = Rol
desk-filter-state = Staat
desk-filter-all = Alles
desk-filter-asked = Wil erbij
desk-filter-invited = Uitgenodigd
desk-filter-member = Doet mee
desk-filter-frozen = Staat stil
desk-nobody = Niemand gevonden.
desk-next = Volgende leden
desk-since = Sinds { $day }
desk-state-asked = wil erbij
desk-state-frozen = staat stil
desk-state-pending = nog niet akkoord
desk-admit = Laat binnen
desk-refuse = Laat niet binnen
desk-change = Wijzig
desk-role = Rol
desk-role-save = Bewaar de rol
desk-sets = Taken
desk-sets-save = Bewaar de taken
desk-freeze = Zet stil
desk-freeze-hint = Wie stilstaat, doet niet mee tot je dat weer aanzet.
desk-unfreeze = Laat weer meedoen
desk-invite = Nodig iemand uit
desk-invite-email = E-mailadres van wie je uitnodigt
desk-invite-as = Als
desk-invite-button = Mail de uitnodiging
desk-invitations = Uitgenodigd
desk-invitation = Als { $role }, tot { $day }
desk-withdraw = Trek in
desk-done-admitted = Welkom geheten.
desk-done-refused = Niet binnengelaten.
desk-done-frozen = Staat nu stil.
desk-done-unfrozen = Doet weer mee.
desk-done-role = De rol is bewaard.
desk-done-sets = De taken zijn bewaard.
desk-done-invited = De uitnodiging is gemaild.
desk-done-withdrawn = De uitnodiging is ingetrokken.
desk-done-saved = Het is bewaard.
desk-done-published = De nieuwe afspraken gelden. Iedereen krijgt ze te lezen.
desk-settings-lead = Wat de gemeenschap is, en wat er is afgesproken.
desk-settings-of = Dit is
desk-agreed-lead = Verander je iets, dan lezen alle leden het opnieuw. Tot iemand akkoord is, telt die even niet mee.
desk-agreed-nl = Afspraken, in het Nederlands
desk-agreed-en = Afspraken, in het Engels
desk-publish = Publiceer deze afspraken
desk-versions = Alle versies

# Logboek
desk-log-of = Logboek van
desk-log-lead = Wat is gedaan door wie meer mag dan anderen. Niets verdwijnt eruit.
audit-find = Naam van iemand of een plek
audit-act = Wat
audit-any = alles
audit-from = Vanaf
audit-to = Tot en met
audit-none = Er staat niets dat hierbij past.
audit-next = Eerder
audit-csv = Neem mee als rekenblad (CSV)
audit-jsonl = Neem mee als JSON, een regel per handeling
audit-role = als
audit-was = was
audit-is = is nu
audit-version = versie
audit-fields = anders
audit-state = uitkomst
audit-revision = versie van de plek
audit-confirmed = bevestigd
audit-refused = afgewezen
audit-disputed = nog te beslissen
audit-gone = Iemand die weg is
audit-house = De beheerder van de machine
audit-house-begun = begon deze gids
audit-community-founded = begon een gemeenschap
audit-community-edited = wijzigde de gemeenschap
audit-agreements-published = publiceerde afspraken
audit-member-entered = schreef iemand in
audit-member-invited = nodigde iemand uit
audit-invitation-withdrawn = trok een uitnodiging in
audit-member-admitted = liet iemand binnen
audit-member-refused = liet iemand niet binnen
audit-role-set = wijzigde een rol
audit-sets-set = wijzigde taken
audit-member-frozen = zette iemand stil
audit-member-unfrozen = liet iemand weer meedoen
audit-listing-edited = verbeterde een plek
audit-photos-changed = veranderde foto’s van een plek
audit-claim-decided = besliste van wie een plek is
audit-letters-printed = drukte een brief af

# Wat we bewaren
held-communities = Bij welke gemeenschappen je hoort, als wat, en met welke afspraken je akkoord bent
held-communities-why = Om te weten wie er meedoet en wat er is afgesproken.
held-invitations = Het e-mailadres waarop je bent uitgenodigd
held-invitations-why = Zodat alleen jij de uitnodiging kunt gebruiken.
held-log = Wat je deed als moderator of organisator, en wat die met je lidmaatschap deden
held-log-why = Zodat altijd is na te gaan wie wat besliste.
held-number = Voorgoed, onder een nummer. Ga je weg, dan is dat nummer van niemand meer.

# Beginnen
begin-title = Begin hier
begin-lead = Deze gids is nog leeg. In vier korte stappen staat hij klaar voor jouw plaats.
begin-step = Stap { $step } van 4
begin-code = Begincode
begin-code-hint = Hij staat in het venster waar je het programma hebt gestart. Zo weten we dat dit jouw gids is.
begin-code-button = Begin
begin-place-title = Welke plaats?
begin-place-lead = Hoe heet de plaats of buurt waar deze gids voor is?
begin-no-map = Er is nog geen kaart. Die kun je straks inlezen; het gebied kies je dan bij Beheer.
begin-map = Kies op de kaart
begin-map-hint = Tik eerst op een gebied, of typ het hieronder.
begin-next = Verder
begin-back = Terug
begin-look-title = Talen en kleuren
begin-look-lead = Alles kan later anders.
begin-person-title = Wie organiseert het?
begin-person-lead = Jij wordt de eerste organisator, en je beheert deze gids. We mailen je een code, of je kiest meteen een wachtwoord.
begin-person-mail = Mail mij een code
begin-person-password = Begin met dit wachtwoord
begin-mailed-title = Kijk in je mail
begin-mailed-lead = We hebben een code gestuurd naar { $email }. Vul hem in, dan staat alles klaar.
begin-finish = Zet de gids klaar
begin-done-title = { $name } is begonnen
begin-done-lead = Je bent binnen. Zo vul je de gids:
begin-done-places = Lees de plekken van jouw plaats in uit OpenStreetMap:
begin-done-map = Lees de kaart van buurten in:
begin-done-people = Nodig de eerste mensen uit
begin-done-settings = Maak de gemeenschap af
community-members = { $count ->
    [one] { $count } lid
   *[other] { $count } leden
}
desk-asked = { $count ->
    [one] iemand wil erbij
   *[other] mensen willen erbij
}
desk-invited = { $count ->
    [one] uitnodiging staat open
   *[other] uitnodigingen staan open
}
