# Brieven: wat we mailen, in gewone tekst.

letter-enter-subject = { $code } is je code voor Koop Lokaal
letter-enter =
    Hallo,

    Dit is je code voor Koop Lokaal:

    { $code }

    Vul hem in op de pagina waar je mee bezig was.
    Of open deze pagina en druk daar op de knop:

    { $link }

    De code en de link werken { $minutes } minuten, en één keer.
    Geef de code aan niemand. Wij vragen er nooit naar.

    Heb je hier niet om gevraagd? Dan hoef je niets te doen.

    Tot zo,
    Koop Lokaal

letter-address-subject = { $code } is je code voor je nieuwe e-mailadres
letter-address =
    Hallo,

    Je wilt dit e-mailadres gebruiken bij Koop Lokaal.
    Dit is je code om het te bevestigen:

    { $code }

    Vul hem in op de pagina waar je mee bezig was.
    Of open deze pagina en druk daar op de knop:

    { $link }

    De code en de link werken { $minutes } minuten, en één keer.
    Geef de code aan niemand. Wij vragen er nooit naar.

    Heb je hier niet om gevraagd? Dan hoef je niets te doen.

    Tot zo,
    Koop Lokaal

letter-address-changed-subject = Je e-mailadres bij Koop Lokaal is gewijzigd
letter-address-changed =
    Hallo,

    Je e-mailadres bij Koop Lokaal is gewijzigd in { $to }.
    Wij mailen je vanaf nu daar. Naar dit adres komt niets meer.

    Heb je dit zelf gedaan? Dan hoef je niets te doen.

    Was jij dit niet? Vraag dan vandaag nog hulp. Hoe, lees je hier:
    { $site }/toegankelijkheid#hulp

    Groet,
    Koop Lokaal

letter-password-changed-subject = Je wachtwoord bij Koop Lokaal is gewijzigd
letter-password-changed =
    Hallo,

    Je wachtwoord bij Koop Lokaal is gewijzigd.
    Je andere apparaten zijn uitgelogd.

    Heb je dit zelf gedaan? Dan hoef je niets te doen.

    Was jij dit niet? Kies dan meteen een nieuw wachtwoord:
    { $site }/wachtwoord-vergeten

    Groet,
    Koop Lokaal

letter-claim-subject = Is { $place } van jullie?
letter-claim =
    Hallo,

    Iemand zegt dat { $place } in Koop Lokaal van hem of haar is. Klopt dat?
    Geef dan deze code door aan wie erom vroeg:

    { $code }

    Met de code kan diegene de openingstijden en gegevens van { $place } bijhouden.
    De code werkt { $days } dagen.

    Klopt het niet? Dan hoef je niets te doen, en bewaar je de code voor jezelf.
