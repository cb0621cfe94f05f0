"""Stories, and what holds for every state of every conversation."""
