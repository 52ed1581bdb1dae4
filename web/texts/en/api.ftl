api-open-choice = Give exactly one of now, at and between in open.
api-near-choice = Give radiusM or minutes in near, not both.
api-near-from = Give near a point (latitude and longitude) or a place, not both.
