"""Abbreviations, months and first words of sentences in languages other than English.

Plain facts of usage, written down for this project. Most abbreviations need no entry: a word
without a vowel (`Mrd.`, `bzw.`, `стр.`) or with points inside (`z.B.`, `т.е.`) is one by its shape.
"""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import words

NEVER: Final = words(
    """
    ing dipl mag hrn frl geb gest gegr abs ziff bzgl ggf evtl inkl exkl zzgl tsd std jh
    fa fam abb allg bes insb insbes entspr sog sogen vgl usf etc.pp ehem verh urspr österr schweiz
    z.b d.h u.a i.d.r z.t o.ä u.ä z.zt m.e v.a s.o s.u u.u v.chr n.chr i.v i.a e.v h.c a.d a.m.z
    mme mlle mgr bd boul env chap p.ex c.-à-d i.e av apr tél éd dép arr rens
    sr sra srta sres dn dña ud uds vd vds lic arq gral cnel tte cmdte prof profa dra drs pág págs
    núm núms art arts p.ej ej aprox tel av avda depto izq dcha exmo exma ilmo excmo excma admón
    sra. sr. sen dep eng engª des min max
    sig sigg sig.ra dott dott.ssa avv geom rag on sen cav comm egr spett prof prof.ssa pag pagg ca
    dhr mevr mw drs ir ds jhr bijv nl d.w.z m.b.t a.u.b o.a m.a.w t.a.v incl excl blz ong
    ul godz im św tys np tzw m.in os pl al prof hab inż doc ks red
    kl bl.a t.ex f.eks d.v.s s.k o.d osv mia nr tlf inkl
    tzv např č str ing mudr judr phdr sv tř ul
    проф акад доц ул им рис табл напр тыс руб долл коп кв корп обл мин сек ред гл пер пос дер
    янв февр апр авг сент окт нояб дек чел экз шт юр физ т.е т.к и.о т.н п.п т.ч вул просп буд
    """
)
"""What goes on before a capital and before a figure."""

MAY_END: Final = words(
    """
    usw u.a.m u.s.w etc ecc osv itd itp enz a.o gmbh s.a s.l s.p.a s.r.l s.a.s n.v b.v a.c d.c
    j.-c d.j v.chr n.chr d.c a.c ee.uu ss.mm гг др пр в.в н.э
    """
)
"""An end where the next word looks like the start of a sentence."""

ORDINARY: Final = words("on im al pl comm des sen rag ca os nl art min max ing doc red sv ir ds")
"""Those that English sentences may end with."""

NEVER_ANYWHERE: Final = NEVER - ORDINARY
ALL: Final = NEVER | MAY_END

MONTHS: Final = words(
    """
    Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember
    Jan Feb Mär Apr Jun Jul Aug Sept Sep Okt Nov Dez Januari Februari Maart Mei Augustus Marts Maj
    Augusti Desember
    """
)
"""What a numbered day goes on with; those that English has too count behind a foreign word."""

ENGLISH_MONTHS: Final = words(
    "April August September November Jan Feb Apr Jun Jul Aug Sept Sep Nov"
)

BEFORE_ORDINAL: Final = words(
    """
    am im zum vom beim der dem den des das die bis ab seit jeder jedes jeden ihr ihre ihren sein
    seine seinen ein eine einen einem einer unser unsere den det til fra de og und oder sowie
    zur zwischen nach vor
    """
)
"""Words of languages that write ordinals with a point, before one."""

WITH_ORDINAL_POINTS: Final = frozenset(("de", "da", "no", "nb", "nn", "fi", "cs", "hu", "pl"))

STARTERS: Final = {
    "de": words(
        "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Du Man Und Aber"
        " Doch Denn Auch In Im Am An Auf Aus Bei Beim Bis Für Mit Nach Seit Über Um Unter Von Vom"
        " Vor Zu Zum Zur Wenn Als Da Dann Dort Hier Heute Jetzt So Nun Noch Nur Nicht Kein Keine"
        " Dies Diese Dieser Dieses Sein Seine Ihre Was Wer Wie Wo Warum Laut Während Weil Ob"
    ),
    "fr": words(
        "Le La Les L Un Une Des Du Il Elle Ils Elles On Nous Vous Je Tu Ce Cet Cette Ces C Son Sa"
        " Ses Leur Leurs Et Mais Ou Donc Or Car Dans En Au Aux À Sur Sous Pour Par Avec Sans Selon"
        " Après Avant Depuis Lors Quand Si Comme Qui Que Tout Tous Plus Pas Personne Rien Mais"
    ),
    "es": words(
        "El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Yo Tú Usted Ustedes Nosotros Y O"
        " Pero En De Del Al A Con Por Para Sin Sobre Según Tras Desde Hasta Cuando Si Como Que Qué"
        " Su Sus Este Esta Estos Estas Ese Esa Eso Esto No Nadie Nada También Además Ya Hoy Ayer"
    ),
    "it": words(
        "Il Lo La I Gli Le Un Uno Una Egli Lui Lei Loro Noi Voi Io E Ed Ma O In Di Da Del Della Al"
        " Alla Nel Nella Con Su Per Tra Fra Secondo Dopo Prima Quando Se Come Che Chi Non Questo"
        " Questa Questi Queste Suo Sua Nessuno Anche Oggi Ieri"
    ),
    "pt": words(
        "O A Os As Um Uma Ele Ela Eles Elas Eu Nós Você E Mas Ou Em No Na Nos Nas De Do Da Dos Das"
        " Com Por Para Sem Sobre Segundo Após Desde Até Quando Se Como Que Não Este Esta Esse Essa"
        " Isso Seu Sua Ninguém Também Hoje Ontem"
    ),
    "nl": words(
        "De Het Een Hij Zij Ze Wij We Ik Jij U Er Dat Dit Die Deze En Maar Of Want In Op Aan Van"
        " Voor Met Door Bij Naar Uit Na Volgens Als Toen Wanneer Om Niet Geen Niemand Ook Nu"
    ),
    "pl": words("W We Z Na Do Po Za Od To Ten Ta On Ona Oni Nie I A Ale Jak Gdy Według Nikt Już"),
    "sv": words("Det Den De En Ett Han Hon Vi Jag Och Men I På Av Med För Till Enligt När Om Nu"),
    "da": words("Det Den De En Et Han Hun Vi Jeg Og Men I På Af Med For Til Ifølge Når Om Nu Der"),
    "ru": words(
        "Он Она Оно Они Мы Вы Я Ты Это Этот Эта Эти В Во На По За Из От К О Об С Со У И А Но Да"
        " Не Ни Как Так Что Кто Где Когда Если Для При После До Там Тут Его Её Их Никто Все Всё"
        " Тогда Потом Затем Однако Также Теперь Сегодня Вчера"
    ),
}
"""Language to words that rarely go on with a name."""
