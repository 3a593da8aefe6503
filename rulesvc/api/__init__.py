"""The HTTP interface: handlers that load, open the transaction, call one use-case and dump."""
