# Foto's van een plek.

photos-title = Foto’s
photos-of = Foto’s van { $name }
photos-lead = De eerste foto staat groot op de pagina, de andere eronder. Hooguit { $count }.
photos-public = Bekijk de pagina
photos-keep = Foto’s beheren
photos-first = Voeg foto’s toe
photos-first-words = Met een paar foto’s zien buren meteen waar ze moeten zijn: de gevel, je werk, hoe het er binnen uitziet.
photos-where = Waar je bent

photos-add = Een foto erbij
photos-file = De foto
photos-file-hint = Een JPEG, PNG of WebP van hooguit { $megabytes } MB. Wij halen uit het bestand waar en wanneer de foto is gemaakt.
photos-alt = Wat is er te zien?
photos-alt-hint = Voor wie de foto niet ziet. Bijvoorbeeld: “De etalage met kinderfietsen, naast de bloemenkraam.”
photos-decorative = Alleen versiering: er is niets te vertellen
photos-add-button = Voeg toe
photos-full = Er staan { $count } foto’s. Dat is het meeste. Haal er eerst een weg als je een andere wilt.
photos-none = Er staan nog geen foto’s.

photos-all = { $count ->
    [one] { $count } foto
   *[other] { $count } foto’s
}
photos-number = Foto { $number }
photos-main = staat groot op de pagina
photos-save = Bewaar de tekst
photos-forward = Naar voren
photos-back = Naar achteren
photos-remove = Haal weg
photos-about = foto { $number }

photos-remove-title = Foto weghalen?
photos-remove-words = De foto is daarna van de pagina af en komt niet terug.
photos-remove-button = Haal de foto weg
photos-remove-not = Nee, laat staan

photos-done-added = De foto staat erbij.
photos-done-alt = De tekst is bewaard.
photos-done-moved = De foto is verplaatst.
photos-done-removed = De foto is weg.

photos-larger = (groter)
photos-gallery = Foto’s
photos-decoration = Foto zonder omschrijving

# Wat er mis kan zijn, en wat je dan doet

photo-empty = Kies eerst een foto.
photo-heavy = Deze foto is te zwaar. Kies er een van hooguit { $megabytes } MB.
photo-kind = Dit bestand is geen foto die we kunnen lezen. Kies een JPEG, PNG of WebP.
photo-pixels = Deze foto is te groot. Kies er een van hooguit { $megapixels } megapixel.
photo-small = Deze foto is te klein. Elke kant heeft minstens { $pixels } pixels nodig.
photo-broken = Deze foto is beschadigd of niet helemaal aangekomen. Probeer het nog eens, of kies een andere.
photo-alt-empty = Vertel wat er te zien is, of zeg dat de foto alleen versiering is.
photo-alt-long = Maak de tekst korter: hooguit { $count } tekens.
photo-full = Er staan al { $count } foto’s. Haal er eerst een weg.
photo-arriving = Er komen al { $count } bestanden van je binnen. Wacht even tot die er zijn, en stuur dan het volgende.
photo-too-many = { $hours ->
    [one] Dit waren veel foto’s voor vandaag. Over { $hours } uur kan het weer.
   *[other] Dit waren veel foto’s voor vandaag. Over { $hours } uur kan het weer.
}
photo-not-found = Deze foto is er niet meer, of waar hij bij hoort.
photo-denied = Alleen wie dit beheert, kan de foto’s veranderen.
photo-at-desk = Deze vraag schreef de hulpdesk op. Daar kun je geen foto’s bij zetten.
photo-upload-odd = Dit formulier is niet goed aangekomen. Probeer het nog eens.

# Mijn gegevens

held-photos = Welke foto’s je hebt toegevoegd
held-photos-why = Zodat je ze terugvindt. Niemand anders ziet van wie een foto kwam; ga je weg, dan blijft de foto bij de plek, zonder je naam.
