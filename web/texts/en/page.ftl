# What stands on every page.

page-locale = en_GB
page-skip = Skip to content
page-degraded = We are searching with our spare search engine just now. Counts and order may differ a little.
page-demo = This is an example neighbourhood. The businesses are invented.
page-nav = Main menu
page-nav-search = Search
page-nav-open = Open now
page-nav-areas = Neighbourhoods
page-nav-data = About the data
page-nav-ranking = How we rank
page-nav-accessibility = Accessibility
page-nav-privacy = What we keep
page-footer-nav = About this site
page-language-name = English
page-help = Need help?
page-help-link = Read how it works
page-behind = The query behind this page
page-cost = 0 requests to third parties · { $kilobytes } kB · { $milliseconds } ms
page-cost-title = Measured for this page: how large its text and drawing are, and how long the server took.

search-label = What are you looking for?
search-placeholder = For example: flat tyre, bread, second-hand
search-button = Search
search-suggest-count = suggestions. Choose with the arrow keys.
search-suggest-none = No suggestions

where-label = Where?
where-placeholder = Postcode or neighbourhood
where-unknown = Where: we do not know “{ $words }”. Fill in the four digits of a postcode, or the name of a neighbourhood.
where-unknown-alike = Where: we do not know “{ $words }”. Do you mean:
near-place = near { $place }
in-area = { $how ->
    [op] on { $name }
   *[in] in { $name }
}

# The home page

home-heading = What do you need nearby?
home-description = See what is open nearby right now: shops, food, repair, second-hand, makers and markets. No advertising, no tracking.
home-hint = Search for what you need, for a name or for a street.
home-open = Open now nearby
home-open-then = Open { $when }
home-open-all = See everything that is open
home-categories = What are you after?
home-new = New in the guide
home-new-day = added { $day }
home-areas = Choose a neighbourhood
home-areas-all = All neighbourhoods
home-what = What is this?
home-what-1 = A guide to everything close by: where you buy, eat, get things mended and meet each other.
home-what-2 = Nobody pays to be at the top. You can read how the order comes about.
home-what-3 = We do not track you. Where you search from is never stored.

street-name = The street is awake.
street-words = { $about ->
    [yes] About { $open } of { $total } places are open now.
   *[no] { $open ->
        [one] { $open } of { $total } places is open now.
       *[other] { $open } of { $total } places are open now.
    }
}
street-words-then = { $about ->
    [yes] About { $open } of { $total } places are open { $when }.
   *[no] { $open ->
        [one] { $open } of { $total } places is open { $when }.
       *[other] { $open } of { $total } places are open { $when }.
    }
}
street-asleep = The street is still asleep.
street-empty = This guide is empty. Come back later to see what is open.
fill-heading = Do you run this guide?
fill-import = Fill it with the places of your town, from an OpenStreetMap file:
fill-file = FILE
fill-demo = Or look around in an invented neighbourhood first:
fill-after = Then reload this page. The lights go on by themselves.
street-switch = Look at another time
street-now = Now
street-tonight = Tonight
street-saturday = Saturday

chip-open = Open now
chip-delivers = Delivers to me
chip-repair = Repair
chip-second-hand = Second-hand
chip-open-at = Open { $when }
chip-near = Nearby
chip-near-place = Near { $place }
chip-near-place-walk = { $minutes ->
    [one] About { $minutes } minute on foot from { $place }
   *[other] About { $minutes } minutes on foot from { $place }
}
chip-near-place-bike = { $minutes ->
    [one] About { $minutes } minute by bike from { $place }
   *[other] About { $minutes } minutes by bike from { $place }
}
chip-near-walk = { $minutes ->
    [one] About { $minutes } minute on foot
   *[other] About { $minutes } minutes on foot
}
chip-near-bike = { $minutes ->
    [one] About { $minutes } minute by bike
   *[other] About { $minutes } minutes by bike
}
chip-delivers-to = Delivers in { $postcode }
chip-frame = In this part of the map

