"""What a schema cannot say about a course."""
