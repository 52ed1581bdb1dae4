# The queue
desk-queue = Queue
desk-merging = Merging
queue-title = Queue
queue-lead = Everything that waits for a decision, the oldest first.
queue-waiting = { $count ->
    [one] waits for a decision
   *[other] wait for a decision
}
queue-owner-silent = The owner was asked and has not answered for { $days } days. Will you decide?
queue-kinds = Kinds
queue-all = Everything
queue-appeals = Appeals
queue-claims = “This is my business”
queue-reports = Reports
queue-suggestions = Suggestions
queue-differences = Sources
queue-duplicates = Double
queue-appeal = Appeal
queue-claim = “This is my business”
queue-report = Report
queue-suggestion = Suggestion
queue-difference = A source says otherwise
queue-duplicate = Looks double
queue-area = Neighbourhood
queue-area-all = all neighbourhoods
queue-age = Has waited
queue-age-all = however long
queue-days = { $count } days or longer
queue-keys = With keys:
queue-key-next = next
queue-key-back = previous
queue-key-open = look at the place
queue-none = Nothing waits. Lovely!
queue-next = More from the queue
queue-since = since { $date }
queue-own = This is your own case, or you have decided it before. Somebody else looks at it.
queue-fill = Put this in the field
queue-reason-hint = Whoever asked reads this. Choose a reason and change it, or write your own.
queue-right = All of it is still right
queue-slip-reason = Write a reason, or choose one.
queue-slip-cannot = This cannot be taken over as it is. Change the place yourself.
queue-done-yes = Decided: yes. Whoever asked is told.
queue-done-no = Decided: no. Whoever asked is told.
queue-done-right = Kept: all of it is still right.
queue-done-late = This was decided already.
queue-claim-what = does it belong to { $name }?
queue-claimant = Who says so
queue-claimant-known = What is known
queue-claimant-unknown = Nothing yet
queue-claim-state = How far
queue-claim-proof = Proof
queue-claim-hint = This was not shown yet, so you can only refuse it.
queue-to-claims = Fill in the code from the counter
queue-letter-again = Print the letter again
queue-difference-ours = It says here
queue-difference-theirs = { $source } says
queue-difference-yes = Take it over
queue-difference-no = Leave it
queue-difference-hint = If you leave it, we only ask again once the source says something new.
queue-duplicate-what = { $name } as well?
queue-duplicate-other = The other
queue-duplicate-why = Why
queue-duplicate-yes = Lay them side by side
queue-duplicate-no = They are two
queue-alike-record = the same number at the same source
queue-alike-branch = the same branch number
queue-alike-website = the same website
queue-alike-name = the same name, close together
queue-appellant = From
queue-appeal-yes = They are right
queue-appeal-no = It stays as it is
queue-appeal-hint = You are the second to look. If they are right, what was refused is done after all.
queue-reason-first-right = We looked again. The first decision is right.
queue-reason-new-facts = With what you added, we see it differently.
queue-reason-mistake = Something had gone wrong. We are sorry.

# Merging
merging-title = Merge two places
merging-lead = Does a place stand here twice? Make it one. The address of the other leads here from then on, and for thirty days you can undo it.
merging-pair-lead = Are these really one? Choose what stays.
merging-stays = Stays
merging-goes = Becomes part of it
merging-owned = Has an owner
merging-swap = Swap
merging-same = They say exactly the same.
merging-fields = What stays
merging-fields-hint = We have chosen what is surest or newest.
merging-along = Photos, who keeps the place and what waits go along.
merging-button = Merge
merging-back = Back to the queue
merging-to-queue = See what looks double
merging-find = Choose two places yourself
merging-one = The one place
merging-one-hint = Paste the address of its page, such as /plek/bakkerij-noor.
merging-other = The other place
merging-compare = Lay them side by side
merging-seek = Look through the whole guide
merging-seek-lead = That is done every day by itself. What is found goes into the queue.
merging-seek-button = Look now
merging-latest = Merged lately
merging-undo = Undo
merging-was-made = { $date }, with { $name }
merging-was-undone = { $date }, with { $name }, and undone after that
merging-done = Merged. For thirty days you can undo it below.
merging-undone = Undone: both places are as they were.
merging-sought = Done. What is new stands in the queue.
merging-slip-owners = Both places have an owner. Have one of them hand the place over first.
merging-slip-cannot = These two cannot become one. Choose other facts or other places.
merging-slip-merged = One of the two was merged already.
merging-slip-changed = Since the merge something changed that would be lost. Undo that first, or leave it.
merging-slip-late = This cannot be undone any more.
merging-slip-not-yours = Somebody else looks after one of these places.
merging-slip-unknown = We do not know those two places. Paste the address of the page of each.

