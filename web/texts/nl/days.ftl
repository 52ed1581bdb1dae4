# Vandaag en andere dagen: wat er bij kwam; en de plekken op je eigen pagina.

days-pause-from = Dicht van
days-pause-to = Weer open om
days-pause-outside = De pauze valt buiten deze tijden. Pas hem aan, of maak hem leeg.
days-still = Binnen deze dagen blijft gelden wat je eerder zei:
days-still-way = Haal dat hieronder weg als het niet meer klopt.

week-closed-once = bij uitzondering

mine-account = Jij
mine-all-places = Al je { $count } plekken

crew-not-here = Deze persoon houdt hier niets meer bij. Zet die er eerst weer bij.
