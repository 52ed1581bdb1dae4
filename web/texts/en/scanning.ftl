# Reading a code with the camera, in the page itself.

scan-pay = Scan
scan-pay-aim = Point your camera at the code.
scan-pay-foreign = This is not a payment code of Koop Lokaal.
scan-pay-else = Or type the code.
scan-pass = Scan a neighbourhood card
scan-pass-aim = Point the camera at the code on the card.
scan-pass-foreign = This is not a neighbourhood card of Koop Lokaal.
scan-pass-else = Or scan the card with another device that is a till.
scan-view = What the camera sees
scan-starts = The camera is starting. Does your browser ask whether it may? Allow it.
scan-found = Read. One moment.
scan-refused = The camera may not be used here. Allow the camera in the settings of your browser.
scan-none = This device has no camera.
scan-busy = The camera is busy. Close what uses it and try again.
scan-failed = Scanning does not work now. Try again later.
scan-stop = Stop
