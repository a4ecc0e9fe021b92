"""What is true of articles, labels and annotators, with or without a terminal."""
