# Een tabel inlezen
desk-tables = Tabel inlezen
table-title = Een tabel inlezen
table-lead = Heb je al een lijst van winkels en plekken? Neem hem mee als CSV-bestand. Je ziet eerst wat er zou gebeuren.
table-new = Nieuwe lijst
table-source = Van wie is de lijst?
table-source-hint = Zo staat het straks bij de plekken, bijvoorbeeld Winkeliersvereniging Oost. Komt dezelfde lijst later opnieuw, dan gebruik je dezelfde naam.
table-file = Bestand
table-file-hint = Een CSV uit een rekenblad, hooguit { $megabytes } MB en { $rows } rijen. De bovenste rij heeft de namen van de kolommen.
table-licence = Wat mag iedereen ermee?
table-licence-hint = Vraag het aan wie de lijst maakte. Het staat bij de plekken.
table-licence-none = Dat weet ik niet
table-licence-cc0 = Alles (CC0)
table-licence-by = Alles, met de naam van de maker erbij (CC BY)
table-licence-odbl = Zoals OpenStreetMap (ODbL)
table-bring = Bekijk de kolommen
table-safe = Er verandert nog niets. Het bestand blijft hooguit een uur bij ons staan, alleen voor jou.
table-no-area = Zeg eerst voor welk gebied jullie zorgen. Plekken daarbuiten lezen we hier niet in.
table-no-area-way = Kies het gebied
table-before = Eerder ingelezen
table-before-none = Nog niets.
table-undo = Ongedaan maken…
table-undo-hint = Alleen de laatste keer van een lijst kan ongedaan, tot { $days } dagen daarna. Waar iemand daarna zelf iets mee deed, blijft zoals het is.
table-undo-title = Ongedaan maken?
table-undo-of = { $name } ongedaan maken?
table-undo-lead = Er is nog niets gebeurd. Kijk wat er verandert, en zeg dan ja.
table-undo-goes = { $count ->
    [one] plek gaat weer weg
   *[other] plekken gaan weer weg
}
table-undo-returns = { $count ->
    [one] plek wordt weer zoals eerst
   *[other] plekken worden weer zoals eerst
}
table-undo-stays = { $count ->
    [one] plek blijft, omdat iemand er daarna iets mee deed
   *[other] plekken blijven, omdat iemand er daarna iets mee deed
}
table-undo-sure = Ja, maak het ongedaan
table-undo-not = Nee, laat zo
table-who-when = { $who }, { $when }
table-did-created = { $count } nieuw
table-did-updated = { $count } anders
table-did-gone = { $count } weg
table-did-kept = { $count } bleef zoals het hier stond
table-did-skipped = { $count } overgeslagen
table-did-nothing = Er veranderde niets
table-state-undone = ongedaan gemaakt
table-state-busy = wordt geplaatst
table-state-undoing = wordt teruggedraaid
table-done-published = Gelukt: { $created } nieuw, { $updated } anders, { $gone } weg.
table-done-undone = Ongedaan gemaakt: { $removed } weer weg, { $restored } zoals eerst, { $kept } bleef, omdat iemand er daarna iets mee deed.
table-done-withdrawn = De tabel is weggelegd. Er is niets veranderd.
table-withdraw = Laat maar
table-gone = Deze tabel staat hier niet meer. Neem hem opnieuw mee.

table-step-columns = Stap 1 van 3
table-columns-title = Wat staat in welke kolom?
table-columns-of = Wat staat waar bij { $name }?
table-columns-lead = Kijk of we de kolommen goed begrijpen. De naam is altijd nodig. Wat je kiest, onthouden we voor de volgende keer.
table-rows = { $count ->
    [one] { $count } rij
   *[other] { $count } rijen
}
table-column-has = Hierin staat
table-column-empty = Hier staat niets in.
table-column-twice = { $field }: kies daarvoor één kolom.
table-column-seems = Dit lijkt ook op { $field }. Daarvoor kozen we al { $column }.
table-examples = Bijvoorbeeld
table-unnamed-columns = Kolommen zonder eigen naam slaan we over.
table-columns-next = Bekijk wat er gebeurt

table-field-none = niets, sla over
table-field-id = een eigen nummer of code
table-field-name = de naam
table-field-kind = de soort
table-field-categories = de categorie
table-field-street = de straat
table-field-house-number = het huisnummer
table-field-address = straat en huisnummer samen
table-field-postcode = de postcode
table-field-city = de plaats
table-field-latitude = de breedtegraad
table-field-longitude = de lengtegraad
table-field-phone = de telefoon
table-field-email = het e-mailadres
table-field-website = de website
table-field-hours = de openingstijden
table-field-description = een beschrijving
table-field-tags = trefwoorden
table-field-branch-number = het vestigingsnummer
table-field-confirmed-on = de dag waarop het is nagekeken

