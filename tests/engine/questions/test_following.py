"""Messages whose words leave no choice after what was talked about."""

import re

import pytest

from bot.domain.kernel.questions import ASPECTS
from bot.engine.questions.following import ANYTHING, LONGEST, followed, rules
from bot.engine.questions.forms import form_of
from bot.engine.text import folded

FOLLOWED = [
    ("find_invoice/sum", "out of these, how much have we cleared already?", "find_invoice/sum"),
    ("find_invoice/list", "how much of that is paid", "find_invoice/sum"),
    ("find_invoice/sum", "là-dessus, on a déjà réglé combien ?", "find_invoice/sum"),
    ("technical_issue/problem", "when will somebody call me back?", "support_pricing/response"),
    ("open_ticket/None", "et on me rappelle quand ?", "support_pricing/response"),
    ("ticket_status/state", "j'aurai une réponse sous combien de temps ?", "support_pricing/response"),
    ("subscription_info/why", "since when?", "subscription_info/since"),
    ("subscription_info/why", "depuis combien de temps exactement", "subscription_info/since"),
    ("subscription_info/why", "what do we have to pay to have it back on?", "subscription_info/restore"),
    ("subscription_info/since", "et on se reconnecte quand, si je paie là", "subscription_info/restore"),
    ("subscription_info/data", "from when?", "collections_policy/end"),
    ("collections_policy/suspension", "when would that be?", "collections_policy/suspension"),
    ("collections_policy/notice", "quel jour exactement ?", "collections_policy/notice"),
    ("collections_policy/end", "but nothing is blocked right now, is it active", "subscription_info/state"),
    ("collections_policy/end", "donc pour l'instant rien n'est suspendu", "subscription_info/state"),
    ("collections_policy/more_time", "and the reminders stop meanwhile?", "collections_policy/more_time"),
    ("collections_policy/more_time", "les rappels attendent jusque-là ?", "collections_policy/more_time"),
    ("payment_methods/account", "if we send it on Friday, is it on time?", "invoice_status/due"),
    ("invoice_status/due", "si je fais le virement jeudi ça arrive à temps ?", "invoice_status/due"),
    ("invoice_status/due", "on which day does it become overdue", "invoice_status/due"),
    ("collections_policy/reminder", "and how much do you charge for that?", "collections_policy/fee"),
    ("collections_policy/fee", "is it included in what we owe?", "collections_policy/fee"),
    ("collections_policy/fee", "elle est comprise dans le total ?", "collections_policy/fee"),
    ("invoice_status/late", "what must we pay now to be up to date?", "balance_due/overdue"),
    ("collections_policy/consequences", "je dois verser combien pour être en règle", "balance_due/overdue"),
    ("list_open_invoices/list", "which one is to pay first?", "balance_due/next_due"),
    ("list_open_invoices/list", "laquelle on règle d'abord", "balance_due/next_due"),
    ("invoice_status/paid", "to which account do we send it", "payment_methods/account"),
    ("payment_problem/failed", "d'accord, je paye où alors", "payment_methods/link"),
    ("explain_charge/change", "will it go up again next month?", "find_invoice/next"),
    ("explain_charge/change", "ça va encore augmenter la prochaine fois ?", "find_invoice/next"),
    ("find_invoice/next", "and about how much", "find_invoice/next"),
    ("find_invoice/next", "de combien environ", "find_invoice/next"),
    ("find_invoice/whole", "the extra seats, from what date are we billed", "subscription_info/changes"),
    ("explain_charge/seats", "mais nous ne sommes plus que 31", "subscription_info/unused"),
    ("ticket_status/state", "when was it opened?", "ticket_status/since"),
    ("ticket_status/state", "please add that the auditor waits for it", "ticket_status/add"),
    ("ticket_status/state", "précisez que c'est urgent pour nous", "ticket_status/add"),
    ("ticket_status/list", "the Outlook one", "ticket_status/state"),
    ("ticket_status/state", "it is happening again since yesterday", "ticket_status/reopen"),
    ("ticket_status/state", "c'est revenu ce matin, ça recommence", "ticket_status/reopen"),
    ("change_subscription/add", "leave it for now, I ask my boss", "deny"),
    ("cancel_subscription/cancel", "non, ne faites rien finalement", "deny"),
    ("find_invoice/tax", "I would rather speak with a person", "talk_to_human/person"),
    ("None/None", "je préfère parler à quelqu'un", "talk_to_human/person"),
    ("None/None", "are you going to cancel our licences?", "collections_policy/end"),
    ("None/None", "vous allez nous couper bientôt ?", "collections_policy/suspension"),
    ("None/None", "which invoice did our payment of 1284 go to?", "payment_problem/arrived"),
    ("None/None", "notre virement a été imputé sur quelle facture ?", "payment_problem/arrived"),
    ("None/None", "notre dernier paiement, c'était pour quelle facture ?", "payment_problem/arrived"),
    ("None/None", "la NS-104188, payée quand et par quoi ?", "invoice_status/paid_when"),
    ("support_pricing/price", "tax on top?", "support_pricing/price"),
    ("subscription_info/price", "c'est hors taxes ?", "subscription_info/price"),
    ("subscription_info/cost", "is that plus VAT?", "subscription_info/cost"),
    ("balance_due/total", "is that including VAT?", "balance_due/net"),
    ("find_invoice/net", "la TVA s'ajoute ?", "find_invoice/tax"),
    ("find_invoice/amount", "HT ou TTC ?", "find_invoice/amount"),
    ("find_invoice/whole", "what is on it, just the lines", "explain_charge/whole"),
    ("find_invoice/whole", "il y a quoi dessus ?", "explain_charge/whole"),
    ("support_pricing/price", "and the next one up?", "support_pricing/price"),
    ("support_pricing/response", "et celle en dessous ?", "support_pricing/response"),
    ("support_pricing/response", "and if it is not critical?", "support_pricing/response"),
    ("support_hours/week", "et si ce n'est pas critique ?", "support_pricing/response"),
    ("technical_issue/problem", "combien de temps ?", "support_pricing/response"),
    ("support_hours/at", "within how long?", "support_pricing/response"),
    ("ticket_status/state", "who is working on it tonight?", "ticket_status/who"),
    ("ticket_status/state", "qui s'en occupe ce soir ?", "ticket_status/who"),
    ("ticket_status/None", "and what is its number?", "ticket_status/state"),
    ("ticket_status/who", "quel est son numéro ?", "ticket_status/state"),
    ("list_open_invoices/list", "since how many days?", "invoice_status/late"),
    ("invoice_status/paid", "de combien de jours ?", "invoice_status/late"),
    ("find_invoice/number", "ça fait combien de jours ?", "invoice_status/late"),
    ("collections_policy/consequences", "since how many days?", "invoice_status/late"),
    ("support_pricing/hours", "within what time?", "support_pricing/response"),
    ("balance_due/total", "how many days late", "invoice_status/late"),
    ("subscription_info/restore", "et par quel moyen ?", "payment_methods/ways"),
    ("None/None", "which portal do we use for licences?", "contact_support/portal"),
    ("None/None", "on what day is it cancelled altogether?", "collections_policy/end"),
    ("None/None", "à quelle date est-ce résilié complètement ?", "collections_policy/end"),
    ("None/None", "will the next invoice be lower when I delete the accounts?", "subscription_info/unused"),
    ("None/None", "si je supprime des utilisateurs, la facture sera moins élevée ?", "subscription_info/unused"),
    ("collections_policy/more_time", "do the reminders stop?", "collections_policy/more_time"),
    ("invoice_status/late", "vous arrêtez les relances ?", "collections_policy/more_time"),
]


