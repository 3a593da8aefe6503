"""Pictures: what is drawn by the server, worked out in whole numbers."""
