"""Widgets draw values and post messages; they never hold the store."""
