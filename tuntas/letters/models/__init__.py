"""Registers and letters; batches of letters to every area."""

from tuntas.letters.models.batches import AskBucket, Batch, Delivery, PrintPiece
from tuntas.letters.models.letters import Letter, Letterhead, NumberPattern, Register, SignedCopy
from tuntas.letters.models.signings import BatchScan, BatchSigning

__all__ = [
    "AskBucket",
    "Batch",
    "BatchScan",
    "BatchSigning",
    "Delivery",
    "Letter",
    "Letterhead",
    "NumberPattern",
    "PrintPiece",
    "Register",
    "SignedCopy",
]
