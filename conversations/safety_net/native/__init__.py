"""The net's inner loops, written so that they can be compiled; never needed, only quicker."""
