"""Pictures that are drawn by the server: geometry in whole numbers, pure, each told by a table as well."""
