"""Everything read from `data/`: theatres, lexicons, boundaries, messages, and where the bundled files are."""
