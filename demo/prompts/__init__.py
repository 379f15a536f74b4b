"""Many prompts raced one after the other: how they are read, run, summed up and told."""
