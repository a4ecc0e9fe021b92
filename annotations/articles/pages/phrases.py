"""Words by which pages in several languages announce what is not the report.

Only whole short blocks, or how a short block begins, are told so: in a sentence of the report the
same words mean what they say.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 260
_READ: Final = (
    r"read (?:also|more|next|too|on)|also read|keep reading|continue reading|further reading|"
    r"see also|more on this(?: story| topic)?|more (?:from|about|on|in)\b.{2,40}|related"
    r"(?: (?:articles?|stories|content|coverage|topics?|news|posts?|links?|reading))?|"
    r"recommended(?: for you| reading| stories)?|you (?:may|might) (?:also )?(?:like|be interested "
    r"in)|most (?:read|popular|viewed)(?: in .{2,40})?|trending(?: now)?|top stories|"
    r"editors?['’]?s? picks?|don['’]t miss|up next|what to read next|"
    # German
    r"lesen sie (?:auch|hier|mehr|dazu|weiter)|lies auch|auch interessant|das könnte (?:sie|dich) "
    r"(?:auch )?interessieren|mehr (?:zum thema|dazu|lesen|aus|von|über)\b.{0,40}|zum thema|"
    r"weiterlesen|weitere (?:artikel|themen|nachrichten|meldungen)|meistgelesen(?:e.{0,20})?|"
    r"passend dazu|siehe auch|verwandte (?:artikel|themen)|"
    # French
    r"(?:à )?lire (?:aussi|également|la suite|plus)|à (?:voir|écouter) aussi|voir aussi|"
    r"sur le même (?:sujet|thème)|pour aller plus loin|les plus lus|"
    # Spanish, Portuguese, Italian, Catalan, Romanian
    r"(?:le[ea]r?|lee) (?:también|más|además)|te puede interesar|(?:más|lo más) (?:leído|visto|"
    r"información)|noticias relacionadas|artículos relacionados|le[ir]a (?:também|mais)|"
    r"veja (?:também|mais)|saiba mais|leia mais|mais lidas|notícias relacionadas|leggi anche|"
    r"(?:per )?approfondi(?:re|menti)|vedi anche|i più letti|potrebbe interessarti|citește și|"
    # Dutch, the Nordic languages
    r"lees (?:ook|meer|verder)|meer (?:over|lezen)\b.{0,40}|bekijk ook|les også|les mer|les mere|"
    r"læs (?:også|mere)|se også|läs (?:också|mer|även|vidare)|mer om\b.{0,40}|lue (?:myös|lisää)|"
    r"mest (?:leste|læste|lästa|lest)|lestu meira|sjá einnig|"
    # Slavic languages, Hungarian, Greek, Turkish
    r"czytaj (?:także|też|więcej|również|dalej)|zobacz (?:także|też|również|więcej)|"
    r"przeczytaj (?:także|też)|polecamy|čtěte (?:také|více)|přečtěte si(?: také)?|související|"
    r"mohlo by vás zajímat|čítajte (?:aj|viac)|читайте (?:также|ещё|еще|далее|теж|також)|"
    r"по теме|на эту тему|смотрите также|дивіться також|pročitajte (?:i|više)|olvasta már|"
    r"kapcsolódó|διαβάστε (?:επίσης|ακόμη|ακόμα)|δείτε επίσης|ayrıca (?:oku(?:yun)?|bakınız)|"
    # Indonesian, Malay, Vietnamese, Zulu, Xhosa, Afrikaans
    r"baca (?:juga|selengkapnya)|xem thêm|đọc thêm|tin liên quan|funda olunye udaba lapha|"
    r"lees ook|"
    # Arabic, Hebrew, Persian, Hindi, Chinese, Japanese, Korean, Thai
    r"اقرأ (?:أيضا|أيضًا|المزيد)|اقرأ أيضاً|קראו (?:עוד|גם)|بیشتر بخوانید|यह भी पढ़ें|相关(?:阅读|新闻|"
    r"报道|文章)|延伸閱讀|相關(?:新聞|報導|文章)|推荐阅读|関連(?:記事|ニュース)|あわせて読みたい|"
    r"관련(?: ?기사|뉴스)|อ่านเพิ่มเติม|อ่านข่าวที่เกี่ยวข้อง"
)
_LABEL: Final = re.compile(rf"[\W_]*(?:{_READ})[\W_]*", re.IGNORECASE)
_LEADING: Final = re.compile(
    rf"[\W_]*(?:{_READ}|MORE|NEXT|WATCH|VIDEO|PHOTOS?|RELATED|Mehr|Plus)\s?[:|►▶»›>–—-]",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(rf"[\W_]*(?:{_READ})\b", re.IGNORECASE)
_ADVERTISEMENT: Final = re.compile(
    r"\W*(?:anzeige|werbung|annonce|annonse|reklama?e?|реклама|publicidad|publicité|pubblicità|"
    r"publicidade|advertisement|advertentie|mainos|广告|広告|광고)\W*",
    re.IGNORECASE,
)
_PAID: Final = re.compile(
    r"il vous reste .{1,12}de cet article|.{0,80}(?:réservée? aux abonnés|(?:nur )?für abonnenten|"
    r"(?:exclusiv[oa]|sólo) para suscriptores|for subscribers only|subscribe to (?:read|continue)|"
    r"to continue reading|för prenumeranter|for abonnenter|dla (?:subskrybentów|prenumeratorów)|"
    r"有料会員|会員限定|この記事は有料|残り\s?\d+文字|riservat[oa] agli abbonati|para assinantes|"
    r"voor abonnees)",
    re.IGNORECASE,
)
_POINTING: Final = re.compile(r"\s*(?:>>|»|►|▶|→|➡|👉|🔴)")
_CAPTION: Final = re.compile(
    r"\W{0,3}(?:foto(?:s|grafie|grafía)?|photos?|image|imagen|immagine|imagem|bild|bilder|billede|"
    r"bilde|mynd|kuva|zdjęcie|fot\.|kép|φωτογραφία|фото|picture|pictures|pictured|symbolfoto|"
    r"symbolbild|foto ilustrativní|gambar|写真|図|圖|照片|사진)\s?(?:\([^)]{1,20}\))?\s?[:：©/].*",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT: Final = re.compile(
    r"\W{0,3}(?:©|\(c\)|ⓒ|copyright\s?(?:©|\(c\)|ⓒ|:|by\b|\d{4})|all rights reserved|"
    r"alle rechte vorbehalten).*"
    r"|.{0,120}(?:©|ⓒ|all rights reserved|alle rechte vorbehalten|無断転載|무단 ?전재).{0,80}",
    re.IGNORECASE | re.DOTALL,
)
_NEWSLETTER: Final = re.compile(
    r"(?:sign up|subscribe|register|join|get (?:the|our|breaking|all|more)|click here to (?:get|"
    r"join|sign)|melden sie sich|abonnier|jetzt anmelden|inscrivez|recevez|suscr[íi]b|recib[ae]|"
    r"iscriviti|assine|cadastre|schrijf je in|meld deg|tilmeld|prenumerera|zapisz się|přihlaste|"
    r"подпишит|подписывай|підпис).{0,200}(?:newsletters?|bulletin|boletín|inbox|e-?mail|briefing|"
    r"alerts?|app\b|whatsapp|telegram|channel|kanal|канал)",
    re.IGNORECASE | re.DOTALL,
)
_FOLLOW: Final = re.compile(
    r"(?:follow|like|find|folge[nt]?|suivez|síguenos|sigue|seguici|siga|volg|følg|följ|"
    r"folgst du|jak nás)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|telegram|tiktok|"
    r"youtube|google news|linkedin|x|bluesky|threads)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTACT: Final = re.compile(
    r".*(?:contact|get in touch|e-?mail|story\b.{0,20}\?|tips?\b|kontakt|hinweis|écrivez|redaktion)"
    r".*[\w.+-]+@[\w-]+\.\w+.*|.*[\w.+-]+@[\w-]+\.\w+.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
_COOKIE: Final = re.compile(
    r"(?=.*(?:\bcookies?\b|privacy settings|privatsphäre-einstellungen|externe[rn]? inhalt\w*|"
    r"external content|datenschutzeinstellungen|\bembed(?:ded)? content))(?=.*(?:accept|allow|"
    r"enable|display|settings|akzeptieren|anzeigen|anzeige|laden|einverstanden|verfügbar|"
    r"aktivier|accepter|aceptar|accettare|godta|tillåt)).*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED: Final = re.compile(
    r"[(\[/]\s?(?:[a-zäöü]{2,5}|[A-Z]{2,4})(?:[/, ]+[A-Za-z.]{2,8}){0,4}\s?[)\]/]"
)


NO_SCRIPT: Final = re.compile(
    r"(?:enabl|turn on|activ|aktivier|allow|activer|habilit|abilit|schakel).{0,30}java ?script"
    r"|java ?script.{0,40}(?:enabled?|disabled|required|turned|aktivier|activ|habilit|abilit"
    r"|deaktivier|désactiv|desactiv)",
    re.IGNORECASE,
)
"""In what a page says to readers without scripts, in the place of its text."""
PAID: Final = "note to subscribers"
"""That the rest is for those who pay."""


def is_label(text: str) -> bool:
    """Whether a block announces other articles, so that what stands in its box is those."""
    return len(text) <= 60 and _LABEL.fullmatch(text) is not None


def not_report(text: str, link_share: float) -> str:
    """What a block is instead of the report by its words; empty if they do not tell."""
    if len(text) > _LONGEST:
        return ""
    if _COOKIE.match(text):
        return "cookie notice"
    if _LABEL.fullmatch(text) and len(text) <= 60:
        return "related"
    if _LEADING.match(text) and (link_share > 0.4 or len(text) < 140):
        return "related"
    if _LABELLED.match(text) and link_share > 0.4:
        return "related"
    if _POINTING.match(text) and link_share > 0:
        return "related"
    for kind, pattern in (
        ("caption", _CAPTION),
        (PAID, _PAID),
        ("copyright", _COPYRIGHT),
        ("newsletter box", _NEWSLETTER),
        ("share text", _FOLLOW),
    ):
        if pattern.match(text):
            return kind
    if _ADVERTISEMENT.fullmatch(text):
        return "advertisement"
    if "@" in text and len(text) <= 200 and _CONTACT.fullmatch(text):
        return "contact line"
    return "byline" if len(text) <= 40 and _SIGNED.fullmatch(text) else ""
