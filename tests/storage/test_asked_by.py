"""No repository hands out a customer's data without being told who asks."""

import inspect
from collections.abc import Iterator

from bot.services import ports
from bot.storage.work import SqlWork

REVIEWED = {
    # Conversations are reached by an unguessable id which a token opened, and show one thread only.
    "conversations.get", "conversations.delivered", "conversations.message", "conversations.after",
    "conversations.choice", "conversations.offered",
    # The machinery of turns and the queue, for the desk itself.
    "conversations.open", "conversations.save", "conversations.append", "conversations.remember",
    "conversations.expect_turn", "conversations.next_turn", "conversations.waiting", "conversations.lease",
    "conversations.release", "conversations.note_failure", "conversations.finish_turn", "conversations.queued",
    "conversations.queue_position",
    # They establish who asks.
    "people.by_email", "people.speaking_in",
    # Kept by digest of a secret that only the bearer has.
    "tokens.issue", "tokens.conversation_of", "tokens.use_once", "documents.issue", "documents.granted",
}  # fmt: skip


def repository_methods() -> Iterator[tuple[str, inspect.Signature]]:
    for name, prop in inspect.getmembers(SqlWork, lambda member: isinstance(member, property)):
        repository = inspect.signature(prop.fget, eval_str=True).return_annotation
        for method, function in inspect.getmembers(repository, inspect.isfunction):
            if not method.startswith("_"):
                yield f"{name}.{method}", inspect.signature(function)


def test_every_method_names_who_asks_or_was_reviewed() -> None:
    unreviewed = {name for name, signature in repository_methods() if "asked_by" not in signature.parameters}
    assert unreviewed == REVIEWED


def test_who_asks_cannot_be_left_out_or_given_by_position() -> None:
    for name, signature in repository_methods():
        asked_by = signature.parameters.get("asked_by")
        if asked_by is not None:
            assert asked_by.kind is inspect.Parameter.KEYWORD_ONLY, name
            assert asked_by.default is inspect.Parameter.empty, name


def test_every_port_is_implemented_with_its_own_parameters() -> None:
    implemented = dict(repository_methods())
    for attribute in ("invoices", "subscriptions", "tickets", "people", "conversations", "tokens", "documents"):
        port = getattr(ports, attribute.capitalize())
        for method, function in inspect.getmembers(port, inspect.isfunction):
            if not method.startswith("_"):
                wanted = inspect.signature(function).parameters
                assert list(implemented[f"{attribute}.{method}"].parameters) == list(wanted), method
