# Munten en rekeningen: wat organisatoren besloten, en wat er van iemand bewaard wordt.

audit-currency-made = maakte een munt
audit-currency-edited = paste aan wat over een munt geschreven is
audit-currency-switched-on = zette een munt aan
audit-currency-switched-off = zette een munt uit
audit-rules-changed = stelde nieuwe regels van een munt vast
audit-rules-withdrawn = trok regels van een munt in voor ze ingingen
audit-limits-set = paste de grenzen van een rekening aan
audit-transfer-reversed = boekte een betaling terug
audit-account-frozen = zette een rekening stil
audit-account-thawed = liet een rekening weer doorgaan
audit-account-closed = deed een rekening dicht
audit-code = munt

held-accounts = Je rekeningen in de munten van je gemeenschap: je saldo, je grenzen, en wat daarover besloten is
held-accounts-why = Om met elkaar te kunnen betalen. Ga je weg, dan verrekenen we je saldo met de buurtpot en gaat de rekening dicht.
held-transfers = Wat je betaalde en kreeg
held-transfers-why = De boeken moeten blijven kloppen. Er staan nummers van rekeningen in, geen namen. Wat erbij geschreven is gaat met je mee weg.
ledger-own-case = Dit gaat over een rekening van jou. Een andere organisator beslist erover.

profile-account-frozen = Er staat een rekening stil. Een organisator moet die eerst laten doorgaan.
profile-account-disputed = Over een gereserveerd bedrag zijn jullie het niet eens. Los dat eerst op.
profile-account-owes = Er staat nog een rekening rood. Betaal dat eerst terug, dan kan het.
