api-not-found = Dit is er niet.
api-denied = Dit mag niet.
api-refused = Dit kan niet.
api-too-many = Dit is te vaak gevraagd. Probeer het straks opnieuw.
api-unavailable = Het zoeken lukt nu even niet. Probeer het straks opnieuw.
api-internal = Er ging iets mis aan onze kant. Probeer het straks opnieuw. Meld ons het requestId als het blijft.
api-open-choice = Geef in open precies één van now, at en between.
api-near-choice = Geef in near een radiusM of minutes, niet allebei.
