# Foto's bij een aanbod of vraag, en in een gesprek.

pictures-lead = De eerste foto staat ook op het kaartje. Hooguit { $count }. Wie je bericht op het prikbord ziet, ziet de foto’s; daarna niemand meer.
pictures-alt-hint = Voor wie de foto niet ziet. Bijvoorbeeld: “Een boormachine in een koffer, met boortjes.” Zet geen mensen op de foto die dat niet willen.
pictures-first = staat ook op het kaartje
pictures-back = Terug naar je bericht op het prikbord
pictures-none = Met een foto zien buren meteen wat je bedoelt.
pictures-add = Voeg foto’s toe
pictures-keep = Foto’s beheren
pictures-form-hint = Foto’s voeg je toe zodra het er staat.

pictures-talk-add = Een foto erbij
pictures-talk-who = Alleen jullie twee zien hem, tenzij een van jullie het meldt.

desk-board-photo = Foto bij deze woorden
