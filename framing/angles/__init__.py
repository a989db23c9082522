"""From tables to the angle of each side and outlet: naming, credence, agency, and the words that set them apart."""
