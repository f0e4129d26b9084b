"""Records as every client and local mode send them: normalised, checked, split, encoded, and results shaped. No I/O."""
