"""The rows of docs/speed.md: our figure, a peer's in the same run, their ratio, and the aim."""
