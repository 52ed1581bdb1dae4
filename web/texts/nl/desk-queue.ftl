# De wachtrij
desk-queue = Wachtrij
desk-merging = Samenvoegen
queue-title = Wachtrij
queue-lead = Alles wat op een besluit wacht, het oudste eerst.
queue-waiting = { $count ->
    [one] wacht op een besluit
   *[other] wachten op een besluit
}
queue-owner-silent = De eigenaar kreeg dit te lezen en heeft al { $days } dagen niet gereageerd. Beslis jij?
queue-kinds = Soorten
queue-all = Alles
queue-appeals = Bezwaren
queue-claims = “Dit is mijn zaak”
queue-reports = Meldingen
queue-suggestions = Voorstellen
queue-differences = Bronnen
queue-duplicates = Dubbel
queue-appeal = Bezwaar
queue-claim = “Dit is mijn zaak”
queue-report = Melding
queue-suggestion = Voorstel
queue-difference = Bron zegt iets anders
queue-duplicate = Lijkt dubbel
queue-area = Buurt
queue-area-all = alle buurten
queue-age = Wacht al
queue-age-all = hoe lang ook
queue-days = { $count } dagen of langer
queue-keys = Met toetsen:
queue-key-next = volgende
queue-key-back = vorige
queue-key-open = bekijk de plek
queue-none = Er wacht niets. Fijn!
queue-next = Meer uit de wachtrij
queue-since = sinds { $date }
queue-own = Dit is je eigen zaak, of jij besliste er al over. Een ander kijkt ernaar.
queue-fill = Zet deze in het veld
queue-reason-hint = Wie het vroeg, leest dit. Kies een reden en pas haar aan, of schrijf zelf.
queue-right = Alles klopt nog
queue-slip-reason = Schrijf een reden, of kies er een.
queue-slip-cannot = Dit kan zo niet worden overgenomen. Pas de plek zelf aan.
queue-done-yes = Besloten: ja. Wie het vroeg, krijgt bericht.
queue-done-no = Besloten: nee. Wie het vroeg, krijgt bericht.
queue-done-right = Bewaard: alles klopt nog.
queue-done-late = Dit was al besloten.
queue-claim-what = is van { $name }?
queue-claimant = Wie het zegt
queue-claimant-known = Wat bekend is
queue-claimant-unknown = Nog niets
queue-claim-state = Hoe ver
queue-claim-proof = Bewijs
queue-claim-hint = Dit is nog niet bewezen, dus je kunt alleen afwijzen.
queue-to-claims = Vul de code van de toonbank in
queue-letter-again = Druk de brief opnieuw af
queue-difference-ours = Hier staat
queue-difference-theirs = { $source } zegt
queue-difference-yes = Neem over
queue-difference-no = Laat staan
queue-difference-hint = Laat je het staan, dan vragen we het pas weer als de bron iets nieuws zegt.
queue-duplicate-what = ook { $name }?
queue-duplicate-other = De ander
queue-duplicate-why = Waarom
queue-duplicate-yes = Leg ze naast elkaar
queue-duplicate-no = Het zijn er twee
queue-alike-record = hetzelfde nummer bij dezelfde bron
queue-alike-branch = hetzelfde vestigingsnummer
queue-alike-website = dezelfde website
queue-alike-name = dezelfde naam, dicht bij elkaar
queue-appellant = Van
queue-appeal-yes = Geef gelijk
queue-appeal-no = Het blijft zo
queue-appeal-hint = Jij bent de tweede die kijkt. Geef je gelijk, dan gebeurt alsnog wat eerst is afgewezen.
queue-reason-first-right = We hebben opnieuw gekeken. Het eerste besluit klopt.
queue-reason-new-facts = Met wat je erbij vertelde, kijken we er anders naar.
queue-reason-mistake = Er was iets misgegaan. Sorry daarvoor.

# Samenvoegen
merging-title = Twee plekken samenvoegen
merging-lead = Staat een plek er dubbel in? Maak er één van. Het adres van de ander leidt daarna hierheen, en dertig dagen lang kun je het terugdraaien.
merging-pair-lead = Zijn dit er echt een? Kies wat er blijft staan.
merging-stays = Blijft
merging-goes = Gaat hierin op
merging-owned = Heeft een eigenaar
merging-swap = Wissel om
merging-same = Ze zeggen precies hetzelfde.
merging-fields = Wat blijft staan
merging-fields-hint = We kozen vast wat het zekerst of het nieuwst is.
merging-along = Foto’s, wie de plek bijhoudt en wat er wacht gaan mee.
merging-button = Voeg samen
merging-back = Terug naar de wachtrij
merging-to-queue = Bekijk wat dubbel lijkt
merging-find = Zelf twee plekken kiezen
merging-one = De ene plek
merging-one-hint = Plak het adres van de pagina, zoals /plek/bakkerij-noor.
merging-other = De andere plek
merging-compare = Leg ze naast elkaar
merging-seek = Zoek door de hele gids
merging-seek-lead = Dat gebeurt elke dag vanzelf. Wat gevonden wordt, komt in de wachtrij.
merging-seek-button = Zoek nu
merging-latest = Laatst samengevoegd
merging-undo = Draai terug
merging-was-made = { $date }, met { $name }
merging-was-undone = { $date }, met { $name }, en daarna teruggedraaid
merging-done = Samengevoegd. Dertig dagen lang kun je het hieronder terugdraaien.
merging-undone = Teruggedraaid: beide plekken zijn weer zoals ze waren.
merging-sought = Gezocht. Wat nieuw is, staat in de wachtrij.
merging-slip-owners = Beide plekken hebben een eigenaar. Laat eerst een van hen de plek overdragen.
merging-slip-cannot = Deze twee kunnen niet samen. Kies andere gegevens of andere plekken.
merging-slip-merged = Een van de twee is al samengevoegd.
merging-slip-changed = Na het samenvoegen is er iets veranderd dat verloren zou gaan. Draai dat eerst terug, of laat het zo.
merging-slip-late = Dit kan niet meer worden teruggedraaid.
merging-slip-not-yours = Voor een van deze plekken zorgt iemand anders.
merging-slip-unknown = Die twee plekken kennen we niet. Plak van elk het adres van de pagina.

