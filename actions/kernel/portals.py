"""The portals of those who are not the partner's customers, and of administrators."""

from actions.kernel.exchange import Exchange


def portal_lines(exchange: Exchange, cloud: str | None = None, product: str | None = None) -> list[str]:
    """One line a product family with its portal: of the cloud named, else the speaker's own."""
    facts = exchange.desk.support.plans.portals(asked_by=exchange.who, cloud=cloud, product=product)
    say = exchange.voice.say
    return [say("portal", family=say(f"family_{family}"), portal=portal) for family, portal in facts.portals.items()]
