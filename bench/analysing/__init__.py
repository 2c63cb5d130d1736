"""What local analysis costs, and whether its short way is as good as its long one."""
