"""What a learner can do, in views and intents; no front end inside."""
