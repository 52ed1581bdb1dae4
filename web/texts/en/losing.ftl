# When a place turns out to be somebody else's, or something is put back
letter-disputed-subject = Somebody says that { $place } is theirs
letter-disputed =
    Hello,

    You keep { $place }. Somebody else has now shown that it is theirs.
    Nothing changes yet: a moderator looks at it. Whatever comes of it, you will hear from us.

    { $link }

    Kind regards,
    Koop Lokaal
letter-place-lost-subject = { $place } is somebody else's now
letter-place-lost =
    Hello,

    You kept { $place }. It was decided that it is somebody else's.

    “{ $reason }”

    Do you disagree? Tell us why within { $days } days, and somebody else will look:
    { $appeal }

    Kind regards,
    Koop Lokaal
letter-place-returned =
    Hello,

    Somebody else looked again at whose { $place } is. It goes back to who had it before.

    “{ $reason }”

    { $link }

    Kind regards,
    Koop Lokaal
letter-merged-subject = { $place } stood here twice
letter-merged =
    Hello,

    Your place stood in the guide twice: as { $place } and as { $other }. We have made one of them.
    Will you see whether all of it is right?

    { $link }

    Is something wrong? Tell us within { $days } days, and we can undo it.

    Kind regards,
    Koop Lokaal
letter-put-back-subject = What you changed of { $place }
letter-put-back =
    Hello,

    You changed { $place }. Somebody has put it back as it was.

    { $link }

    Do you disagree? Tell us why within { $days } days, and somebody else will look:
    { $appeal }

    Kind regards,
    Koop Lokaal
letter-put-back-reason =
    Hello,

    You changed { $place }. Somebody has put it back as it was.

    “{ $reason }”

    { $link }

    Do you disagree? Tell us why within { $days } days, and somebody else will look:
    { $appeal }

    Kind regards,
    Koop Lokaal
letter-unfrozen-subject = You can sign in again
letter-unfrozen =
    Hello,

    You can sign in to Koop Lokaal again. Welcome back!

    { $link }

    Kind regards,
    Koop Lokaal
letter-unfrozen-reason =
    Hello,

    You can sign in to Koop Lokaal again. Welcome back!

    “{ $reason }”

    { $link }

    Kind regards,
    Koop Lokaal
places-disputed = Somebody else says that this place is theirs. A moderator looks at it; you will hear from us.
appeal-of-loss = your place is somebody else’s now
appeal-slip-twice = You have appealed against this before.
held-losses = Which places of yours went to somebody else, and why
held-losses-why = To let you appeal, and give the place back if you are right.
api-not-to-decide = You do not decide this: somebody else looks after this place, or it is your own case, or you have decided it before.

# Putting back with a reason
history-reason = Why do you put it back?
history-reason-hint = Whoever wrote it reads this and can appeal.
history-slip-reason = Write why you put it back.

# The queue: what was decided first
queue-first = Decided first
queue-first-why = on { $date }, because: “{ $reason }”
queue-first-silent = on { $date }, without a reason
queue-first-about = It was about
queue-first-note = It said as well
queue-first-community = Community
queue-appeal-hint-loss = You are the second to look. If they are right, { $name } gets the place back.
queue-done-yes-quiet = Decided: yes.
queue-done-no-quiet = Decided: no.
queue-reason-hint-quiet = Whoever said this was not signed in and is not told. The reason stays with the report.
queue-letter-not = We do not print this letter. { $why }
merging-next = Merged before
