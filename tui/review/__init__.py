"""The review: where labels differ, settled by one key."""
