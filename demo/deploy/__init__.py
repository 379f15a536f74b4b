"""From this repository to a running Space: `python -m demo.deploy --space user/name`."""
