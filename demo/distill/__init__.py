"""The school at work: `python -m demo.distill --help` lists its stages in their order."""
