"""Pictures of a recording, drawn by Pillow with no browser: the card, and the film of the race."""