# Appeal
appeal-title = Appeal
appeal-lead = Do you disagree with a decision? Say why. Somebody else then looks at it again.
appeal-none = There is nothing that you can appeal against.
appeal-may = You can appeal against this
appeal-made = Your appeals
appeal-of-claim = your business was not confirmed
appeal-of-report = your report was refused
appeal-of-freeze = you are kept out for a while
appeal-of-revert = your correction was undone
appeal-decided = Decided on { $date }. You can appeal until { $until }.
appeal-open = Appeal
appeal-reason = Why do you disagree?
appeal-reason-hint = You can do this once. Write what we do not know yet.
appeal-button = Send
appeal-done = Sent. Somebody else looks at it; you will hear from us.
appeal-said = You wrote
appeal-answer = The answer
appeal-state-open = Sent on { $date }. Somebody is looking at it.
appeal-state-upheld = You were right, on { $date }.
appeal-state-refused = It stayed as it was, on { $date }.
appeal-slip-late = You cannot appeal against this any more.
appeal-slip-reason = Write why you disagree.
appeal-slip-long = That is too long: { $count } characters at most.

# Keeping somebody out of the house
desk-house = In the whole guide
desk-house-hint = Who is kept out everywhere cannot sign in and is signed out on every device. What is theirs stays.
desk-house-freeze = Keep out everywhere
desk-house-unfreeze = Let sign in again
desk-state-house = kept out everywhere
desk-done-house = Is kept out everywhere now.
desk-done-house-free = Can sign in again.

# Log
audit-appeal-decided = decided about an appeal
audit-difference-decided = decided whether a source is right
audit-listings-merged = merged two places
audit-merge-undone = undid a merge
audit-duplicate-refused = said that two places are two
audit-listing-confirmed = saw that a place is still right
audit-post-reviewed = decided whether a post comes on the board
audit-post-report-decided = decided about a report of a post or a conversation
audit-agreement-settled = settled an agreement about which two neighbours differed
audit-upheld = found right

# Letters
letter-claim-decided-subject = About { $place }
letter-claim-accepted =
    Hello,

    You said that { $place } is yours. That is confirmed.

    “{ $reason }”

    Keep your place up to date:
    { $link }

    Kind regards,
    Koop Lokaal
letter-claim-refused =
    Hello,

    You said that { $place } is yours. That was not confirmed.

    “{ $reason }”

    Do you disagree? Tell us why within { $days } days, and somebody else will look:
    { $appeal }

    Kind regards,
    Koop Lokaal
letter-appeal-decided-subject = Your appeal about { $about }
letter-appeal-upheld =
    Hello,

    Somebody else looked at { $about } again. You are right.

    “{ $reason }”

    { $link }

    Kind regards,
    Koop Lokaal
letter-appeal-refused =
    Hello,

    Somebody else looked at { $about } again. The decision stays.

    “{ $reason }”

    { $link }

    Kind regards,
    Koop Lokaal
letter-frozen-subject = You are kept out for a while
letter-frozen =
    Hello,

    For a while you cannot sign in to Koop Lokaal. What is yours stays.

    “{ $reason }”

    Do you disagree? Write to whoever runs this guide.

    Kind regards,
    Koop Lokaal

# What we keep
held-appeals = Your appeals, and what was decided about them
held-appeals-why = To have a second person look, and let you read what they thought.
held-freezes = Whether and when you were kept out, and why
held-freezes-why = To keep somebody out for a while, and let you appeal.
