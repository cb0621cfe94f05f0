"""Memory: one database, every word in it sealed."""
