"""The words that say what the value after them is, in English and German: "MRN", "geboren am", "member ID".

One pattern finds them all in one pass; the name of its group is the class. All words stand in small letters. A weak cue ("patient 4471982")
lets no word stand between itself and the value.
"""

import re
from collections.abc import Iterator

from desktop.triage.phi.kinds import Kind

_NUMBER = r"(?:ids?|identifiers?|numbers?|no|nos|nrs?|num|#)"
_NUMMER = r"[- ]?(?:nummern?|nrn?|ids?)"
_KONTO = r"(?:patienten|kunden|abrechnungs|bank|giro|spar|debitoren|personen|mandanten)?konto"
_PAYER = (
    r"(?:aetna|anthem|cigna|humana|uhc|united ?health(?:care)?|kaiser|bcbs(?:[a-z]{2})?|blue (?:cross|shield)|caremark|aarp|tricare"
    r"|champva|optum(?:rx)?|wellcare|molina|centene|ambetter|express scripts|health ?net|medi-?gap|medigap plan [a-n]|supplement"
    r"|aok(?: plus)?|barmer|dak|ikk|bkk|kkh|hek|techniker|knappschaft|debeka|axa|dkv|helsana|css|swica|sanitas|oegk|ögk|svs|bvaeb)"
)
"""Who insures: a number right after such a name is the member's."""

