# Photos with an offer or a request, and in a conversation.

pictures-lead = The first photo stands on the card as well. { $count } at most. Who sees your post on the notice board sees its photos; after that nobody does.
pictures-alt-hint = For anyone who cannot see the photo. For example: “A drill in a case, with bits.” Show nobody who does not want to be shown.
pictures-first = stands on the card as well
pictures-back = Back to your post on the notice board
pictures-none = With a photo neighbours see at once what you mean.
pictures-add = Add photos
pictures-keep = Manage photos
pictures-form-hint = You add photos once it is up.

pictures-talk-add = Add a photo
pictures-talk-who = Only the two of you see it, unless one of you reports it.

desk-board-photo = Photo with these words
