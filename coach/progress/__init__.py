"""What the learner did: pure."""
