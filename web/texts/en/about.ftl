# About the data

census-heading = About the data
census-description = What is in this guide, where it comes from, on what terms, and how sure we are of it.
census-count = { $count ->
    [0] There are no places in this guide yet.
    [one] There is { $count } place in this guide.
   *[other] There are { $count } places in this guide.
}
census-demo = { $count ->
    [one] Note: { $count } place belongs to the example neighbourhood. It is invented.
   *[other] Note: { $count } places belong to the example neighbourhood. They are invented.
}
census-sources = Where it comes from
census-none = Nothing has been brought in yet.
census-attribution = Source
census-number = Places
census-maps = The outlines of neighbourhoods come from:
census-osm = Data from OpenStreetMap belongs to the people who contribute to it. You may use it under the ODbL licence if you name the source:
census-fresh = How sure we are
census-fresh-1 = With every fact we remember who gave it and when somebody last confirmed it. You hear that in the sentence about opening hours:
census-fresh-sure = “Open now”: confirmed not long ago.
census-fresh-likely = “Probably open”: the source does not say when it was confirmed, or that was a while ago. The year is there if we know it.
census-fresh-maybe = “Perhaps open”: the source itself is not certain. Best to ring first.
census-fresh-unknown = “Opening hours unknown”: we do not guess, and we do not hide the place either.
census-mend = Seen a mistake?
census-mend-1 = The page of every place says where its data comes from. Mend it at the source, and everybody gains.
census-you = And your data?
census-you-1 = We do not track you and we ask nothing of other sites. Where you search from is never stored.
census-you-2 = We set a cookie only when you choose a language or sign in. It holds that language, or a number by which we know you until you sign out.
census-programs = For those who want to build something
census-programs-1 = Everything on these pages can also be asked by a program. The foot of every page shows how:
census-others = What others made
census-others-1 = The letters, the signs, the map and a part of the scanner were made by others, who let us use them. Who they are and what they say about it:
census-others-link = the licences

# How we rank

ranking-heading = How we rank
ranking-description = The whole formula behind the order in this guide, with the real numbers. Nobody can pay for it.
ranking-lead = The order is the same for everybody and not for sale. Here is how it comes about, with the numbers that the search engine really uses.
ranking-groups = First: how sure is it open?
ranking-groups-1 = If you ask what is open, the places stand in three groups:
ranking-group-certain = certainly open
ranking-group-likely = probably open
ranking-group-maybe = perhaps open: by appointment, or the hours are unknown. The phone number is there
ranking-words = Then: how well does it fit your words?
ranking-words-1 = Each word that you search for counts the points of the best place where it stands. Of your words together we take the mean.
ranking-where = Where the word stands
ranking-what = What counts
ranking-weight = Points
ranking-words-2 = If you search without words, near comes first. If we do not know where you are, names decide.
ranking-distance = And how near?
ranking-distance-1 = If you share your location, being near counts a little. At { $distance } half of that is left.
ranking-ties = When places are level
ranking-ties-1 = Together these points are fewer than the difference between two rows above. For one search word they only decide when places are level.
tie-open = certainly open
tie-open-likely = probably open
tie-open-maybe = perhaps open
tie-near = right where you are
tie-independent = independent business
ranking-board = And on the notice board?
ranking-board-1 = Posts of neighbours count for how well they fit your words, times how near they are, times how new they are.
ranking-board-close = Up to { $close } a post is as near as can be. From there on it counts for half with every further { $halves }.
ranking-board-fresh = A new post counts in full. Every { $days } days after it was put up or renewed it counts for half again.
ranking-board-one = The second post of the same neighbour counts for half, the third for a quarter. One page has at most { $most } of the same neighbour, as long as there are others. If you are not signed in, that holds for what lies close together: you cannot tell then who wrote what.
ranking-not = What does not count
ranking-not-paid = Money. Nobody can buy a place, and there is no advertising.
ranking-not-stars = Stars and thumbs. There are none.
ranking-not-you = Who you are and what you searched for before. We do not know.
ranking-minutes = How we estimate minutes
ranking-minutes-1 = We measure a straight line and add a detour. { $distance } is about { $walk } minutes on foot or { $bike } minutes by bike. A bridge or a busy crossing may make it longer, which is why it says “about”.

evidence-name-exact = The name is exactly what you searched for
evidence-name-begins-whole = The name begins with the words you searched for
evidence-name = In the name
evidence-name-root = In the name, in another form
evidence-name-only = Only in the name, while the word names a trade or an area: “baker” at Baker’s garage
evidence-area = In the neighbourhood or municipality you named
evidence-name-begins = The beginning of a word in the name
evidence-category = The name or a search term of a category
evidence-category-root = The name or a search term of a category, in another form
evidence-category-foreign = The name or a search term of a category in the other language
evidence-category-begins = The beginning of the name or a search term of a category
evidence-tag = In a tag, or among what is repaired
evidence-tag-root = In a tag, in another form
evidence-tag-begins = The beginning of a tag
evidence-name-typo = In the name, with a typo
evidence-category-typo = In a category, with a typo
evidence-tag-typo = In a tag, with a typo
evidence-place = In the address
evidence-place-begins = The beginning of a word in the address
evidence-text = In the description
evidence-text-root = In the description, in another form
evidence-text-begins = The beginning of a word in the description
evidence-place-typo = In the address, with a typo
evidence-nothing = Nowhere

# Accessibility

access-heading = Accessibility
access-description = What we do so that everybody can use this guide, how we test it, and what is not right yet.
access-lead = Everybody should be able to use this guide: with an old phone, a keyboard, a screen reader or a magnifier.
access-aim = What you may expect
access-aim-1 = We follow WCAG 2.2, level AA. Among other things that means:
access-can-keyboard = Everything works with the keyboard. You always see where you are.
access-can-script = Everything works without JavaScript too.
access-can-zoom = It fits a screen of 320 pixels wide, and letters twice as large.
access-can-colour = Colour never says anything alone: there is always a word.
access-can-motion = Almost nothing moves. If you want no motion, everything stands still.
access-can-map = The map is an extra. Everything on it is in the list as well.
access-tested = How we test it
access-tested-1 = With every change a program (axe-core) checks all pages in a real browser, in every language, and tests go through important tasks with the keyboard alone.
access-tested-2 = There has been no study with people with disabilities yet.
access-known = What is not right yet
access-known-1 = The drawing of the street names up to { $count } places. Whoever does not see it hears the same places with their hours, but that takes time: you can skip it. Texts that a place wrote itself sometimes exist in one language only.
access-help = Asking for help
access-help-contact = Does something not work, or is something wrong? You reach us at
access-help-none = Whoever runs this guide has not put a phone number or mail address here yet.
access-how = How the guide works
access-how-1 = Type what you are looking for at the top: a thing, a name or a street. A typo does not matter.
access-how-2 = Choose what counts: open now, nearby, delivered, with a wheelchair. What you choose you can take away again.
access-how-3 = Open a place. It says whether it is open, how to get there and whom to call.
