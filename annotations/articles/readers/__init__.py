"""One module a format: `recognises(head)` says whether a file is of it, `read(source)` reads it.

The table of them is in `annotations.articles.formats`; a module is imported for the files that
seem to be of its format, and a library of others' only by `read`.
"""
