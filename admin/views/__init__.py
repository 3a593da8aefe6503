"""The views, each a page or a few that belong together."""
