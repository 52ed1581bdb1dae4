# Short words

kind-shop = Shops
kind-food = Food and drink
kind-repair = Repair
kind-second-hand = Second-hand
kind-maker = Makers
kind-farm = Farm and garden
kind-market = Markets
kind-culture = Culture
kind-community = Community
kind-service = Services

open-certain = Certainly open
open-likely = Probably open
open-maybe = Perhaps open

trait-takeaway = Takeaway
trait-wheelchair = Wheelchair friendly
trait-second-hand = Second-hand
trait-repair = Repairs
trait-organic = Organic
trait-independent = Independent business
trait-delivery = Delivers

# What is repaired

repairs-bicycle = bicycles
repairs-ebike = electric bicycles
repairs-clothing = clothing
repairs-clothes = clothes
repairs-textile = textiles
repairs-shoes = shoes
repairs-bag = bags
repairs-bags = bags
repairs-leather = leather
repairs-phone = phones
repairs-mobile-phone = phones
repairs-tablet = tablets
repairs-computer = computers
repairs-printer = printers
repairs-electronics = electronics
repairs-appliance = appliances
repairs-appliances = appliances
repairs-household-appliances = household appliances
repairs-lamp = lamps
repairs-lamps = lamps
repairs-audio = audio equipment
repairs-radio = radios
repairs-camera = cameras
repairs-furniture = furniture
repairs-upholstery = upholstery
repairs-toys = toys
repairs-watch = watches
repairs-clock = clocks
repairs-jewellery = jewellery
repairs-glasses = glasses
repairs-musical-instrument = musical instruments
repairs-piano = pianos
repairs-knife = knives
repairs-knives = knives
repairs-scissors = scissors
repairs-tools = tools
repairs-lock = locks
repairs-ceramics = ceramics
repairs-books = books
repairs-stroller = prams
repairs-wheelchair = wheelchairs
repairs-scooter = scooters
repairs-motorcycle = motorcycles
repairs-car = cars
repairs-boat = boats
repairs-sewing-machine = sewing machines
repairs-vacuum-cleaner = vacuum cleaners
repairs-coffee-machine = coffee machines

# Ways to pay

payment-cash = cash
payment-notes = notes
payment-coins = coins
payment-cards = bank card
payment-debit-cards = bank card
payment-credit-cards = credit card
payment-contactless = contactless
payment-maestro = Maestro
payment-mastercard = Mastercard
payment-visa = Visa
payment-american-express = American Express
payment-ideal = iDEAL
payment-tikkie = Tikkie
payment-paypal = PayPal
payment-invoice = invoice
payment-bank-transfer = bank transfer
payment-gift-card = gift card
payment-mobile-phone = phone

# Languages

spoken-nl = Dutch
spoken-en = English
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
spoken-dse = Dutch Sign Language
