api-open-choice = Geef in open precies één van now, at en between.
api-near-choice = Geef in near een radiusM of minutes, niet allebei.
api-near-from = Geef near een punt (latitude en longitude) of een place, niet allebei.
api-conflict = Iemand anders heeft deze plek intussen gewijzigd. Kijk wat er nu staat en probeer het opnieuw.
api-claimed-already = Dit is al jouw zaak, of je hebt dit al gemeld.
api-not-yours = Deze plek houd je niet zelf bij. Is het jouw zaak? Meld dat dan eerst.
api-duplicates = Deze plek lijkt er al te zijn. Kijk of het dezelfde is.
