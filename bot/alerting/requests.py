"""What a post becomes: address, headers and content, made when it is sent."""

from standardwebhooks import Webhook

from bot.alerting.poster import Prepare, Request
from bot.bootstrap import Desk
from bot.services.records.posts import OutgoingPost
from bot.settings import wall_clock


def requests_of(desk: Desk) -> Prepare:
    """Makes the requests of a desk's posts: pushes, encrypted for one browser, and webhooks, both signed by the desk.

    Where the browser was removed, or the webhook is in partner.yml no more, there is none.
    """

    def prepare(post: OutgoingPost) -> Request | None:
        if post.hook is not None:
            return _webhook(desk, post)
        if (to := post.subscription) is None:
            return None
        headers, content = desk.push_keys().sealed(to, post.body, desk.partner.support.email, wall_clock())
        return to.endpoint, headers, content

    return prepare


def _webhook(desk: Desk, post: OutgoingPost) -> Request | None:
    """Signed as standardwebhooks.com says: id and body stay the same with every attempt, the time is the attempt's."""
    hook = next((one for one in desk.partner.alert_hooks if one.key == post.hook), None)
    secret = desk.settings.webhook_secrets.get(post.hook or "")
    if hook is None or secret is None:
        return None
    now = wall_clock()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "partner-desk",
        "webhook-id": post.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(post.message_id, now, post.body),
    }
    return hook.url, headers, post.body.encode()
