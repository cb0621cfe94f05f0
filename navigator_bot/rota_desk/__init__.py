"""The rota in chat: seeing it, changing it, asking for a change, and on or off duty."""
