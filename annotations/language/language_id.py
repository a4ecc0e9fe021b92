"""Which language a text is in: enough to know whether the English rules apply."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import lazily

NOTE: Final = (
    "The rules know English only; this text looks like '{language}'. Its sentences and plain"
    " figures are shown; names, speakers and cues are not guessed."
)

_WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in is was for that with as by at from has have are were be it this"
        " said on an but not will his he they who its after their had which would",
        "de": "der die das und ist nicht von zu mit den dem ein eine auf für im des sich auch als"
        " wird wurde werden hat sind bei nach wie es aus dass",
        "fr": "le la les des et est une dans pour que qui sur au par plus pas avec ce il sont du"
        " aux ont cette été mais comme leur être",
        "es": "el la los las de que y en un una por con para del se su al es lo como más pero fue"
        " ha este sus entre sobre también",
        "it": "il di che la e un una per non sono con del della in è le dei nel da si anche come"
        " più alla al gli ha delle",
        "pt": "de que e o a os as um uma para com não em do da no na por mais foi dos como ao das"
        " se é sua são pelo",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er ook als door bij naar"
        " uit nog werd heeft hij ze",
        "sv": "och att det som en på är av för med till den har inte om ett han men var jag sig"
        " från vi så kan när",
        "da": "og at det er en til på af for med den som der har ikke et han var men sig de om fra"
        " kan blev efter",
        "pl": "w i na z do się nie że to jest o jak po od za przez ale co dla są oraz tym już przy"
        " tego jego",
        "tr": "ve bir bu için ile da de olarak olan çok daha gibi en kadar sonra ne ise ama ya var"
        " olduğu",
        "id": "yang dan di dengan untuk pada dari ini itu dalam tidak akan ke oleh juga adalah"
        " telah sebagai atau",
    }.items()
}
"""Words that every text of the language is full of."""

_SCRIPTS: Final = (
    ("ru", lazily(r"[\u0400-\u04ff]")),
    ("el", lazily(r"[\u0370-\u03ff]")),
    ("ja", lazily(r"[\u3040-\u30ff]")),
    ("ko", lazily(r"[\uac00-\ud7af]")),
    ("zh", lazily(r"[\u4e00-\u9fff]")),
    ("ar", lazily(r"[\u0600-\u06ff]")),
    ("he", lazily(r"[\u0590-\u05ff]")),
    ("hi", lazily(r"[\u0900-\u097f]")),
    ("th", lazily(r"[\u0e00-\u0e7f]")),
    ("ka", lazily(r"[\u10a0-\u10ff]")),
    ("hy", lazily(r"[\u0530-\u058f]")),
)
_ODD: Final = lazily(r"[\u0370-\u1fff\u3040-\ud7ff]")
_LATIN: Final = lazily(r"[A-Za-z\u00c0-\u024f]")
_TOKEN: Final = lazily(r"[^\W\d_]+")
_ENOUGH: Final = 20
"""Words that it takes to contradict what the article declares."""


def recognise(text: str, declared: str = "en") -> str:
    """The language of `text` by its script and most frequent words; `declared` if in doubt."""
    odd = 0 if text.isascii() else len(_ODD.findall(text))
    latin = len(_LATIN.findall(text)) if odd else 1
    for code, script in _SCRIPTS if odd * 10 > len(text) else ():
        # Chinese characters also stand in Japanese, which is asked first.
        if len(script.findall(text)) * (3 if code == "ja" else 1) > latin:
            return declared if _same_script(declared, code) else code
    words = _TOKEN.findall(text.lower())
    if len(words) < _ENOUGH:
        return declared or "en"
    hits = {code: sum(map(known.__contains__, words)) for code, known in _WORDS.items()}
    best = max(hits, key=lambda code: hits[code])
    own = declared.partition("-")[0].lower()
    if own in hits and hits[own] * 10 >= hits[best] * 9:
        return declared
    if hits[best] * 12 < len(words):
        # Tables, results and lists of names have few such words in any language.
        return declared if hits[best] * 30 < len(words) or own == best else "und"
    return best


def _same_script(declared: str, code: str) -> bool:
    cyrillic = {"ru", "uk", "be", "bg", "sr", "mk", "kk"}
    arabic = {"ar", "fa", "ur", "ps"}
    own = declared.partition("-")[0].lower()
    return own == code or {own, code} <= cyrillic or {own, code} <= arabic
