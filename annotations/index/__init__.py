"""The index of a corpus: cards, words, names and values of its articles in one SQLite file.

It is derived from the files alone. Whatever is wrong with it, it is made anew; deleting it loses
nothing, and nothing that was acknowledged depends on it.
"""
