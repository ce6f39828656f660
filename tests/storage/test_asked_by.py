"""No repository hands out a customer's data without being told who asks."""

import inspect
from collections.abc import Iterator

from bot.services import ports
from bot.storage.work import SqlWork

REVIEWED = {
    # Conversations are reached by an unguessable id which a token opened, and show one thread only.
    "conversations.rows.get", "conversations.log.delivered", "conversations.log.message", "conversations.log.after",
    "conversations.log.choice", "conversations.log.offered",
    # The machinery of turns and the queue, for the desk itself.
    "conversations.rows.open", "conversations.rows.save", "conversations.rows.remember", "conversations.leases.take",
    "conversations.leases.release", "conversations.rows.queued", "conversations.rows.queue_position",
    "conversations.rows.would_be_before",
    "conversations.rows.delivered_to_customer", "conversations.rows.left_unanswered",
    "conversations.rows.last_seq", "conversations.own.saw",
    "conversations.own.wrote_below", "conversations.own.was_here", "conversations.own.here_at",
    "conversations.rows.note_unanswered", "conversations.rows.snooze_over", "conversations.log.append",
    "conversations.turns.expect", "conversations.turns.next_in", "conversations.turns.waiting",
    "conversations.turns.note_failure", "conversations.turns.apologise", "conversations.turns.finish",
    "conversations.turns.understood",
    # Written with every change of hands, and read to end or to time it: instants and teams.
    "conversations.stretches.begin", "conversations.stretches.move", "conversations.stretches.end",
    "conversations.stretches.answered", "conversations.stretches.summarised",
    "conversations.stretches.open_in", "conversations.stretches.waits_since",
    # Which pages of the console are open, by their own random name; a count.
    "staff.presence.appear", "staff.presence.typing", "staff.presence.leave", "staff.presence.agents_present",
    "staff.presence.on_duty", "staff.presence.open_to",
    # Questions about satisfaction: asked and answered within one conversation, by whoever speaks in it.
    "conversations.satisfaction.ask", "conversations.satisfaction.led_by_bot", "conversations.satisfaction.get",
    "conversations.satisfaction.keep_score", "conversations.satisfaction.asked_at",
    "conversations.satisfaction.keep_comment", "conversations.satisfaction.latest_choice",
    # The clock of tickets and what it tells people: instants and codes, for the desk itself.
    "support.times.of", "support.times.set", "support.times.to_look_at", "support.times.reckoned_otherwise",
    "support.alerts.tell", "support.alerts.knows",
    # How often customers added to a ticket of late: a number, for the desk itself.
    "support.tickets.added",
    # They establish who asks.
    "customers.people.by_email", "customers.people.speaking_in", "customers.people.hold",
    # Signing in with a mailed code: found by the digest of a secret that only one browser has.
    "customers.codes.asked", "customers.codes.keep", "customers.codes.tried", "customers.codes.used",
    "notices.mails.end_codes", "notices.mails.has_ended_codes", "notices.mails.blanked",
    # Coming in with a proven address: a yes or no, a count, and the address's own things to its own contact.
    "customers.addresses.came", "customers.addresses.waits", "customers.addresses.begun",
    "customers.addresses.carry_over", "customers.addresses.id_of",
    # What an agent makes of an address, by its id: counts. Whoever may, the service decides, and notes it.
    "customers.addresses.hold", "customers.addresses.link", "customers.addresses.unlink",
    "customers.addresses.dismiss", "customers.addresses.take_back",
    # The partner's own people and their sessions: no customer's data. Who may change them, the services decide.
    "staff.agents.by_id", "staff.agents.account", "staff.agents.account_by_email", "staff.agents.account_by_subject",
    "staff.agents.accounts",
    "staff.agents.active", "staff.agents.lock", "staff.agents.add", "staff.agents.change", "staff.agents.set_active",
    "staff.agents.set_password",
    "staff.agents.set_away",
    "staff.agents.bind", "staff.sessions.begin", "staff.sessions.resolve", "staff.sessions.seen", "staff.sessions.of",
    "staff.sessions.revoke",
    "staff.sessions.revoke_all", "staff.attempts.held", "staff.attempts.write", "staff.attempts.clear",
    "staff.attempts.forget",
    # Adding to the log shows nothing of it; when a look of one's own was written last.
    "staff.audit.note", "staff.audit.last_look",
    # The export of verdicts, at the command line of the machine; every sentence is masked before it is written.
    "learning.reviews.unexported", "learning.reviews.exported",
    # The outbox: queued in the transaction of what a mail tells of, and emptied by the sender.
    "notices.mails.queue", "notices.mails.knows", "notices.mails.unasked_to_strangers", "notices.mails.claim",
    "notices.mails.hand_over", "notices.mails.settle", "notices.mails.give_up_on_lost", "notices.mails.bounced",
    # To whom the desk itself writes about a ticket or a conversation, and who ended that by a signed link.
    "notices.readers.of_ticket", "notices.readers.of_conversation", "notices.readers.by_mail", "notices.readers.stop",
    "notices.readers.resume", "notices.readers.has_stopped", "notices.readers.left_with_words",
    "notices.readers.unread_in", "notices.readers.queue_of",
    # Which agents are told of what: kinds, numbers and instants, for the desk itself.
    "notices.wishes.all", "notices.wishes.keep", "notices.tellings.to_pass_on", "notices.tellings.pass_on",
    "notices.tellings.agents_due", "notices.tellings.to_mail", "notices.tellings.to_push",
    "notices.subscriptions.add", "notices.subscriptions.of", "notices.subscriptions.agents",
    "notices.posts.queue", "notices.posts.claim", "notices.posts.settle", "notices.posts.due_pushes",
    "notices.tellings.settle",
    # Mails that arrive, written down by the desk itself: a yes or no, a count, how far a mailbox was read.
    "notices.received.knows", "notices.received.keep", "notices.received.count", "notices.received.mailbox",
    "notices.received.read_up_to", "notices.received.leave",
    # Kept by digest of a secret that only the bearer has.
    "conversations.tokens.issue", "conversations.tokens.living", "conversations.tokens.shorten",
    "conversations.tokens.grant_stream", "conversations.tokens.take_stream", "conversations.tokens.use_once",
    "billing.documents.issue", "billing.documents.granted",
}  # fmt: skip


def repository_methods() -> Iterator[tuple[str, inspect.Signature]]:
    for name, repository in repositories(SqlWork):
        for method, function in inspect.getmembers(repository, inspect.isfunction):
            if not method.startswith("_"):
                yield f"{name}.{method}", inspect.signature(function)


def repositories(work: type) -> Iterator[tuple[str, type]]:
    """Every repository as the transaction offers it: `billing.invoices` and its class."""
    for room, kind in offered(work):
        for name, repository in offered(kind):
            yield f"{room}.{name}", repository


def offered(kind: type) -> Iterator[tuple[str, type]]:
    for name, prop in inspect.getmembers(kind, lambda member: isinstance(member, property)):
        yield name, inspect.signature(prop.fget, eval_str=True).return_annotation


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
    for attribute, port in repositories(ports.Work):
        for method, function in inspect.getmembers(port, inspect.isfunction):
            if not method.startswith("_"):
                wanted = inspect.signature(function).parameters
                assert list(implemented[f"{attribute}.{method}"].parameters) == list(wanted), method
