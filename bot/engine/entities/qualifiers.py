"""What narrows down the invoices meant: their state, their rank, how many of them."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, matches, says
from bot.engine.entities.quantities import NUMBER, number

_INVOICE = r"(?:invoices?|bills?|statements?|ones?|credit notes?|charges?|items?|payments?|documents?|debts?)"
_BILL = r"(?:invoices?|bills?|statements?|ones?)"
_INVOICES = r"(?:invoices|bills|statements|ones|those|credit notes|items|all|everything|anything|what|which|that)"
_FACTURES = r"(?:factures?|celles?|avoirs?|celui|ceux|documents?|pieces?|echeances?|montants?|sommes?)"
_WE = r"(?:we|i|you|they)(?:'ve| have|'d| had)?"
_NOUS = r"(?:nous (?:avons|n'avons)|on (?:a|n'a)|j(?:e n)?'ai|nous|on)"
_STATES = {
    "overdue": (
        r"(?:are|we're|fall|fallen|running|get) (?:we |you )?behind|behind (?:with|on)|"
        r"overdue(?! (?:fee|charge|notice|interest|letter))|over due|past[ -]due|in arrears|arrears",
        rf"late {_BILL}|{_BILL} (?:that (?:are|is) |which (?:are|is) |being |running )?late(?! (?:fee|payment))",
        rf"{_BILL} (?:that|which)(?:'s|'re| is| are| has| have)? (?:(?:already|now|still|gone|been|running) )*late",
        rf"{_BILL} (?:that |which )?(?:we|i)(?:'re|'m| are| am) (?:\w+ )?late (?:on|with|for|in paying)",
        r"(?:anything|something|nothing|any(?: of them)?|which(?: ones?)?(?: are| is)?|what(?:'s| is)|are we|we're|"
        r"are any)(?: \w+)? late(?! (?:fee|with (?:the|our) (?:answer|reply)))",
        rf"{_FACTURES}(?: \w+)? en retard|(?:rien|quelque chose|lesquelles sont|"
        r"laquelle (?:qui )?est|sommes[- ]nous|en) (?:\w+ )?en retard|"
        r"retards? de paiement(?= ?(?:[?.!]|$))",
        rf"{_FACTURES} (?:qui|ki|que|dont|ou|(?:pour|avec|sur) laquelle) (?:(?!pas |plus )\S+ ){{0,3}}"
        r"(?:en|du|de) retard",
        r"echue?s?|en souffrance|arrieres|(?:delai|date|echeance)s? depassee?s?",
    ),
    "open": (
        r"unpaid|outstanding(?! (?:service|support|job|work|team))|unsettled|non[- ]?paid|"
        r"not(?: yet)? (?:been )?paid yet",
        rf"(?:open|due|owing|pending|unsettled) {_INVOICE}|{_INVOICES}(?: \w+)? (?:still |yet )?(?:open|owing|due now|"
        rf"pending)",
        rf"{_INVOICES} (?:that |which )?(?:{_WE} )?(?:still )?(?:haven't|have not|hadn't|didn't|did not|isn't|aren't|"
        rf"are not|is not|weren't)(?: been)?(?: yet)? (?:paid|pay|settled?)",
        r"still (?:unpaid|open|owing|outstanding|to (?:be )?(?:pay|paid|settled?))|left to pay|yet to (?:be )?(?:pay|"
        r"paid|settle)",
        r"impaye\w*|non[ -](?:payee?s?|reglee?s?|soldee?s?|acquittee?s?)",
        rf"{_FACTURES}(?: (?!est |sont )\w+)? (?:ouverte?s?|dues?|a (?:payer|regler)|en attente(?: de (?:paiement|"
        rf"reglement))?|en cours)",
        rf"{_FACTURES} (?:qu[ei]? ?'?)?(?:{_NOUS} )?(?:n'ont |n'a |ne sont |sont |est )?(?:pas|"
        rf"toujours pas)(?: encore)?"
        r"(?: ete)? (?:pay|regl|sold|acquitt)\w*",
        rf"{_FACTURES} (?:qui|ki) n'(?:est|a) (?:toujours )?pas(?: encore)?(?: ete)? (?:pay|regl|sold|acquitt)\w*",
        r"rest\w+ (?:encore )?(?:a (?:payer|regler)|due?s?|impaye\w*|ouverte?s?)|encore (?:a (?:payer|regler)|"
        r"ouvertes?|dues?)|pas (?:encore )?(?:payees|reglees|soldees)",
    ),
    "paid": (
        rf"(?<!be )(?:already[ -])?(?:paid|settled) {_INVOICE}",
        rf"{_INVOICES} (?:of (?:them|ours) )?(?:that )?{_WE} (?:already |have |just )*(?:paid|settled)",
        rf"{_INVOICES} (?:that|which) (?:are|were|have been) (?:already )?(?:paid|settled)",
        r"(?:those|ones|invoices|bills) (?:already )?paid(?= (?:in|last|this|during|since|so far|already|between|from)|"
        r" ?[?.!,]? ?$)",
        r"which(?: ones?| of (?:them|these|those|ours))? (?:are|were|have been|did we|have we) (?:already )?"
        r"(?:paid|settled|done|cleared)|"
        r"(?:lesquelles|celles qui) (?:sont|ont ete) (?:deja )?(?:payee?s|reglee?s|soldee?s)",
        rf"{_FACTURES} (?:deja |qui sont (?:deja )?|qui ont (?:deja )?ete )?(?:payee?s|reglee?s|acquittee?s|soldee?s)",
        rf"{_FACTURES} (?:qui|ki) (?:est|a ete) (?:deja )?(?:payee|reglee|acquittee|soldee)",
        r"(?:invoice|bill|statement|one) (?:that|which)(?:'s| is| was| has been) (?:already )?(?:paid|settled)",
        rf"{_FACTURES} (?:que |qu')(?:{_NOUS}) (?:deja )?(?:pay|regl|sold|acquitt)\w*",
    ),
}
_STATE_STEMS = {
    "overdue": ("behind", "due", "arre", "late", "retard", "echue", "souffrance", "arrier", "depasse"),
    "open": (
        "paid",
        "pay",
        "open",
        "due",
        "owing",
        "pending",
        "outstand",
        "settle",
        "regl",
        "ouvert",
        "solde",
        "acquit",
        "attente",
        "cours",
    ),
    "paid": ("paid", "settle", "pay", "regl", "sold", "acquit", "done", "clear"),
}
_RANK_END = (
    rf"(?= ?(?:[?.!,;:]|$)|'s| (?:{_INVOICE}|of|in|this|last|we|i|you|on|for|from|so|ever|to|and|or|that|amounts?|line|"
    r"(?:support )?(?:plans?|tiers?|packages?|levels?)|"
    rf"{_FACTURES}|de|du|des|cette|ce|et|ou|en|depuis|que|a|pour|parmi)(?!\w))"
)
_RANKS = {
    "largest": r"(?:largest|biggest|highest|dearest|costliest|priciest|most expensive|most costly|"
    r"top(?= (?:one|plan|tier|level)))"
    r"|(?:la|le|les|ma|notre|laquelle est la|mes|nos) plus (?:(?:grosse?s?|grande?s?|haute?s?|forte?s?)(?: montant|"
    r" facture| somme)?|cheres?|cher|elevee?s?|importante?s?|couteu(?:se|x)s?)",
    "smallest": r"(?:smallest|lowest|cheapest|least expensive|least costly)"
    r"|(?:la|le|les|ma|notre|mes|nos) (?:plus (?:petite?s?|basse?s?|faibles?)(?: montant| facture| somme)?|"
    r"moins (?:cheres?|cher|elevee?s?|importante?s?|couteu(?:se|x)s?))",
}
_RANK_STEMS = ("est", "plus", "moins", "most", "least", "top")

_THINGS = (
    r"(?:invoices|bills|statements|ones|credit notes|tickets|payments|documents|charges|factures|avoirs|releves|"
    r"decomptes|paiements|demandes|dossiers)"
)
_TIMES = (
    r"(?! ?(?:days?|weeks?|months?|years?|quarters?|hours?|minutes?|jours?|semaines?|mois|ans?|annees?|"
    r"trimestres?|heures?|chiffres|digits)\b)"
)
_ORDER = r"(?:last|latest|past|previous|recent|most recent|newest|first|next|oldest|top)"
_DERNIERES = r"(?:dernier(?:e?s)|premier(?:e?s)|prochaine?s|plus recente?s|plus ancienne?s|precedente?s)"
_COUNTS = (
    re.compile(rf"(?<!\w){_ORDER} (?P<at>{NUMBER}|couple of) (?:\w+ )?{_THINGS}(?!\w)"),
    re.compile(
        rf"(?<!\w)(?:the|my|our|your|show|see|give me|me) (?:very )?{_ORDER} (?P<at>{NUMBER})(?![\w.,]\d|"
        rf"\w){_TIMES}(?= ?(?:[?.!,;]|$| (?:please|pls|of|for|from|we|i|you|in|and)\b))"
    ),
    re.compile(rf"(?<![\w.,-])(?P<at>{NUMBER}) {_ORDER} {_THINGS}(?!\w)"),
    re.compile(rf"(?<![\w.,-])(?P<at>{NUMBER}) (?:{_THINGS} (?:les )?{_DERNIERES}|{_DERNIERES} {_THINGS})(?!\w)"),
    re.compile(
        rf"(?<!\w)(?:les|mes|nos|des|ces|vos) (?P<at>{NUMBER}) (?:toutes )?{_DERNIERES}(?!\w){_TIMES}(?! \w+s\b)"
    ),
    re.compile(
        rf"(?<!\w)(?:les|mes|nos|des|ces|vos) {_DERNIERES} (?P<at>{NUMBER})(?: {_THINGS})?(?!\w){_TIMES}(?= "
        rf"?(?:[?.!,;]|$)| {_THINGS}|(?<=s))"
    ),
)
_COUNT_STEMS = (
    "last",
    "latest",
    "past",
    "previous",
    "recent",
    "newest",
    "first",
    "next",
    "oldest",
    "top",
    "derni",
    "premi",
    "proch",
    "ancien",
    "preced",
)
_ALL = re.compile(
    rf"(?<!\w)(?:all|every|each)(?: of)?(?: (?:my|our|the|your|these|those|single|open|unpaid|overdue|paid|past|"
    rf"last))* (?:{_THINGS}|invoice|bill|statement|subscriptions?|licen[sc]es)(?!\w)|(?<!\w)all of (?:them|it|these|"
    rf"those)(?!\w)|(?<!\w)(?:toutes|tous|l'ensemble)(?: de)?(?: (?:les|nos|mes|des|ces|vos))? (?:{_THINGS}|"
    rf"abonnements|licences|celles)(?!\w)|"
    r"(?<!\w)(?:je les veux|les|montrez[- ]les[- ]moi) toutes(?!\w)|^\W*(?:all|toutes|tous|all of them|everything)\W*$"
)
_PLURAL = re.compile(
    r"(?<!\w)(?P<at>invoices|bills|statements|credit notes|tickets|subscriptions|factures|avoirs|releves|decomptes|"
    r"abonnements)(?! (?:me|us|you|everyone)\b)(?! (?:numbers? |n° |nos\.? |# )?[a-z]{0,3}-?\d)(?!\w)"
)
_ALL_STEMS = ("all", "every", "each", "tou", "ensemble")
_PLURAL_STEMS = (
    "nvoices",
    "bills",
    "statements",
    "notes",
    "tickets",
    "scriptions",
    "factures",
    "avoirs",
    "releves",
    "decomptes",
    "abonnements",
)
_NUMBERED_BEFORE = re.compile(rf"(?:\d|(?<!\w){NUMBER}) (?:\w+ ){{0,2}}$")


def states(text: str) -> Iterator[Entity]:
    """Yield the state invoices must have; that one is asked about ("is it paid?") is none."""
    for state, pattern in _STATE_PATTERNS.items():
        if says(text, _STATE_STEMS[state]):
            yield from matches("state", pattern, always(state), text)


def ranks(text: str) -> Iterator[Entity]:
    """Yield the largest and the smallest."""
    if says(text, _RANK_STEMS):
        for rank, pattern in _RANK_PATTERNS.items():
            yield from matches("rank", pattern, always(rank), text)


def counts(text: str) -> Iterator[Entity]:
    """Yield how many of the last, first or next are meant."""
    if says(text, _COUNT_STEMS):
        for pattern in _COUNTS:
            yield from matches("count", pattern, _count, text)


def many(text: str, written: str) -> Iterator[Entity]:
    """Yield that all are meant, or several without saying how many."""
    if says(text, _ALL_STEMS) and (match := _ALL.search(text)):
        yield Entity("many", "all", *match.span())
    elif says(text, _PLURAL_STEMS) and (
        found := next(
            (one for one in _PLURAL.finditer(text) if not _counted(text, one.start()) and not _billed(written, one)),
            None,
        )
    ):
        yield Entity("many", "plural", *found.span())


def _count(found: re.Match[str]) -> str | None:
    count = 2 if found["at"].startswith("couple") else number(found["at"])
    return str(count) if count and 1 < count <= 999 else None  # "the last one" counts nothing


def _billed(written: str, found: re.Match[str]) -> bool:
    """Return whether "facturés" is what folding made "factures" of."""
    return "\u00e9" in written[found.start("at") : found.end("at")].lower()


def _counted(text: str, place: int) -> bool:
    return _NUMBERED_BEFORE.search(text[max(0, place - 30) : place]) is not None


def _alternatives(phrases: tuple[str, ...], end: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)}){end}")


_STATE_PATTERNS = {state: _alternatives(phrases) for state, phrases in _STATES.items()}
_RANK_PATTERNS = {rank: _alternatives((phrase,), _RANK_END) for rank, phrase in _RANKS.items()}
