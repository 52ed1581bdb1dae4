# The notice board: help, sharing, the agenda, a post, and putting one up.

board-help-title = Neighbours’ help
board-help-lead = Who can help you, and whom can you help? Close by, at the time you agree on.
board-share-title = Share and swap
board-share-lead = Things, meals, material and lessons from people around you: to borrow, to swap or to give away.
board-agenda-title = Agenda
board-agenda-lead = What is on in the neighbourhood, day by day.
board-description = What neighbours offer and ask each other: help, things, meals, material, lessons and things to do together.
board-preview = A post on the notice board

board-search = Search the notice board
board-search-example = For example: drill, soup, cycling lesson
board-new = Put up a post
board-direction = Offered or asked for
board-subject = Kind
board-all = Everything
board-offered = Offered
board-asked = Asked for
board-everything = Everything
board-distance = How far
board-from = From
board-within = Within { $distance }
board-close = Take it down
board-sort-best = A bit of everything
board-map = Where it is
board-map-hint = A neighbourhood with fewer than five posts counts with the area around it. Where somebody lives is shown nowhere.
board-heading = { $count ->
    [one] { $count } post{ $where }
   *[other] { $count } posts{ $where }
}
board-heading-agenda = { $count ->
    [0] Nothing on{ $where }
    [one] { $count } thing to do{ $where }
   *[other] { $count } things to do{ $where }
}
board-widened = There is little on the board { $from } yet. So you see more: all of { $shown }.
board-agenda-later = Four weeks on
board-calendar = Put the agenda on your phone
board-calendar-name = Agenda{ $where }
board-feed-all = Notice board
board-feed-title = New: { $what }{ $where }
board-feed-link = Follow new posts (feed)
board-pager-next = Next posts

board-door-heading = There is more than you see here
board-door-words = Many posts are for neighbours only. Sign in and join your neighbourhood to see them too.
board-door = Sign in
board-door-community = Choose your neighbourhood
board-count-help-asked = { $count ->
    [one] { $count } neighbour is looking for help{ $where }
   *[other] { $count } neighbours are looking for help{ $where }
}
board-count-help-offered = { $count ->
    [one] { $count } neighbour offers help{ $where }
   *[other] { $count } neighbours offer help{ $where }
}
board-count-share-asked = { $count ->
    [one] { $count } neighbour is looking for something{ $where }
   *[other] { $count } neighbours are looking for something{ $where }
}
board-count-share-offered = { $count ->
    [one] { $count } thing to share{ $where }
   *[other] { $count } things to share{ $where }
}
board-count-agenda = { $count ->
    [one] { $count } thing to do{ $where }
   *[other] { $count } things to do{ $where }
}
board-chip = Neighbours’ help
board-glance = On the notice board

board-empty = Nothing is on the board here yet. The first post is yours.
board-empty-filtered = There is nothing for this yet. Have a look here too:
board-empty-all = All posts
board-wanted = What neighbours often look for
board-wanted-lead = Perhaps it is something for you.
board-wanted-topic = { $topic }: { $count } neighbours ask for it
board-ready = How neighbours often begin
board-ready-lead = Tap a sentence that fits. Then add your own words.
board-begin-groceries = Who can do some shopping for me?
board-begin-tech = Who can help me with my phone or computer?
board-begin-coffee = Who would like to come for a cup of coffee?
board-begin-odd-job = Who can help me with an odd job at home?
board-begin-shopping = I am happy to do a neighbour’s shopping
board-begin-dog = I would love to walk your dog
board-begin-drill = Drill to borrow
board-begin-toys = Toys to give away
board-begin-ladder = Who has a ladder I can borrow?
board-begin-soup = I cooked too much
board-begin-wood = Wood left over from building work
board-begin-meet = Will you come? Coffee on the square

# What it is

