"""Pure rules of the house: they are handed what they need, and decide."""
