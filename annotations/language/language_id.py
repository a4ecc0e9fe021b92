"""Which language a text is in: enough to know whether the English rules apply."""

from __future__ import annotations

from functools import cache
from typing import Final

from annotations.language.lexicon import lazily

NOTE: Final = "Names and speakers are found in English only; this looks like {language}."

NAMES: Final = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "pl": "Polish",
    "tr": "Turkish",
    "id": "Indonesian",
}
"""Languages that are recognised, by their codes; of others the code is all there is."""

_WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in is was for that with as by at from has have are were be it this"
        " said on an but not will his he they who its after their had which would a or been more"
        " than about over two when she her you we i one all no out up into could says police people"
        " if there what so do did them our your my him before against until during between while",
        "de": "der die das und ist nicht von zu mit den dem ein eine auf für im des sich auch als"
        " wird wurde werden hat sind bei nach wie es aus dass am vom zum zur einen einem einer er"
        " sie wir ich war hatte haben kann noch nur über unter um so oder aber seit vor keine kein"
        " mehr sagte laut uhr gegen bis durch wenn man ab gab zwei menschen",
        "fr": "le la les des et est une dans pour que qui sur au par plus pas avec ce il sont du"
        " aux ont cette été mais comme leur être un de en l d qu n s a selon ne se elle ils nous"
        " vous on son sa ses leurs fait après avant ou où lundi mardi mercredi jeudi vendredi"
        " samedi dimanche sans sous entre deux tous aussi encore avait était ces même depuis lors",
        "es": "el la los las de que y en un una por con para del se su al es lo como más pero fue"
        " ha este sus entre sobre también no según esta o han hay son desde hasta dos sin ya había"
        " era ser lunes martes miércoles jueves viernes dijo tras durante muy porque cuando le les"
        " personas contra",
        "it": "il di che la e un una per non sono con del della in è le dei nel da si anche come"
        " più alla al gli ha delle dal dalla nella i lo l secondo hanno ma o se ci lunedì martedì"
        " mercoledì giovedì venerdì dopo due stato era ai su tra fra questo questa suo sua degli"
        " dell sulla ancora nessuna nessun ed",
        "pt": "de que e o a os as um uma para com não em do da no na por mais foi dos como ao das"
        " se é sua são pelo pela segundo segunda-feira terça quarta quinta sexta à às ou mas seu"
        " nos nas há já também após dois duas sem entre quando até disse ele ela isso está tem",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er ook als door bij naar"
        " uit nog werd heeft hij ze volgens maar om tot over dan wordt deze was zo geen wel maandag"
        " dinsdag woensdag donderdag vrijdag twee kan hebben had zei na onder tegen vanaf weer",
        "sv": "och att det som en på är av för med till den har inte om ett han men var jag sig"
        " från vi så kan när de i enligt efter hon ska vid två skadades blev under sedan eller igen"
        " måndag måndagen tisdag tisdagen går också mot",
        "da": "og at det er en til på af for med den der har ikke et han men var jeg sig de om fra"
        " kan blev efter i ifølge hun skal ved to under eller igen mandag tirsdag også mod blevet"
        " som vi så når",
        "pl": "w i na z do się nie że to jest o jak po od za przez ale co dla są oraz tym już przy"
        " tego jego dwie dwa zostały został została podała we poniedziałek wtorek środę czwartek"
        " piątek podczas które który która był była było być ich jej także tylko osoby",
        "tr": "ve bir bu için ile da de olarak olan çok daha gibi en kadar sonra ne ise ama ya var"
        " olduğu iki kişi günü yeniden dedi göre oldu değil her ancak şu o salı pazartesi",
        "id": "yang dan di dengan untuk pada dari ini itu dalam tidak akan ke oleh juga adalah"
        " telah sebagai atau kata dua orang hari lagi bisa sudah ada karena mereka kepada senin"
        " selasa kembali saat",
    }.items()
}
"""Words that every text of the language is full of."""

_LETTERS: Final = {
    "de": "äöüß",
    "fr": "àâçèêëîïôœùûé",
    "es": "ñáíóúé",
    "it": "àèìòù",
    "pt": "ãõçáâêóúé",
    "sv": "åäö",
    "da": "åæø",
    "pl": "ąćęłńśźżó",
    "tr": "ğışçöü",
}
"""Letters that a language has and English has not."""

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
_ENOUGH: Final = 10
"""Words that it takes to contradict what the article declares."""


def recognise(text: str, declared: str = "en") -> str:
    """The language of `text` by its script and most frequent words; `declared` if in doubt.

    A word or a letter of several languages counts for each by that much less. Words with a capital
    count little, for La Jolla and Los Angeles stand in English texts.
    """
    odd = 0 if text.isascii() else len(_ODD.findall(text))
    latin = len(_LATIN.findall(text)) if odd else 1
    for code, script in _SCRIPTS if odd * 10 > len(text) else ():
        # Chinese characters also stand in Japanese, which is asked first.
        if len(script.findall(text)) * (3 if code == "ja" else 1) > latin:
            return declared if _same_script(declared, code) else code
    words = _TOKEN.findall(text)
    if len(words) < _ENOUGH:
        return declared or "en"
    scores = _scores(words)
    best = max(scores, key=lambda code: scores[code])
    own = declared.partition("-")[0].lower()
    if own in scores and scores[own] >= scores[best] * 0.8:
        return declared
    if scores[best] * 20 < len(words):
        # Tables, results and lists of names have few such words in any language.
        return declared if scores[best] * 50 < len(words) or own == best else "und"
    if len(words) < 2 * _ENOUGH and scores[best] < 1.5 + 2 * scores.get(own, 0):
        return declared
    return best


@cache
def _weights() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The languages of every frequent word, and of every letter."""
    words: dict[str, tuple[str, ...]] = {}
    letters: dict[str, tuple[str, ...]] = {}
    for table, found in ((_WORDS, words), (_LETTERS, letters)):
        for code, members in table.items():
            for member in members:
                found[member] = (*found.get(member, ()), code)
    return words, letters


def _scores(words: list[str]) -> dict[str, float]:
    """What speaks for each language."""
    known, marks = _weights()
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        weight = 1.0
        if word not in known:
            word = word.lower()
            weight = 0.3
        for code in known.get(word, ()):
            scores[code] += weight / len(known[word])
        if not word.isascii():
            for letter in marks.keys() & set(word):
                for code in marks[letter]:
                    scores[code] += 0.5 / len(marks[letter])
    return scores


def _same_script(declared: str, code: str) -> bool:
    cyrillic = {"ru", "uk", "be", "bg", "sr", "mk", "kk"}
    arabic = {"ar", "fa", "ur", "ps"}
    own = declared.partition("-")[0].lower()
    return own == code or {own, code} <= cyrillic or {own, code} <= arabic
