# Zoekvragen: wat je van een lijst van het prikbord bewaart, om te horen wat er nieuw is.

saved-title = Mijn zoekvragen
saved-lead = Staat er iets nieuws op het prikbord dat past? Dan krijg je een melding.
saved-none = Je bewaart nog geen zoekvragen. Zoek iets op het prikbord en kies daar “Bewaar deze zoekvraag”.
saved-offer = Bewaar deze zoekvraag
saved-offer-words = We laten het je weten zodra er iets nieuws bij staat.
saved-offer-empty = We laten het je weten zodra er wel iets staat.
saved-new-title = Zoekvraag bewaren
saved-new-lead = Je krijgt een melding zodra er iets nieuws op het prikbord staat dat hierbij past.
saved-asked = Waar je naar zoekt
saved-name = Naam
saved-name-hint = Zo heet de zoekvraag in je meldingen.
saved-back = Terug naar de lijst
saved-rename = Geef een andere naam
saved-pause = Zet stil
saved-resume = Ga verder
saved-forget = Gooi weg
saved-mails = Hoe je mail krijgt over meldingen
saved-near = binnen { $distance }
saved-everything = Alles op het prikbord
saved-state-since = Bewaard: { $day }. Nog niets nieuws.
saved-state-told = Laatste melding: { $day }.
saved-state-paused = Staat stil sinds { $day }.
saved-state-silent = Je kreeg twee meldingen en keek nog niet. Kijk even, dan hoor je daarna weer wat er nieuw is.
saved-done-kept = Bewaard. Je krijgt een melding zodra er iets nieuws staat.
saved-done-there = Deze zoekvraag had je al bewaard.
saved-done-named = De naam is veranderd.
saved-done-paused = Je krijgt hier even geen meldingen over.
saved-done-resumed = Je krijgt weer meldingen over wat er vanaf nu bij komt.
saved-done-gone = De zoekvraag is weg.
saved-gone = Deze zoekvraag is er niet, of niet meer.
saved-full = Je bewaart al { $most } zoekvragen. Haal er eerst een weg.
saved-no-place = Kies eerst een buurt of waar je bent: je hoort nog bij geen gemeenschap, dus weten we niet waar we moeten kijken.

# Wat we bewaren

held-saved = De zoekvragen die je bewaart: de woorden, de filters, en van waar je zoekt alleen het midden van een vak van zo’n 300 meter
held-saved-why = Om je te melden wat er nieuw is op het prikbord.
held-told = Van welke berichten op het prikbord je een melding kreeg door een zoekvraag
held-told-why = Zodat je van geen bericht twee keer een melding krijgt.
