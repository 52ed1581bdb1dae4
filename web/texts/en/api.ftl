api-not-found = This is not there.
api-denied = This is not allowed.
api-refused = This cannot be done.
api-too-many = This was asked too often. Try again later.
api-unavailable = Searching does not work right now. Try again soon.
api-internal = Something went wrong on our side. Try again later, and tell us the requestId if it stays.
api-open-choice = Give exactly one of now, at and between in open.
api-near-choice = Give radiusM or minutes in near, not both.