@pytest.mark.parametrize(("before", "text", "asks"), FOLLOWED)
def test_words_that_leave_no_choice_decide_what_is_asked(before: str, text: str, asks: str) -> None:
    assert _followed(before, text) == asks


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("find_invoice/whole", "how much of that is paid"),
        ("find_invoice/sum", "how much have we paid for the last invoice already?"),
        ("find_invoice/sum", "on a déjà payé par carte, c'est combien de TVA ?"),
        ("support_hours/now", "when do you open on Monday?"),
        ("find_invoice/whole", "since when?"),
        ("find_invoice/period", "for how many days?"),
        ("explain_charge/days", "since how many days?"),
        ("collections_policy/suspension", "when was our first invoice issued?"),
        ("technical_issue/problem", "how long has the invoice been open?"),
        ("None/None", "please cancel our subscription"),
        ("None/None", "can you send me the invoice of next month's project?"),
        ("None/None", "are you a real person?"),
        ("None/None", "êtes-vous une vraie personne ?"),
        ("None/None", "je n'ai pas de réponse de Teams"),
        ("None/None", "which invoices did we pay by transfer?"),
        ("None/None", "who works on Saturdays?"),
        ("find_invoice/amount", "and the tax?"),
        ("find_invoice/amount", "without tax"),
        ("find_invoice/whole", "what is its number?"),
        ("None/None", "the cheapest one"),
        ("None/None", "delete the account of Anna please"),
    ],
)
def test_other_words_are_left_to_the_model(before: str, text: str) -> None:
    assert _followed(before, text) is None


