"""The page and form of any kind of record."""
