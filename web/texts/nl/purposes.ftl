# Wat er bij een betaling staat: verbergen en melden

purpose-hidden = Deze woorden heb je verborgen.
purpose-more = Iets mis met deze woorden?
purpose-hide-lead = Wil je ze niet zien? Verberg ze. Alleen bij jou verdwijnen ze, en je kunt ze altijd terughalen.
purpose-hide = Woorden verbergen
purpose-show-lead = Je hebt de woorden verborgen. De ander merkt daar niets van.
purpose-show = Woorden weer laten zien
purpose-report-lead = Zijn ze kwetsend, of deugt er iets niet? Een buurtmoderator leest dan deze woorden, en niets anders. Klopt je melding, dan gaan ze bij jullie allebei weg. De betaling blijft zoals ze is.
purpose-report-request = Zijn ze kwetsend, of deugt er iets niet? Een buurtmoderator leest dan deze woorden, en niets anders. Klopt je melding, dan gaan ze weg. Je hoeft niet te betalen.
purpose-report = Woorden melden
purpose-reason = Wat is ermee?
purpose-note = Wil je er iets bij zeggen? (hoeft niet)
purpose-report-choose = Kies wat ermee is.
purpose-done-hidden = De woorden zijn verborgen.
purpose-done-shown = Je ziet de woorden weer.
purpose-done-reported = Dank je wel. Een buurtmoderator kijkt ernaar.
desk-board-purpose = Wat er bij een betaling staat
desk-board-purpose-of = Betaling tussen de melder en { $name }
desk-board-request-of = Betaalverzoek tussen de melder en { $name }
desk-board-uphold-purpose = Het klopt: haal de woorden weg
alert-purpose-removed = Een buurtmoderator heeft de woorden weggehaald bij een betaling of verzoek tussen jou en { $about }.
