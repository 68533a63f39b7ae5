"""The words that say what the value after them is, in English and German: "MRN", "geboren am", "member ID".

One pattern finds them all in one pass; the name of its group is the class. A weak cue ("patient 4471982")
lets no word stand between itself and the value.
"""

import re

from desktop.triage.phi.kinds import Kind

_NUMBER = r"(?:ids?|identifiers?|numbers?|no|nos|nrs?|num|#)"
_NUMMER = r"[- ]?(?:nummern?|nrn?|ids?)"

_STRONG = {
    Kind.DOB: r"d\.?o\.?b|dates? of birth|birth[ -]?dates?|birthday|geburts(?:datum|tag|daten)|geb\.?-?datum",
    Kind.DATE_OF_CARE: (
        r"dates? of (?:service|care|visit|admission|discharge|death|surgery|procedure|treatment)|dos"
        r"|(?:admission|discharge|service|surgery) dates?"
        r"|(?:aufnahme|entlass(?:ungs)?|behandlungs|operations|op-|sterbe)-?datum|todestag"
    ),
    Kind.MBI: rf"mbis?|medicare(?: beneficiary)?(?: identifiers?)?(?: (?:{_NUMBER}|card))*",
    Kind.MEMBER_ID: (
        r"(?:member(?:ship)?|subscriber|policy(?: ?holder)?|insurance|ins\.?|insured|beneficiary|medicaid|enrollee|coverage"
        rf"|health plan|hicn?)(?:'s)?[ _(-]{{0,2}}(?:policy |card |member )?{_NUMBER}|medicaid|hicn"
        rf"|(?:kranken)?(?:versich(?:erten|erungs)|kassen)(?:karten)?{_NUMMER}|krankenversicherten{_NUMMER}"
        rf"|vers\.?-?nr|(?:health|id) card(?: {_NUMBER})?|kvnr|kv-?nr|kv-?nummer|egk{_NUMMER}|mitglieds?{_NUMMER}|policen?{_NUMMER}|versicherungsschein{_NUMMER}"
    ),
    Kind.MRN: (
        rf"e?mrns?|m\.r\.n|medical[ _-]rec(?:ord)?s?(?:[ _-]{_NUMBER})?|med rec(?: {_NUMBER})?"
        rf"|(?:patient|chart|pat|pt|hospital|encounter|admission|health record|record|unit)(?:'?s'?)?[ ._(-]{{0,2}}{_NUMBER}"
        rf"|patient(?:in|en)? (?:with|mit) (?:(?:the|der) )?{_NUMBER}|(?:patient(?:en)?|pat\.|pat|kranken(?:akten?|blatt)|patientenakten?|aufnahme)[ ]?{_NUMMER}|csn|(?:kranken|patienten)akten?|merg(?:e|ing|ed) (?:the )?records?"
    ),
    Kind.ACCOUNT: (
        rf"(?:(?:patient|billing|guarantor|bank|checking|savings|hospital)(?:'s)? )?(?:account|acct|guarantor)s?\.?[ _-]?{_NUMBER}"
        r"|(?:account|acct|card|konto) (?:number |nummer )?(?:ending|ends|endet)(?: in| with| auf| mit)?|kto(?:\.?-?nr)?"
        rf"|routing {_NUMBER}|(?:patienten|abrechnungs|bank|giro)?konto{_NUMMER}|debitoren{_NUMMER}"
    ),
    Kind.SSN: (
        r"ss ?#|ss (?:no|number)|(?:last |letzten )?(?:4|four) (?:digits )?of (?:(?:the|her|his|my) )?(?:ssn|social)|ssns?|social security(?: (?:number|no|nr|#))?|soc\.? ?sec(?:\.|urity)?(?: (?:number|no|#))?|itin|tax(?:payer)? id"
        rf"|sozialversicherungs{_NUMMER}|sv-?(?:nummer|nr)|rentenversicherungs{_NUMMER}|steuer-?(?:id|identifikations-?nummer)"
    ),
    Kind.LICENCE: (
        r"(?:driver'?s?'?|driving|medical|nursing|nurse|pharmacy|pharmacist|professional|physician'?s?)[ -]licen[cs]e|dl ?(?:#|no|number)"
        rf"|passport|führerschein|(?:reise)?pass{_NUMMER}|(?:personal)?ausweis{_NUMMER}|personalausweis|lanr|arzt{_NUMMER}"
    ),
    Kind.NPI: r"npis?|national provider (?:id|identifier|number)",
    Kind.DEA: r"dea",
    Kind.VEHICLE: (
        r"vin|vehicle identification|(?:license|licence|number) plate|plate number|fahrgestellnummer|kennzeichen"
    ),
    Kind.DEVICE: (
        rf"serial(?: {_NUMBER})?|s/n|imei|udi|(?:device|implant|pump|pacemaker) {_NUMBER}"
        rf"|(?:serien|geräte){_NUMMER}"
    ),
    Kind.ZIP: r"zip(?:[ -]?code)?|post(?:al)? ?code|plz|postleitzahl",
    Kind.FAX: r"(?:tele)?fax(?:nummer)?",
    Kind.PHONE: (
        r"(?:tele)?phones?|tel|(?:my|her|his|their|your|this|new|old|which) number|contacted|meine nummer|cell(?:phone)?|mobile|landline|call[ -]?back|contact number|hotline|caller(?: id)?"
        r"|(?:call|ring|phone|text|dial|reach|reached|contact|sms)(?: (?:me|us|her|him|them|the \w{3,12}|[a-z]{3,9}))?(?: back)?"
        r"|(?:telefon|handy|mobil|rückruf|mobilfunk)-?(?:nummer|nr)?|rufnummer|durchwahl|erreichbar|anrufen|zurückrufen"
    ),
    Kind.IBAN: r"ibans?",
    Kind.CARD: (
        rf"(?:credit |debit |payment |bank )?cards?(?: {_NUMBER})?|visa|master ?card|amex|american express|maestro"
        rf"|(?:kredit|bank|ec-)?karten?(?:{_NUMMER})?"
    ),
}
_WEAK = {
    Kind.DOB: r"born(?: on)?|geboren(?: am)?|geb(?: am)?",
    Kind.DATE_OF_CARE: (
        r"(?:was |been )?(?:admitted|discharged|died|deceased|operated)(?: on)?|(?:aufgenommen|entlassen|verstorben|operiert) am"
    ),
    Kind.MRN: r"patient(?:in|en)?s?|pt|charts?",
    Kind.ACCOUNT: r"account|acct|konto|a/c",
    Kind.MEMBER_ID: r"member|subscriber|insured|insurance|versicherte[rn]?",
    Kind.NPI: r"provider|prescriber|physician|referring",
    Kind.SSN: r"social",
    Kind.PHONE: r"office|home|work|ph|what's the number|number on file",
}


def _found(strong: str, kinds: dict[Kind, str]) -> str:
    return "|".join(f"(?P<{strong}{kind.value}>{words})" for kind, words in kinds.items())


CUES = re.compile(
    rf"(?<![^\W\d_])(?:{_found('', _STRONG)}|{_found('weak_', _WEAK)})(?![^\W\d_])", re.IGNORECASE
)
"""Every cue of a text; ``lastgroup`` names the class, with ``weak_`` before it for a weak one."""
