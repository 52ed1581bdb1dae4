api-open-choice = Give exactly one of now, at and between in open.
api-near-choice = Give radiusM or minutes in near, not both.
api-near-from = Give near a point (latitude and longitude) or a place, not both.
api-conflict = Somebody else has changed this place meanwhile. See what it says now and try again.
api-claimed-already = This is your business already, or you have said so before.
api-not-yours = This place is not yours to keep. Is it your business? Then say so first.
api-duplicates = This place seems to be here already. See whether it is the same.
