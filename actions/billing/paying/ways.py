"""How to pay: the ways, the account, the reference, the page, and what is not possible."""

from collections.abc import Mapping
from typing import ClassVar

from actions.billing import invoice_words as words
from actions.billing.paying.account import account_of, pay_buttons, say_what_is_missing, way_text, ways_text
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import read_back, wish_line, wish_of
from bot.domain.billing.invoices import PaymentMethod
from bot.domain.billing.payments import PaymentOption
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.services.billing.paying import Account

NOBODYS = Account((), (), (), (), None)
"""The account of who may not see money: the ways to pay are for everybody."""

_METHODS: Mapping[str, tuple[PaymentMethod, ...]] = {
    "card": (PaymentMethod.CARD,),
    "sepa": (PaymentMethod.SEPA,),
    "wire": (PaymentMethod.WIRE,),
    "transfer": (PaymentMethod.SEPA, PaymentMethod.WIRE),
}
"""What a way that a message names is among the partner's; a way without any is one that no partner can offer here."""
_YES_NO = (Form.YES_NO, Form.STATEMENT)


def _seen(exchange: Exchange) -> Account:
    exchange.require_partner_customer()
    if not exchange.who.may_see_money:
        return NOBODYS
    account = account_of(exchange)
    say_what_is_missing(exchange, account)
    return account


def _ways(exchange: Exchange) -> None:
    account = _seen(exchange)
    ways = ways_text(exchange, account.currencies)
    exchange.say(f"{_intro(exchange, account)}\n\n{ways}", pay_buttons(exchange, account.to_pay))


def _intro(exchange: Exchange, account: Account) -> str:
    voice = exchange.voice
    if len(account.concerned) == 1 and account.to_pay:
        facts = account.to_pay[0]
        return voice.say("pay_invoice", number=facts.number, balance=voice.money(facts.invoice.balance))
    if account.meant and not account.to_pay:
        return f"{words.sentence(exchange, account.meant[0])} {voice.say('pay_in_general')}"
    if account.currencies:
        return voice.say("pay_in_currencies", currencies=voice.list(account.currencies))
    return voice.say("pay_in_general")


def _account(exchange: Exchange) -> None:
    """The account for transfers; where only the invoice bears it, that is said."""
    account, voice = _seen(exchange), exchange.voice
    said = [_told(exchange, option, account) for option in exchange.desk.billing.paying.options(account.currencies)]
    told = " ".join(filter(None, said)) or voice.say("no_account_told")
    if exchange.asked.speaks_of(SpokenOf.BANK_CHANGED):
        told = f"{voice.say('bank_not_changed', phone=exchange.desk.partner.support.phone)}\n\n{told}"
    wired = [facts for facts in account.to_pay if not _has_iban(exchange, facts.invoice.currency)]
    copies = [exchange.button("copy", "copy_invoice", invoice_number=facts.number) for facts in wired[:1]]
    exchange.say(told, copies)


def _told(exchange: Exchange, option: PaymentOption, account: Account) -> str:
    voice = exchange.voice
    currencies = voice.list(sorted(option.currencies or account.currencies))
    if option.iban:
        holder = option.account_holder or exchange.desk.partner.organisation.legal_name
        said = voice.say("account_iban", iban=option.iban, holder=holder, currencies=currencies)
        bic = voice.say("account_bic", bic=option.bic) if option.bic else ""
        return " ".join(filter(None, [said, bic, _reference_text(exchange, account)]))
    if option.method is PaymentMethod.WIRE:
        return voice.say("account_on_invoice", currencies=currencies)
    return ""


def _has_iban(exchange: Exchange, currency: str) -> bool:
    return any(option.iban for option in exchange.desk.billing.paying.options((currency,)))


def _reference(exchange: Exchange) -> None:
    exchange.say(_reference_text(exchange, _seen(exchange)))


def _reference_text(exchange: Exchange, account: Account) -> str:
    voice = exchange.voice
    numbers = [f"**{facts.number}**" for facts in account.to_pay]
    if not numbers:
        return voice.say("reference_in_general", prefix=exchange.desk.partner.number_prefix)
    return voice.say("reference_one" if len(numbers) == 1 else "reference_several", numbers=voice.list(numbers))


def _link(exchange: Exchange) -> None:
    account, voice = _seen(exchange), exchange.voice
    if exchange.desk.partner.payment.link is None:
        exchange.say(f"{voice.say('no_payment_page')}\n\n{ways_text(exchange, account.currencies)}")
    elif account is NOBODYS:
        exchange.tell("payment_page_in_general")
    elif not account.to_pay:
        paid = words.standing(exchange, account.meant[0]) if account.meant else voice.say("nothing_owed")
        exchange.say(paid)
    else:
        invoices = [_open_part(exchange, account, number) for number in range(len(account.to_pay))]
        key = "payment_page" if len(invoices) == 1 else "payment_pages"
        exchange.say(voice.say(key, invoices=voice.list(invoices)), pay_buttons(exchange, account.to_pay))


