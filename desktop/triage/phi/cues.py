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

BETWEEN = (
    r"(?:(?:is|are|was|were|be|as|shows?|reads?|fields?|values?|entered|recorded|listed|registered|of|for|the|this|that|these|one"
    r"|in|our|your|system|chart|file|on file|should|instead|correct(?:ly|ed)?|wrong(?:ly)?|incorrect(?:ly)?|changed|from|to"
    r"|stored|displays?|displayed|appears?|says|set|typed|came|over|through|imported|printed|exported|her|his|their|my|me|us"
    r"|patient(?:'s)?|patients|member|returned|sent|ending|ends|last|four|digits|under|with|at|on|number|numbers|no|nr|num|id|ids"
    r"|code|affected|new|old|actual|used|given|and|mobile|cell|direct|office|plate|card|record"
    r"|ist|war|lautet|der|die|das|den|dem|des|im|unter|am|auf|mit|als|steht|eingetragen|falsch|richtig|korrekt|hat|haben|nummer"
    r"|akte|patienten|patientin|von|an|für|betroffen(?:en|e)?|neue|alte|richtige|folgende|endet|sind|lauten)\b(?![-_]\w{0,5}\d)"
    r"[ \t\n:,;=#\"'(\[|.*-]{1,4}){0,8}"
)
"""The words that may stand between a strong cue and its value. "since", "error", "release" are none of them."""
_ELSEWHERE = (
    r"since|seit|after|before|nach|vor|until|till|bis|at|um|ab|errors?|fehler|releases?|versions?|updates?|updated|upgrades?|builds?"
    r"|tickets?|cases?|orders?|incidents?|fail(?:s|ed|ure|ing)?|crash(?:es|ed)?|stop(?:s|ped)|rows?|lines?|pages?|columns?|ports?"
    r"|jobs?|rooms?|beds?|users?|minutes?|hours?|days|times?|seconds?|uhr|http|requests?|logs?|version|payer(?=[ \t]+id)|invoice|bestellung"
    r"|auftrag|rechnung|vorgang|timeout|yesterday|today|every|about|over|only|takes?|took|exceeds?|than|ago|gestern|heute|phone|tel"
    r"|telefon|fax|call|room|raum|station|ward|step|exit|trace|began|begann|start(?:s|ed)|happen(?:s|ed)|occurred|opened|reported|noticed|installed|deployed"
    r"|scheduled|due|expire[sd]?|terminated|effective|visit(?:ed|s)?|appointments?|termin|cpt|icd|err|seen|admitted|discharged|released"
    r"|hash|ip|zip|plz|on(?=[ \t]+\d)|am(?=[ \t]+\d)|by(?=[ \t]+\d)"
)
_STEP = r"[ \t\n:,;=#\"'()\[\]|.!?*/-]{1,4}"
_WORD = rf"(?!(?:{_ELSEWHERE})\b|(?-i:(?!NUM)[A-Z]{{3}}) \d{{3}})[^\W\d_]{{1,20}}(?:'s)?(?!\w|[-_]\w{{0,5}}\d){_STEP}"
ANYTHING = rf"(?:{_WORD}){{0,8}}"
"""Up to eight words of any kind, but none that says the number is something else."""
ANYTHING_NUMBERED = rf"(?:(?:mrn|patient(?:in|en)?|ids?|account|member|no|nr)\b[.]?[ #:]{{1,3}}\d{{4,12}}\b{_STEP}|{_WORD}){{0,8}}"
"""The same, where a number may stand between a cue and its date: "DOB of MRN 300417 is 01/01/1900"."""
LINK = r"[.,]?[ \t:#=>(\[\"'|*_.-]{0,4}\n?[ \t:#=>(\[\"'|*-]{0,4}"
JOIN = (
    r"[\s)\]\"']{0,2}(?:,|;|/|&|\+|->|=>|→|\b(?:and|or|into|in|with|to|vs|instead of|rather than|not|but|und|oder|mit|statt|sondern|nicht|becomes|became|wird|"
    r"bzw)\b\.?)[\s(\[\"']{0,2}(?:&[\s]?)?(?:(?:and|und|not|or|oder|the|one|is|was|now|ist|war|to|on|mrn|id|dob|number|nummer)\b[\s:#]{1,2}){0,3}"
)
"""What may stand between two values after one cue: "MRN 88123 and 88124"."""
