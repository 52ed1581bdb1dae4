# What stands beside a payment: hiding and reporting it

purpose-hidden = You have hidden these words.
purpose-more = Something wrong with these words?
purpose-hide-lead = You would rather not see them? Hide them. They go on your side alone, and you can always have them back.
purpose-hide = Hide the words
purpose-show-lead = You have hidden the words. The other does not notice.
purpose-show = Show the words again
purpose-report-lead = Are they hurtful, or is something not right? A moderator will read these words, and nothing else. If your report is right, they go for both of you. The payment stays as it is.
purpose-report-request = Do they hurt, or is something wrong with them? A moderator of the neighbourhood then reads these words, and nothing else. If you are right, they go. You need not pay.
purpose-report = Report the words
purpose-reason = What is wrong?
purpose-note = Anything to add? (not required)
purpose-report-choose = Choose what is wrong.
purpose-done-hidden = The words are hidden.
purpose-done-shown = You see the words again.
purpose-done-reported = Thank you. A moderator will look at it.
desk-board-purpose = Words beside a payment
desk-board-purpose-of = Payment between the reporter and { $name }
desk-board-request-of = Payment request between the reporter and { $name }
desk-board-uphold-purpose = It is right: take the words away
alert-purpose-removed = A moderator took away the words beside a payment or request between you and { $about }.
