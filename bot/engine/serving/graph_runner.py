"""Runs a loaded graph node by node: Rasa's own runner plans every run anew, which costs more than most nodes do."""

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[str, GraphNode, tuple[str, ...]]


class DirectGraphRunner(DaskGraphRunner):
    """Rasa's runner with the same nodes and results; the order of the nodes is found once for each set of targets."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Take over the nodes of `runner`, which has instantiated them."""
        self.__dict__.update(vars(runner))
        self._plans: dict[tuple[str, ...], list[Step]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return the output of each target. Raises GraphRunError, and what the nodes raise."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        if clashes := outputs.keys() & self._graph_schema.nodes.keys():
            raise GraphRunError(f"inputs named like nodes: {', '.join(sorted(clashes))}")
        try:
            for name, node, needs in self._plan(wanted):
                outputs[name] = node(*(outputs.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: outputs[name][1] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[Step]:
        if targets not in self._plans:
            self._plans[targets] = self._ordered(targets)
        return self._plans[targets]

    def _ordered(self, targets: tuple[str, ...]) -> list[Step]:
        """Return the nodes the targets rest on, each after what it needs. Rasa has refused circles when training."""
        nodes, steps = self._graph_schema.nodes, {}

        def add(name: str) -> None:
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                if need in nodes and need not in steps:
                    add(need)
            steps[name] = (name, self._instantiated_nodes[name], needs)

        for target in targets:
            if target not in steps:
                add(target)
        return list(steps.values())
