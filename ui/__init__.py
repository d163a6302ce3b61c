"""The window: shows records and calls the layers below; no rule lives here."""
