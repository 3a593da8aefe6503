"""How results are printed: for the eye, for a spreadsheet, for other programs."""
