"""What staff do: join by link, take a case, answer, hand back; one idea a file."""
