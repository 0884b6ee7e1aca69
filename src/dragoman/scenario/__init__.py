"""Crisis -> Outcome: compile, run, sensitivity."""
