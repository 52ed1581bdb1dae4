# Zoeken in de plekken en het prikbord samen.

board-type-listing = Plekken
board-type-post = Prikbord
