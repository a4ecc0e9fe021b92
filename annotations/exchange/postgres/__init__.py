"""A shared PostgreSQL as one more carrier of an exchange.

`psycopg` is loaded where a connection is made, and nowhere else. Only plain SQL is used that
CockroachDB and YugabyteDB take, too. `docs/team.md` explains how to set it up.
"""
