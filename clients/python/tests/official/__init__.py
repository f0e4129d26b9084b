"""What the official package answers, recorded, and the same asked of this one."""
