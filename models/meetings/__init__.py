"""Meetings and activities: who should come and came, what was said, voted and given to whom."""
