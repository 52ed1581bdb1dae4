# Communities
community-kind-town = Community of a town
community-kind-neighbourhood = Community of a neighbourhood
community-kind-association = Association
community-lead = What { $name } is, what we agree on and how you join.
community-area = Looks after
community-how-open = Anybody can join.
community-how-request = You ask to join. An organiser lets you in.
community-how-invitation = You join when you are invited.
community-you-are = You are { $role } here.
community-you-asked = You asked to join. We mail you once an organiser has decided.
community-you-frozen = You are frozen here: you are kept out for now.
community-agreed = What we agree on
community-agreed-since = Version { $version }, since { $day }
community-accept = I have read this, and join on these terms.
community-accept-button = I agree
community-say-yes = Tick that you agree with this.
community-join = Join
community-sign-in = Sign in to join
community-leave = Leave
community-done-joined = Welcome! You are in.
community-done-asked = Your request is in. An organiser looks at it.
community-done-accepted = Thank you. You agree with the terms.
community-done-left = You are no longer part of it.
community-must-accept = There are new terms. Until you read them, you do not count here for a while.
community-must-accept-link = Read the terms
community-accepted = Agreed with version { $version } on { $day }

# What can be wrong
community-low-contrast = Words cannot be read well on this: { $ratio } to 1, and 4.5 is needed. Take another shade.
community-too-long = Make it shorter: at most { $count } characters.
community-name-empty = Fill in a name.
community-text-empty = First write down what you agree on, in the language that comes first.
community-area-unknown = We do not know this area. Choose one from the list, or leave it empty.
community-languages-empty = Choose at least one language.
community-colour-unreadable = Write the colour as six characters, like this: #a63a28
community-role-unknown = Choose a role from the list.
community-duplicate = It is so already.
community-by-invitation = One joins by invitation here.
community-not-accepted = The terms have just changed. Read them, and then go on.
community-frozen = You are kept out here for now. My communities says why.
community-last-organiser = This is the only organiser. First make somebody else an organiser.
community-own-case = Somebody else decides about you.
community-wrong-invitation = This invitation works no longer, or is for another mail address than yours. Ask for a new one.
community-wrong-code = This code is not right. It stands where the program was started.
community-begun = This house has begun already. Sign in to go on.

# The form
community-name = Name
community-name-hint = As people call it: Oost, or Dapperstraat shopkeepers.
community-kind = What is it?
community-about-nl = In a few sentences, in Dutch
community-about-en = In a few sentences, in English
community-area-field = Area
community-area-stays = Only whoever runs the platform can change this area: it says which places you look after.
community-area-hint = The moderators look after the places in it. It may be empty.
community-languages = Languages
community-first-language = Which language comes first?
community-colours = Colours
community-colours-hint = You choose three colours. We work out whether words on them can be read well. In the dark, those of Koop Lokaal hold.
community-colours-own = Use colours of our own
community-brick = Brick: buttons
community-paper = Paper: the page
community-door = Door: what stands firm
community-contrast-well = Read well: { $ratio } to 1
community-contrast-low = Not read well: { $ratio } to 1, and 4.5 is needed
community-look = This is how it looks
community-look-head = Koop Lokaal
community-look-words = Open now until 18:00
community-look-button = Join
community-look-again = Look at the colours
community-joining = How does one join?
joining-open = Anybody may
joining-open-hint = Whoever wants to joins at once.
joining-request = One asks first
joining-request-hint = An organiser lets people in.
joining-invitation = Only who is invited
joining-invitation-hint = You get a mail with a link.
community-terms = Words of your own
community-terms-hint = What do you call each other? You may leave it empty.
community-term-member = Instead of “member”
community-term-steward = Instead of “neighbourhood moderator”
community-term-organiser = Instead of “organiser”

role-visitor = visitor
role-member = member
role-steward = neighbourhood moderator
role-organiser = organiser
role-operator = operator of this directory
set-help-coordinator = finds people who help, registers members without e-mail, writes down mandates and certificates of conduct, and confirms by the code at the counter whose a business is
set-auditor = reads along, changes nothing
set-currency-issuer = hands out currency

# My communities
my-communities-title = My communities
my-communities-lead = Where you belong, and what you agreed to there.
my-communities-none = You do not belong anywhere yet.
my-communities-others = You could join these too

agree-title = New terms
agree-description = Read what was agreed, and go on.
agree-lead = At { $name } we agree on this together. Do you agree with it?
agree-later = Not now

invited-title = You are invited
invited-lead = An invitation to join.
invited-words = Will you join { $name }, as { $role }?
invited-sign-in = First sign in with the mail address at which you got the invitation. Are you new? It goes the same way.
invited-gone = This invitation works no longer. Ask who invited you for a new one.

