"""What the school takes, in one place; anything beyond is refused.

Numbers are the largest that a subject is taught; a question beyond them belongs to `unknown`.
"""

from __future__ import annotations

SUM = 9999  # the largest operand of + and -, and the largest number that is divided or sorted
FACTOR = 9999  # the longer factor of a product; the other has one digit
DIVISOR = 9
PRIME = 9999
POWER = 20  # the highest power of two
DOUBLINGS = 7
PERCENT_OF = 9999  # the largest number a percentage is taken of
UNITS = 999  # of the larger unit; of dozens, feet and years 99, of days 9
DAYS = 999  # days counted on from a weekday
MINUTES = 720  # of a duration added to a time of day
ROW = 5  # numbers sorted at once
STEPS = 4  # of a story
STORY = 999  # the largest amount in a story
WORD = 14  # letters of a word that is counted in
SPELLED = 12  # letters of a word that is turned around, sorted or spelled out
NUMERAL = 9999  # written in English words and in Chinese
ROMAN = 3999
