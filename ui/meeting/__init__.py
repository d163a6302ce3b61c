"""The parts of the editor of minutes: facts, who came, the points of the agenda, what to check."""
