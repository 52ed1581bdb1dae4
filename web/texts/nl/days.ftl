# Vandaag en andere dagen: wat er bij kwam; en de plekken op je eigen pagina.

days-pause-from = Dicht van
days-pause-to = Weer open om
days-pause-outside = De pauze valt buiten deze tijden. Pas hem aan, of maak hem leeg.
days-still = Binnen deze dagen blijft gelden wat je eerder zei:
days-still-way = Haal dat hieronder weg als het niet meer klopt.

problem-too-many-days = Er staan hier al { $most } dagen die anders zijn. Haal eerst dagen weg die niet meer gelden.
days-ramadan-when = We vulden de dagen vast in, zoals de kalender ze uitrekent. De maan beslist: het kan een dag schelen.
days-evening-once = Eén koopavond
days-evening-when = Dit is één avond. Is het elke week koopavond? Zet die dan bij je weektijden.
days-evening-week = Naar je weektijden

week-closed-once = bij uitzondering

mine-account = Jij
mine-all-places = Al je { $count } plekken

crew-not-here = Deze persoon houdt hier niets meer bij. Zet die er eerst weer bij.
