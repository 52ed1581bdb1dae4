# Signing in, and all that is yours.

page-sign-in = Sign in
page-mine = My page:

device-on = { $browser } on { $system }
device-unknown = Unknown device

form-email = Email address
form-name = Your name
form-name-hint = This is how neighbours see you. A first name will do.
form-password = Password
form-own-password = Your password
form-new-password = New password
form-new-password-optional = New password (later is fine too)
form-new-password-hint = At least { $count } characters. A few words that do not belong together are strong and easy to remember.
form-code = Code from the mail
form-code-hint = Six digits.
form-save = Save
form-wrong-title = Not right yet: { $title }

# What can be wrong, and what to do then

member-email-empty = Fill in your email address.
member-email-unreadable = This does not look like an email address. Write it like this: name@example.org
member-name-empty = Fill in your name.
member-name-long = Make your name shorter: { $count } characters at most.
member-name-unreadable = Write only your name, without a web or email address.
member-code-empty = Fill in the code from the mail.
member-code-unreadable = The code has { $count } digits. See whether you have all of them.
member-password-empty = Fill in your password. Or have a code mailed to you.
member-password-short = Take at least { $count } characters.
member-password-long = Take { $count } characters at most.
member-password-guessable = This password is among the first that are guessed. Take a few words that do not belong together.
member-wrong-password = This address and password do not belong together. Try again, or have a code mailed to you.
member-wrong-own-password = This is not your password. Try again.
member-stale = To keep you safe, this only works shortly after signing in.
member-stale-way = Sign in again by a code.
member-wrong-code = This code is wrong, or works no more. Look in the newest mail, or ask for a new code.
member-wrong-token = You are no longer signed in. Sign in again.
member-signed-out = Sign in first.
member-address-taken = This email address belongs to somebody else here. Choose another one.
member-not-found = This is no longer here.
member-too-many = { $minutes ->
    [one] This was tried too often. Wait { $minutes } minute, then try again.
   *[other] This was tried too often. Wait { $minutes } minutes, then try again.
}

# Signing in

sign-in-title = Sign in
sign-in-lead = With your password, or with a code in your mail. New here? It goes the same way.
sign-in-button = Sign in
sign-in-or = or
sign-in-mail = Mail me a code
sign-in-mail-hint = Then you need no password. If you are new, we only ask for your name.
sign-in-forgotten = Forgot your password?
sign-in-new = New here? Join in
sign-in-out = You are signed out.
sign-in-out-everywhere = You are signed out everywhere.

# Becoming a member

sign-up-title = Join in
sign-up-lead = We mail you a code. With that you are in. You need no password.
sign-up-button = Mail me a code
sign-up-kept = We keep your name and your email address until you leave. Neighbours see your name, and never your address.
sign-up-age = You take part from the age of 16. Are you younger? Then an organiser registers you, together with a parent or guardian.
sign-up-known = A member already? Sign in

# Forgotten password

forgotten-title = Forgot your password?
forgotten-lead = No harm done. We mail you a code. With that you come in and choose a new password.

# The code

code-title = Look in your mail
code-sent = We sent a code to { $email }.
code-later = The mail usually takes less than a minute. Nothing there? Look among your unwanted mail.
code-name-title = What is your name?
code-name-lead = Your code is right. You are new here, so we do not know your name yet.
code-button = Go on
code-again = Mail a new code
code-again-done = We mailed a new code.
code-other = Use another address

# The link of the mail

link-title = Sign in with the link from your mail
link-whom = You are signing in as { $email }.
link-stays = You stay signed in on this device for { $count } days, or until you sign out.
link-forgot = Forgot your password? Choose another here
link-button = Go in
link-old = This link works no more. Such a link works once, and not for long. Have a new code mailed to you.
link-again = To signing in

# My page

mine-title = My page
mine-lead = Your name, your address, your devices and your data.
mine-where = Where you are
mine-hello = Hello, { $name }
mine-done-saved = It is saved.
mine-done-password = Your new password holds. Your other devices have been signed out.
mine-done-address = Your new email address holds.
mine-language = Language
mine-language-hint = We write to you in this language.
mine-email = Email address
mine-email-change = Change your email address
mine-email-none = We have no email address of yours yet.
mine-email-add = Give your email address
mine-password = Password
mine-password-has = You have a password.
mine-password-change = Choose another password
mine-password-none = You have no password. You need none: a code in your mail lets you in.
mine-password-add = Choose a password
mine-profiles = How you take part
mine-more = More of yours
mine-sign-out = Sign out

