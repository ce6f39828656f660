"""The way to pay a message speaks of, in English and French, whether the partner offers it or not."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, matches

_WAYS = {
    "card": (
        r"(?:credit|debit|bank|corporate|company|business) cards?|(?:by|with|via|on) (?:an? |the |my |our )?cards?"
        r"|card payments?|visa|mastercard|amex|american express"
        r"|cartes? (?:bancaires?|bleues?|de credit|de debit|visa|pro)"
        r"|(?:par|avec|en) (?:la |une |ma |notre )?(?:carte|cb)|paiement par carte|cb"
    ),
    "sepa": r"(?:virements? |transfert |paiement )?sepa(?: (?:credit )?transfers?| payments?)?",
    "wire": r"(?:bank )?wires?(?: transfers?)?|virements? (?:international|internationaux|swift)|swift(?: transfer)?",
    "transfer": (
        r"(?:bank|online|international|money) transfers?|(?:by|via|with|a|your) transfers?|virements?(?: bancaires?)?"
        r"|transfert (?:bancaire|d'argent)|versement bancaire|standing orders?|ordre permanent"
    ),
    "cheque": (
        r"cheques?|(?:by|with|paper|bank|company|certified|cashier'?s) checks?"
        r"|(?:a|mail|post|send)(?:ing)?(?: you| in)?(?: a)? check(?=\W*$| (?:to|in|by|instead|for|please))"
    ),
    "direct_debit": (
        r"(?:sepa )?direct debits?(?: mandate)?|(?:mandat )?(?:de )?prelevements?(?: sepa| automatiques?| bancaires?)*"
        r"|sepa mandates?|mandat sepa|lsv|domiciliation(?: bancaire)?|debit orders?|preleve[rz]"
    ),
    "paypal": r"pay ?pal",
    "cash": r"(?:in|with|by|pay) cash|cash(?= payments?|\W*$)|(?:en )?especes|(?:en|du|argent) liquide|en cash",
    "mobile_money": (
        r"orange money|mobile money|mtn(?: money| momo)?|momo|m-?pesa|moov(?: money)?|airtel money|free money"
        r"|(?:par|avec|via|with|by|or|ou|et|and) wave|wave(?= (?:or|ou|money|please|svp)|\W*$)"
    ),
    "other": (
        r"apple ?pay|google ?pay|amazon ?pay|samsung pay|stripe|western union|moneygram|bitcoins?|btc"
        r"|crypto\w*|usdt|alipay|wechat pay|klarna|ach|bacs|interac|zelle|venmo|twint|bvr|qr-?factures?|bancontact"
        r"|payconiq|lydia|wero|revolut"
        r"|lettres? de change|billets? a ordre|lcr|traites? bancaires?|mandats? (?:cash|postal|poste)|money orders?"
        r"|gift cards?|cartes? cadeaux?|letters? of credit"
    ),
}
_PATTERNS = {way: re.compile(rf"(?<![\w-])(?:{words})(?!\w)") for way, words in _WAYS.items()}


def payment_ways(text: str) -> Iterator[Entity]:
    """Yield ways to pay; of two readings in one place the longer is meant: a SEPA direct debit is no transfer."""
    for way, pattern in _PATTERNS.items():
        yield from matches("payment_way", pattern, always(way), text)
