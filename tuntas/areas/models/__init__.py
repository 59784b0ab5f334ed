"""Tables of areas: the tree, and what is drawn and counted of it."""

from tuntas.areas.models.areas import Area, HomeArea, Succession
from tuntas.areas.models.boundaries import Boundary, BoundarySource

__all__ = ["Area", "Boundary", "BoundarySource", "HomeArea", "Succession"]