def test_a_day_named_after_a_promise_is_the_promised_one() -> None:
    text = folded("let us say 7 December")
    assert followed(text, "collections_policy", "more_time", form_of(text)) is None
    found = followed(text, "collections_policy", "more_time", form_of(text), frozenset({"date"}))
    assert found == ("collections_policy", "more_time")


@pytest.mark.parametrize(
    ("text", "named", "asks"),
    [
        ("can we pay on 25 November?", "date", "collections_policy/more_time"),
        ("nous paierons vendredi", "date", "collections_policy/more_time"),
        ("on peut payer le 25 novembre ?", "date", "collections_policy/more_time"),
        ("I will pay by card tomorrow, how?", "date", None),
        ("if we pay on Friday, is it in time?", "date", None),
        ("we will pay 500 EUR on Friday", "date", None),
        ("what did we pay in May?", "period", "payment_problem/arrived"),
        ("mail both to boss@contoso.example", "email", None),
        ("what does the 49 euro plan include?", "amount", "support_pricing/cover"),
        ("la formule à 199 euros répond vite ?", "amount", "support_pricing/response"),
        ("the 49 euro support plan", "amount", "support_pricing/price"),
        ("why is the azure plan 118 euros on the invoice", "amount", None),
        ("is somebody there at 3 am for us?", "time", "support_hours/at"),
        ("y a-t-il quelqu'un la nuit ?", "daypart", "support_hours/at"),
        ("there was somebody at 3 am", "time", None),
        ("2 in the morning, nobody can sign in, who do I get hold of now?", "time", "support_hours/at"),
        ("à 3 h du matin, qui appeler ?", "time", "support_hours/at"),
    ],
)
def test_what_is_named_belongs_to_the_words(text: str, named: str, asks: str | None) -> None:
    said = folded(text)
    found = followed(said, None, None, form_of(said), frozenset({named}))
    assert ("/".join(filter(None, found)) if found else None) == asks


def test_both_are_mailed_only_after_what_was_told() -> None:
    said = folded("envoyez les deux à patron@fabrikam.example")
    found = followed(said, "find_invoice", "copy", form_of(said), frozenset({"email"}))
    assert found == ("find_invoice", "copy")


def test_a_long_message_says_itself_what_it_is_about() -> None:
    assert _followed("technical_issue/problem", "when will somebody call me back? " + "word " * LONGEST) is None


def test_every_rule_names_aspects_there_are() -> None:
    known = {f"{topic}/{aspect}" for topic, aspects in ASPECTS.items() for aspect in aspects}
    asked = {f"{rule.topic}/{rule.aspect}" for rule in rules() if rule.aspect}
    after = {one for rule in rules() for one in rule.after if "/" in one}
    assert (asked | after) <= known
    assert {one for rule in rules() for one in rule.after if "/" not in one} <= {
        *ASPECTS,
        ANYTHING,
        "open_ticket",
        "previous_invoice",
    }


def test_no_alternative_of_a_rule_holds_a_broken_line() -> None:
    for rule in rules():
        assert not re.search(r"\| ", rule.words.pattern), rule


def _followed(before: str, text: str) -> str | None:
    topic, _, aspect = before.partition("/")
    said = folded(text)
    found = followed(said, None if topic == "None" else topic, aspect, form_of(said))
    return "/".join(filter(None, found)) if found else None
