# Inviting co-workers

crew-invite = Invite somebody by mail
crew-invite-lead = Whoever gets the mail presses a button and is in. They can become a member on the way.
crew-invite-button = Send the invitation
crew-by-handle = Let in by a short name
crew-waiting = Invited
crew-waiting-row = { $role } · works for { $days ->
    [one] { $days } more day
   *[other] { $days } more days
}
crew-again = Send again
crew-withdraw = Take back
crew-done-invited = The invitation is on its way.
crew-done-again = The invitation is on its way once more. The one before works no longer.
crew-done-withdrawn = The invitation has been taken back.
crew-done-gone = This invitation is here no more. See below who is in.
crew-full = There are { $count } co-workers already, those who were invited among them. Take one away first.

crew-invited-title = You are asked as a co-worker
crew-invited-lead = An invitation to help keep a place.
crew-invited-editor = Will you help to keep { $name }? You can then change its hours, photos and all other facts.
crew-invited-till = Will you work the till of { $name }? You can then use the till, and change nothing else.
crew-invited-sign-in = The invitation went to { $to }. Sign in with that mail address. Are you new? It goes the same way.
crew-invited-sign-in-button = Sign in or join
crew-invited-other = The invitation went to { $to }, which is not the mail address that you are signed in with now. Sign out, and sign in with that address.
crew-invited-out = Sign out
crew-invited-button = I am in
crew-invited-full = There are { $count } co-workers already. Ask the owner to take one away, and press again then.
crew-invited-gone = This invitation works no longer. Ask who invited you for a new one.
crew-done-joined = You now help to keep { $name }.
crew-done-joined-till = You now work the till of { $name }.

letter-coworker-subject = Will you help to keep { $place }?
letter-coworker-till-subject = Will you work the till of { $place }?
letter-coworker =
    Hello,

    You are asked to help keep { $place } on Koop Lokaal.
    Open this page, and press the button there:

    { $link }

    The invitation is for this mail address, and works for { $days } days.

    Do you not know { $place }? Then there is nothing you need to do.

    See you soon,
    Koop Lokaal
letter-coworker-till =
    Hello,

    You are asked to work the till of { $place } on Koop Lokaal.
    Open this page, and press the button there:

    { $link }

    The invitation is for this mail address, and works for { $days } days.

    Do you not know { $place }? Then there is nothing you need to do.

    See you soon,
    Koop Lokaal

held-coworkers = The mail address at which you were asked as a co-worker, and those at which you asked somebody
held-coworkers-why = So that only whoever was asked can use the invitation.
