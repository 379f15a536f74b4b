"""Distilling a pair that is not ours: any local or hub teacher, any student, anyone's prompts."""
