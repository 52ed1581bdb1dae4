# Bringing in a table
desk-tables = Bring in a table
table-title = Bring in a table
table-lead = Do you already have a list of shops and places? Bring it as a CSV file. You see first what would happen.
table-new = New list
table-source = Whose list is it?
table-source-hint = This is how it will stand at the places, for example Shopkeepers of Oost. When the same list comes again later, use the same name.
table-file = File
table-file-hint = A CSV from a spreadsheet, { $megabytes } MB and { $rows } rows at most. The top row has the names of the columns.
table-licence = What may everybody do with it?
table-licence-hint = Ask whoever made the list. It stands at the places.
table-licence-none = I do not know
table-licence-cc0 = Anything (CC0)
table-licence-by = Anything, naming the maker (CC BY)
table-licence-odbl = As OpenStreetMap (ODbL)
table-bring = Look at the columns
table-safe = Nothing changes yet. The file stays with us for an hour at most, for you alone.
table-no-area = First say which area you look after. We do not bring in places outside it here.
table-no-area-way = Choose the area
table-before = Brought in before
table-before-none = Nothing yet.
table-undo = Undo…
table-undo-hint = Only the last time of a list can be undone, up to { $days } days after it. What somebody did something with since stays as it is.
table-undo-title = Undo this?
table-undo-of = Undo { $name }?
table-undo-lead = Nothing has happened yet. See what changes, and then say yes.
table-undo-goes = { $count ->
    [one] place goes again
   *[other] places go again
}
table-undo-returns = { $count ->
    [one] place is as it was before
   *[other] places are as they were before
}
table-undo-stays = { $count ->
    [one] place stays, because somebody did something with it since
   *[other] places stay, because somebody did something with them since
}
table-undo-sure = Yes, undo it
table-undo-not = No, leave it
table-who-when = { $who }, { $when }
table-did-created = { $count } new
table-did-updated = { $count } changed
table-did-gone = { $count } gone
table-did-kept = { $count } stayed as it was here
table-did-skipped = { $count } skipped
table-did-nothing = Nothing changed
table-state-undone = undone
table-state-busy = being placed
table-state-undoing = is being undone
table-done-published = Done: { $created } new, { $updated } changed, { $gone } gone.
table-done-undone = Undone: { $removed } out again, { $restored } as before, { $kept } stayed, because somebody did something with them since.
table-done-withdrawn = The table was put away. Nothing has changed.
table-withdraw = Never mind
table-gone = This table is not here any more. Bring it again.

table-step-columns = Step 1 of 3
table-columns-title = What is in which column?
table-columns-of = What is where in { $name }?
table-columns-lead = Check that we understand the columns. The name is always needed. What you choose is remembered for next time.
table-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
table-column-has = This has
table-column-empty = Nothing stands in it.
table-column-twice = { $field }: choose one column for it.
table-column-seems = This looks like { $field } too. For that we chose { $column }.
table-examples = For example
table-unnamed-columns = Columns without a name of their own are skipped.
table-columns-next = See what happens

table-field-none = nothing, skip it
table-field-id = a number or code of its own
table-field-name = the name
table-field-kind = the kind
table-field-categories = the category
table-field-street = the street
table-field-house-number = the house number
table-field-address = street and house number together
table-field-postcode = the postcode
table-field-city = the place
table-field-latitude = the latitude
table-field-longitude = the longitude
table-field-phone = the telephone
table-field-email = the mail address
table-field-website = the website
table-field-hours = the opening hours
table-field-description = a description
table-field-tags = keywords
table-field-branch-number = the branch number
table-field-confirmed-on = the day on which it was checked

table-step-outlook = Step 2 of 3
table-outlook-title = This would happen
table-outlook-of = What { $name } would change
table-outlook-lead = Nothing has changed yet. Take your time, then place the list in one go.
table-would-create = { $count ->
    [one] new place
   *[other] new places
}
table-would-update = { $count ->
    [one] place changes
   *[other] places change
}
table-would-leave = { $count ->
    [one] place stays the same
   *[other] places stay the same
}
table-would-keep = { $count ->
    [one] stays as people here made it
   *[other] stay as people here made them
}
table-would-go = { $count ->
    [one] place is no longer in the list and goes
   *[other] places are no longer in the list and go
}
table-would-skip = { $count ->
    [one] row is left out
   *[other] rows are left out
}
table-off-map = { $count ->
    [one] Of { $count } row we know no point on the map. The place can be found by name, but is not on the map and in no neighbourhood.
   *[other] Of { $count } rows we know no point on the map. Those places can be found by name, but are not on the map and in no neighbourhood.
}
table-faults = { $count ->
    [one] { $count } thing is not right
   *[other] { $count } things are not right
}
table-faults-lead = Mend it in your file and bring it again, or choose the columns differently.
table-faults-columns = Back to the columns
table-faults-more = And { $count } more.
table-faults-file = Take all of them along as a spreadsheet (CSV)
table-line = Line { $line }
table-row = This row
table-fate-out = this row is left out
table-fate-without = the row goes in without this
table-csv-line = line
table-csv-column = column
table-csv-value = what it says
table-csv-wrong = what is wrong
table-alike = { $count ->
    [one] { $count } place looks like one that is there
   *[other] { $count } places look like one that is there
}
table-alike-lead = See whether it is the same. If so, take the row out of your file, or the place will stand here twice.
table-alike-to = Looks like
table-alike-more = And { $count } more that look like others.
table-alike-first = We compared the first { $count } new places with what is there.
table-step-publish = Step 3 of 3: place it
table-publish = { $count ->
    [one] Place { $count } row
   *[other] Place { $count } rows
}
table-publish-hint = All of it goes in at once, and can be undone at once.
table-nothing = Nothing would change, so there is nothing to place.
table-emptying = { $gone } places would go. That is more than half of the list. Is that right?
table-emptying-sure = Yes, those places may go.
table-back-columns = Back to the columns

# What can be wrong with a table
table-upload-odd = We could not read the form. Try again.
table-too-much = This is too large: { $megabytes } MB and { $rows } rows at most. Cut the file into parts, each with a name of its own.
table-too-wide = These are too many columns: at most { $columns }. Leave out what nobody needs.
table-empty = There is no table in it. Bring a CSV file with a row of names and at least one place below.
table-damaged = We cannot read line { $line }. Save the file as CSV again.
table-nameless = Say which column has the names of the places.
table-no-column = There is no such column. Choose again.
table-unnamed = Say whose list it is, in 80 characters at most.
table-licence-long = Say in at most { $characters } characters what everybody may do with it.
table-emptied = { $gone } of the { $held } places would go. Tick that they may, or check that you have the whole file.
table-not-undoable = This can no longer be undone: a newer list came in, it was undone before, or it is too long ago.
table-busy = Somebody else is bringing in this list just now. Wait a moment.
problem-outside = { $field }: this does not lie in your area, or has no postcode or coordinates.
problem-twice = { $field } stands there twice. We take the first.

# Log
audit-report-decided = decided about a report
audit-listings-imported = brought in a list of places
audit-import-undone = undid bringing in a list
audit-map-published = put a map in place
audit-map-removed = took the demo's map away
audit-demo-seeded = put the demo in
audit-demo-removed = took the demo away
audit-key-rotated = took a new key into use
audit-dataset = list
audit-created = new
audit-updated = changed
audit-went = gone
audit-accepted = taken over

# What we keep
held-tables = Which lists you brought in, and when
held-tables-why = So that they can be undone, and everybody can see where places come from.
held-drafted-table = A table that you brought and did not place yet
held-drafted-table-why = So that you can first see what would happen.

begin-done-table = Or bring a list as a table