board-offer = Offered
board-request = Asked for
board-help = Help
board-item = Things
board-meal = Food
board-material = Material
board-skill = Lessons
board-event = Things to do
board-term-gift = Free
board-term-loan = To borrow
board-term-swap = Swap
board-term-price = For local money
board-term-euro = For euros
board-term-loan-days = { $days ->
    [one] To borrow, { $days } day
   *[other] To borrow, { $days } days
}
board-term-deposit = {" "}(deposit: { $words })
board-term-swap-for = Swap for: { $words }
board-term-euro-for = For euros: { $words }
board-term-price-of = For { $amount }
board-morning = morning
board-afternoon = afternoon
board-evening = evening
board-every-day = every day
board-all-day = all day
board-list = { $most } and { $last }
board-days = { $from } to { $until }
board-recurs-once = Once
board-recurs-weekly = every week
board-recurs-biweekly = every other week
board-recurs-monthly = every month
board-by = from { $name }
board-portions-left = { $count ->
    [one] { $count } portion left
   *[other] { $count } portions left
}
board-left = { $count } left
board-left-none = All of it is taken
board-left-none-event = Full
board-left-none-help = Busy at the moment
board-left-none-request = Somebody was found already
board-left-wait = You cannot reply now. When somebody cancels there is room again: have another look later.
board-child = Whoever is younger than 16 posts and replies through a parent or guardian. Childcare, personal care, letters and forms, and keys are not possible then, and help, lessons and meals only with a place or an organisation in the neighbourhood.
board-pickup-at = to fetch { $times }
board-until-day = Until { $day }
board-from-until = from { $from } to { $until }
board-near = close by
board-about = about { $distance }
board-allergen-gluten = gluten
board-allergen-crustaceans = crustaceans
board-allergen-eggs = egg
board-allergen-fish = fish
board-allergen-peanuts = peanut
board-allergen-soy = soy
board-allergen-milk = milk
board-allergen-nuts = nuts
board-allergen-celery = celery
board-allergen-mustard = mustard
board-allergen-sesame = sesame
board-allergen-sulphites = sulphites
board-allergen-lupin = lupin
board-allergen-molluscs = molluscs
board-allergens-none = None of these
board-allergens-unknown = I don’t know
board-allergens-nobody-knows = Whoever made this does not know
board-halal = Halal
board-vegetarian = Vegetarian
board-bring-box = Bring a box
board-good-to-know = Good to know
board-audience-desk = Only the help desk
board-audience-confirmed = Neighbours who are known
board-audience-community = Members of the neighbourhood
board-audience-public = Everybody
board-audience-desk-means = Only whoever arranges help sees this, and whom they ask.
board-audience-confirmed-means = Members of your neighbourhood whose address was checked, or whom neighbours know.
board-audience-community-means = All members of your neighbourhood.
board-audience-public-means = Also people who are not signed in. They do not see your name.
board-state-review = Somebody looks at this first. After that others see it.
board-state-open = It is on the board.
board-state-expired = Its time is over. Others do not see this any more.
board-state-closed = Done. This post is not on the board any more.
board-state-removed = Taken down by a moderator.
board-stands-until = Until { $day }.
board-outcome = How did it end?
board-outcome-found = It worked out, with a neighbour here
board-outcome-elsewhere = It worked out, somewhere else
board-outcome-nobody = Nobody came
board-outcome-not-needed = It is not needed any more
board-outcome-choose = Choose how it ended.
board-why-title = In the title
board-why-title-typo = Close to the title
board-why-topic = About: { $word }
board-why-text = In the text
board-why-reach = Comes this far
board-why-fresh = New
board-why-soon = Soon

# A post

