"""The ontology as data: PLOVER by default, or the user's own."""
