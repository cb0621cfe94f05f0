"""What help exists: the directory of services, and which of them suit a person, with reasons."""
