"""The Votes tab: two answers without names, a vote, the reveal, the tally."""
