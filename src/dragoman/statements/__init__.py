"""Who said what, who stands where: (Parse, Cast, events) -> statements, relations, alignments."""

from __future__ import annotations

from dragoman.statements.alignment import find_alignments
from dragoman.statements.changes import find_alignment_changes
from dragoman.statements.find import find_statements
from dragoman.statements.relations import find_relations

__all__ = ["find_alignment_changes", "find_alignments", "find_relations", "find_statements"]
