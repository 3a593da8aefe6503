"""Named queries, one noun a file. Nothing here commits."""
