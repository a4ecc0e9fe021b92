"""Every error that Slugline raises on purpose.

Each says what failed, where, and what to do next; its text is meant for the user.

    SluglineError
    ├── ConfigError            the configuration cannot be used
    │   └── LabelSchemeError   its labels or their keys contradict each other
    ├── ArticleError           a file is not an article that can be read
    ├── StoryError             what was named is no story or article of the corpus, or several
    ├── StoreError             the project folder cannot be used
    │   ├── NotSavedError      nothing was written; the same change may be tried again
    │   ├── StoreDeadError     a sync failed: what it covered may be lost; reopen the project
    │   ├── ReadOnlyError      the project may be read, not changed
    │   ├── ProjectTooNewError written by a later version
    │   ├── DamagedError       checksums or structure do not hold
    │   │   └── ForeignError   another program wrote a file
    │   └── RefusedError       a decision of a review cannot be made so
    ├── ExportError            the training set was not written
    ├── LabelFileError         a file of labels cannot be taken in
    └── ExchangeError          an exchange was not taken in, or not written
        └── ServerGoneError    a server cannot be reached now
"""

from __future__ import annotations


class SluglineError(Exception):
    """Base of every deliberate error; `str(error)` is a message for the user."""


class ConfigError(SluglineError):
    """The configuration cannot be used."""


class LabelSchemeError(ConfigError):
    """Labels or their keys contradict each other."""


class ArticleError(SluglineError):
    """A file is not an article that can be read."""


class StoryError(SluglineError):
    """What was named is no story or article of the corpus, or several."""


class StoreError(SluglineError):
    """The project folder cannot be used."""


class NotSavedError(StoreError):
    """Nothing was written; the same change may be tried again."""


class StoreDeadError(StoreError):
    """A sync failed, so what it covered may be lost; the project must be reopened."""


class ReadOnlyError(StoreError):
    """The project may be read, not changed."""


class ProjectTooNewError(StoreError):
    """The project was written by a later version of Slugline."""


class DamagedError(StoreError):
    """Checksums or structure of the project's files do not hold."""


class ForeignError(DamagedError):
    """A file that this store did not write, or not in this form."""


class RefusedError(StoreError):
    """A decision of a review cannot be made so; nothing was recorded."""


class ExportError(SluglineError):
    """The training set was not written; the old file, if any, is untouched."""


class LabelFileError(SluglineError):
    """A file of labels cannot be taken in; nothing of it was."""


class ExchangeError(SluglineError):
    """An exchange folder or bundle was not taken in, or not written; nothing was changed."""


class ServerGoneError(ExchangeError):
    """A team's server cannot be reached now; the same may succeed in a while."""
