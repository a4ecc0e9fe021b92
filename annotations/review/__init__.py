"""Several annotators: agreement, the queue of disagreements, gold."""
