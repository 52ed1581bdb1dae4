# Who keeps a place: its other facts, whose it is, and the desk.

places-facts = All facts

facts-title = All facts
facts-lead = Name, place, contact and what you offer.
facts-preview = How neighbours see it
facts-not-said = I do not say
facts-tags = Other words (may stay empty)
facts-tags-hint = What do people look for at your place? Parted by commas.
facts-description = About this place, in Dutch
facts-description-en = About this place, in English (may stay empty)
facts-social = Also to be found at (may stay empty)
facts-social-hint = One address a line.
facts-delivers = Do you deliver?
facts-delivers-no = No
facts-delivers-yes = Yes
facts-radius = Up to how many kilometres from the shop
facts-postcodes = Or only in these postcodes
facts-postcodes-hint = The four digits, parted by commas.
facts-euros-hint = In euros. Free is 0.
facts-state = How are things?
facts-state-runs = This place is there as ever
facts-state-moved = Moved
facts-state-gone = No longer exists
facts-moved-to = Moved to

# Is this your business?

claim-title = Is this your business?
claim-lead = Show that you really belong to it. Then you keep this page, and can change hours, holidays and the rest.
claim-sign-in = Sign in and go on
claim-yours = This is your business. You keep it.
claim-taken = Somebody else keeps this place already. If you show that it is yours, an organiser decides.
claim-was-refused = This was refused before.
claim-by-mail = By a mail to the business
claim-by-mail-button = Mail the code
claim-by-mail-how = We mail a code to a mailbox at the business’s own web address.
claim-mailbox = To which address?
claim-by-letter = By a letter to the business
claim-by-letter-button = Send the letter
claim-by-letter-how = We send a letter with a code to the address on this page. That takes some days.
claim-at-counter = By a code at the counter
claim-at-counter-button = Give me a code
claim-at-counter-how = You get a code. You show it to an organiser or volunteer who comes by.
claim-not-gone = Not possible here: this place no longer exists.
claim-not-no-address = Not possible here: there is no whole address.
claim-not-our-address = Not possible here: somebody filled in the address here, and that proves nothing.
claim-not-no-site = Not possible here: there is no web address of its own.
claim-not-our-site = Not possible here: somebody filled in the web address here, and that proves nothing.
claim-not-chain = Not possible here: the web address is that of a whole chain.
claim-next-mail = We have mailed a code to the business. It works until { $date }.
claim-next-letter = A letter with a code is on its way to the business. Fill in the code here before { $date }.
claim-next-counter = An organiser or volunteer comes by. Show the code that you got before { $date }. Lost it? Withdraw and begin again.
claim-next-disputed = You have shown it. An organiser looks at it and decides; you will read it here.
claim-next-late = Your code worked until { $date }. Withdraw and begin again.
claim-code = Code
claim-code-hint = Eight letters and digits, such as K7PM-3XQA.
claim-code-wrong = This code is wrong, or no longer works. Look closely at the letters. After five tries it no longer works.
claim-counter-code = Your code, to show. Write it down: we show it only once.
claim-confirm = This is my business
claim-withdraw = Withdraw
claim-done-asked = We have your request.
claim-done-shown = That is right: this is your business now.

place-claim = Is this your business?
place-claim-words = Keep its hours and the rest yourself.
place-keep-hours = Opening hours
place-keep-days = Different today
place-keep-facts = All facts

# The organiser’s desk

whose-title = Who owns which business?
whose-open = Waiting for the code
whose-disputed = The code was shown, but somebody else keeps this place
whose-lead = These people say that a place is theirs.
whose-none = Nobody is waiting.
whose-done = It is decided.
whose-seen = The code is right. Somebody else keeps this place already, so it is still to be decided.
whose-since = since { $date }
whose-letters = Make the letters
whose-letters-hint = Each letter gets its code now. It stands on paper only: print them at once.
whose-code = Code that you saw at the counter
whose-code-seen = I have seen this code
whose-decide = Decide
whose-reason = Reason
whose-reason-hint = Whoever asked will read this.
whose-reason-needed = Write a reason, of at most 500 characters.
whose-reason-visited = I have been there and seen it.
whose-reason-register = It agrees with the trade register.
whose-reason-not-there = Nobody at the business knew of this.
whose-yes = Give the place to who asks
whose-no = Refuse
whose-own-case = Somebody else decides on a place of your own.

letters-title = Letters with a code
letters-lead = One letter a sheet. Print them now: the codes are nowhere else. The print button of your browser does the rest.
letters-none = There are no letters to make.
letter-intro = Is { $name } yours?
letter-why = Somebody asked on Koop Lokaal to keep this place. Is that you? Then this is your code:
letter-how = Sign in and fill in the code under My places:
letter-not-asked = Did you not ask for this? Throw this letter away. Nothing changes without the code.

# Keeping together

places-handle = Do you work somewhere? Give the owner your short name, so that they can let you in: @{ $handle }
crew-title = Co-workers
crew-lead = Who keeps this place.
crew-is-owner = whose business it is
crew-is-editor = helps to keep it
crew-is-finder = brought the place in
crew-is-till = the till only
crew-away = Take away
crew-over = Make owner
crew-over-sure = Yes, the business is theirs from now on. I only help to keep it.
crew-over-button = New owner
crew-handle = Short name
crew-handle-hint = Your co-worker finds it at the foot of My places, such as @hanneke.
crew-role = What may they do?
crew-editor = Keep everything
crew-till = The till only
crew-add-button = Let in
crew-release = Stopping
crew-release-lead = Nobody keeps the place any more then, your co-workers neither. The page stays.
crew-release-sure = Yes, this business is no longer mine.
crew-release-button = Give the place up
crew-leave = I stop doing this
crew-sure-needed = First tick “Yes”.
crew-done-in = They are in now.
crew-done-away = They keep nothing here any more.
crew-done-over = The business has a new owner.

adding-too-many = You have added { $count } places today, which is as many as fit in a day. You can go on tomorrow.
claim-too-many = You have { $count } requests open already. Withdraw one under My places, or wait until one is done.
claim-not-so = This way is not possible for this place. Choose another.
adding-missing = Missing a place? Add it
