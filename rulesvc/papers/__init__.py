"""Papers: what people sign or hand on, as files for a word processor, written from what use-cases have read."""
