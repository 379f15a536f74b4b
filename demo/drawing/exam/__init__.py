"""An exam's card as HTML: the same on the page, on its share page and in what embeds it."""
