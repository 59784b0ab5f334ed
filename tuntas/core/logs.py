"""What may stand in a log line: no personal data that can be recognised, and one event on one line."""

import logging
import re

from lokal.samaran.logging import SamaranFilter

# All that a terminal or a log reader might take for the end of a line or for a command.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    """The text with control characters written out, so that nobody can forge a line of the log."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Masked(SamaranFilter):
    """Masks NIK, phone numbers and the like in message, traceback and stack of every record of a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask in place; a record that cannot be written must not stop the program that wrote it."""
        try:
            super().filter(record)
        except Exception:  # noqa: BLE001 - whatever is wrong with the record
            record.msg, record.args, record.exc_info, record.exc_text = (
                "a log message could not be written",
                None,
                None,
                "",
            )
        record.msg = one_line(str(record.msg))
        return True


class Line(logging.Formatter):
    """One line for the event; what belongs to it (traceback, stack) is indented below, line by line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802, ARG002 - logging's name; never reached, the filter did it
        """Nothing: a traceback that did not pass the filter is not written."""
        return ""

    def format(self, record: logging.LogRecord) -> str:
        """Indent everything after the first line."""
        first, *rest = super().format(record).split("\n")
        return "\n".join([first, *(f"    {one_line(line)}" for line in rest)])
