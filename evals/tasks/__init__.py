"""One file a task of the scorers: `predict(record) -> prediction`, with the public API only and no gold field."""
