"""What a post becomes: address, headers and content, made when it is sent."""

from bot.alerting.poster import Prepare, Request
from bot.bootstrap import Desk
from bot.services.records.posts import OutgoingPost
from bot.settings import wall_clock


def requests_of(desk: Desk) -> Prepare:
    """Makes the requests of a desk's posts: pushes, encrypted for one browser and signed by the desk."""

    def prepare(post: OutgoingPost) -> Request | None:
        if (to := post.subscription) is None:
            return None
        headers, content = desk.push_keys().sealed(to, post.body, desk.partner.support.email, wall_clock())
        return to.endpoint, headers, content

    return prepare
