# Medewerkers uitnodigen

crew-invite = Nodig iemand uit per mail
crew-invite-lead = Wie de mail krijgt, drukt op een knop en is erbij. Lid worden kan onderweg.
crew-invite-button = Verstuur de uitnodiging
crew-by-handle = Zet erbij met een korte naam
crew-waiting = Uitgenodigd
crew-waiting-row = { $role } · werkt nog { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
}
crew-again = Stuur nog eens
crew-withdraw = Trek in
crew-done-invited = De uitnodiging is onderweg.
crew-done-again = De uitnodiging is nog eens onderweg. De vorige werkt niet meer.
crew-done-withdrawn = De uitnodiging is ingetrokken.
crew-done-gone = Deze uitnodiging is er niet meer. Kijk hieronder wie erbij is.
crew-full = Er zijn al { $count } medewerkers, wie is uitgenodigd meegeteld. Haal er eerst een weg.

crew-invited-title = Je bent gevraagd als medewerker
crew-invited-lead = Een uitnodiging om een plek mee bij te houden.
crew-invited-editor = Houd je { $name } mee bij? Je kunt dan de openingstijden, de foto’s en alle andere gegevens aanpassen.
crew-invited-till = Werk je mee aan de kassa van { $name }? Je kunt dan de kassa bedienen, en verder niets veranderen.
crew-invited-sign-in = De uitnodiging ging naar { $to }. Log in met dat e-mailadres. Ben je nieuw? Dan gaat het net zo.
crew-invited-sign-in-button = Log in of word lid
crew-invited-other = De uitnodiging ging naar { $to }, en dat is niet het e-mailadres waarmee je nu bent ingelogd. Log uit, en log in met dat adres.
crew-invited-out = Log uit
crew-invited-button = Ik doe mee
crew-invited-full = Er zijn al { $count } medewerkers. Vraag de eigenaar er een weg te halen, en druk dan nog eens.
crew-invited-gone = Deze uitnodiging werkt niet meer. Vraag een nieuwe aan wie je uitnodigde.
crew-done-joined = Je houdt { $name } nu mee bij.
crew-done-joined-till = Je staat nu aan de kassa van { $name }.

letter-coworker-subject = Houd je { $place } mee bij?
letter-coworker-till-subject = Werk je mee aan de kassa van { $place }?
letter-coworker =
    Hallo,

    Je bent gevraagd om { $place } mee bij te houden op Koop Lokaal.
    Open deze pagina, en druk daar op de knop:

    { $link }

    De uitnodiging is voor dit e-mailadres, en werkt { $days } dagen.

    Ken je { $place } niet? Dan hoef je niets te doen.

    Tot zo,
    Koop Lokaal
letter-coworker-till =
    Hallo,

    Je bent gevraagd voor de kassa van { $place } op Koop Lokaal.
    Open deze pagina, en druk daar op de knop:

    { $link }

    De uitnodiging is voor dit e-mailadres, en werkt { $days } dagen.

    Ken je { $place } niet? Dan hoef je niets te doen.

    Tot zo,
    Koop Lokaal

held-coworkers = Het e-mailadres waarop je bent gevraagd als medewerker, en de adressen waar jij iemand vroeg
held-coworkers-why = Zodat alleen wie gevraagd is de uitnodiging kan gebruiken.