_STRONG = {
    Kind.DOB: r"d[./]?o[./]?b'?s?|dates? of birth|date born|birth[ _-]?(?:dates?|dts?|days?)|b-?days?|b-?dates?|geburts(?:datum|tage?n?|daten)|geb[. -]{0,2}(?:datum|dat|tag)",
    Kind.DATE_OF_CARE: (
        r"dates? of (?:service|care|visit|admission|discharge|death|surgery|procedure|treatment)|dos"
        r"|(?:admission|discharge|service|surgery) dates?"
        r"|(?:aufnahme|entlass(?:ungs)?|behandlungs|operations|op-|sterbe)-?datum|todestag"
    ),
    Kind.MBI: rf"mbis?|medicare(?: beneficiary)?(?: identifiers?)?(?: (?:{_NUMBER}|card))*",
    Kind.MEMBER_ID: (
        r"(?:member(?:ship)?|subscriber|policy(?: ?holder)?|insurance|ins\.?|insured|beneficiary|medicaid|enrollee|coverage"
        rf"|recipient|deers|edipi|sponsor(?:'s)?|policy ?holder|card ?holder|mbr|dependent|participant|plan|health plan|hicn?|{_PAYER})(?:'s)?[ _(-]{{0,2}}(?:policy |card |member )?{_NUMBER}|medicaid|medi-?cal(?: bic)?|hicn|(?:bic|cin) {_NUMBER}|box (?:1a|9a)"
        r"|(?:id|numbers?|nummer|nr\.?) (?:on|off|from|auf|von) (?:the|her|his|their|my|der|ihrer|seiner) (?:[^\W\d_]{2,12} ){0,2}(?:card|karte|gesundheitskarte)"
        rf"|(?:veka|cada|e-?gk|gesundheitskarten?){_NUMMER}|(?:kranken)?(?:versich(?:erten|erungs)|kassen)(?:karten)?{_NUMMER}|krankenversicherten{_NUMMER}"
        rf"|vers\.?-?nr|(?:health|id) card(?: {_NUMBER})?|kvnr|kv-?nr|kv-?nummer|egk{_NUMMER}|mitglieds?{_NUMMER}|policen?{_NUMMER}|versicherungsschein{_NUMMER}"
    ),
    Kind.MRN: (
        rf"e?mrns?|m\.r\.n|medical[ _-]rec(?:ord)?s?(?:[ _-]{_NUMBER})?|med rec(?: {_NUMBER})?"
        rf"|(?:patient|chart|pat|pt|hospital|encounter|admission|health record|record|unit)(?:'?s'?)?[ ._(-]{{0,2}}{_NUMBER}"
        rf"|patient(?:in|en)? (?:with|mit) (?:(?:the|der) )?{_NUMBER}|(?:patient(?:en)?|pat\.|pat|kranken(?:akten?|blatt)|patientenakten?|aufnahme)[ ]?{_NUMMER}|csn|(?:kranken|patienten)akten?|merg(?:e|ing|ed) (?:the )?records?"
        rf"|(?:fall|kartei(?:karten)?|behandlungsfall|pat(?:ienten)?-?akten?|krankengeschichten?|kg)-?{_NUMMER}|(?:our|your|the) (?:{_NUMBER}) for (?:her|him|them)"
        rf"|unsere (?:nummer|nr\.?) für (?:sie|ihn)|box 3b|pid-?[23]"
        rf"|e?mpi(?: {_NUMBER})?|mr ?#|hrn|crn|(?:ur|person|resident|nhs|health) {_NUMBER}|nhs|pat-?id|gdt-?nr|(?:infant|baby|newborn|maternal|mother's|duplicate|surviving|her|his) (?:record|chart|file)(?: {_NUMBER})?"
    ),
    Kind.ACCOUNT: (
        rf"(?:fin(?:ancial)?|visit) {_NUMBER}|(?:(?:patient|household|family|billing|guarantor|bank|checking|savings|hospital)(?:'s)? )?(?:account|acct|guarantor)s?\.?[ _-]?{_NUMBER}"
        r"|(?:account|acct|konto) (?:number |nummer )?(?:ending|ends|endet)(?: in| with| auf| mit)?|kto(?:\.?-?nr)?"
        rf"|routing {_NUMBER}|{_KONTO}{_NUMMER}|(?:debitoren|debitor|mandats|mandatsreferenz){_NUMMER}"
        rf"|(?:patient|pt|pat) control(?: {_NUMBER})?|p(?:atient|t)? ?c(?:ontrol|tl|ntl) {_NUMBER}|box (?:26|3a)|pid-?18|har {_NUMBER}"
    ),
    Kind.SSN: (
        r"ss ?#|ss (?:no|number)|(?:last |letzten )?(?:4|four) (?:digits )?of (?:(?:the|her|his|my) )?(?:ssn|social)|ssns?|social security(?: (?:number|no|nr|#))?|soc\.? ?sec(?:\.|urity)?(?: (?:number|no|#))?|itin|tax(?:payer)? id|soc(?:ial)? ?#"
        rf"|sozial(?:versicherungs|vers\.?){_NUMMER}|rentenvers\.?{_NUMMER}|sv-?(?:nummer|nr)|svnr|vsnr|ahv(?:n13)?(?:{_NUMMER})?|navs(?:13)?|rentenversicherungs{_NUMMER}|steuer-?(?:id|identifikations-?nummer)"
    ),
    Kind.LICENCE: (
        r"(?:driver'?s?'?|driving|medical|nursing|nurse|pharmacy|pharmacist|professional|physician'?s?|state|med|rn|np|dental|board|dea)[ -](?:licen[cs]e|lic)|dl ?(?:#|no|number)"
        rf"|(?:licen[cs]e|lic\.?) ?{_NUMBER}|(?:approbations|lizenz|zulassungs|betriebsstätten){_NUMMER}|bsnr|efn|(?:controlled substances?|cds|csr) (?:cert(?:ificate)?|registration|permit)"
        rf"|passport|führerschein|(?:reise)?pass{_NUMMER}|(?:personal)?ausweis{_NUMMER}|personalausweis|lanr|arzt{_NUMMER}"
    ),
    Kind.NPI: r"npis?|box (?:17b|24j|32a|33a|56|76)|national provider (?:id|identifier|number)",
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
    Kind.DOB: r"born(?: on)?|geboren(?: am)?|geb(?: am)?|bd|b\.d",
    Kind.DATE_OF_CARE: (
        r"passed away(?: on)?|(?:he|she|patient|pt|husband|wife|mother|father) (?:passed|expired)(?: on)?|(?:was |been )?(?:admitted|discharged|died|deceased|operated)(?: on)?|(?:aufgenommen|entlassen|verstorben|operiert) am"
    ),
    Kind.MRN: r"patient(?:in|en)?s?|pt|charts?|akte|kartei|(?:twin|zwilling|baby|child|kind) [ab12]",
    Kind.ACCOUNT: rf"account|acct|{_KONTO}|a/c|pcn|routing|aba|checking|savings",
    Kind.LICENCE: r"dl|licen[cs]e(?=:)",
    Kind.MEMBER_ID: rf"{_PAYER}|policy|police|policy ?holder|versicherungsnehmer(?:in)?|member|subscriber|insured|insurance|versicherte[rn]?",
    Kind.NPI: r"provider|prescriber|physician|referring",
    Kind.SSN: r"social",
    Kind.PHONE: r"office|home|work|ph|pager|beeper|piepser|what's the number|number on file",
}


_WEAK_SIGN = "weak_"


def _found(strong: str, kinds: dict[Kind, str]) -> str:
    return "|".join(f"(?P<{strong}{kind.value}>{words})" for kind, words in kinds.items())


_CUES = re.compile(
    rf"(?<![^\W\d_])(?:{_found('', _STRONG)}|{_found(_WEAK_SIGN, _WEAK)})(?![^\W\d_])"
)
"""Every cue, in small letters: among so many words that is three times as quick as ignoring case."""


def cues(text: str) -> Iterator[re.Match[str]]:
    """Yield every cue with its place in the text; ``kind_of`` tells what it says."""
    return _CUES.finditer(_small(text))


def is_cue(text: str) -> re.Match[str] | None:
    """Return the cue a whole text is."""
    return _CUES.fullmatch(_small(text))


def kind_of(cue: re.Match[str]) -> tuple[Kind, bool]:
    """Return the class of a cue, and whether it is a weak one."""
    group = cue.lastgroup or ""
    return Kind(group.removeprefix(_WEAK_SIGN)), group.startswith(_WEAK_SIGN)


def _small(text: str) -> str:
    """Small letters, each in its place: a letter whose small one is two stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_small_letter, text))


def _small_letter(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
