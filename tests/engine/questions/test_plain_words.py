"""Messages whose words leave no choice whatever was talked about before: wishes, whatever their reason names."""

import pytest

from bot.engine.finding import entities_of
from bot.engine.questions.following import followed
from bot.engine.questions.forms import form_of
from bot.engine.text import folded

CHANGE, DIFFERENCE, CURRENCY = "explain_charge/change", "explain_charge/difference", "find_invoice/currency"
RECIPIENTS, TERMS, PROMISE = "account_request/recipients", "payment_methods/terms", "collections_policy/more_time"
NUMBER, RESPONSE, PRICE = "find_invoice/number", "support_pricing/response", "subscription_info/price"
PORTAL = "contact_support/portal"

CHANGES, GAP, IN_TIME = "subscription_info/changes", "support_pricing/difference", "invoice_status/late"

PLAIN = [
    ("la facture qui est en retard, c koi son numero", NUMBER),
    ("the one that's late: what is its number?", NUMBER),
    ("number of the paid one", NUMBER),
    ("which plan gives a first answer within 4 hours, and what does it cost?", RESPONSE),
    ("pour une première réponse en 2 h il faut quelle formule ?", RESPONSE),
    ("combien me coûte mon azure ce mois-ci, je l'ai pris en direct chez microsoft", PORTAL),
    ("what does our Visio cost? We bought it straight from Microsoft", PORTAL),
    ("how do the response times of Plus and Premium differ?", RESPONSE),
    ("quelle différence de délai de réponse entre Basic et Plus ?", RESPONSE),
    ("quelle formule répond plus vite ?", RESPONSE),
    ("how much do you sell Copilot for?", PRICE),
    ("what would you charge for Power BI Pro", PRICE),
    ("à combien vous vendez Visio par utilisateur ?", PRICE),
    ("quel est votre prix de vente pour Power BI", PRICE),
    ("What day did our Business Premium licences go from 50 to 60?", CHANGES),
    ("On which exact date did the 50 to 60 seats change, from 50 to 60 seats I mean?", CHANGES),
    ("since when have our seats gone from 20 up to 25?", CHANGES),
    ("à quelle date sommes-nous passés de 50 à 60 postes ?", CHANGES),
    ("quand le nombre de licences est-il monté de 20 à 25 ?", CHANGES),
    ("how much more is Premium than Plus?", GAP),
    ("How much extra a month if we go from Plus to Premium?", GAP),
    ("Premium, c'est combien de plus que Plus par mois ?", GAP),
    ("quelle est la différence de prix entre Basic et Plus", GAP),
    ("was NS-104188 settled on time or too late?", IN_TIME),
    ("NS-104188: paid before its due date?", IN_TIME),
    ("la NS-104188 a été réglée dans les délais ?", IN_TIME),
    ("NS-104188 payée avant ou après l'échéance, et quel jour ?", IN_TIME),
    ("Give me the gap between NS-104188 and NS-104231 line by line", CHANGE),
    ("comparez 104188/104231 poste par poste", CHANGE),
    ("how much was Azure on the invoice before and how much is it on this one?", DIFFERENCE),
    ("Azure : combien sur l'avant-dernière et combien sur la dernière ?", DIFFERENCE),
    ("compare Azure on the previous bill and the current one", DIFFERENCE),
    ("how many pounds is 1476.60 euros", CURRENCY),
    ("c'est combien en dollars, 588 euros ?", CURRENCY),
    ("what would our last invoice come to in swiss francs", CURRENCY),
    ("ça fait combien en f cfa ?", CURRENCY),
    ("Je serai absente lundi, merci d'ajouter paul@fabrikam.example comme destinataire de nos factures", RECIPIENTS),
    ("I am away from Tuesday: please send all bills to jane@contoso.example as well", RECIPIENTS),
    ("could you cc sam@contoso.example on every invoice from December", RECIPIENTS),
    ("mettez compta2@fabrikam.example en copie de chaque facture à partir de mars", RECIPIENTS),
    ("Could we split NS-104120 into four instalments?", TERMS),
    ("can we spread the bill over three months", TERMS),
    ("On aimerait étaler la NS-104199 sur 2 mois", TERMS),
    ("payer NS-104199 en quatre fois, vous acceptez ?", TERMS),
    ("any rebate if we pay ahead of the date?", TERMS),
    ("une remise si on règle avant l'échéance ?", TERMS),
    ("Nous paierons la NS-104199 dans deux semaines, merci de patienter", PROMISE),
    ("I'll settle NS-104120 in ten days, bear with us", PROMISE),
    ("je règle ça d'ici 5 jours, promis", PROMISE),
    ("can we pay within a fortnight?", PROMISE),
    ("on vous paie dans 4 jours, merci de suspendre les rappels", PROMISE),
]
OTHERS = [
    "would it be cheaper if we bought directly from Microsoft, how much?",
    "we have had no reply within 4 hours",
    "what is the number of overdue invoices",
    "what's the amount of the overdue invoice",
    "what is the difference between Plus and Premium?",
    "why is the price of Plus different from the price of Premium",
    "what margin do you make when you sell Copilot",
    "combien vous payez Copilot à Microsoft",
    "how much does Microsoft charge you for Visio",
    "when can we go from 50 to 60 seats?",
    "quand pouvons-nous passer de 50 à 60 postes ?",
    "we want to go from 50 to 60 seats",
    "which invoice shows that we went from 50 to 60 seats?",
    "when did the price go from 50 to 60 euros?",
    "how much faster does Premium answer than Plus?",
    "how much more time do we get with Premium?",
    "how much more do we pay this month?",  # no plan is named
    "what does Premium cost?",
    "if NS-104188 is not paid on time, what happens?",
    "will NS-104231 be paid on time if we send it today?",
    "is there a fee on NS-104120 for having paid late?",
    "was it paid on time?",  # goes on with an invoice, by the classifier
    "NS-104231 n'est pas payée, elle est en retard ?",
    "what is on NS-104231, line by line",
    "NS-104188 and NS-104231 please, in detail",
    "why is Azure higher on this bill than on the previous one",
    "Azure on the last bill?",
    "how many licences of Business Premium last time and this time",
    "how much do we owe in dollars",
    "which invoices are in dollars",
    "is that in euros?",
    "how much does Premium cost in dollars",
    "please send a copy of NS-104231 to jane@contoso.example",
    "send all overdue invoices to jane@contoso.example",
    "add jane@contoso.example to my ticket about the invoices",
    "please add Jane to all invoices",  # without an address the classifier decides
    "how much of the instalments is left to pay",
    "have you charged us in two times",
    "vous nous avez facturé deux fois",
    "is there a discount for charities",
    "la remise en demeure part quand ?",
    "what happens if we pay in 3 weeks?",
    "will we be suspended if we pay within two weeks",
    "do we have to pay in 10 days?",
    "the invoice is due in ten days",
    "nous payons toujours nos factures",
]


@pytest.mark.parametrize(("text", "asks"), PLAIN)
@pytest.mark.parametrize("before", [None, "support_hours"])
def test_plain_words_decide_whatever_was_talked_about(text: str, asks: str, before: str | None) -> None:
    assert _asked(text, before) == asks


@pytest.mark.parametrize("text", OTHERS)
def test_other_words_are_left_to_the_model(text: str) -> None:
    assert _asked(text) is None


def test_a_wish_beside_another_question_leaves_both_to_the_clauses() -> None:
    text = folded("can we pay in three instalments, and when are you open?")
    assert followed(text, None, None, form_of(text), several=True) is None


def _asked(text: str, before: str | None = None) -> str | None:
    said = folded(text)
    found = followed(said, before, None, form_of(said), frozenset(one.name for one in entities_of(text)))
    return "/".join(filter(None, found)) if found else None


def test_two_clauses_that_compare_one_product_are_one_question() -> None:
    text = folded("Azure: how much on the one before and how much on the last?")
    found = followed(text, None, None, form_of(text), frozenset({"product"}), several=True)
    assert found == ("explain_charge", "difference")
