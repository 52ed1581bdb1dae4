# Letters: what we mail, in plain text.

letter-enter-subject = { $code } is your code for Koop Lokaal
letter-enter =
    Hello,

    This is your code for Koop Lokaal:

    { $code }

    Fill it in on the page where you were.
    Or open this page and press the button there:

    { $link }

    The code and the link work for { $minutes } minutes, and once.
    Give the code to nobody. We never ask for it.

    Did you not ask for this? Then you need not do anything.

    See you soon,
    Koop Lokaal

letter-address-subject = { $code } is your code for your new email address
letter-address =
    Hello,

    You want to use this email address at Koop Lokaal.
    This is your code to confirm it:

    { $code }

    Fill it in on the page where you were.
    Or open this page and press the button there:

    { $link }

    The code and the link work for { $minutes } minutes, and once.
    Give the code to nobody. We never ask for it.

    Did you not ask for this? Then you need not do anything.

    See you soon,
    Koop Lokaal

letter-address-changed-subject = Your email address at Koop Lokaal has changed
letter-address-changed =
    Hello,

    Your email address at Koop Lokaal has changed to { $to }.
    From now on we write to you there. Nothing more comes to this address.

    Did you do this? Then you need not do anything.

    Was it not you? Then ask for help today. How, you read here:
    { $site }/toegankelijkheid#hulp

    Kind regards,
    Koop Lokaal

letter-password-changed-subject = Your password at Koop Lokaal has changed
letter-password-changed =
    Hello,

    Your password at Koop Lokaal has changed.
    Your other devices have been signed out.

    Did you do this? Then you need not do anything.

    Was it not you? Then choose a new password at once:
    { $site }/wachtwoord-vergeten

    Kind regards,
    Koop Lokaal

letter-claim-subject = Is { $place } yours?
letter-claim =
    Hello,

    Somebody says that { $place } in Koop Lokaal is theirs. Is that right?
    Then give this code to whoever asked for it:

    { $code }

    With the code they can keep the opening hours and details of { $place }.
    The code works for { $days } days.

    Is it not right? Then you need not do anything, and keep the code to yourself.
