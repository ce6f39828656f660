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
    "conversations.queue_position", "conversations.delivered_to_customer", "conversations.left_unanswered",
    "conversations.note_unanswered", "conversations.snooze_over",
    # Written with every change of hands, and read to end or to time it: instants and teams.
    "stretches.begin", "stretches.move", "stretches.end", "stretches.answered", "stretches.summarised",
    "stretches.open_in", "stretches.waits_since",
    # Which pages of the console are open, by their own random name; a count.
    "presence.appear", "presence.typing", "presence.leave", "presence.agents_present",
    # Questions about satisfaction: asked and answered within one conversation, by whoever speaks in it.
    "satisfaction.ask", "satisfaction.led_by_bot", "satisfaction.get", "satisfaction.keep_score",
    "satisfaction.keep_comment", "satisfaction.latest_choice",
    # They establish who asks.
    "people.by_email", "people.speaking_in",
    # The partner's own people and their sessions: no customer's data. Who may change them, the services decide.
    "agents.by_id", "agents.account", "agents.account_by_email", "agents.account_by_subject", "agents.accounts",
    "agents.active", "agents.lock", "agents.add", "agents.change", "agents.set_active", "agents.set_password",
    "agents.bind", "sessions.begin", "sessions.resolve", "sessions.seen", "sessions.of", "sessions.revoke",
    "sessions.revoke_all", "attempts.held", "attempts.write", "attempts.clear", "attempts.forget",
    # Adding to the log shows nothing of it; when a look of one's own was written last.
    "audit.note", "audit.last_look",
    # The export of verdicts, at the command line of the machine; every sentence is masked before it is written.
    "reviews.unexported", "reviews.exported",
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
    for attribute, prop in inspect.getmembers(ports.Work, lambda member: isinstance(member, property)):
        port = inspect.signature(prop.fget, eval_str=True).return_annotation
        for method, function in inspect.getmembers(port, inspect.isfunction):
            if not method.startswith("_"):
                wanted = inspect.signature(function).parameters
                assert list(implemented[f"{attribute}.{method}"].parameters) == list(wanted), method
