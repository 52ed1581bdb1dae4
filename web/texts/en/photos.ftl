# Photos of a place.

photos-title = Photos
photos-of = Photos of { $name }
photos-lead = The first photo stands large on the page, the others below it. { $count } at most.
photos-public = See the page
photos-keep = Manage photos
photos-first = Add photos
photos-first-words = With a few photos neighbours see at once where to go: the shop front, your work, what it looks like inside.
photos-where = Where you are

photos-add = Add a photo
photos-file = The photo
photos-file-hint = A JPEG, PNG or WebP of at most { $megabytes } MB. We take out of the file where and when the photo was taken.
photos-alt = What is to be seen?
photos-alt-hint = For who does not see the photo. For example: “The window with children’s bikes, next to the flower stall.”
photos-decorative = Decoration only: there is nothing to tell
photos-add-button = Add
photos-full = There are { $count } photos, which is the most. Take one away first if you want another.
photos-none = There are no photos yet.

photos-all = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
photos-number = Photo { $number }
photos-main = stands large on the page
photos-save = Save the text
photos-forward = Move forward
photos-back = Move back
photos-remove = Take away
photos-about = photo { $number }

photos-remove-title = Take this photo away?
photos-remove-words = The photo then leaves the page and does not come back.
photos-remove-button = Take the photo away
photos-remove-not = No, leave it

photos-done-added = The photo has been added.
photos-done-alt = The text has been saved.
photos-done-moved = The photo has been moved.
photos-done-removed = The photo is gone.

photos-larger = (larger)
photos-gallery = Photos
photos-decoration = Photo without a description

# What can be wrong, and what to do then

photo-empty = Choose a photo first.
photo-heavy = This photo is too heavy. Choose one of at most { $megabytes } MB.
photo-kind = This file is no photo that we can read. Choose a JPEG, PNG or WebP.
photo-pixels = This photo is too large. Choose one of at most { $megapixels } megapixels.
photo-small = This photo is too small. Each side needs at least { $pixels } pixels.
photo-broken = This photo is damaged or did not arrive whole. Try once more, or choose another.
photo-alt-empty = Tell what is to be seen, or say that the photo is decoration only.
photo-alt-long = Make the text shorter: at most { $count } characters.
photo-full = There are { $count } photos already. Take one away first.
photo-arriving = { $count } files of yours are on their way in already. Wait until they are here, then send the next one.
photo-too-many = { $hours ->
    [one] These were many photos for today. In { $hours } hour you can go on.
   *[other] These were many photos for today. In { $hours } hours you can go on.
}
photo-not-found = This photo is no longer there, or what it belongs to.
photo-denied = Only who keeps this can change its photos.
photo-at-desk = The help desk wrote this request down. It takes no photos.
photo-upload-odd = This form did not arrive well. Try once more.

# My data

held-photos = Which photos you added
held-photos-why = So that you find them again. Nobody else sees whom a photo came from; when you leave, the photo stays with the place, without your name.
