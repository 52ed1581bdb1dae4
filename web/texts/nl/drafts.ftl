# Wat nog niet verstuurd is

draft-waits = Wat je hebt ingevuld is bewaard. Log in, dan ga je verder waar je was.
draft-back = Wat je had ingevuld staat er weer. Kijk het na, en bewaar het.
draft-begun = Je was bezig met “{ $name }”.
draft-go-on = Ga verder
draft-away = Gooi weg

held-draft = Wat je al hebt ingevuld en nog niet hebt verstuurd
held-draft-why = Zodat er niets weg is als je halverwege stopt of opnieuw moet inloggen.
held-at-most = { $count ->
    [one] Hooguit { $count } dag, of tot het klaar is.
   *[other] Hooguit { $count } dagen, of tot het klaar is.
}