profile-person = as yourself
profile-household = as a household
profile-organisation = as an association or institution
profile-merchant = as a business

# Devices

devices-title = My devices
devices-lead = Here you are signed in. Do you not know a device? Sign it out.
devices-here = This device
devices-program = A program that you gave access.
devices-used = Last used: { $day }
devices-since = Signed in since: { $day }
devices-end = Sign this device out
devices-done = That device is signed out.
devices-all = Sign out everywhere
devices-all-words = On this device too. After that you sign in again where you like.
devices-all-button = Sign out everywhere

# Password

password-title = Your password
password-lead = With a password you come in without waiting for a mail.
password-others = We sign your other devices out, and mail you about it.

# Email address

address-title = Your email address
address-lead = We mail a code to the new address. It holds once you give that code.
address-now = Now it is:
address-new = New email address
address-code-title = Confirm your new address
address-link-lead = Press the button, and from now on we write to your new address.
address-button = Confirm

# Data

data-title = My data
data-lead = This is what we keep about you, why and how long. There is no more.
data-held = What we keep
data-not-held = Where you search, where you are and which pages you read, we do not keep.
data-export = Take everything with you
data-export-words = A file with everything that we keep about you. Programs can read it.
data-export-button = Download my data
data-forget = Leave
data-forget-words = We forget you at once and for good: your name, your address, your devices. If you work at home and are in the guide with that, it goes too. Other places that you keep stay, for whoever needs them. Nobody can undo this.
data-forget-sure = Yes, forget me
data-forget-unsure = Tick this box if you are sure.
data-forget-button = Forget me for good

privacy-title = What we keep about you
privacy-lead = Who only searches leaves nothing here. Of who takes part we keep this, with why and how long.
privacy-camera = When you scan a code here with the camera, the picture stays on your own device. We neither keep it nor send it anywhere.
privacy-held = Of who takes part
privacy-ways = You decide
privacy-ways-words = Everything we keep about you, you can take along at once. You can always leave, at once and for good.

held-name = Your name
held-name-why = So that neighbours know whom they deal with.
held-email = Your email address, and when you confirmed it
held-email-why = To let you in and to write to you. Neighbours never see it.
held-password = Your password, if you have one
held-password-why = To let you in. We keep it in such a way that nobody can read it, we neither.
held-language = Your language
held-language-why = To write to you in the language that you read.
held-profiles = As whom you take part
held-profiles-why = For yourself, and perhaps later for your household or your business.
held-places = Which places you look after, and since when
held-places-why = So that you can keep them right and others cannot.
held-claims = Which places you said are yours, and what was decided about it
held-claims-why = To find out whether it is so.
held-edits = What you changed about places
held-edits-why = To take back a mistake. When you leave, the change stays and your name goes.
held-place-letters = When we last mailed you about a place, and the button in that mail
held-place-letters-why = So as not to mail you too often.
held-merged = That you kept a place that was merged with another
held-merged-why = To be able to undo the merge.
held-deciding = What you decided about places: merging, putting back, differences
held-deciding-why = So that another person looks when somebody appeals, and it can be undone.
held-devices = Where you are signed in: the name of the device, since when, and when you last used it
held-devices-why = So that you can see whether it is right, and sign out somewhere.
held-codes = The code that we mailed you
held-codes-why = To see that you read the mail. Nobody here can read that either.
held-letters = The mail that is still on its way to you
held-letters-why = To send it.
held-tries = How often something was tried
held-tries-why = To stop who guesses passwords. It does not show whose it was.
held-stay = As long as you are a member.
held-days = { $count ->
    [one] { $count } day at most, or until you sign out.
   *[other] { $count } days at most, or until you sign out.
}
held-minutes = { $count ->
    [one] { $count } minute at most.
   *[other] { $count } minutes at most.
}
held-done = Until the mail has gone.
held-answered = Until you say yes or no.
held-day = A day at most.

# Goodbye

goodbye-title = Goodbye
goodbye-lead = We have forgotten you. The guide stays open for you, and you are always welcome again.
