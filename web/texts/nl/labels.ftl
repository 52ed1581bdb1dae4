# Korte woorden

kind-shop = Winkels
kind-food = Eten en drinken
kind-repair = Reparatie
kind-second-hand = Tweedehands
kind-maker = Makers
kind-farm = Boerderij en tuin
kind-market = Markten
kind-culture = Cultuur
kind-community = Buurt
kind-service = Diensten

open-certain = Zeker open
open-likely = Waarschijnlijk open
open-maybe = Misschien open

trait-takeaway = Om mee te nemen
trait-wheelchair = Rolstoelvriendelijk
trait-second-hand = Tweedehands
trait-repair = Repareert
trait-organic = Biologisch
trait-independent = Zelfstandige zaak
trait-delivery = Bezorgt

# Wat er gemaakt wordt

repairs-bicycle = fietsen
repairs-ebike = elektrische fietsen
repairs-clothing = kleding
repairs-clothes = kleding
repairs-textile = stoffen
repairs-shoes = schoenen
repairs-bag = tassen
repairs-bags = tassen
repairs-leather = leer
repairs-phone = telefoons
repairs-mobile-phone = telefoons
repairs-tablet = tablets
repairs-computer = computers
repairs-printer = printers
repairs-electronics = elektronica
repairs-appliance = apparaten
repairs-appliances = apparaten
repairs-household-appliances = huishoudelijke apparaten
repairs-lamp = lampen
repairs-lamps = lampen
repairs-audio = geluidsapparatuur
repairs-radio = radio’s
repairs-camera = camera’s
repairs-furniture = meubels
repairs-upholstery = bekleding
repairs-toys = speelgoed
repairs-watch = horloges
repairs-clock = klokken
repairs-jewellery = sieraden
repairs-glasses = brillen
repairs-musical-instrument = muziekinstrumenten
repairs-piano = piano’s
repairs-knife = messen
repairs-knives = messen
repairs-scissors = scharen
repairs-tools = gereedschap
repairs-lock = sloten
repairs-ceramics = keramiek
repairs-books = boeken
repairs-stroller = kinderwagens
repairs-wheelchair = rolstoelen
repairs-scooter = scooters
repairs-motorcycle = motoren
repairs-car = auto’s
repairs-boat = boten
repairs-sewing-machine = naaimachines
repairs-vacuum-cleaner = stofzuigers
repairs-coffee-machine = koffiemachines

# Manieren om te betalen

payment-cash = contant
payment-notes = briefgeld
payment-coins = munten
payment-cards = met de pas
payment-debit-cards = met de pas
payment-credit-cards = met een creditcard
payment-contactless = contactloos
payment-maestro = Maestro
payment-mastercard = Mastercard
payment-visa = Visa
payment-american-express = American Express
payment-ideal = iDEAL
payment-tikkie = Tikkie
payment-paypal = PayPal
payment-invoice = op rekening
payment-bank-transfer = overschrijving
payment-gift-card = cadeaukaart
payment-mobile-phone = met de telefoon

# Talen

spoken-nl = Nederlands
spoken-en = Engels
spoken-de = Deutsch
spoken-fr = Français
spoken-es = Español
spoken-pt = Português
spoken-it = Italiano
spoken-tr = Türkçe
spoken-ar = العربية
spoken-pl = Polski
spoken-ti = ትግርኛ
spoken-am = አማርኛ
spoken-so = Soomaali
spoken-zh = 中文
spoken-hi = हिन्दी
spoken-ur = اردو
spoken-fa = فارسی
spoken-ru = Русский
spoken-uk = Українська
spoken-bg = Български
spoken-ro = Română
spoken-el = Ελληνικά
spoken-id = Bahasa Indonesia
spoken-srn = Sranantongo
spoken-pap = Papiamentu
spoken-ber = Tamazight
spoken-zgh = Tamazight
spoken-rif = Tarifit
spoken-ku = Kurdî
spoken-vi = Tiếng Việt
spoken-th = ไทย
spoken-ja = 日本語
spoken-fy = Frysk
spoken-dse = Nederlandse Gebarentaal
