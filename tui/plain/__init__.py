"""Line mode: one plain line a step, for terminals and readers that cannot place a cursor."""
