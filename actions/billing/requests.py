"""Requests about the customer's account: people carry them out, the desk writes them down."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import read_back, wish_line, wish_of
from bot.domain.customers.audience import Audience, audience_of
from bot.writing.voice import bullets


def _request(title: str, fact: str | None = None) -> Plan:
    """Reads the request back under a title; `fact` is the key of what is good to know before."""

    def plan(exchange: Exchange) -> None:
        if not _may_request(exchange):
            return
        say = exchange.voice.say
        before = [say("request_by_people"), *([say(fact)] if fact else [])]
        read_back(exchange, wish_line(exchange, say(f"request_{title}")), before=[" ".join(before)])

    return plan


def _form(exchange: Exchange) -> None:
    """What our papers say can be told at once; the papers themselves come from people."""
    if not _may_request(exchange):
        return
    ours, voice = exchange.desk.partner.organisation, exchange.voice
    facts = [
        (voice.say("label_legal_name"), ours.legal_name),
        (voice.say("label_address"), ", ".join(ours.address)),
        (voice.say("label_registration"), ours.registration),
        (voice.say("label_tax_number"), ours.vat_number),
    ]
    told = bullets(voice.say("our_fact", label=label, value=value) for label, value in facts if value)
    before = [voice.say("request_form_by_people"), told]
    read_back(exchange, wish_line(exchange, voice.say("request_form")), before=before)


def _order_number(exchange: Exchange) -> None:
    """The references to print; an invoice named beside them is told as what they are for, not as one of them."""
    asked, say = exchange.asked, exchange.voice.say
    references = dict.fromkeys((*asked.all("order_reference"), *asked.all("foreign_number")))
    invoices = dict.fromkeys(asked.all("invoice_number"))
    if not references:
        _request("order_number", "issued_invoices_stay")(exchange)
        return
    if not _may_request(exchange):
        return
    line = wish_of(exchange, say("request_order_number"), references)
    if invoices:
        line = say("wish_for_invoices", line=line, invoices=exchange.voice.list(invoices))
    read_back(exchange, line, before=[f"{say('request_by_people')} {say('issued_invoices_stay')}"])


class AccountRequest(Planned):
    """Wishes about addresses, recipients, numbers, contacts and papers."""

    action = "action_account_request"
    plans: ClassVar[Mapping[str, Plan]] = {
        "address": _request("address", "issued_invoices_stay"),
        "recipients": _request("recipients"),
        "order_number": _order_number,
        "tax_number": _request("tax_number", "issued_invoices_stay"),
        "contacts": _request("contacts"),
        "bank_details": _request("bank_details"),
        "reissue": _request("reissue", "reissue_by_credit_note"),
        "form": _form,
        "quote": _request("quote"),
    }

    def whole(self, exchange: Exchange) -> None:
        """A wish of no known kind is read back as it was said."""
        _request("other")(exchange)


def _may_request(exchange: Exchange) -> bool:
    """Billing and admin contacts; all others are told so."""
    exchange.require_partner_customer()
    audience = audience_of(exchange.who)
    if audience is Audience.BILLING:
        return True
    if audience in (Audience.VISITOR, Audience.UNLINKED):
        exchange.tell(exchange.to_no_contact("account_request"), email=exchange.desk.partner.support.email)
    else:
        exchange.tell("account_request_role")
    return False
