"""The demo's canned replies: what agents of a cloud reseller write most, in both languages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.storage.demo.cast import instant
from bot.storage.schema import canned_replies as t


@dataclass(frozen=True, slots=True)
class CastReply:
    """A canned reply. `key` never changes, whatever agents call it later; `nom` is its name in French.

    `team` None is for everyone.
    """

    key: str
    name: str
    nom: str
    team: str | None
    intents: tuple[str, ...]
    en: str
    fr: str


REPLIES = (
    CastReply(
        "hello",
        "Hello",
        "Bonjour",
        None,
        ("talk_to_human", "greet"),
        "Hello {contact}, this is {agent} from the {team}. I am reading what you wrote and will be right with you.",
        "Bonjour {contact}, ici {agent} ({team}). Je lis vos messages et je suis à vous tout de suite.",
    ),
    CastReply(
        "one_moment",
        "One moment, please",
        "Un instant, s’il vous plaît",
        None,
        (),
        "Thank you for your patience. I need a few minutes to check this, and I will come back to you here.",
        "Merci de votre patience. Il me faut quelques minutes pour vérifier, et je reviens vers vous ici même.",
    ),
    CastReply(
        "how_to_pay",
        "How to pay an invoice",
        "Régler une facture",
        "commercial",
        ("payment_methods", "payment_problem", "balance_due"),
        "You can pay invoice {invoice} by card on this page: {payment_link}\n\nIf the payment is refused, tell me what "
        "the page says and I will look into it.",
        "Vous pouvez régler la facture {invoice} par carte sur cette page\u00a0: {payment_link}\n\nSi le paiement est "
        "refusé, dites-moi ce que la page affiche et je regarderai.",
    ),
    CastReply(
        "payment_received",
        "After a payment",
        "Après un règlement",
        "commercial",
        ("payment_problem", "collections_policy", "invoice_status"),
        "Thank you for your payment. It can take a few working days until invoice {invoice} shows as paid. You need "
        "not do anything else.",
        "Merci pour votre règlement. Il peut s’écouler quelques jours ouvrés avant que la facture {invoice} "
        "n’apparaisse comme payée. Vous n’avez rien d’autre à faire.",
    ),
    CastReply(
        "dispute",
        "We check a disputed invoice",
        "Vérification d’une facture contestée",
        "commercial",
        ("dispute_charge", "explain_charge", "refund_status"),
        "Thank you for telling us, {contact}. I am checking invoice {invoice} line by line. Please tell me which line "
        "looks wrong and what you expected; I will answer you with the calculation.",
        "Merci de nous l’avoir signalé, {contact}. Je vérifie la facture {invoice} ligne par ligne. Indiquez-moi la "
        "ligne qui vous semble fausse et ce que vous attendiez\u00a0; je vous répondrai avec le calcul.",
    ),
    CastReply(
        "seats",
        "Change the number of licences",
        "Changer le nombre de licences",
        "commercial",
        ("change_subscription", "cancel_subscription"),
        "I can change the number of licences for {customer}. Which product is it, how many licences do you need, and "
        "from which day? Within a term licences can be added at any time, and removed during the first seven days.",
        "Je peux modifier le nombre de licences de {customer}. De quel produit s’agit-il, combien de licences vous "
        "faut-il, et à partir de quel jour\u00a0? Pendant un engagement, on peut en ajouter à tout moment, et en "
        "retirer pendant les sept premiers jours.",
    ),
    CastReply(
        "details",
        "Details of a technical problem",
        "Précisions sur un problème technique",
        "technical",
        ("technical_issue", "open_ticket"),
        "To find the cause I need a little more:\n– what exactly do you see (the words of the message)?\n– since when, "
        "and for how many people?\n– does it also happen in the browser?",
        "Pour trouver la cause, il me faut quelques précisions\u00a0:\n– que voyez-vous exactement (le texte du "
        "message)\u00a0?\n– depuis quand, et pour combien de personnes\u00a0?\n– cela se produit-il aussi dans le "
        "navigateur\u00a0?",
    ),
    CastReply(
        "ticket_opened",
        "We go on in a ticket",
        "Suite dans un ticket",
        None,
        ("open_ticket", "ticket_status", "technical_issue"),
        "I have written everything down in ticket {ticket}. You will read our answer here; you can ask for its state "
        "at any time with this number.",
        "J’ai tout consigné dans le ticket {ticket}. Vous lirez notre réponse ici\u00a0; avec ce numéro, vous pouvez à "
        "tout moment demander où il en est.",
    ),
    CastReply(
        "closed_soon",
        "We close soon",
        "Nous fermons bientôt",
        None,
        ("support_hours", "contact_support"),
        "We are about to close. I will go on with this {opening}. If it cannot wait, write to {email} or call {phone}.",
        "Nous fermons bientôt. Je reprendrai {opening}. Si cela ne peut pas attendre, écrivez à {email} ou appelez le "
        "{phone}.",
    ),
    CastReply(
        "goodbye",
        "Goodbye",
        "Au revoir",
        None,
        ("thank", "goodbye"),
        "You are welcome, {contact}. I give you back to our assistant; write “talk to a person” whenever you need us "
        "again. {agent}, {partner}",
        "Avec plaisir, {contact}. Je vous rends à notre assistant\u00a0; écrivez «\u00a0parler à quelqu’un\u00a0» dès "
        "que vous avez besoin de nous. {agent}, {partner}",
    ),
)


def put_replies(connection: Connection, today: date) -> None:
    """Adds the replies that were never there and renews those nobody touched; what agents changed or deleted stays."""
    for reply in REPLIES:
        row = connection.execute(select(t).where(t.c.origin == f"seed:{reply.key}")).one_or_none()
        if row is None:
            _add(connection, reply, today)
        elif row.changed_by is None:
            connection.execute(update(t).where(t.c.id == row.id).values(_values(reply)))


def _add(connection: Connection, reply: CastReply, today: date) -> None:
    """Unless an agent has given the name to a reply of their own."""
    if connection.execute(select(t.c.id).where(t.c.name == reply.name)).first() is None:
        values = {**_values(reply), "origin": f"seed:{reply.key}", "changed_at": instant(today, 0)}
        connection.execute(insert(t).values(values))


def _values(reply: CastReply) -> dict[str, Any]:
    return {
        "name": reply.name,
        "names": {"en": reply.name, "fr": reply.nom},
        "team": reply.team,
        "intents": sorted(reply.intents),
        "texts": {"en": reply.en, "fr": reply.fr},
    }
