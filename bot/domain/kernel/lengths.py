"""How long what people write may be, in characters: one limit for rules, forms and pages."""

from typing import Final

MESSAGE: Final = 8_000
"""One message of a customer or an agent, a note, the text of a ticket or its answer; longer ones are refused."""
ZONE: Final = 64
"""The name of a time zone; the longest that exist have half of it."""
BUTTON: Final = 120
"""A typed message up to which it may be the title of a button."""
FILE_NAME: Final = 120
"""The name of a file that came with a message, where it is told."""
COMMENT: Final = 2_000
"""What is added to a rating. A longer message is no comment but something to be answered."""
SUMMARY: Final = 2_000
"""What an agent leaves when handing a conversation back."""
SUBJECT: Final = 80
"""The subject of a ticket; longer ones are cut at a word."""
REASON: Final = 500
"""Why a ticket changes its state or its queue."""
TAG: Final = 40
"""One tag of a conversation. The database knows this limit too."""
CANNED_NAME: Final = 60
"""The name under which agents find a canned reply."""
CANNED_TEXT: Final = 2_000
"""A canned reply in one language."""
NAME: Final = 120
"""The name of an agent, as customers read it."""
ADDRESS: Final = 254
"""An e-mail address (RFC 5321, section 4.5.3.1.3)."""
SHORTEST_PASSWORD: Final = 12
"""Length is what counts (NIST SP 800-63B); rules about signs only make passwords predictable."""
PASSWORD: Final = 256
"""What is longer is no password of ours and not worth the hashing."""
SEARCH: Final = 200
"""Words searched for, or typed into a filter; more are cut."""
