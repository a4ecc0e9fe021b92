"""Pages as browsers save them: markup, what they declare, which of their text is the report."""
