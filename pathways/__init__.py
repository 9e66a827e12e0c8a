"""Pathways: depression care as one graph, and a person's place on it as a pure function of (pathway, case)."""

__all__ = ["__version__"]
__version__ = "2026.11.0"
