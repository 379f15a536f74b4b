"""Text on pictures: any visitor's text as glyphs that a font has, and never as empty boxes."""
