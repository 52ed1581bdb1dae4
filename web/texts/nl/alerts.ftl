# Meldingen: wat je hoort als er iets gebeurt met wat van jou is.

# Eén zin per soort. De waarde is een voornaam, of tussen aanhalingstekens een titel.

alert-replied = { $about } reageert op iets van jou op het prikbord.
alert-message = { $about } schreef je een bericht.
alert-agreed = { $about } zegt ja: het is afgesproken.
alert-moment-proposed = { $about } stelt een moment voor.
alert-moment-kept = { $about } houdt het bij de oude afspraak.
alert-declined = { $about } laat weten: deze keer niet.
alert-withdrawn = { $about } trekt de reactie in.
alert-cancelled = { $about } zegt de afspraak af.
alert-handed-over = { $about } zegt dat het is meegegeven.
alert-prolonged = { $about } leent het langer uit.
alert-due = “{ $about }” moet terug.
alert-done = { $about } zegt dat het gelukt is.
alert-thanked = { $about } schreef je een bedankje.
alert-thanks-answered = { $about } antwoordt op je bedankje.
alert-disputed = { $about } zegt dat er iets misgaat met een afspraak.
alert-settled = Een buurtmoderator heeft “{ $about }” opgelost.
alert-reminder = Bijna zover: “{ $about }”.
alert-how-was-it = Is het gelukt: “{ $about }”?
alert-post-ending = “{ $about }” staat bijna niet meer op het prikbord. Klopt het nog?
alert-all-taken = Van “{ $about }” is alles vergeven. Er kan nu niemand meer reageren.
alert-dispute-waits = Twee buren komen er niet uit over “{ $about }”. Kijk jij ernaar?
alert-post-accepted = “{ $about }” staat op het prikbord.
alert-post-refused = “{ $about }” komt niet op het prikbord.
alert-post-removed = “{ $about }” is van het prikbord gehaald.
alert-found = Nieuw op het prikbord voor je zoekvraag “{ $about }”.
alert-report-decided = Er is gekeken naar wat je meldde over “{ $about }”.
alert-paid = Je kreeg { $amount } van { $about }.
alert-request-paid = Je betaalverzoek is betaald door { $about }: { $amount }.
alert-paid-by-pass = Met je buurtpas is { $amount } betaald aan { $about }.
alert-paid-back = Je kreeg { $amount } terug van { $about }.
alert-taken-back = Een organisator boekte { $amount } terug die je van { $about } kreeg.
alert-payment-asked = { $about } vraagt je om { $amount } te betalen.
alert-payment-declined = { $about } betaalt de { $amount } niet die je vroeg.
alert-set-apart = { $about } zette { $amount } voor je apart, tot en met { $until }.
alert-set-apart-hour = { $about } zette { $amount } voor je apart, tot { $until }.
alert-redemption-approved = De euro’s voor de { $amount } die je inleverde komen eraan.
alert-redemption-paid = De euro’s voor de { $amount } die je inleverde zijn betaald.
alert-redemption-refused = Je krijgt geen euro’s voor de { $amount } die je wilde inleveren. Het bedrag is weer van jou.
alert-limits-changed = De grenzen van je rekening in { $about } zijn veranderd. Bij de rekening lees je waarom.
alert-account-frozen = Je rekening in { $about } is stilgezet. Bij de rekening lees je waarom.
alert-account-thawed = Je rekening in { $about } gaat weer verder.
alert-about-house = de buurt
alert-about-none = iemand uit de buurt

# De bladzijde

alert-title = Mijn meldingen
alert-lead = Wat er gebeurde met je afspraken en met wat je op het prikbord zette.
alert-bell-count = { $count ->
    [0] Meldingen
   *[other] Meldingen ({ $count })
}
alert-new = Nieuw
alert-none = Er is nog niets gebeurd. Zodra iemand reageert, lees je het hier.
alert-see = Gezien
alert-see-all = Ik heb alles gezien
alert-older = Oudere meldingen
alert-newest = Terug naar de nieuwste
alert-live-full = Je hebt deze site al op veel plekken open. Laad de bladzijde opnieuw.
alert-done-seen = Alles staat op gezien.
alert-done-wish = Het is bewaard.
alert-wish = Mail over meldingen
alert-wish-hint = Je meldingen staan ook hier op de site.
alert-wish-at-once = Meteen een mail
alert-wish-weekly = Eén mail per week
alert-wish-never = Geen mail
alert-wish-wrong = Kies hoe je mail wilt.
alert-paid-wish = Als je betaald wordt, of met je buurtpas betaalt
alert-paid-wish-hint = Vraagt iemand je om te betalen, zet iemand iets voor je apart, of beslist een organisator iets over je rekening? Dan hoor je dat altijd.
alert-paid-wish-mailed = Op de site en per mail
alert-paid-wish-house = Alleen op de site
alert-paid-wish-never = Geen melding

# Stoppen uit een mail

alert-stop-title = Geen mail meer over meldingen
alert-stop-lead = Met één druk op de knop krijg je geen mail meer over meldingen. Op de site staan ze nog wel.
alert-stop-button = Stuur me geen mail meer
alert-stop-done = Je krijgt geen mail meer over meldingen.
alert-stop-gone = Deze link werkt niet meer. Op je meldingen kies je zelf of je mail wilt.
alert-stop-way = Naar mijn meldingen

# De mail over meldingen

letter-alerts-subject = Er is nieuws uit je buurt
letter-alerts-weekly-subject = Wat er deze week gebeurde in je buurt
letter-alerts-more = { $count ->
    [one] en nog { $count } melding
   *[other] en nog { $count } meldingen
}
letter-alerts =
    Hallo,

    { $lines }

    Lees het en antwoord hier:
    { $link }

    Liever geen mail meer hierover? Dat is één druk op de knop:
    { $stop }

    Tot zo,
    Koop Lokaal
