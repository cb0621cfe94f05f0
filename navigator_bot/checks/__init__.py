"""Looks for faults in the wordings before people meet them; `wording` puts the parts together."""
