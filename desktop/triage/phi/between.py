"""The words and signs that may stand between a cue and its value, and between two values of one cue."""

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
    r"|hash|groups?|grp|ip|zip|plz|on(?=[ \t]+\d)|am(?=[ \t]+\d)|by(?=[ \t]+\d)"
)
_STEP = r"[ \t\n:,;=#\"'()\[\]|.!?*/-]{1,4}"
_WORD = rf"(?!(?:{_ELSEWHERE})\b|(?-i:(?!NUM)[A-Z]{{3}}) \d{{3}})[^\W\d_]{{1,20}}(?:'s)?(?!\w|[-_]\w{{0,5}}\d){_STEP}"
ANYTHING = rf"(?:{_WORD}){{0,8}}"
"""Up to eight words of any kind, but none that says the number is something else."""
ANYTHING_NUMBERED = rf"(?:(?:mrn|patient(?:in|en)?|ids?|account|member|no|nr)\b[.]?[ #:]{{1,3}}\d{{4,12}}\b{_STEP}|{_WORD}){{0,8}}"
"""The same, where a number may stand between a cue and its date: "DOB of MRN 300417 is 01/01/1900"."""
LINK = r"(?:[.,]?[ \t:#=>(\[\"'|*_.-]{0,4}\n?[ \t:#=>(\[\"'|*-]{0,4}|\"[ ]?,\s{0,20}+\"value\"[ ]?:[ ]?\"|[ \t.…_·]{4,60}+[|:=>]?[ \t]{0,60}+)"
"""Signs right after a cue; in a pasted form or column they may be many."""
JOIN = (
    r"[\s)\]\"']{0,2}(?:,|;|/|&|\+|->|=>|→|\b(?:and|or|into|in|with|to|vs|instead of|rather than|not|but|und|oder|mit|statt|sondern|nicht|becomes|became|wird|"
    r"bzw)\b\.?)[\s(\[\"']{0,2}(?:&[\s]?)?(?:(?:and|und|not|or|oder|the|one|is|was|now|ist|war|to|on|mrn|id|dob|number|nummer)\b[\s:#]{1,2}){0,3}"
)
"""What may stand between two values after one cue: "MRN 88123 and 88124"."""
