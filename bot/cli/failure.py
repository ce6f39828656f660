"""What a command says when it cannot go on."""


class CommandFailed(Exception):
    """The text is one clear sentence with the way to mend it; `status` is the command's exit status."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status
