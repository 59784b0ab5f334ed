"""When no signature comes of it."""


class SigningFailed(Exception):
    """No signature came of it. Says nothing about the content."""


class SigningRefused(SigningFailed):
    """Why, in a sentence for whoever signs."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
