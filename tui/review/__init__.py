"""The review: where labels differ, adjudicated by one key."""
