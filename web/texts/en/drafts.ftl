# What has not been sent off yet

draft-waits = What you filled in is kept. Sign in, and you go on where you were.
draft-back = What you had filled in is back. Look it over, and save it.
draft-begun = You were adding “{ $name }”.
draft-go-on = Go on
draft-in-the-way = You were adding “{ $name }” already, and one can wait at a time. Press the button once more to stop with that and go on with this one.
draft-go-on-with = Go on with “{ $name }”
draft-away = Throw it away
draft-refused-title = Not kept yet
draft-refused = What you filled in cannot wait for you to sign in right now. It still stands on this page: sign in in another tab, and then press here once more.
draft-signed-out = You are no longer signed in, so this was not sent yet. What you wrote is still on this page: sign in in another tab, then press here once more.
draft-again = Send it once more
draft-sign-in = Sign in in another tab

held-draft = What you filled in and have not sent off yet
held-draft-why = So that nothing is lost when you stop half way or have to sign in again.
held-at-most = { $count ->
    [one] { $count } day at most, or until it is done.
   *[other] { $count } days at most, or until it is done.
}
