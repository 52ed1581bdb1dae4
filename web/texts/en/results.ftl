# The search page

results-title = { $text }{ $where }: search
results-title-where = Search{ $where }
results-title-all = Search nearby
results-description = Search shops, food, repair and more, and see what is open at the time that suits you.
results-heading = { $count ->
    [0] Nothing found{ $where }
    [one] { $count } place{ $where }
   *[other] { $count } places{ $where }
}
results-heading-about = About { $count } places{ $where }
results-heading-text = { $count ->
    [0] Nothing found for “{ $text }”{ $where }
    [one] { $count } place for “{ $text }”{ $where }
   *[other] { $count } places for “{ $text }”{ $where }
}
results-heading-text-about = About { $count } places for “{ $text }”{ $where }
results-heading-what = { $count ->
    [one] { $what }: { $count } place
   *[other] { $what }: { $count } places
}
results-heading-what-about = { $what }: about { $count } places
results-heading-where = Who delivers to you?
results-filters = More filters
results-when = When
results-open-now = Open now
results-open-at = Or open at this moment
results-service = What for
results-where = Where
results-locate = Use my location
results-locating = Asking your phone or computer where you are…
results-denied = Your location was not shared. Searching works without it too.
results-minutes = How far
results-by = How do you travel
results-minutes-hint = This counts once you fill in “Where?” or share your location.
results-deliver = Delivered in postcode
results-apply = Filter
results-ask-postcode = Where do you want it delivered? Fill in the four digits of your postcode, or share your location.
results-postcode-placeholder = For example 1093
results-ask-button = Who delivers?
results-active = Chosen filters
results-remove = remove
results-sort = Order
results-pages = Further in the list
results-ranking = Why this order?
exports-busy = Many files are being downloaded right now. Please try again in half a minute.
results-download = This list as a file:
results-download-most = At most { $most } places, and { $best } where the best match comes first.
exports-cut = Note: these are the first { $rows } of { $total }. Search more precisely.
results-facets = Filters

service-any = Does not matter
service-counter = Dropping in
service-pickup = Pick-up
service-delivery = Delivery
service-kitchen = Kitchen
minutes-any = Does not matter
minutes-choice = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
mode-bike = By bike
mode-walk = On foot

sort-best = Best first
sort-nearest = Nearest first
sort-open = Open first
sort-newest = Newest first
pager-first = Back to the start of the list
pager-next = Next places
results-neighbours = From neighbours
group-maybe = Perhaps open
group-closed = Closed then

facet-open = Open
facet-open-then = Open at the chosen time
facet-trait = Good to know
facet-kind = Kind of place
facet-category = Category
facet-area = Neighbourhood
facet-about = { $label } (roughly)

map-label = Map of the places found
map-zoom-in = Closer
map-search-here = Search this area
map-zoom-out = Further away
map-pan = Up|Left|Down|Right

empty-spelling = Is it spelt right? A shorter or different word often helps.
empty-words = No lights on here.
empty-ways = Ways on:
empty-any-time = Include what is closed now
empty-any-time-then = Include what is closed then
empty-wider = Search twice as far
empty-no-filters = Search without filters
empty-everywhere = Search outside this neighbourhood too
empty-all = See all places
empty-categories = Choose a category

# What can be wrong with a field

field-text = Search words
field-open = Open at
field-service = What for
field-place = Where you search
field-minutes = How far
field-mode = How you travel
field-delivery = Postcode for delivery
field-frame = Part of the map
field-area = Neighbourhood
field-kind = Kind of place
field-category = Category
field-sort = Order
field-page = Page
field-filter = Filters

problem-empty = { $field }: fill in something.
problem-too-short = { $field }: this is too short. Make it longer.
problem-too-long = { $field }: this is too long. Make it shorter.
problem-out-of-range = { $field }: this value is too large or too small.
problem-unknown = { $field }: we do not know this choice. Choose another.
problem-unreadable = { $field }: we cannot read this. Check how it is written.
problem-ends-before-start = { $field }: it ends before it begins.
problem-bad-cursor = { $field }: this page belongs to another list. We start at the beginning.
problem-too-deep = { $field }: the list goes no deeper. Search more precisely.
problem-guessable = { $field }: this is among the first that are guessed. Take a few words that do not belong together.
problem-reserved = { $field }: a place that somebody has shown to be theirs goes by this name. Choose another, or show first that the place is yours.

# Why a place is in the list

why-name-exact = has exactly this name
why-name = the name fits
why-name-typo = the name looks like it
why-category = { $word }
why-tag = has the mark “{ $word }”
why-repairs = repairs { $word }
why-text = mentioned in the description or the address
why-open = open
why-open-likely = probably open
why-open-maybe = perhaps open
why-near = at { $word }
why-delivers = delivers there
why-independent = independent business
