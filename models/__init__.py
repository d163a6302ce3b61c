"""What is true: records, the one file they are kept in, and the rules about them."""
