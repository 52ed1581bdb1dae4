# Agreements: from an answer to a thank-you.

agreement-list-title = My agreements
agreement-list-lead = With whom you agreed what, and what still has to happen.
agreement-list-running = Still going
agreement-list-ended = Over
agreement-list-none = You have no agreements yet. Answer something on the notice board, or put something on it yourself.
agreement-list-board = To the notice board
agreement-list-more = Further back
agreement-list-newest = Back to the beginning
agreement-unread = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
agreement-title = Agreement: { $title }
agreement-lead = What you agreed, and your conversation.
agreement-with = With { $name }
agreement-post = See what it is about
agreement-path = How far it is

# How it stands

agreement-proposed = Proposed
agreement-agreed = Agreed
agreement-under-way = Under way
agreement-out = Lent out
agreement-due = To be returned
agreement-done = Done
agreement-declined = Not this time
agreement-withdrawn = Withdrawn
agreement-expired = Expired
agreement-cancelled = Cancelled
agreement-disputed = Something went wrong
agreement-settled = Settled

# What now

agreement-next = What now?
agreement-next-choose = { $name } answers. Agree on a moment, or say that it cannot be this time.
agreement-next-wait = You answered. Now { $name } chooses. You can already propose a moment.
agreement-next-theirs = { $name } proposes: { $when }. Does that suit you?
agreement-next-mine = You proposed: { $when }. { $name } says whether that suits.
agreement-next-wanted-theirs = { $name } would rather have: { $when }. Does that suit you? If you say nothing, it stays { $old }.
agreement-next-wanted-mine = You asked for { $when }. Until { $name } says yes, it stays { $old }.
agreement-next-meet = You meet { $when }.
agreement-next-hand-over = You meet { $when }. Say it here once it is handed over.
agreement-next-over = The moment has passed. Did it work out?
agreement-next-under-way = You are at it. Say it here once it worked out.
agreement-next-out = It is lent out up to and including { $day }.
agreement-next-out-open = It is lent out.
agreement-next-due = It was to be back { $day }. Is it there again?
agreement-next-done-mine = You say that it worked out. Now { $name }. If you hear nothing, it is settled in a few days.
agreement-next-done-theirs = { $name } says that it worked out. Do you think so too?
agreement-next-done = It worked out. Lovely!
agreement-next-declined = It does not happen this time.
agreement-next-withdrawn = The answer was withdrawn.
agreement-next-expired = No answer came. This agreement has expired.
agreement-next-cancelled = The agreement is cancelled.
agreement-next-disputed = Something went wrong. A moderator has a look, and reads only what stands below as the reason.
agreement-next-settled = A moderator has settled this.
agreement-reason = In their words:

# What you can do

agreement-fits = Suits me
agreement-agree = Agree
agreement-propose = Propose a moment
agreement-change = Change the agreement
agreement-day = Which day
agreement-from = From
agreement-until = Until
agreement-place = Where you meet (may be empty)
agreement-place-hint = Only the two of you read this. A week after the end it goes away.
agreement-quantity = How many
agreement-due-on = Back on
agreement-expenses = Expenses in euro (may be empty)
agreement-expenses-hint = For example: 4.50.
agreement-expenses-how = How that is paid back
agreement-decline = Not this time
agreement-decline-words = Why not? (may be empty)
agreement-withdraw = Withdraw my answer
agreement-cancel = Cancel
agreement-cancel-words = Why does it not happen?
agreement-hand-over = It has been handed over
agreement-complete = It worked out
agreement-returned = It is back
agreement-returned-words = How did it come back? (may be empty)
agreement-returned-hint = For example: clean and whole, with its box.
agreement-prolong = Lend it for longer
agreement-prolong-words = Up to and including
agreement-dispute = Something went wrong
agreement-dispute-words = What went wrong?
agreement-dispute-hint = A moderator reads this, and not your conversation.

# What was agreed

agreement-facts = What you agreed
agreement-fact-when = When
agreement-fact-proposed = Proposed moment
agreement-fact-place = Where
agreement-fact-quantity = How many
agreement-fact-terms = On what terms
agreement-fact-due = Back on
agreement-fact-expenses = Expenses
agreement-fact-returned = How it came back
agreement-expenses-line = { $amount } ({ $how })
agreement-calendar = Put it in your calendar
agreement-moment = { $day }, { $stretch }
agreement-moments = { $from } until { $until }

# Safe

agreement-safe = Meeting safely
agreement-safe-first = This is your first agreement. Please read this:
agreement-safe-pin = Never give away your bank card or PIN. Not even to be helped with paying or shopping.
agreement-safe-money = Do not pay in advance, and send no money to somebody you do not know.
agreement-safe-public = Meet the first time where more people are, or with somebody beside you.
agreement-safe-say = Does it not feel right? Cancel. You need not say why. In danger call 112.

# The conversation

agreement-talk = Conversation
agreement-talk-none = There is nothing yet. Feel free to say hello.
agreement-talk-older = Older messages
agreement-talk-newest = Back to the newest messages
agreement-talk-new = New since you were here
agreement-talk-me = You
agreement-talk-moment = Proposal: { $when }
agreement-talk-say = Your message
agreement-talk-send = Send
agreement-talk-kept = Messages go away by themselves after a year.

# Thank-yous

agreement-thanks = Thank-you
agreement-thanks-lead = A few words do somebody good. Members of your community can read them.
agreement-thanks-words = What would you like to say? (may be empty)
agreement-thanks-kept = Did { $name } come as agreed?
agreement-thanks-kept-yes = Yes
agreement-thanks-kept-no = No
agreement-thanks-kept-skip = I would rather not say
agreement-thanks-private = Only for the moderator (may be empty)
agreement-thanks-private-hint = { $name } does not read this.
agreement-thanks-button = Send the thank-you
agreement-thanks-from = { $name } writes:
agreement-thanks-mine = You wrote:
agreement-thanks-silent = Without words.
agreement-thanks-answer = Answer the thank-you
agreement-thanks-answer-button = Answer
agreement-thanks-answered = The answer:

