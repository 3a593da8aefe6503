"""Files that people bring: read row by row, and everything that is wrong with them said at once, with line numbers."""
