"""Reading: bytes become articles, with metadata, language and a record of all that cleaning removed."""
