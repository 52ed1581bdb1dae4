# Een code lezen met de camera, in de pagina zelf.

scan-pay = Scannen
scan-pay-aim = Richt je camera op de code.
scan-pay-foreign = Dit is geen betaalcode van Koop Lokaal.
scan-pay-else = Typ anders de code.
scan-pass = Buurtpas scannen
scan-pass-aim = Richt de camera op de code van de buurtpas.
scan-pass-foreign = Dit is geen buurtpas van Koop Lokaal.
scan-pass-else = Scan de pas anders met een ander apparaat dat kassa is.
scan-view = Beeld van de camera
scan-starts = De camera gaat aan. Vraagt je browser of dat mag? Sta het toe.
scan-found = Gelezen. Een ogenblik.
scan-refused = De camera mag hier niet aan. Sta de camera toe in de instellingen van je browser.
scan-none = Dit apparaat heeft geen camera.
scan-busy = De camera is bezet. Sluit wat hem gebruikt en probeer het opnieuw.
scan-failed = Scannen lukt nu niet. Probeer het straks opnieuw.
scan-stop = Stoppen
