"""Role-play at run time: pure."""
