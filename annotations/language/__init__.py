"""Article -> sentences, and Analysis: mentions, quantities, quotations, cues."""
