"""Wishes about the waiting are read from phrases in both languages, and nothing else is taken for one."""

import pytest

from bot.domain.kernel.cues import WaitingWish, is_only_a_wish, waiting_wishes
from bot.engine.finding import entities_of

LEAVE = (
    "can you just take a message",
    "Can I leave a message?",
    "could I leave you a message instead?",
    "I'd rather leave a message",
    "I would prefer to leave a message",
    "I'll leave a message",
    "I want to leave a message",
    "just take a message please",
    "take a message",
    "ok leave a message then",
    "let me leave a message",
    "let me just leave a note",
    "a message instead please",
    "can't I just leave a message?",
    "why don't you take a message",
    "why don't I just leave a message",
    "Leave a message instead",
    "is it possible to leave a message?",
    "we would like to leave a message for your team",
    "could someone take my message?",
    "je préfère laisser un message",
    "Je préférerais laisser un message",
    "puis-je laisser un message ?",
    "est-ce que je peux laisser un message ?",
    "je peux laisser un message ?",
    "on peut laisser un message ?",
    "pouvez-vous prendre un message ?",
    "vous pouvez juste prendre un message ?",
    "prenez plutôt mon message",
    "je vous laisse un message",
    "je voudrais laisser un petit mot",
    "plutôt un message",
    "Laisser plutôt un message",
    "j’aimerais vous laisser un message",
    "laissez-moi vous laisser un message",
    "c'est possible de laisser un message ?",
    "please reply by email",
    "could somebody get back to me by email instead?",
    "I would prefer to be contacted by mail",
    "ask them to write to me",
    "écrivez-moi plutôt par mail",
    "qu'on me réponde par écrit s'il vous plaît",
    "je voudrais être recontacté par courriel",
)
NO_WISH = (
    "I left a message yesterday",
    "did you get my message?",
    "I already left a message",
    "there is an error message",
    "I don't want to leave a message",
    "no I won't leave a message",
    "Outlook shows a message",
    "the message I left",
    "can you take the error message into account",
    "how do I leave a message on the voicemail in Teams, our phones do not let us do that since the update last week",
    "je ne veux pas laisser de message",
    "je ne veux pas laisser un message",
    "j'ai déjà laissé un message",
    "vous avez eu mon message ?",
    "un message d'erreur s'affiche",
    "je n'ai pas reçu le message",
    "we cannot recall a message in Outlook",
    "it is about NS-104231",
    "I'd rather not wait",
    "laisse tomber",
    "please take this into account",
    "can you email me the invoice please",
    "reply to my email",
    "I want a refund by email",
    "personne ne me répond par mail",
)
HOW_LONG = (
    "still there?",
    "are you still there?",
    "is anyone there?",
    "anybody there",
    "hello??",
    "how much longer?",
    "how long do I have to wait",
    "how long will it take?",
    "when will someone answer",
    "what's my position?",
    "am I next?",
    "how many people are ahead of me?",
    "toujours là ?",
    "vous êtes là ?",
    "il y a quelqu'un ?",
    "encore combien de temps ?",
    "combien de temps ça va prendre",
    "c'est encore longtemps ?",
    "quand est-ce que quelqu'un me répond ?",
    "quelle est ma position ?",
    "allô ?",
    "still with me?",
    "is it going to take long?",
    "how many are in front of me?",
    "ça va encore durer longtemps ?",
    "c'est bientôt mon tour ?",
    "vous êtes encore là ?",
)
NO_QUESTION = (
    "hello",
    "how long is the contract?",
    "how long are our licences valid?",
    "it is about NS-104231",
    "the file is still therefore",
    "there is nobody in the meeting room",
    "quand est due la facture ?",
    "does it take long to add a seat?",
)
GIVEN_UP = (
    "I would rather not wait",
    "I no longer want to wait",
    "I don't feel like waiting any longer",
    "sorry, I don't need a person any more",
    "stop waiting",
    "please cancel the hand-off",
    "can you take me off the queue",
    "it's fine, no agent needed",
    "forget it, I'll manage on my own",
    "I'll come back later, thanks",
    "je n'attends plus",
    "non merci, je ne souhaite plus attendre",
    "annulez la mise en relation s'il vous plaît",
    "enlevez-moi de cette file",
    "c'est bon, plus besoin d'un agent",
    "tant pis, je me débrouille",
    "je reviendrai demain",
)
NOT_GIVEN_UP = (
    "cancel my subscription",
    "cancel the queue in Teams",
    "stop the subscription",
    "I don't want to wait for the refund any longer",
    "I don't need an agent, I need my money",
    "I want a person and not a bot",
    "I don't want an agent to read this",
    "I won't wait forever!",
    "I can't wait any longer",
    "this is taking too long",
    "I don't mind waiting",
    "no agent has answered",
    "we no longer need the licence",
    "je reste avec vous",
    "j'attends",
    "annulez mon abonnement",
    "plus besoin de cette licence",
    "je ne veux pas attendre dix jours pour un avoir",
    "personne ne me répond",
)


def parse(text: str) -> dict[str, list[dict[str, str]]]:
    return {"entities": [{"entity": found.name, "value": found.value} for found in entities_of(text)]}


def wishes(text: str) -> frozenset[WaitingWish]:
    return waiting_wishes(parse(text))


@pytest.mark.parametrize("text", LEAVE)
def test_a_wish_to_leave_a_message_is_understood(text: str) -> None:
    assert WaitingWish.LEAVE_MESSAGE in wishes(text)
    assert WaitingWish.LEAVE_MESSAGE in wishes(text.upper())


@pytest.mark.parametrize("text", NO_WISH)
def test_what_only_speaks_of_messages_is_no_wish(text: str) -> None:
    assert WaitingWish.LEAVE_MESSAGE not in wishes(text)


@pytest.mark.parametrize("text", HOW_LONG)
def test_a_question_how_long_it_takes_is_understood(text: str) -> None:
    assert WaitingWish.HOW_LONG in wishes(text)


@pytest.mark.parametrize("text", NO_QUESTION)
def test_what_only_sounds_like_it_is_no_question(text: str) -> None:
    assert WaitingWish.HOW_LONG not in wishes(text)


@pytest.mark.parametrize("text", GIVEN_UP)
def test_who_says_nothing_but_not_to_wait_any_more_ends_the_wait(text: str) -> None:
    assert WaitingWish.GIVE_UP in wishes(text)
    assert WaitingWish.LEAVE_MESSAGE not in wishes(text)


@pytest.mark.parametrize("text", NOT_GIVEN_UP)
def test_a_complaint_or_another_matter_never_loses_the_place(text: str) -> None:
    assert WaitingWish.GIVE_UP not in wishes(text)


def test_a_long_message_is_for_the_agent() -> None:
    told = "can you take a message " + "and tell them that the Azure usage of March belongs to another company " * 2
    assert wishes(told) == frozenset()
    assert wishes("how long does it take until somebody looks at " + "the Azure usage of March and April " * 2) == (
        frozenset()
    )


def test_a_wish_with_something_to_tell_is_more_than_a_wish() -> None:
    bare = "can you just take a message please"
    telling = "can you take a message: please correct the VAT number on NS-104231"
    assert is_only_a_wish(bare, parse(bare))
    assert WaitingWish.LEAVE_MESSAGE in wishes(telling)
    assert not is_only_a_wish(telling, parse(telling))
