"""What a policy raises. Each carries a sentence fit for the person who reads it."""


class Denied(Exception):
    """The person may not do this, or not in this state of things.

    `sentence` is shown to the person; `rule` is the id of the rule that refused (R01 …) or empty.
    """

    def __init__(self, sentence: str, *, rule: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.rule = rule


class InvalidTransition(Denied):
    """The record is in a state from which this step does not lead on."""