# The desk
desk-title = Desk
desk-lead = What waits, and who takes part.
desk-nav = Desk
desk-front = What waits
desk-people = Members
desk-settings = Community
desk-log = Log
desk-none = No community yet
desk-none-lead = Begin one. After that you choose who may join and what you agree on.
desk-waiting = What waits
desk-public = See the page of the community
desk-new = Another community
desk-new-name = Name
desk-new-button = Begin a community
desk-others = Your other communities
desk-people-lead = Who takes part, who asks to and who is invited.
desk-people-of = Members of
desk-find = Find by name
desk-filter-role = Role
desk-filter-state = State
desk-filter-all = All
desk-filter-asked = Asks to join
desk-filter-invited = Invited
desk-filter-member = Takes part
desk-filter-frozen = Kept out
desk-nobody = Nobody found.
desk-next = Next members
desk-since = Since { $day }
desk-state-asked = asks to join
desk-state-frozen = kept out
desk-state-pending = has not agreed yet
desk-admit = Let in
desk-refuse = Do not let in
desk-change = Change
desk-role = Role
desk-role-save = Save the role
desk-sets = Tasks
desk-sets-save = Save the tasks
desk-freeze = Keep out
desk-freeze-hint = Who is kept out takes no part until you let them in again.
desk-unfreeze = Let in again
desk-invite = Invite somebody
desk-invite-email = Mail address of whom you invite
desk-invite-as = As
desk-invite-button = Mail the invitation
desk-invitations = Invited
desk-invitation = As { $role }, until { $day }
desk-withdraw = Take back
desk-done-admitted = Let in.
desk-done-refused = Not let in.
desk-done-frozen = Kept out now.
desk-done-unfrozen = Let in again.
desk-done-role = The role is saved.
desk-done-sets = The tasks are saved.
desk-done-invited = The invitation is mailed.
desk-done-withdrawn = The invitation is taken back.
desk-done-saved = It is saved.
desk-done-published = The new terms hold. Everybody gets to read them.
desk-settings-lead = What the community is, and what is agreed.
desk-settings-of = This is
desk-agreed-lead = When you change something, all members read it again. Until somebody agrees, they do not count.
desk-agreed-nl = Terms, in Dutch
desk-agreed-en = Terms, in English
desk-publish = Publish these terms
desk-versions = All versions

# The log
desk-log-of = Log of
desk-log-lead = What was done by who may do more than others. Nothing leaves it.
audit-find = Name of somebody or a place
audit-act = What
audit-any = anything
audit-from = From
audit-to = Until
audit-none = Nothing in it fits this.
audit-next = Earlier
audit-csv = Take along as a spreadsheet (CSV)
audit-jsonl = Take along as JSON, a line an act
audit-role = as
audit-was = was
audit-is = is now
audit-version = version
audit-fields = changed
audit-state = outcome
audit-revision = revision of the place
audit-confirmed = confirmed
audit-refused = refused
audit-disputed = to be decided
audit-gone = Somebody who is gone
audit-house = Who runs the machine
audit-house-begun = began this directory
audit-community-founded = began a community
audit-community-edited = changed the community
audit-agreements-published = published terms
audit-member-entered = entered somebody
audit-member-invited = invited somebody
audit-invitation-withdrawn = took an invitation back
audit-member-admitted = let somebody in
audit-member-refused = did not let somebody in
audit-role-set = changed a role
audit-sets-set = changed tasks
audit-member-frozen = kept somebody out
audit-member-unfrozen = let somebody in again
audit-listing-edited = mended a place
audit-photos-changed = changed photos of a place
audit-claim-decided = decided whose a place is
audit-letters-printed = printed a letter

# What is kept
held-communities = To which communities you belong, as what, and which terms you agreed to
held-communities-why = To know who takes part and what was agreed.
held-invitations = The mail address at which you were invited
held-invitations-why = So that only you can use the invitation.
held-log = What you did as a moderator or organiser, and what they did with your membership
held-log-why = So that who decided what can always be looked up.
held-number = For ever, under a number. When you leave, that number is nobody's any more.

# Beginning
begin-title = Begin here
begin-lead = This directory is still empty. In four short steps it is ready for your town.
begin-step = Step { $step } of 4
begin-code = Starting code
begin-code-hint = It stands in the window in which you started the program. So we know that this directory is yours.
begin-code-button = Begin
begin-place-title = Which town?
begin-place-lead = What is the town or neighbourhood called that this directory is for?
begin-no-map = There is no map yet. You can bring it in later; you then choose the area at the desk.
begin-map = Choose on the map
begin-map-hint = First tap an area, or type it below.
begin-next = Go on
begin-back = Back
begin-look-title = Languages and colours
begin-look-lead = All of it can change later.
begin-person-title = Who organises it?
begin-person-lead = You become the first organiser, and you run this directory. We mail you a code, or you choose a password right away.
begin-person-mail = Mail me a code
begin-person-password = Begin with this password
begin-mailed-title = Look in your mail
begin-mailed-lead = We sent a code to { $email }. Fill it in, and all is ready.
begin-finish = Make it ready
begin-done-title = { $name } has begun
begin-done-lead = You are in. This is how you fill it:
begin-done-places = Bring in the places of your town from OpenStreetMap:
begin-done-map = Bring in the map of neighbourhoods:
begin-done-people = Invite the first people
begin-done-settings = Finish the community
community-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
desk-asked = { $count ->
    [one] person asks to join
   *[other] people ask to join
}
desk-invited = { $count ->
    [one] invitation is open
   *[other] invitations are open
}