board-post-gone = This post is not on the board, or not any more.
board-post-gone-visitor = This post is not on the board any more, or it is for neighbours only. Sign in and look again.
board-place = { $name }. You hear the exact place once you have agreed on something.
board-place-own = { $name }, give or take { $distance }. Your door is told nowhere.
board-hygiene-reader = Cooked at home, for neighbours. Feel free to ask how and when it was made.
board-replies-within = { $hours ->
    [one] Mostly answers within an hour
   *[other] Mostly answers within { $hours } hours
}
board-kept = Kept { $kept } of { $finished } agreements
board-reply = Reply
board-reply-sign-in = You sign in before you reply. That way you both know with whom you agree on something.
board-reply-hint = Only the other one reads this. Leave out phone numbers and addresses for now: you share those once you have agreed on something.
board-collects = Replies are collected until { $day }. After that somebody is chosen, so there is no need to be fast.
board-send = Send your reply
board-answers = Not sure how to begin? Tap a sentence
board-answer-hello = Hello, I live around here and just read your post.
board-answer-daytime = I can make it on weekdays during the day.
board-answer-evening = I can make it in the evening or at the weekend.
board-answer-meet = Shall we meet first?
board-answer-when = When would suit you?
board-answer-question = I have a question first:
board-answer-still-there = Is this still there? Then I would love to fetch it.
board-answer-gladly = I would like to make use of this.
board-answer-borrow = May I borrow it for a few days? I will bring it back in one piece.
board-answer-swap = I would like to swap. This is what I have for you:
board-answer-bring = I cannot come to fetch it. Could you bring it?
board-answer-two = There would be two of us, if that is all right.
board-answer-help = I am happy to help you.
board-answer-have = I have one of these. You may have it.
board-answer-lend = You may borrow mine.
board-answer-done-before = I have done this before.
board-answer-part = I cannot do all of it, but I can do a part.
board-answer-know-somebody = I know somebody who can help you with this.
board-away = Is this not for you?
board-not-for-me = Not for me
board-report = Something is not right
board-report-lead = A moderator looks at it. Whoever put it up does not hear that it was you.
board-report-reason = What is wrong?
board-report-choose = Choose what is wrong.
board-report-send = Pass it on
board-reason-unsafe = It is not safe
board-reason-fraud = It is a fraud
board-reason-hurtful = It is hurtful
board-reason-forbidden = It is not allowed
board-reason-advertising = It is advertising
board-reason-other = Something else
board-block = Block this neighbour
board-block-lead = You do not see each other’s posts any more, and cannot write to each other. They are not told.
board-block-do = Block
board-replies = Replies
board-replies-none = Nobody has replied yet.
board-keep = Your post
board-renew = Renew
board-edit = Change
board-close-do = Take the post down
board-share = Pass it on
board-share-offer = Look, a neighbour offers this{ $where }: “{ $title }”.
board-share-request = Do you know somebody? A neighbour asks{ $where }: “{ $title }”.
board-share-button = Share this post
board-share-mail = Send it by mail
board-safe = Meeting safely
board-safe-post = Meet where there are more people the first time. Never give your card or PIN, and pay nothing in advance. If it does not feel right, you need not go on.
board-done-published = Your post is on the notice board.
board-done-review = Saved. A moderator has a look at it first.
board-done-saved = Saved.
board-done-renewed = Renewed. Your post stays up for longer.
board-done-closed = Your post is off the board.
board-done-reported = Passed on. A moderator looks at it.
board-done-blocked = Blocked. You do not see each other any more.
board-done-unblocked = You can see each other again.

# Putting up a post