table-step-outlook = Stap 2 van 3
table-outlook-title = Dit zou er gebeuren
table-outlook-of = Dit zou { $name } veranderen
table-outlook-lead = Er is nog niets veranderd. Kijk rustig, en plaats de lijst daarna in één keer.
table-would-create = { $count ->
    [one] nieuwe plek
   *[other] nieuwe plekken
}
table-would-update = { $count ->
    [one] plek verandert
   *[other] plekken veranderen
}
table-would-leave = { $count ->
    [one] plek blijft gelijk
   *[other] plekken blijven gelijk
}
table-would-keep = { $count ->
    [one] blijft zoals mensen hier hem maakten
   *[other] blijven zoals mensen hier ze maakten
}
table-would-go = { $count ->
    [one] plek staat niet meer in de lijst en gaat weg
   *[other] plekken staan niet meer in de lijst en gaan weg
}
table-would-skip = { $count ->
    [one] rij doet niet mee
   *[other] rijen doen niet mee
}
table-off-map = { $count ->
    [one] Van { $count } rij weten we geen punt op de kaart. De plek is te vinden op naam, maar staat niet op de kaart en niet in een buurt.
   *[other] Van { $count } rijen weten we geen punt op de kaart. Die plekken zijn te vinden op naam, maar staan niet op de kaart en niet in een buurt.
}
table-faults = { $count ->
    [one] Hier klopt { $count } ding niet
   *[other] Hier kloppen { $count } dingen niet
}
table-faults-lead = Verbeter het in je bestand en neem het opnieuw mee, of kies de kolommen anders.
table-faults-columns = Terug naar de kolommen
table-faults-more = En nog { $count }.
table-faults-file = Neem alle fouten mee als rekenblad (CSV)
table-line = Regel { $line }
table-row = Deze rij
table-fate-out = deze rij doet niet mee
table-fate-without = de rij doet mee, maar zonder dit
table-csv-line = regel
table-csv-column = kolom
table-csv-value = wat er staat
table-csv-wrong = wat er mis is
table-alike = { $count ->
    [one] { $count } plek lijkt op een die er al is
   *[other] { $count } plekken lijken op een die er al is
}
table-alike-lead = Kijk of het dezelfde is. Haal die rij dan uit je bestand: anders staat de plek er twee keer.
table-alike-to = Lijkt op
table-alike-more = En nog { $count } die ergens op lijken.
table-alike-first = We vergeleken de eerste { $count } nieuwe plekken met wat er al is.
table-step-publish = Stap 3 van 3: plaatsen
table-publish = { $count ->
    [one] Plaats { $count } rij
   *[other] Plaats { $count } rijen
}
table-publish-hint = Alles komt er in één keer in, en is in één keer ongedaan te maken.
table-nothing = Er verandert niets, dus er is niets te plaatsen.
table-emptying = Er zouden { $gone } plekken weggaan. Dat is meer dan de helft van de lijst. Klopt dat?
table-emptying-sure = Ja, die plekken mogen weg.
table-back-columns = Terug naar de kolommen

# Wat er mis kan zijn met een tabel
table-upload-odd = We konden het formulier niet lezen. Probeer het opnieuw.
table-too-much = Dit is te groot: hooguit { $megabytes } MB en { $rows } rijen. Knip het bestand in delen, elk met een eigen naam.
table-too-wide = Dit zijn te veel kolommen: hooguit { $columns }. Laat weg wat niemand nodig heeft.
table-empty = Hier staat geen tabel in. Neem een CSV-bestand met een rij namen en daaronder minstens één plek.
table-damaged = Regel { $line } kunnen we niet lezen. Bewaar het bestand opnieuw als CSV.
table-nameless = Zeg in welke kolom de naam van de plekken staat.
table-no-column = Deze kolom is er niet. Kies opnieuw.
table-unnamed = Vul in van wie de lijst is, in hooguit 80 tekens.
table-licence-long = Zeg in hooguit { $characters } tekens wat iedereen ermee mag.
table-emptied = Er zouden { $gone } van de { $held } plekken weggaan. Vink aan dat dat mag, of kijk of je het hele bestand hebt.
table-not-undoable = Dit kan niet meer ongedaan: er kwam een nieuwere lijst, het is al gedaan, of het is te lang geleden.
table-busy = Deze lijst wordt net door iemand anders ingelezen. Wacht even.
problem-outside = { $field }: dit ligt niet in jullie gebied, of er staat geen postcode of coördinaat bij.
problem-twice = { $field } staat er twee keer in. We nemen de eerste.

# Logboek
audit-report-decided = besliste over een melding
audit-listings-imported = las een lijst plekken in
audit-import-undone = maakte het inlezen ongedaan
audit-map-published = zette een kaart klaar
audit-map-removed = haalde de kaart van de demo weg
audit-demo-seeded = zette de demo klaar
audit-demo-removed = haalde de demo weg
audit-key-rotated = nam een nieuwe sleutel in gebruik
audit-dataset = lijst
audit-created = nieuw
audit-updated = anders
audit-went = weg
audit-accepted = overgenomen

# Wat we bewaren
held-tables = Welke lijsten je inlas, en wanneer
held-tables-why = Zodat ze ongedaan te maken zijn, en na te gaan is waar plekken vandaan komen.
held-drafted-table = Een tabel die je meenam en nog niet plaatste
held-drafted-table-why = Zodat je eerst kunt kijken wat er gebeurt.

begin-done-table = Of neem een lijst mee als tabel
