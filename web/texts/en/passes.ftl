# The neighbourhood card: to pay with, for people without a phone.

pass-title = Neighbourhood cards
pass-title-of = Neighbourhood cards of { $name }
pass-lead = A card to pay with, for people without a phone.
pass-words = A neighbourhood card has a code on it. The till reads it, and who holds it says yes or types a PIN. It pays no more in a day than you agree.
pass-none = There is no card yet.
pass-one = Card
pass-active = In use
pass-blocked = Blocked
pass-ended = Ended
pass-a-day = At most { $amount } a day
pass-with-pin = with a PIN
pass-with-yes = with a yes at the till
pass-made = Made { $day }
pass-used = last used { $day }
pass-unused = not used yet
pass-change = Lost, or not needed any more?
pass-change-blocked = Use it again, or not needed any more?
pass-reason = Why?
pass-reason-wrong = Write in a few words why.
pass-block = Block it
pass-unblock = Let it work again
pass-pin-again = Let the PIN be tried again
pass-pins-spent = The PIN was typed wrong { $count } times. Call the organiser, who lets you try again.
pass-pins-spent-desk = The PIN was typed wrong { $count } times. Ask whether that was its holder. Is the PIN forgotten? Then end the card and make another.
pass-end = End it
pass-done-blocked = The card is blocked. Nobody can pay with it any more.
pass-done-unblocked = The card works again.
pass-done-tries = The card works again. The PIN can be tried { $count } more times.
pass-done-ended = The card has ended.
pass-make = Make a card
pass-make-words = The code stands only on the card that you see next. Print it at once.
pass-make-button = Make the card
pass-limit = At most a day
pass-limit-hint = Choose what is enough for one day, such as 20.
pass-limit-hint-time = Choose what is enough for one day.
pass-limit-wrong = Give an amount above nothing, such as 20 or 12.50.
pass-limit-wrong-time = Give a time above nothing, such as 1:30, 2 hours or 45 min.
pass-pin = PIN (may stay empty)
pass-pin-hint = { $digits } digits, chosen by who holds the card. Without one they say yes at the till.
pass-pin-empty = Type the PIN of the card.
pass-pin-wrong = Choose four digits that nobody guesses, so not 1234 or 0000.
pass-pin-other =
    { $left ->
        [0] The PIN is wrong. The card is blocked now; call the organiser.
        [one] The PIN is wrong. You can try once more.
       *[other] The PIN is wrong. You can try { $left } more times.
    }
pass-way = How does its holder say yes at the till?
pass-way-letter = With a PIN that we make up. It stands in a letter that you hand over apart.
pass-way-chosen = With a PIN that its holder types now.
pass-way-yes = Without a PIN: its holder says yes.
pass-pin-own = PIN of their own
pass-pin-own-hint = Only where its holder chooses one now: { $digits } digits, without you looking.
pass-already-made = This card was made already, and its code is shown only once. Was it not printed? Then end it and make another.
pass-no-balance = There is not enough in the account of the card. Nothing was deducted.
pass-too-many = There are enough cards. End one first.
pass-most = There are at most { $count } cards at a time. End one before you make another.
pass-blocked-since = Somebody has blocked this card meanwhile. Read why first.
pass-is-blocked = This card is blocked. Call the organiser of the community.
pass-unknown = We do not know this card, or it has ended.
pass-own-case = This is your own account: another organiser does this.
pass-day-limit = The card pays { $amount } more today.

pass-statement = A statement on paper
pass-statement-words = For people who have a card and no phone. Print it when its holder asks for it.
pass-statement-note = For { $name }, who asked for it. What a payment was for is not in it: only { $name } and the other know that.

pass-card-title = The new card
pass-card-lead = Print it now: you do not see this code again.
pass-card-how = Fold or cut it to the size of a bank card. Lost? Call the organiser, who blocks it at once.
pass-card-name = Neighbourhood card
pass-letter-how = The letter with the PIN comes on a second sheet. Hand it over or send it apart from the card.
pass-letter-title = The PIN of { $name }
pass-letter-lead = At the till you type these four digits:
pass-letter-keep = Learn them by heart and throw this letter away. Do not keep it with your card.
pass-letter-lost = Nobody can look these digits up, nor can we. Forgotten, or lost your card? Call the organiser, who blocks your card and makes a new one.
pass-card-code = The code of the card, for the till
pass-card-words = Found it? Bring it to the community room or a shop that takes part. Without its holder it pays nothing.

pass-read-title = A neighbourhood card
pass-read-lead = Paying by card, at the till.
pass-stranger = This is the code of a neighbourhood card. With it a neighbour without a phone pays at the till of a shop that takes part.
pass-sign-in = Sign in with your till
pass-no-till = You have no till that can read this card. Did you find it? Bring it to the community room.
pass-blocked-title = This card is blocked
pass-blocked-words = Nothing can be paid with it now, and nothing was taken. Whoever holds the card can call the organiser of the community.
pass-which-till = At which till?
pass-left = The card pays { $amount } more today.
pass-show = Show the amount
pass-agree = Is this amount right?
pass-from = From
pass-pin-ask = PIN
pass-yes = Yes, pay { $amount }
pass-no = No, another amount

pass-desk-link = Neighbourhood cards of this account
pass-desk-title = A neighbourhood card for somebody
pass-desk-lead = For people without a phone, or without an account yet. The account comes along by itself.
pass-desk-find = Look for somebody of the community
pass-desk-nobody = Nobody by that name. Are they among the members yet?
pass-desk-for = Make a card for { $name }
pass-desk-other = Somebody else

audit-pass-made = made a neighbourhood card
audit-pass-blocked = blocked a neighbourhood card
audit-pass-unblocked = let a neighbourhood card work again
audit-pass-pin-allowed = let the PIN of a neighbourhood card be tried again
audit-pass-ended = ended a neighbourhood card

held-passes = Your neighbourhood cards: how much they pay in a day, whether they have a PIN, and what was paid with them
held-passes-why = To pay without a telephone. We can read neither the code of a card nor your PIN. When you leave they work no more.
