"""Values a customer gives to be used: an order number, a bank account, a tax number; and numbers that are not ours."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, has_digit, says

_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?(?!\w)")
_TAX_SHAPE = re.compile(
    r"(?<!\w)(?:(?:atu|be|bg|cy|cz|de|dk|ee|el|es|fi|fr|gb|hr|hu|ie|it|lt|lu|lv|mt|nl|pl|pt|ro|se|si|sk|"
    r"ch)-?(?=(?:[ .]?\d){8})\d(?:[ .]?\d){7,11}|che[- ]?\d{3}[. ]?\d{3}[. ]?\d{3}(?: ?(?:tva|mwst|iva))?)(?!\w)"
)
_TAX_WORD = re.compile(
    r"(?<!\w)(?:vat|tva|tax|gst|tps|tvq|siret|siren|ein|bce|ust-?id|intracommunautaire|tax payer|abn)(?: (?:id|number|"
    r"no\.?|nr\.?|n°|num(?:ero)?|registration|reg\.?|identification|intracommunautaire|is|est|de tva|:|=|"
    r"code))*[ :.#=]{1,3}(?P<at>[a-z]{0,4}[ -]?(?!20\d\d[ -])\d(?:[ .-]?\d){6,13}(?:b\d\d)?)(?!\w)"
)
_REFERENCE_WORD = (
    r"(?:purchase[ -]orders?|p\.?o\.?|orders?|bons? de commandes?|commandes?|n° d'engagement|engagement|"
    r"cost cent(?:er|re)|(?:our|your|my|notre|votre) ref(?:erence)?\.?|internal ref(?:erence)?|reference interne|"
    r"code service)"
)
_REFERENCE = re.compile(
    rf"(?<!\w){_REFERENCE_WORD}(?: (?:number|no\.?|nr\.?|n°|num(?:ero)?|ref(?:erence)?|code|id|interne|is|est|"
    rf"should be|reads|with|the|sous|avec|le|la|de commande))*[ "
    rf":.#=°-]{{1,3}}(?P<at>(?=[a-z/_.-]{{0,24}}\d)[a-z0-9][a-z0-9/_.-]{{3,24}}(?<![./_-]))(?!\w)(?! ?(?:more|"
    rf"additional|seat|licen|user|poste|util|new|extra|m365|microsoft|office|eur|€|usd))"
)
_ORDER_SHAPE = re.compile(
    r"(?<![\w-])(?:bc|po|cmd|cde|bdc|oa|ord|devis|dev|qt|quo|ctr)[-/_ "
    r"]?(?:20\d\d[-/])?\d{2,10}(?:[-/]\d{1,6})*(?![\w]|[-/.]\d)"
)
_PREFIX = 8  # characters at most of the letters and signs before the number of a reference
_FOREIGN = (
    re.compile(r"(?<![\w-])(?:[deg]0\d{8,9}|[deg]\d{4}[a-z0-9]{5,6})(?!\w)"),  # Microsoft's own invoices and orders
    re.compile(
        r"(?<!\w)(?:msft|microsoft|ms|msbill|google|goog|amzn|amazon|paypal|adobe|zoom|apple) ?[*#] "
        r"?\w{1,20}(?:[.-]\w{1,20}){0,3}"
    ),
    re.compile(r"(?<!\w)(?:msbill(?:\.info)?|bill\.ms\.net|microsoft\.com/bill(?:ing)?)(?!\w)"),
)
_FOREIGN_STEMS = ("*", "#", "msbill", "bill")


def given(text: str, written: str) -> Iterator[Entity]:
    """Yield bank accounts, tax numbers and order references, as typed."""
    if not has_digit(text):
        return
    for match in _IBAN.finditer(text):
        if _adds_up(match[0].replace(" ", "")) or "iban" in text[max(0, match.start() - 20) : match.start()]:
            yield Entity("iban", written[slice(*match.span())], *match.span())
    for pattern, group in ((_TAX_WORD, "at"), (_TAX_SHAPE, "")):
        for match in pattern.finditer(text):
            place = match.span(group) if group else match.span()
            yield Entity("tax_number", written[slice(*place)], *place)
    for match in _REFERENCE.finditer(text):
        if not match["at"].startswith("ns-") and not re.fullmatch(r"20\d\d|inv.*|t-?\d+", match["at"]):
            place = _with_prefix(text, match.span("at"))
            yield Entity("order_reference", written[slice(*place)], *place)


def foreign(text: str, written: str) -> Iterator[Entity]:
    """Yield numbers of others, as typed: Microsoft's own, what stands on a card's statement, orders and quotes."""
    patterns = [*_FOREIGN[:1], _ORDER_SHAPE] if has_digit(text) else []
    for pattern in [*patterns, *(_FOREIGN[1:] if says(text, _FOREIGN_STEMS) else ())]:
        for match in pattern.finditer(text):
            yield Entity("foreign_number", written[slice(*match.span())], *match.span())


def _with_prefix(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return the place of a reference with the letters written at it: "PO-7731" is one word, "our PO 7731" is not."""
    for shape in _ORDER_SHAPE.finditer(text, max(0, place[0] - _PREFIX), place[1]):
        if shape.end() == place[1] and " " not in shape[0]:
            return shape.span()
    return place


def _adds_up(iban: str) -> bool:
    """Return whether the check digits of an IBAN are right (ISO 13616)."""
    turned = iban[4:] + iban[:4]
    return 15 <= len(iban) <= 34 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
