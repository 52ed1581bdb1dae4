# Finding communities
town-list-title = Communities
town-list-lead = Neighbours, shopkeepers and associations who look after their neighbourhood together.
town-list-none = There is no community here yet.
town-list-all = All communities
town-here = Community here:
town-organisers = { $count ->
    [one] Organiser: { $names }
   *[other] Organisers: { $names }
}
town-ask = Do you want to talk about it? Ask { $count ->
    [one] the organiser: { $names }.
   *[other] an organiser: { $names }.
}

# What was decided about you
town-why-admitted = You are in
town-why-refused = You were not let in
town-why-role = Your role has changed
town-why-sets = Your tasks have changed
town-why-frozen = You are kept out here
town-why-unfrozen = You take part again
town-why-when = Decided by an organiser, on { $day }.
town-done-kept-out = You are back, and you are still kept out.
town-reason-empty = Write down why. Whom it is about will read it.

# Leaving
town-leave-heading = No longer taking part?
town-leave-role = You will no longer be { $role }. If you come back, you begin as a member.
town-leave-sets = You will lose your tasks.
town-leave-request = You can come back if an organiser lets you in again.
town-leave-invitation = You can only come back by invitation.
town-leave-frozen = If you come back, you are still kept out.
town-leave-sure = Yes, I want to leave.
town-leave-unsure = Tick that you want to leave.
town-unask-heading = Changed your mind?
town-unask = Take back my request

# The desk
desk-way-claims = Owners
desk-way-reports = Reports
desk-way-waits = waiting
desk-waiting-reports = { $count ->
    [one] report about a place waits
   *[other] reports about places wait
}
desk-asking = Asking to join
desk-you = that is you
desk-look = See
desk-told = What { $name } was last told
desk-own = Somebody else decides about you. You can leave on the
desk-own-page = page of the community
desk-reason = Why?
desk-reason-lead = What you decide here is mailed with your reason, without your name.
desk-sets-hint = Somebody may have several, or none.
desk-admit-heading = Letting in
desk-refuse-heading = Not letting in
audit-role-given-up = gave up a role

# What is kept
held-decisions = What an organiser decided about you, and why
held-decisions-why = So that you can read it again. While you are kept out we keep that, even if you leave.

# Letters
letter-membership-subject = About your place at { $community }
letter-membership-no-sets = none
letter-membership-admitted =
    Hello,

    Welcome to { $community }. You are in!

    { $link }

    See you soon,
    Koop Lokaal
letter-membership-refused =
    Hello,

    You asked to join { $community }.
    An organiser decided that this is not possible now. This is the reason:

    { $reason }

    You can read it here too, and you may ask again:
    { $link }

    Kind regards,
    Koop Lokaal
letter-membership-role =
    Hello,

    You are now { $role } at { $community }. An organiser decided so.
    This is the reason:

    { $reason }

    You can read it here too:
    { $link }

    Kind regards,
    Koop Lokaal
letter-membership-sets =
    Hello,

    An organiser of { $community } changed your tasks.
    Your tasks are now: { $sets }.
    This is the reason:

    { $reason }

    You can read it here too:
    { $link }

    Kind regards,
    Koop Lokaal
letter-membership-frozen =
    Hello,

    An organiser of { $community } keeps you out. For now you take no part there.
    This is the reason:

    { $reason }

    You can read it here too, and it says whom you can ask about it:
    { $link }

    Kind regards,
    Koop Lokaal
letter-membership-unfrozen =
    Hello,

    You take part again at { $community }. An organiser decided so.
    This is the reason:

    { $reason }

    { $link }

    Kind regards,
    Koop Lokaal
