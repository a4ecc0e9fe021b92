"""The language is told from a few sentences, and English full of foreign names stays English."""

from __future__ import annotations

import pytest

from annotations.language.language_id import recognise

TEXTS = [
    (
        "fr",
        "Le port a rouvert lundi. La tempête a fait deux blessés, selon la "
        "préfecture. Les ferries reprendront mardi.",
    ),
    (
        "fr",
        "Un séisme de magnitude 5,6 a frappé la côte mardi, a annoncé l’institut. "
        "Aucune victime n’est à déplorer. Les écoles restent fermées.",
    ),
    (
        "fr",
        "Séisme au large de la côte: deux morts. Deux personnes ont été tuées, selon "
        "un premier bilan de la police. Le président se rendra sur place.",
    ),
    (
        "fr",
        "PARIS, 3 mars - La banque centrale a maintenu son taux directeur à 4,25 %. "
        "L’inflation recule, a dit M. Petit. La prochaine réunion est en mai.",
    ),
    (
        "fr",
        "Nordbank supprime 900 emplois. Les syndicats appellent à la grève. La "
        "direction ne commente pas.",
    ),
    (
        "fr",
        "Le ministre a démissionné. Il avait caché des comptes en Suisse. Le parquet enquête.",
    ),
    (
        "es",
        "El puerto reabrió el lunes. La tormenta dejó dos heridos, según la policía. "
        "Los barcos volverán el martes.",
    ),
    (
        "es",
        "Un sismo de magnitud 5,6 sacudió la costa el martes, informó el instituto. "
        "No hay víctimas. Las escuelas siguen cerradas.",
    ),
    (
        "es",
        "El ministro renunció. Había ocultado cuentas en Suiza. La fiscalía investiga.",
    ),
    (
        "it",
        "Il porto ha riaperto lunedì. La tempesta ha causato due feriti, secondo la "
        "polizia. I traghetti ripartono martedì.",
    ),
    (
        "it",
        "Una scossa di magnitudo 5,6 ha colpito la costa martedì, ha detto "
        "l’istituto. Nessuna vittima. Le scuole restano chiuse.",
    ),
    (
        "pt",
        "O porto reabriu na segunda-feira. A tempestade deixou dois feridos, segundo "
        "a polícia. Os barcos voltam na terça.",
    ),
    (
        "pt",
        "Um sismo de magnitude 5,6 atingiu a costa na terça, informou o instituto. "
        "Não há vítimas. As escolas continuam fechadas.",
    ),
    (
        "de",
        "Der Hafen wurde am Montag wieder geöffnet. Der Sturm verletzte zwei "
        "Menschen, teilte die Polizei mit. Die Fähren fahren ab Dienstag.",
    ),
    (
        "de",
        "Ein Beben der Stärke 5,6 erschütterte am Dienstag die Küste. Opfer gab es "
        "keine. Schulen bleiben geschlossen, sagte Weber.",
    ),
    (
        "nl",
        "De haven is maandag weer geopend. De storm maakte twee gewonden, volgens de "
        "politie. De veerboten varen vanaf dinsdag.",
    ),
    (
        "sv",
        "Hamnen öppnade igen på måndagen. Två personer skadades i stormen, enligt "
        "polisen. Färjorna går från tisdag.",
    ),
    (
        "da",
        "Havnen genåbnede mandag. To personer blev såret i stormen, ifølge politiet. "
        "Færgerne sejler igen fra tirsdag og der er ikke flere skader.",
    ),
    (
        "pl",
        "Port otwarto ponownie w poniedziałek. Dwie osoby zostały ranne podczas "
        "burzy, podała policja. Promy wracają we wtorek.",
    ),
    (
        "tr",
        "Liman pazartesi günü yeniden açıldı. Fırtınada iki kişi yaralandı, polis "
        "açıkladı. Feribotlar salı günü için hazır.",
    ),
    (
        "id",
        "Pelabuhan dibuka kembali pada hari Senin. Dua orang terluka dalam badai "
        "itu, kata polisi. Feri akan berlayar lagi pada Selasa.",
    ),
    ("ru", "Порт вновь открылся в понедельник. Двое ранены, сообщила полиция."),
    (
        "en",
        "The port reopened on Monday. The storm hurt two people, police said. "
        "Ferries return on Tuesday.",
    ),
    (
        "en",
        "Two hurt. Ferries stop. Minister resigns. Bank cuts rate. Club signs "
        "striker. Rain due. Schools shut. Prices up again. Votes counted. Court sits.",
    ),
    (
        "en",
        "LOS ANGELES: La Jolla and San Diego residents fled El Cajon as Santa Ana "
        "winds fanned a fire near Las Palmas, de facto closing the road.",
    ),
    (
        "en",
        "Real Madrid beat Atletico de Madrid 2-1. Los Blancos lead La Liga by six "
        "points. Barcelona drew 1-1 at Las Palmas.",
    ),
    (
        "en",
        "Calder 2 Northshore 1. Ardley 0 Dale 0. Wye 3 Roe 2. Holt 1 Poe 1. Pye 4 "
        "Lee 0. Tern 2 Marsh 2. Ames 1 Cole 0. Voss 2 Hume 1.",
    ),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_language_of_a_short_report(language: str, text: str) -> None:
    """Two or three sentences of a wire are enough."""
    assert recognise(text) == language


def test_what_is_declared_holds_where_the_words_do_not_contradict() -> None:
    """A table has no words of any language."""
    assert recognise("Calder 2 Ardley 1 Dale 0", "de") == "de"
    assert recognise("Two ports are open.", "de") == "de"
    report = "The port reopened on Monday, and the ferries will return to it on Tuesday."
    assert recognise(report, "de") == "en"