def _open_part(exchange: Exchange, account: Account, place: int) -> str:
    facts, voice = account.to_pay[place], exchange.voice
    return voice.say("open_part", number=facts.number, balance=voice.money(facts.invoice.balance))


def _offered(exchange: Exchange) -> None:
    """Yes for a way of the partner's that takes the currency; else no, and the ways there are."""
    account, asked = _seen(exchange), exchange.asked
    if not asked.all("payment_way") and asked.first("currency"):
        _in_currency(exchange, account, asked.first("currency") or "")
        return
    refused = [way for way in asked.all("payment_way") if _option(exchange, way, account) is None]
    if refused or not asked.all("payment_way"):
        _refuse(exchange, account, refused[0] if refused else "other")
        return
    options = [_option(exchange, way, account) for way in dict.fromkeys(asked.all("payment_way"))]
    said = exchange.voice.list(way_text(exchange, option, account.currencies) for option in options if option)
    yes = exchange.voice.say("way_offered", way=said)
    exchange.say(" ".join(filter(None, [yes, _not_by_sepa(exchange, account)])), pay_buttons(exchange, account.to_pay))


def _not_by_sepa(exchange: Exchange, account: Account) -> str:
    """Who says "transfer" of an invoice in dollars may mean SEPA."""
    sepa = _option(exchange, "sepa", NOBODYS)
    if "transfer" not in exchange.asked.all("payment_way") or sepa is None or _option(exchange, "sepa", account):
        return ""
    return exchange.voice.say("sepa_only", currencies=exchange.voice.list(sorted(sepa.currencies or ())))


def _option(exchange: Exchange, way: str, account: Account) -> PaymentOption | None:
    options = exchange.desk.billing.paying.options(account.currencies)
    return next((option for option in options if option.method in _METHODS.get(way, ())), None)


def _refuse(exchange: Exchange, account: Account, way: str) -> None:
    voice = exchange.voice
    elsewhere = _option(exchange, way, NOBODYS)
    if elsewhere is not None and elsewhere.currencies:
        method = voice.say(f"method_{elsewhere.method}")
        no = voice.say("way_in_other_currency", method=method, currencies=voice.list(sorted(elsewhere.currencies)))
    else:
        no = voice.say("way_not_offered", way=voice.say(f"way_{way}" if voice.knows(f"way_{way}") else "way_other"))
    ways = ways_text(exchange, account.currencies)
    exchange.say(f"{no} {_intro(exchange, account)}\n\n{ways}", pay_buttons(exchange, account.to_pay))


def _in_currency(exchange: Exchange, account: Account, currency: str) -> None:
    """An invoice is paid in its own currency."""
    voice = exchange.voice
    if not account.currencies:
        exchange.tell("currency_in_general")
        return
    key = "currency_yes" if currency in account.currencies else "currency_no"
    said = voice.say(key, currency=currency, currencies=voice.list(account.currencies))
    if exchange.asked.form in _YES_NO:
        exchange.say(said, pay_buttons(exchange, account.to_pay))
        return
    ways = ways_text(exchange, account.currencies)
    exchange.say(f"{said} {_intro(exchange, account)}\n\n{ways}", pay_buttons(exchange, account.to_pay))


def _terms(exchange: Exchange) -> None:
    """Other terms are people's to grant: what is provided for, and the wish as a ticket, in the customer's words."""
    exchange.require_partner_customer()
    voice, asked = exchange.voice, exchange.asked
    before = voice.say("no_early_discount") if asked.speaks_of(SpokenOf.DISCOUNT) else _terms_provided(exchange)
    title = voice.say("terms_wish")
    line = wish_of(exchange, title, [asked.text]) if asked.has_words else wish_line(exchange, title)
    read_back(exchange, line, before=[before])


def _terms_provided(exchange: Exchange) -> str:
    voice, policy = exchange.voice, exchange.desk.partner.collections
    promises, days = voice.number(policy.dunning_promises_per_invoice), voice.days(policy.dunning_promise_max_days)
    return voice.say("terms_by_people", promises=promises, days=days)


def _notify(exchange: Exchange) -> None:
    account, voice = _seen(exchange), exchange.voice
    numbers = [f"**{facts.number}**" for facts in account.to_pay]
    such = voice.say("notify_numbers", numbers=voice.list(numbers)) if numbers else ""
    exchange.say(" ".join(filter(None, [voice.say("notify", email=exchange.desk.partner.support.email), such])))


def _autopay(exchange: Exchange) -> None:
    account, voice = _seen(exchange), exchange.voice
    exchange.say(f"{voice.say('autopay')} {voice.say('pay_in_general')}\n\n{ways_text(exchange, account.currencies)}")


class PaymentMethods(Planned):
    """The ways to pay, for the currencies that concern who asks."""

    action = "action_payment_methods"
    plans: ClassVar[Mapping[str, Plan]] = {
        "ways": _ways,
        "account": _account,
        "reference": _reference,
        "link": _link,
        "offered": _offered,
        "terms": _terms,
        "notify": _notify,
        "autopay": _autopay,
    }

    def whole(self, exchange: Exchange) -> None:
        """All ways."""
        _ways(exchange)
