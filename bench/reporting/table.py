"""The figures as a person reads them."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.results import TARGETS

WIDTHS = (54, 12, 12, 9)


def lines(result: Mapping[str, Any]) -> Iterator[str]:
    """The table, the four ratios, and what is wrong with the run if anything is. `result` is as in var/bench.json."""
    yield from _machine(result["machine"])
    yield _row("", "stock", "desk", "ratio")
    yield from _times(result)
    yield from _throughput(result)
    yield from _conversation(result)
    yield from _resources(result)
    yield from _lookups(result)
    yield ""
    for name, (bound, limit) in TARGETS.items():
        verdict = "reached" if result["reached"][name] else "missed"
        yield f"{name:<24}{result[name]:>8.2f}   target: {bound} {limit}   {verdict}"
    yield from _warnings(result)


def _machine(machine: Mapping[str, Any]) -> Iterator[str]:
    yield f"{machine['cores']} cores, {machine['memory_mb']} MB, {machine['processor']}, Python {machine['python']}"
    yield f"{machine['date']}, load before the run {machine['load_before']}"
    yield ""


def _times(result: Mapping[str, Any]) -> Iterator[str]:
    for kind, sides in result["one_client"].items():
        for part in ("p50", "p95"):
            stock, desk = sides["stock"][part], sides["desk"][part]
            yield _row(f"{kind} answer, one client, {part}, ms", _ms(stock), _ms(desk), f"{desk / stock:.2f}")


def _throughput(result: Mapping[str, Any]) -> Iterator[str]:
    for kind, sides in result["throughput"].items():
        ratio = result["throughput_ratio_by_kind"][kind]
        cells = (f"{sides['stock']:.1f}", f"{sides['desk']:.1f}", f"{ratio:.2f}")
        yield _row(f"{kind} answers, 16 clients, messages/s", *cells)
        yield from _work(result["work_per_message"][kind])


def _work(sides: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    stock, desk = (sum(sides[side].values()) for side in ("stock", "desk"))
    yield _row("  processor time of one, ms", _ms(stock), _ms(desk), f"{desk / stock:.2f}")
    for side in ("stock", "desk"):
        for name, seconds in sides[side].items():
            yield _own_row(f"    {name}", _ms(seconds), side)


def _conversation(result: Mapping[str, Any]) -> Iterator[str]:
    for kind, sides in result["conversation"].items():
        for part in ("message_5", "message_100"):
            stock, desk = sides["stock"][part], sides["desk"][part]
            name = f"{kind} answer, {part.replace('_', ' ')} of a conversation, ms"
            yield _row(name, _ms(stock), _ms(desk), f"{desk / stock:.2f}")


def _resources(result: Mapping[str, Any]) -> Iterator[str]:
    stock, desk = (sum(result["memory"][side].values()) / 2**20 for side in ("stock", "desk"))
    yield _row("memory of all processes, MB", f"{stock:.0f}", f"{desk:.0f}", f"{desk / stock:.2f}")
    for side in ("stock", "desk"):
        for name, size in result["memory"][side].items():
            yield _own_row(f"  {name}", f"{size / 2**20:.0f}", side)
    for title, name in (("start until the first answer, s", "start_up"), ("training, s", "training")):
        stock, desk = result[name]["stock"], result[name]["desk"]
        if stock is not None and desk is not None:
            yield _row(title, f"{stock:.1f}", f"{desk:.1f}", f"{desk / stock:.2f}")


def _lookups(result: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield _row("", "1k", "100k", "ratio")
    for part, sizes in result["lookups"].items():
        small, large = sizes["1k"]["p50"], sizes["100k"]["p50"]
        yield _row(f"invoice look-up, {part}, p50, ms", _ms(small), _ms(large), f"{large / small:.2f}")


def _warnings(result: Mapping[str, Any]) -> Iterator[str]:
    if result["quick"]:
        yield "\nA quick run: too few messages to quote."
    if not result["machine"]["quiet"]:
        yield "\nThe machine had other work when the run began: treat the figures as provisional."
    if result["mistakes"]:
        yield f"\n{len(result['mistakes'])} answers were wrong, missing or repeated, so this run fails:"
        yield from (f"  {mistake}" for mistake in result["mistakes"][:20])


def _own_row(title: str, cell: str, side: str) -> str:
    """A figure that only one of the two has."""
    return _row(title, *((cell, "") if side == "stock" else ("", cell)), "")


def _row(title: str, *cells: str) -> str:
    return f"{title:<{WIDTHS[0]}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS[1:], strict=True))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
