# Searching places and the notice board together.

board-type-listing = Places
board-type-post = Notice board
