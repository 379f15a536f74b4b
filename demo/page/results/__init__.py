"""The Distillation tab: how a pair's student was made, drawn from the files under results."""
