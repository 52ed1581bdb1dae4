# Waarmee een plek te betalen is, en wat een afspraak kost.

group-currency = Buurtmunten
fact-currencies = Buurtmunten
facet-currency = Betalen met een buurtmunt
chip-currency = Betalen met { $name }

price-place = Hier kun je met { $names } betalen
price-names = { $first } en { $last }
price-card = Betalen met { $name }
price-share = Tot { $share } procent van de rekening
price-share-all = De hele rekening
price-rate = Eén is hier { $euros } waard

worth-title = Betalen met een buurtmunt
worth-lead = Met welke munten van de buurt kan iemand hier betalen, voor welk deel van de rekening, en wat krijgt iemand ervoor?
worth-taken = Hier kun je met { $name } betalen
worth-share = Deel van de rekening, in procenten
worth-share-hint = Van 1 tot en met 100. Leeg is de hele rekening.
worth-words = Wat iemand ervoor krijgt ({ $language })
worth-words-example = band plakken: 1 Dappertje
worth-rate = Wat er één hier waard is, in euro
worth-rate-hint = Alleen als dat hier anders is dan in de rest van de buurt.
worth-own = In de buurt is er één { $euros } waard.

price-you-pay = Jij betaalt { $amount }.
price-you-pay-both = Jij betaalt { $amount }, en laat { $deposit } borg achter.
price-you-leave = Jij laat { $deposit } borg achter.
price-they-pay = { $name } betaalt jou { $amount }.
price-they-pay-both = { $name } betaalt jou { $amount }, en laat { $deposit } borg achter.
price-they-leave = { $name } laat { $deposit } borg achter.
price-fact = Prijs
price-fact-deposit = Borg
price-held = { $amount }, gereserveerd
price-held-disputed = { $amount }, gereserveerd tot jullie het eens zijn
price-paid = { $amount }, betaald
price-paid-part = { $paid } van { $amount } betaald, de rest is terug
price-back = { $amount }, niet betaald en weer vrij
price-waits-theirs = { $name } heeft deze prijs nog niet genoemd.
price-waits-yours = Zeg ja tegen deze prijs, of noem een andere.
price-then-held = Het wordt gereserveerd zodra jullie het afspreken.
price-when-done = Het is gereserveerd, en wordt betaald als jullie allebei zeggen dat het gelukt is. Wie niets zegt, betaalt niets.
price-stays = Wat gereserveerd is, blijft dat tot jullie het eens zijn of een buurtmoderator beslist.
price-field-pay = Wat jij ervoor betaalt
price-field-get = Wat je ervoor vraagt
price-field-hint = Leeg of 0 is gratis. De ander zegt er ook ja tegen.
price-field-hint-hours = Leeg of 0 is gratis. Uren als 2:00. De ander zegt er ook ja tegen.
price-hours-hint = Uren en minuten als 2:00.
price-field-deposit = Borg
price-field-deposit-hint = Die gaat terug als alles terug is.
price-field-currency = Munt
price-field-paid = Wordt betaald ({ $code })
price-field-kept = Van de borg wordt betaald ({ $code })
price-complete-pay = Dit betaal je. Zegt de ander iets anders, dan vragen we het je opnieuw.
price-complete-get = Dit krijg je. Zegt de ander iets anders, dan vragen we het je opnieuw.
price-reply-pay = Hiervoor betaal je { $amount } per stuk. Het wordt gereserveerd zodra jullie het afspreken.
price-reply-get = Hiervoor krijg je { $amount } per stuk.

price-settle = Van de prijs ({ $amount }) wordt betaald; leeg is niets
price-settle-deposit = Van de borg ({ $amount }) wordt betaald; leeg is niets
price-wrong-currency = Met deze munt kan hier niet betaald worden. Kies een munt van de buurt.
price-wrong-deposit = Borg hoort bij iets dat je uitleent. Laat het veld leeg.
price-wrong-payout = Er kan niet meer betaald worden dan er gereserveerd is.
price-asked-amount = Hoeveel buurtgeld
price-asked-hint = Bijvoorbeeld 7,50. Uren als 2:00.
price-asked-wrong = Dit bedrag kan niet in deze munt: het is te klein of geen rond bedrag. Kies een ander bedrag.
price-asked-currency = Welke munt
