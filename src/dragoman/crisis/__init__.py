"""Readings -> Crisis: many articles as one model with its evidence, edited by hand, kept in a folder."""

from dragoman.crisis.edits import Edits, load_edits, read_edits
from dragoman.crisis.folder import is_crisis_folder, load_crisis, load_readings, write_crisis
from dragoman.crisis.merge import merge_readings

__all__ = ["Edits", "is_crisis_folder", "load_crisis", "load_edits", "load_readings", "merge_readings", "read_edits", "write_crisis"]
