"""Numbers in a text with what they say: value, unit, kind; dates, money, durations, counts."""
