"""Rasa's processor without what it does anew for each message though it stays the same while a model is loaded."""

from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.data import TrainingType

from bot.engine.serving.action_endpoint import ActionEndpoint
from bot.engine.serving.graph_runner import DirectGraphRunner
from bot.engine.serving.predictions import Predictions


class Quickened(MessageProcessor):
    """The loaded processor with a direct runner, kept connections and the predictions made so far."""

    def __init__(self, processor: MessageProcessor) -> None:
        """Take over the model of `processor`.

        Raises RuntimeError for a model whose stories hold customers' texts (what comes next would depend on each text)
        and for one that is not run node by node.
        """
        if processor.model_metadata.training_type is TrainingType.END_TO_END:
            raise RuntimeError("stories with customers' texts are not supported")
        if not isinstance(processor.graph_runner, DaskGraphRunner):
            raise RuntimeError(f"{type(processor.graph_runner).__name__} is not the runner Rasa loads a model with")
        self.__dict__.update(vars(processor))
        if processor.action_endpoint is not None:
            self.action_endpoint = ActionEndpoint(processor.action_endpoint)
        self.known_predictions = Predictions(processor.domain)
        self.graph_runner = DirectGraphRunner(processor.graph_runner)
