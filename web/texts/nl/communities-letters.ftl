# De uitnodiging voor een gemeenschap.

letter-invitation-subject = Doe je mee met { $community }?
letter-invitation =
    Hallo,

    Je bent uitgenodigd voor { $community } op Koop Lokaal.
    Open deze pagina, en druk daar op de knop:

    { $link }

    De uitnodiging is voor dit e-mailadres, en werkt { $days } dagen.

    Ken je { $community } niet? Dan hoef je niets te doen.

    Tot zo,
    Koop Lokaal
