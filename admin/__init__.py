"""The pages of the department: a second face on the same use-cases as the HTTP interface."""
