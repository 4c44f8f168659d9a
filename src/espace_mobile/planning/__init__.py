"""The office's solver of proposals, where `ortools` is installed; the plain one of the domain elsewhere."""

from __future__ import annotations

from importlib.util import find_spec

from espace_mobile.domain.proposal import greedy
from espace_mobile.domain.proposal.plan import Solver
from espace_mobile.planning import solver

__all__ = ["best_solver"]


def best_solver() -> Solver:
    """Of this device."""
    return solver.solve if find_spec("ortools") else greedy.solve
