"""Downloads of news services: many articles in one file, each with a heading of fields.

A *carrier* (text, Word, RTF, a page) becomes lines, the same whatever it was; a *service* reads
lines. `sniffing` tells which carrier and service a file is.
"""