card-minutes-walk = { $minutes ->
    [one] about { $minutes } minute on foot
   *[other] about { $minutes } minutes on foot
}
card-minutes-bike = { $minutes ->
    [one] about { $minutes } minute by bike
   *[other] about { $minutes } minutes by bike
}

tag-repairs = repairs { $word }
tag-delivers = delivers
tag-delivers-by-bike = delivers by bike
tag-second-hand = second-hand
tag-organic = organic
tag-zero-waste = no packaging
tag-fair-trade = fair trade
tag-takeaway = takeaway
tag-wheelchair = wheelchair friendly

whereabouts-itinerant = In different places
whereabouts-at-home = At home
whereabouts-service-area = Comes to you

# A category

category-description = { $category }: { $count ->
    [one] { $count } place nearby, with opening hours.
   *[other] { $count } places nearby, with opening hours.
}
category-count = { $count ->
    [0] No places yet
    [one] { $count } place
   *[other] { $count } places
}
category-terms = You also find this with:
category-below = Look more closely
category-places = Open ones first
category-search = All filters
category-all = { $count ->
    [one] See that one place in the list
   *[other] See all { $count } places
}
category-empty = Nothing here yet. It may have another name.
category-count-about = About { $count } places

# Neighbourhoods

area-municipality = Municipality
area-district = District
area-quarter = Quarter
area-neighbourhood = Neighbourhood
area-kind-in = { $kind } in { $around }
area-inhabitants = { $count ->
    [one] { $count } inhabitant
   *[other] { $count } inhabitants
}
area-title = { $name }: what is open?
area-description = { $count ->
    [one] { $count } place { $where }: { $most }. With opening hours, and what is open now.
   *[other] { $count } places { $where }: { $most } and more. With opening hours, and what is open now.
}
area-description-empty = { $count ->
    [0] No places { $where } yet.
    [one] { $count } place { $where }, with opening hours.
   *[other] { $count } places { $where }, with opening hours.
}
area-empty = Nothing here in the guide yet.
area-open = Open now { $where }
area-inside = Inside { $name }
areas-title = Neighbourhoods
areas-heading = Neighbourhoods
areas-description = All neighbourhoods in this guide, with how many places there are.
areas-lead = See what there is in a neighbourhood, and what is open now.
areas-find = Find a neighbourhood or postcode
areas-cut = These are the first { $most } of { $total }. Type more of the name.
areas-found = Neighbourhoods that look like “{ $text }”:
areas-none = We know no neighbourhood called “{ $text }”.
areas-none-alike = We know no neighbourhood called “{ $text }”. Do you mean:
areas-near = Search near { $place }
areas-all = All neighbourhoods

# New places as a feed

feed-new = New places
feed-link = Follow new places (feed)
feed-title = New in the guide
feed-title-where = New{ $where }
feed-title-what = New: { $what }{ $where }
feed-demo = example

# When it goes wrong

oops-not-found = This page is not here
oops-not-found-words = The place may have moved, or the address has a typo. Search for it here.
oops-denied = This is not allowed
oops-denied-words = This page is not meant for you. Search on in the guide.
oops-busy = Searching does not work just now
oops-busy-words = We are working on it, or it is very busy. Try again in a minute.
oops-slow = This took too long
oops-slow-words = We are very busy right now. Please try again in a minute.
oops-internal = Something went wrong on our side
oops-internal-words = It is not your fault. Try again in a minute, or search for something else.
oops-invalid = We do not understand this
oops-invalid-words = Something is wrong with the address or with what you sent. Search again here.
oops-home = Back to the start
oops-code = Asking for help? Then mention this number:

# Answers of the API

api-not-found = This does not exist.
api-denied = You may not do this.
api-unavailable = A part does not answer now. Try again in a minute.
api-too-many = This is too much at once. Wait a moment and try again.
api-internal = Something went wrong on our side. Try again in a minute.
api-refused = This cannot be done.
