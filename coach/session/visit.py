"""One sitting with coach: what all activities share, and the doors between them."""
