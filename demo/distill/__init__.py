"""The school at work: `python -m demo.distill teach | distil | nf4 | evaluate`."""
