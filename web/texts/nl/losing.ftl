# Als een plek van een ander blijkt, of iets wordt teruggezet
letter-disputed-subject = Iemand zegt dat { $place } van hem of haar is
letter-disputed =
    Hallo,

    Jij houdt { $place } bij. Iemand anders heeft nu laten zien dat die plek van hem of haar is.
    Er verandert nog niets: een moderator kijkt ernaar. Wat er ook uitkomt, je hoort het van ons.

    { $link }

    Groet,
    Koop Lokaal
letter-place-lost-subject = { $place } is nu van iemand anders
letter-place-lost =
    Hallo,

    Jij hield { $place } bij. Er is besloten dat die plek van iemand anders is.

    “{ $reason }”

    Ben je het er niet mee eens? Vertel binnen { $days } dagen waarom, dan kijkt iemand anders:
    { $appeal }

    Groet,
    Koop Lokaal
letter-place-returned =
    Hallo,

    Iemand anders keek opnieuw van wie { $place } is. De plek gaat terug naar wie haar eerder had.

    “{ $reason }”

    { $link }

    Groet,
    Koop Lokaal
letter-merged-subject = { $place } stond er dubbel in
letter-merged =
    Hallo,

    Je plek stond twee keer in de gids: als { $place } en als { $other }. Daar hebben we er één van gemaakt.
    Kijk je even of alles klopt?

    { $link }

    Klopt er iets niet? Laat het ons binnen { $days } dagen weten, dan kunnen we het terugdraaien.

    Groet,
    Koop Lokaal
letter-put-back-subject = Je verbetering aan { $place }
letter-put-back =
    Hallo,

    Je hebt { $place } bijgewerkt. Iemand heeft dat weer teruggezet.

    { $link }

    Ben je het er niet mee eens? Vertel binnen { $days } dagen waarom, dan kijkt iemand anders:
    { $appeal }

    Groet,
    Koop Lokaal
letter-put-back-reason =
    Hallo,

    Je hebt { $place } bijgewerkt. Iemand heeft dat weer teruggezet.

    “{ $reason }”

    { $link }

    Ben je het er niet mee eens? Vertel binnen { $days } dagen waarom, dan kijkt iemand anders:
    { $appeal }

    Groet,
    Koop Lokaal
letter-unfrozen-subject = Je kunt weer inloggen
letter-unfrozen =
    Hallo,

    Je kunt weer inloggen bij Koop Lokaal. Welkom terug!

    { $link }

    Groet,
    Koop Lokaal
letter-unfrozen-reason =
    Hallo,

    Je kunt weer inloggen bij Koop Lokaal. Welkom terug!

    “{ $reason }”

    { $link }

    Groet,
    Koop Lokaal
places-disputed = Iemand anders zegt dat deze plek van hem of haar is. Een moderator kijkt ernaar; je hoort het van ons.
appeal-of-loss = je plek is nu van iemand anders
appeal-slip-twice = Hiertegen heb je al bezwaar gemaakt.
held-losses = Welke plekken van jou naar iemand anders gingen, en waarom
held-losses-why = Om je bezwaar te laten maken, en de plek terug te geven als dat terecht is.
api-not-to-decide = Hierover beslis jij niet: een ander zorgt voor deze plek, of het is je eigen zaak, of je besliste er al over.

# Terugzetten met een reden
history-reason = Waarom zet je het terug?
history-reason-hint = Wie het schreef, leest dit en kan bezwaar maken.
history-slip-reason = Schrijf waarom je het terugzet.

# De wachtrij: wat eerst is besloten
queue-first = Eerst besloten
queue-first-why = op { $date }, omdat: “{ $reason }”
queue-first-silent = op { $date }, zonder reden
queue-first-about = Het ging over
queue-first-note = Er stond bij
queue-first-community = Gemeenschap
queue-appeal-hint-loss = Jij bent de tweede die kijkt. Geef je gelijk, dan krijgt { $name } de plek terug.
queue-done-yes-quiet = Besloten: ja.
queue-done-no-quiet = Besloten: nee.
queue-reason-hint-quiet = Wie dit zei was niet ingelogd en krijgt geen bericht. De reden blijft bij de melding staan.
queue-letter-not = We drukken deze brief niet af. { $why }
merging-next = Eerder samengevoegd
