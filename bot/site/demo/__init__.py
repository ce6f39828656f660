"""The site of the fictional partner, for demonstrations: a front page, and signing in as one of its contacts."""
