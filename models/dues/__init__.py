"""党费: what a member's monthly amount is made of."""
