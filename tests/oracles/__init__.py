"""What a plan and its captions must keep, worked out apart from the code that makes them."""
