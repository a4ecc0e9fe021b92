"""Bytes become articles: decoding, canonical text, readers by format, corpus folders."""
