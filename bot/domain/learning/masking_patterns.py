"""The shapes personal data has in messages, with the spellings people use to hide or to space it."""

from typing import Final

_TLD = (
    "(?:com|net|org|info|biz|eu|fr|uk|de|be|ch|es|it|nl|lu|pt|ie|us|ca|io|co|app|dev|cloud|tech|pro|paris|bzh|"
    "example|test|microsoft|local|lan|internal)"
)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_SIGN_AT = r"\s?(?:@|\(at\)|\[at\]|\{at\}|\(arobase\)|\[arobase\]|\sarobase\s)\s?"
_SIGN_DOT = r"\s?(?:\.|\(dot\)|\[dot\]|\(point\)|\[point\]|\s(?:dot|point)\s)\s?"
_MAILBOX = r"[\w.+'%-]{0,63}[\w%-]"
_COUNTRY = "(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)"
_MONTH = "(?:jan|feb|f[eé]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|nov|dec|d[eé]c)[a-zéû]{0,7}\\.?"
_MONEY = "(?:EUR|USD|GBP|CHF|CAD|euros?|dollars?|pounds?)"
_FIGURE = r"\d{1,3}(?:[ ,.']?\d{3}){0,3}(?:[.,]\d{1,2})?"
_OF = r"(?:(?:de|du|des|la|le|les)\s|l'|d'){0,2}"
_STREET = r"(?:rue|avenue|boulevard|bd\.?|av\.|chemin|all[ée]e|impasse|quai|faubourg|rond-point)"
_ROAD = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Close|Terrace|Crescent|Parkway"
)
_CAPITAL = r"(?-i:[A-ZÀ-Ý])"

MAY_BE_REFUSED: Final = ("ipv6", "ipv4", "iban", "digits")
"""Shapes that need a closer look; what is refused is searched again for the others."""

PATTERNS: Final = {
    "url": r"\b(?:https?|ftps?)\s?:\s?//\s?[^\s<>\"]+|\bwww\s?\.\s?[^\s<>\"]+",
    "email": rf"{_MAILBOX}{_SIGN_AT}{_LABEL}(?:{_SIGN_DOT}{_LABEL}){{0,3}}{_SIGN_DOT}{_TLD}\b|"
    rf"{_MAILBOX}\s?@\s?{_LABEL}(?:\.{_LABEL}){{0,6}}|"
    rf"{_MAILBOX}(?:\s(?:dot|point)\s{_MAILBOX}){{0,2}}\sat\s{_LABEL}(?:\sdot\s{_LABEL}){{0,3}}\sdot\s{_TLD}\b",
    "guid": r"\{?\b[0-9a-f]{8}(?:[ -]?[0-9a-f]{4}){3}[ -]?[0-9a-f]{12}\b\}?",
    "mac": r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b",
    "ipv6": r"(?<![\w:.])(?=[0-9a-f:]{0,38}[0-9a-f])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])",
    "ipv4": r"(?<![\w.])(?:\d{1,3}\s?\.\s?){3}\d{1,3}(?!\w|\.\d)",
    "error": r"\b0x[0-9a-f]{4,16}\b|\b(?:AADSTS|CAA|KB|HTTP|AADB2C)-?\d{3,10}\b",
    "date": r"(?<![\w./-])(?:20|19)\d\d-\d{1,2}-\d{1,2}(?![\w-])|"
    r"(?<![\w./-])\d{1,2}(?P<slash>[/.-])\d{1,2}(?P=slash)(?:20|19)\d\d(?![\w./-])|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?\s{_MONTH}(?:\s(?:20|19)\d\d)?(?!\w)|"
    rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:20|19)\d\d\b",
    "document": r"(?<!['\w])NS(?:\s?-\s?C)?\s?-?\s?(?:\d{3} \d{3}(?!\d)|\d{4,8}(?!\d))|(?<!['\w])T-?\d{4,6}(?!\d)|"
    r"\b(?:ticket|dossier|case|incident|demande|request)\s?(?:n°|no\.?|nr\.?|number|num[ée]ro|#)?\s?\d{4,6}(?!\d)",
    "iban": r"\b[A-Z][ .-]{0,3}[A-Z](?:[ .-]{0,3}\d){2}(?:[ .-]{0,3}(?:[A-Z]{1,4}[ .-]{0,3})?\d){8,34}[A-Z]{0,2}\b",
    "vat": rf"\b(?-i:{_COUNTRY})(?:[ .-]?[A-Z]?\d){{7,12}}(?:[A-Z]\d{{0,2}})?\b|\b{_COUNTRY}[a-z]?\d{{8,12}}\b|"
    rf"\b{_COUNTRY}[ .-]?[A-Z]{{2}}(?:[ .-]?\d){{9}}\b|\bCHE(?:[ .-]?\d){{9}}\b",
    "phone": r"(?<![\w.])0\d(?:[ .\-/]?\d\d){4}(?!\w)|(?<![\w.])(?:\+|00)\s?\d(?:[\s().\-/]{0,3}\d){6,14}(?!\w)|"
    r"(?<![\w.])\(?0(?:[\s().\-/]{0,3}\d){8,10}(?!\w)|"
    r"(?<![\w.])\(\d{3}\)[\s.-]?\d{3}[\s.-]?\d{4}\b|(?<![\w.])\d{3}(?P<gap>[\s.-])\d{3}(?P=gap)\d{4}\b",
    "short_date": r"(?<![\w./-])\d{1,2}[/.-]\d{1,2}[/.-]\d\d(?![\w./-])",
    "digits": r"(?<!\d)\d{13,}(?!\d)|(?<!\d)\d(?:[\s.-]{0,3}\d){12,22}(?!\d)",
    "amount": rf"[€$£]\s?{_FIGURE}(?!\w)|\b{_MONEY}\s{_FIGURE}(?!\w)|"
    rf"(?<![\w+]){_FIGURE}\s?(?:[€$£]|{_MONEY}\b)|(?<![\w.+])\d{{1,3}}(?:[ ,']\d{{3}}){{0,3}}[.,]\d\d(?![\w.])",
    "reference": r"\b[A-Z]{1,5}(?:\s?[-/_]\s?)?\d{4,14}\b|\b\d{5,12}\b|\b\d{3}\s\d{3}(?:\s\d{1,3})?\b",
    "street": rf"(?!1 rue de l'exemple\b)\b\d{{1,5}}(?:\s?(?:bis|ter|quater))?,?\s"
    rf"(?:{_STREET}\s{_OF}|(?:place|route|cours|square|passage)\s{_OF}(?={_CAPITAL}))"
    rf"[\w'-]+(?:\s{_CAPITAL}[\w'-]+){{0,3}}(?![\w@'-]|\s?@|\.\w)",
    "road": rf"(?!1 Example Street\b)\b\d{{1,5}}[a-d]?,?\s(?:{_CAPITAL}[\w'.-]+\s){{1,3}}(?-i:{_ROAD})\b|"
    r"(?!1 example street\b)\b\d{1,5}\s(?!(?:the|on|in|to|of|at)\b)[a-z'-]{3,}\s(?:street|avenue|boulevard)\b",
    "postcode": r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b)",
    "host": rf"(?<![\w@.-])(?:{_LABEL}\.){{1,6}}{_TLD}(?![\w-])",
}
"""In order of precedence for what begins at the same place; what stands further left wins anyhow."""
