"""The recording is the truth; everything else makes one, plays one, or sums one up."""
