"""What stands around the pages: window, desk, navigation, palette, lock, passwords."""
