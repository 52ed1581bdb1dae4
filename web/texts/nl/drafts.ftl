# Wat nog niet verstuurd is

draft-waits = Wat je hebt ingevuld is bewaard. Log in, dan ga je verder waar je was.
draft-back = Wat je had ingevuld staat er weer. Kijk het na, en bewaar het.
draft-begun = Je was bezig met “{ $name }”.
draft-go-on = Ga verder
draft-in-the-way = Je was al bezig met “{ $name }”, en er kan er één wachten. Druk nog eens op de knop om daarmee te stoppen en met deze verder te gaan.
draft-go-on-with = Ga verder met “{ $name }”
draft-away = Gooi weg
draft-refused-title = Nog niet bewaard
draft-refused = Op dit moment kan wat je hebt ingevuld niet wachten tot je bent ingelogd. Het staat nog op deze pagina: log in in een ander tabblad, en druk dan hier nog eens.
draft-signed-out = Je bent niet meer ingelogd, dus dit is nog niet verstuurd. Wat je schreef staat nog op deze pagina: log in in een ander tabblad, en druk dan hier nog eens.
draft-again = Verstuur nog eens
draft-sign-in = Log in in een ander tabblad

held-draft = Wat je al hebt ingevuld en nog niet hebt verstuurd
held-draft-why = Zodat er niets weg is als je halverwege stopt of opnieuw moet inloggen.
held-at-most = { $count ->
    [one] Hooguit { $count } dag, of tot het klaar is.
   *[other] Hooguit { $count } dagen, of tot het klaar is.
}