board-new-title = Put up a post
board-new-lead = What can you offer, or what are you looking for? It takes two minutes.
board-new-offer = What do you offer?
board-new-request = What are you looking for?
board-edit-title = Change your post
board-i-offer = I offer
board-i-ask = I am looking for
board-back = Back, without saving
board-publish = Put up the post
board-sign-in-later = When you press the button you sign in or make an account. What you fill in is kept.
board-no-community = A post stands in a neighbourhood, and you are not a member there yet. First join one that this place belongs to.
board-no-community-way = Choose your neighbourhood
board-guarded = Childcare, personal care, letters and forms, and keys are offered only through an organisation in your neighbourhood. That keeps it safe for everybody.
board-conflict = This post was changed meanwhile, perhaps by you on another screen. Look it over. If you save once more, what stands here holds.
board-contacts-found = There is a phone number, mail address or home address in your post. Everybody who sees the post can read it. Take it out, or let us do that.
board-masked-lead = This is how it reads when we take it out:
board-mask = Take out numbers and addresses
board-terms-hint = Several at once are fine. Fill in what goes with your choice.
board-terms-empty = Choose what you want for it: free, swap, or something else.
board-offer-gift = Free
board-offer-loan = To borrow
board-offer-euro = For euros
board-ask-gift = Free
board-ask-loan = I want to borrow it
board-ask-euro = I pay for it
board-allergens-empty = Choose what is in it, “None of these” or “I don’t know”. Whoever has an allergy must be able to trust it.
board-hygiene = Wash your hands, cool it down fast, and write down when you made it. Do you ask money for it? Then the rules of food safety hold, at home too.
board-topic-none = Choose
board-title-offer-help = For example: I do shopping on Mondays
board-title-request-help = For example: Who can help with the printer?
board-title-offer-item = For example: Hammer drill to borrow until Sunday
board-title-request-item = For example: Who has a tall ladder?
board-title-meal = For example: Pumpkin soup, 4 portions left
board-title-material = For example: 12 m² of oak floorboards
board-title-skill = For example: Practise Dutch while walking
board-title-event = For example: Swapping toys on the square
board-field-title = Title
board-field-text = Tell more
board-field-topic = Topic
board-field-terms = Terms
board-field-loan-days = How many days
board-field-deposit = Deposit
board-field-swap = What would you swap it for?
board-field-euro = How much
board-field-portions = Portions
board-field-pickup = Fetching
board-field-pickup-from = To fetch from
board-field-pickup-until = To fetch until
board-field-allergens = What is in it?
board-field-quantity = How much
board-field-size = Size
board-field-origin = Where it comes from
board-field-material-until = Available until
board-field-event-from = Begins
board-field-event-until = Ends
board-field-recurs = How often
board-field-venue = Where exactly
board-venue-hint = Everybody who sees the post reads this. Leave home addresses out.
board-field-where = Where
board-where-hint = A postcode or the name of a neighbourhood. We only show roughly where: never your door.
board-where-stays = You may leave this empty: then it stays in { $name }. Else a postcode or the name of a neighbourhood.
board-precise = Rather a point on the map
board-field-point = Point
board-point-hint = Latitude and longitude, such as 52.361, 4.928. We keep only the square of some 300 metres it lies in.
board-field-audience = Who sees this?
board-field-capacity = How many people can have this?
board-capacity-event = How many people can come?
board-capacity-request = How many people are needed?
board-capacity-hint = One, if you leave it empty. At most { $most }.
board-more = Tell more (you need not)
board-field-when = When is it possible?
board-field-reach = How far do you go?
board-reach-any = It does not matter
board-field-languages = Languages
board-field-until = Until when is this up?
board-until-hint = If you leave it empty: { $days } days. You can always renew it, with one press of a button.
board-field-replies-until = Collect replies until
board-replies-hint = Would you rather choose fairly than by who comes first? Collect replies for at most { $days } days.
board-field-listing = On behalf of a place
board-listing-none = No, it is my own
board-field-message = Your message
board-field-reply-quantity = How many would you like?
board-field-note = Would you like to add something?
board-safe-form = Leave phone numbers, addresses and anything about your health out of your post. You share those later, once you agree on something.

# My board

board-mine-title = My notice board
board-mine-lead = What you put on the notice board.
board-mine-none = You have not put up anything yet.
board-blocked-title = Whom you blocked
board-blocked-lead = You and these neighbours do not see each other’s posts.
board-blocked-none = You have blocked nobody.
board-unblock = Let them be seen again

# The neighbourhood sheet

board-sheet-title = Neighbourhood sheet { $name }
board-sheet-link = Neighbourhood sheet to print
board-sheet-lead = On paper, for people without internet on their phone. Print it, and pass it on.
board-sheet-week = { $from } to { $until }
board-sheet-events = On this week
board-sheet-posts = From neighbours, for neighbours
board-sheet-places = Places around here, with their phone
board-sheet-none = This week there is nothing on the board that is for everybody.
board-sheet-help = Would you like to reply, or ask something yourself? Call { $help }.
board-sheet-help-nobody = Would you like to reply, or ask something yourself? Ask a neighbour who has internet on their phone.
