"""How well replies are read: ``python -m tests.replies``."""
