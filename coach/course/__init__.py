"""What a course is: pure, no disk beyond the files it is told to read."""
