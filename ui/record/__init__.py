"""The page of any kind of record, with its form, and what a person does to its table."""
