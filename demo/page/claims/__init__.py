"""The Claims tab: an essay on distillation, beside what was measured here and what is published."""
