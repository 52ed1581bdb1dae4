api-open-choice = Geef in open precies één van now, at en between.
api-near-choice = Geef in near een radiusM of minutes, niet allebei.
api-near-from = Geef near een punt (latitude en longitude) of een place, niet allebei.
