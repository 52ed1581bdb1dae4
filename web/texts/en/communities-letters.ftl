# The invitation to a community.

letter-invitation-subject = Will you join { $community }?
letter-invitation =
    Hello,

    You are invited to { $community } on Koop Lokaal.
    Open this page, and press the button there:

    { $link }

    The invitation is for this mail address, and works for { $days } days.

    Do you not know { $community }? Then there is nothing you need to do.

    See you soon,
    Koop Lokaal
