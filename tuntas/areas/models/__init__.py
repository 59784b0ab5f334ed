"""Tables of areas: the tree, and what is drawn and counted of it."""

from tuntas.areas.models.areas import Area, HomeArea, Succession
from tuntas.areas.models.boundaries import Boundary, BoundarySource
from tuntas.areas.models.population import Population, PopulationSource

__all__ = ["Area", "Boundary", "BoundarySource", "HomeArea", "Population", "PopulationSource", "Succession"]