# Reporting and looking away

agreement-away = Is this not going well?
agreement-report = Report this conversation
agreement-report-words = A moderator then reads this conversation as it is now. The other one is not told who reported it.
agreement-report-reason = What is wrong?
agreement-report-choose = Choose what is wrong.
agreement-report-note = Would you like to add something? (may be empty)
agreement-report-button = Report it
agreement-block = Block { $name }
agreement-block-words = You then no longer see each other's offers and requests, and can no longer write to each other. The other one is not told.
agreement-block-button = Block { $name }

# What just happened

agreement-done-agree = It is saved. { $name } is told.
agreement-done-sent = Your message has been sent.
agreement-done-act = It is saved.
agreement-done-thanked = Your thank-you has been sent.
agreement-done-answered = Your answer has been sent.
agreement-done-reported = Thank you. A moderator looks at it.
agreement-done-blocked = You see each other no more.

# What can be wrong

agreement-wrong-move = That is no longer possible. See how it stands now.
agreement-wrong-full = There is not enough left. Ask for less.
agreement-wrong-post = This is no longer on the notice board.
agreement-wrong-already = You have answered this already.
agreement-wrong-child = For whoever is younger than 16 a parent or guardian does this. Childcare, personal care, letters and forms, and keys are not possible then, and help, lessons and meals only with a place or an organisation in the neighbourhood.
agreement-with-parent = One of you is younger than 16: this goes with the consent of a parent or guardian, who reads along and answers. Meet in a public place, never at anybody’s home.
agreement-place-child = A public place, such as the community centre, the square or the library. Not at anybody’s home.
agreement-wrong-guarded = Childcare, personal care, letters and forms, and keys are answered only on behalf of an organisation in the neighbourhood. That keeps it safe for everybody.
agreement-wrong-blocked = You cannot write to each other.
agreement-wrong-own = This is your own, or about yourself. Somebody else does that.
agreement-wrong-moment = Choose a day and a time in the future, of which the end comes after the beginning.
agreement-wrong-due = Choose a day from today on, at most a year ahead.
agreement-wrong-empty = Write a few words here.
agreement-wrong-long = Make it shorter: at most { $count } characters.
agreement-wrong-number = Enter a whole number, such as 2.
agreement-wrong-early = Answers are collected until { $when }. After that you can choose.
agreement-wrong-amount = Write an amount in figures, such as 4.50.

# The desk of the moderator

desk-board = Notice board
desk-board-title = What waits on the notice board
desk-board-lead = What somebody looks at first, what was reported, and what two neighbours differ about.
desk-board-waiting = { $count ->
    [one] thing from the notice board waits
   *[other] things from the notice board wait
}
desk-board-reports = Reported
desk-board-reviews = Nobody sees this yet
desk-board-disputes = Something went wrong
desk-board-post = Something on the notice board
desk-board-conversation = A conversation
desk-board-why = Why it was reported
desk-board-by = By
desk-board-audience = For whom
desk-board-text = The text
desk-board-theirs = Whom it is about
desk-board-reporter = Who reported it
desk-board-owner = Posted it
desk-board-replier = Answered
desk-board-differs = Says that it went wrong
desk-board-what = What went wrong
desk-board-accept = This may go on the notice board
desk-board-refuse = This does not go on it
desk-board-uphold = That is right: take it away
desk-board-uphold-conversation = That is right
desk-board-leave = Leave it so
desk-board-settle = This is settled
desk-board-reason-hint = Who wrote it and who reported it read this.
desk-board-settle-hint = Write how it was settled. Both neighbours read this.
desk-board-reason-empty = Write a reason.
desk-board-own = This is about yourself, or you may not decide it. Somebody else looks at it.
desk-board-done = Decided. The people involved are told.
desk-board-told = Only for moderators
desk-board-told-lead = What neighbours wanted to tell you after an agreement. The other one does not read this.
desk-board-told-line = { $who } about { $whom }, { $day }:

# What we keep

held-posts = What you put on the notice board, with its photos, and about where
held-posts-why = So that neighbours find it. Where exactly you live stands nowhere.
held-agreements = With whom you agreed what, when, and which steps you took
held-agreements-why = To remind you, and to show how often you keep what you agree.
held-meeting = Where you meet
held-meeting-why = Only the two of you read it. It is kept encrypted.
held-messages = What you wrote in conversations, with its photos, and how far you read
held-messages-why = To arrange things. Nobody else reads it, unless one of you reports it.
held-thanks = Thank-yous that you wrote and got, and what you told the moderator
held-thanks-why = Because a few words do good, and to see whether something goes wrong somewhere.
held-alerts = Your alerts, and how you want mail about them
held-alerts-why = To let you know what happens to what is yours.
held-turned-away = Whom you no longer want to see, and what you do not want to see
held-turned-away-why = So that it stays away. The other one is not shown it.
held-post-reports = What you reported of the notice board or of a conversation, and what others reported of your words
held-post-reports-why = To check it. The text stands there as it was then.
held-after = Until { $count } days after it is over.

# What somebody did for somebody else

acted-published = put something on the notice board
acted-renewed = let something stand longer on the notice board
acted-closed = took something off the notice board
acted-replied = answered something on the notice board
acted-wrote = wrote a message
acted-agreed = worked on an agreement
acted-thanked = sent a thank-you