# Bezwaar
appeal-title = Bezwaar
appeal-lead = Ben je het niet eens met een besluit? Vertel waarom. Iemand anders kijkt er dan opnieuw naar.
appeal-none = Er is niets waartegen je bezwaar kunt maken.
appeal-may = Hiertegen kun je bezwaar maken
appeal-made = Jouw bezwaren
appeal-of-claim = je zaak werd niet bevestigd
appeal-of-report = je melding werd afgewezen
appeal-of-freeze = je staat stil
appeal-of-revert = je verbetering werd teruggedraaid
appeal-decided = Besloten op { $date }. Bezwaar kan tot { $until }.
appeal-open = Maak bezwaar
appeal-reason = Waarom ben je het er niet mee eens?
appeal-reason-hint = Je kunt dit één keer doen. Schrijf wat wij nog niet weten.
appeal-button = Verstuur
appeal-done = Verstuurd. Iemand anders kijkt ernaar; je krijgt bericht.
appeal-said = Jij schreef
appeal-answer = Het antwoord
appeal-state-open = Verstuurd op { $date }. Iemand kijkt ernaar.
appeal-state-upheld = Je kreeg gelijk, op { $date }.
appeal-state-refused = Het bleef zo, op { $date }.
appeal-slip-late = Hiertegen kun je geen bezwaar meer maken.
appeal-slip-reason = Schrijf waarom je het er niet mee eens bent.
appeal-slip-long = Dat is te lang: hoogstens { $count } tekens.

# Iemand overal vastzetten
desk-house = In de hele gids
desk-house-hint = Wie overal stilstaat, kan niet inloggen en wordt op elk apparaat uitgelogd. Wat van die persoon is, blijft.
desk-house-freeze = Zet overal stil
desk-house-unfreeze = Laat weer inloggen
desk-state-house = staat overal stil
desk-done-house = Staat nu overal stil.
desk-done-house-free = Kan weer inloggen.

# Logboek
audit-appeal-decided = besliste over een bezwaar
audit-difference-decided = besliste of een bron gelijk heeft
audit-listings-merged = voegde twee plekken samen
audit-merge-undone = draaide een samenvoeging terug
audit-duplicate-refused = zei dat twee plekken er twee zijn
audit-listing-confirmed = zag dat een plek nog klopt
audit-post-reviewed = besliste of een bericht op het prikbord komt
audit-post-report-decided = besliste over een melding van een bericht of gesprek
audit-agreement-settled = loste een afspraak op waarover twee buren het oneens waren
audit-upheld = gelijk gegeven

# Brieven
letter-claim-decided-subject = Over { $place }
letter-claim-accepted =
    Hallo,

    Je zei dat { $place } van jou is. Dat is bevestigd.

    “{ $reason }”

    Houd je plek bij:
    { $link }

    Groet,
    Koop Lokaal
letter-claim-refused =
    Hallo,

    Je zei dat { $place } van jou is. Dat is niet bevestigd.

    “{ $reason }”

    Ben je het er niet mee eens? Vertel binnen { $days } dagen waarom, dan kijkt iemand anders:
    { $appeal }

    Groet,
    Koop Lokaal
letter-appeal-decided-subject = Je bezwaar over { $about }
letter-appeal-upheld =
    Hallo,

    Iemand anders keek opnieuw naar { $about }. Je krijgt gelijk.

    “{ $reason }”

    { $link }

    Groet,
    Koop Lokaal
letter-appeal-refused =
    Hallo,

    Iemand anders keek opnieuw naar { $about }. Het besluit blijft.

    “{ $reason }”

    { $link }

    Groet,
    Koop Lokaal
letter-frozen-subject = Je staat even stil
letter-frozen =
    Hallo,

    Je kunt even niet inloggen bij Koop Lokaal. Wat van jou is, blijft staan.

    “{ $reason }”

    Ben je het er niet mee eens? Antwoord dan de beheerder van deze gids.

    Groet,
    Koop Lokaal

# Wat we bewaren
held-appeals = Je bezwaren, en wat daarop werd besloten
held-appeals-why = Om een tweede te laten kijken, en je te laten lezen wat die vond.
held-freezes = Of en wanneer je stilstond, en waarom
held-freezes-why = Om iemand even buiten te houden, en je bezwaar te laten maken.
