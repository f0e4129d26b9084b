"""What clients can do, as protocols."""
