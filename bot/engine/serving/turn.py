"""One turn of Rasa's processor that either works as a whole or fails as a whole.

Rasa logs and forgets an action that raises, an action server that cannot be reached while slots are filled, a response
that does not exist and a dialogue that runs in circles, and answers with what it has. Here each of them fails the turn.
"""

import logging
from functools import cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.engine.serving.quickened import Quickened
from bot.engine.serving.tracker_store import StatelessTrackerStore

logger = logging.getLogger(__name__)

# Responses Rasa itself looks for and does without.
OPTIONAL_RESPONSES = frozenset({"utter_default", "utter_restart", "utter_back", "utter_session_start"})
BUTTON = ("title", "payload", "url")
ACTION_REJECTED = 400  # how the action server says that an action does not apply now, which is no failure


class TurnFailed(Exception):
    """The turn did not come to its end; nothing of it may be shown or kept."""


class Replies(OutputChannel):
    """Collects what the assistant says, in the contract's form."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, by which responses may vary."""
        return "desk"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message as it is, without splitting it at blank lines as Rasa's collector does."""
        buttons = [{key: button[key] for key in BUTTON if key in button} for button in message.get("buttons") or []]
        self.said.append({"text": message.get("text"), "buttons": buttons, "custom": message.get("custom") or None})


@cache
def _reply_schema() -> Any:
    """Return Rasa's schema of a reply, ready for use; Rasa checks the schema itself again with every reply."""
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validated(reply: dict[str, Any]) -> bool:
    """Check what the action server replied. Raises ValidationError."""
    _reply_schema().validate(reply)
    return True


class WatchedAction(Action):
    """Notes when the action it stands for raises."""

    def __init__(self, action: Action, failures: list[str]) -> None:
        """Stand for `action`, append to `failures`."""
        self._action = action
        self._failures = failures

    def __getattr__(self, name: str) -> Any:
        """Be the action in everything else."""
        return getattr(self._action, name)

    def name(self) -> str:
        """Return the action's name."""
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> ActionExecuted:
        """Return what the action wants noted; forms and loops have their own."""
        return self._action.event_for_successful_execution(prediction)

    async def run(self, *arguments: Any, **named: Any) -> list[Event]:
        """Run the action. A rejection is part of the dialogue, anything else a failure."""
        try:
            return list(await self._action.run(*arguments, **named) or [])
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self._failures.append(f"action {self.name()}: {type(error).__name__}")
            raise


class WatchedEndpoint(EndpointConfig):
    """Notes when the action server fails, also where Rasa goes on without it."""

    def __init__(self, endpoint: EndpointConfig, failures: list[str]) -> None:
        """Stand for `endpoint`, append to `failures`."""
        self.__dict__.update(vars(endpoint))
        self._endpoint = endpoint
        self._failures = failures

    async def request(self, *arguments: Any, **named: Any) -> Any:
        """Pass the request on. Raises what the endpoint raises."""
        try:
            return await self._endpoint.request(*arguments, **named)
        except Exception as error:
            if not (isinstance(error, ClientResponseError) and error.status == ACTION_REJECTED):
                self._failures.append(f"action server: {type(error).__name__}")
            raise


class WatchedResponses(NaturalLanguageGenerator):
    """Notes when a response does not exist: silence is no answer."""

    def __init__(self, responses: NaturalLanguageGenerator, failures: list[str]) -> None:
        """Stand for `responses`, append to `failures`."""
        self._responses = responses
        self._failures = failures

    async def generate(self, utter_action: str, *arguments: Any, **named: Any) -> dict[str, Any] | None:
        """Return the response, None only for those that may be missing."""
        response: dict[str, Any] | None = await self._responses.generate(utter_action, *arguments, **named)
        if response is None and utter_action not in OPTIONAL_RESPONSES:
            self._failures.append(f"response {utter_action} does not exist in this language")
        return response


class Turn(Quickened):
    """The loaded processor, for the length of one message of one conversation."""

    def __init__(self, model: Quickened, store: StatelessTrackerStore) -> None:
        """Take over the model and the conversation in `store`."""
        self.__dict__.update(vars(model))
        self.failures: list[str] = []
        self.tracker_store = store
        self.nlg = WatchedResponses(model.nlg, self.failures)
        if model.action_endpoint is not None:
            self.action_endpoint = WatchedEndpoint(model.action_endpoint, self.failures)

    async def run(self, message: UserMessage) -> None:
        """Answer the message into its output channel. Raises TurnFailed, and what Rasa itself raises."""
        await self.handle_message(message)
        if self.failures:
            raise TurnFailed("; ".join(self.failures))

    async def _run_action(self, action: Action, *arguments: Any, **named: Any) -> bool:
        if self.failures:
            raise TurnFailed("; ".join(self.failures))
        if isinstance(action, RemoteAction):
            vars(action)["_validate_action_result"] = _validated
        return bool(await super()._run_action(WatchedAction(action, self.failures), *arguments, **named))

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """Choose what comes next. Raises ActionLimitReached when the dialogue runs in circles."""
        try:
            return super().predict_next_with_tracker_if_should(tracker)
        except ActionLimitReached:
            self.failures.append("the dialogue did not come to an end")
            raise

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        if tracker.followup_action:  # an action named it, no policy
            return super()._predict_next_with_tracker(tracker)
        return self.known_predictions.recall(tracker, lambda: super(Turn, self)._predict_next_with_tracker(tracker))

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        return False  # a conversation ends when the desk closes it, not by Rasa's clock
