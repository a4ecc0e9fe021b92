"""What interrupts a report is told from the report, wherever it stands."""

from __future__ import annotations

import time

import pytest

from annotations.articles.boilerplate import boilerplate
from annotations.articles.credit_lines import glued
from tests.unit.language.material import article, sentences

REPORT = """Cranes fall in storm

Two cranes fell on Monday, the port said.

{}

No one was hurt, the port added.

The owner declined to comment."""

INTERRUPTIONS = [
    "(Reporting by Ana Vidal and Petra Holm; Editing by Lou Marsh)",
    "(Additional reporting by Ana Vidal in Holt)",
    "Correction: An earlier version of this article gave a wrong year.",
    "An earlier version of this story misspelled a name.",
    "Click here to read more.",
    "Advertisement",
    "ADVERTISEMENT",
    "- Advertisement -",
    "Advertisement · Scroll to continue",
    "Story continues below advertisement",
    "Article continues below",
    "Continue reading the main story",
    "SKIP ADVERTISEMENT",
    "Sponsored",
    "READ MORE",
    "Read more: Why the crane fell",
    "READ MORE: What we know so far",
    "ALSO READ | Port reopens after two days",
    "Also Read: Bank holds rate, warns of slower growth",
    "Related: Who owns the port?",
    "Related articles",
    "See also: The storm in pictures",
    "More on this story",
    "More from Northshore",
    "Watch: Drone footage of the harbour",
    "WATCH | Minister visits harbour",
    "Read the full story here.",
    "In pictures: Storm hits the coast",
    "Analysis: Why the bank waited",
    "Sign up for our newsletter to get the news each morning.",
    "Sign up to our free Morning Edition email",
    "Subscribe to The Courier for unlimited access to our journalism.",
    "Get the day’s top stories in your inbox every morning.",
    "Follow us on X and Facebook.",
    "Follow The Courier on WhatsApp",
    "Join our Telegram channel for updates",
    "Click here to download our app",
    "Download the Courier app",
    "___",
    "# # #",
    "* * *",
    "-30-",
    "###",
    "---",
    "• • •",
    "ENDS",
    "(END)",
    "Image caption,",
    "Image source, Getty Images",
    "Image source, Tern Pictures",
    "Photo: Ana Ruiz/Getty Images",
    "Image: Tern/Ana Ruiz",
    "Credit: Harbour Board",
    "Photograph: Tom Oak/The Courier",
    "(Photo by Ana Ruiz/Getty Images)",
    "9.15am",
    "10:42 GMT",
    "10.05 BST",
    "14:05",
    "Updated at 10.05 GMT",
    "2h ago",
    "15 minutes ago",
    "To contact the reporter on this story: Ann Poe in London at apoe@example.org",
    "To contact the editors responsible for this story: Bob Roe at broe@example.org, Cy Dow",
    "--With assistance from Cy Dow.",
    "(With inputs from agencies)",
    "With inputs from PTI",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "(Updates with comment by the port, background)",
    "(Adds details, quotes from paragraph 4)",
    "(Recasts lead, adds share price)",
    "(Corrects spelling of name in paragraph 3.)",
    "(This story has not been edited by staff and is auto-generated from a syndicated feed.)",
    "@highlight",
    "BYLINE: Ann Poe",
    "SECTION: NEWS; Pg. 1",
    "LENGTH: 85 words",
    "Load-Date: March 4, 2024",
    "Section: NEWS; Pg. 1",
    "LANGUAGE: ENGLISH",
    "1 of 2 DOCUMENTS",
    "End of Document",
    "Published",
    "Published March 3, 2024",
    "Published 3 hours ago",
    "Updated 10.05 GMT",
    "Last updated on March 3, 2024",
    "Share",
    "Share this article",
    "Comments",
    "Most read",
    "Key events",
    "Editor’s note: This article was changed on March 3.",
    "All Rights Reserved",
    "Copyright 2024 Test Courier Ltd.",
]

SENTENCES = [
    "(Reporting by the agency was praised, he said.)",
    "(Reporting by Holt papers was poor.)",
    "An earlier version of the bill was rejected in May.",
    "Click here and the light goes on, she said.",
    "Correction of the error took a week, the minister said.",
    "Advertisement spending fell by 12 percent, the group said.",
    "Advertisers fled.",
    "The advertisement was withdrawn on Monday.",
    "Read more books, the minister told pupils.",
    "“Read more,” she said.",
    "Related costs rose by a fifth.",
    "Related: the firm owns half of the port.",
    "See also how the port handled it in 2019.",
    "Watch: it may break.",
    "Listen: nobody wants this to end, he said.",
    "More on that later, Mr. Pye said.",
    "More: a third crane may fall.",
    "Sign up by Friday, the school told parents.",
    "Subscribe to that view and you lose, he said.",
    "Get ready for a harder winter.",
    "Get the boat out, the captain shouted.",
    "Follow the money, she told the court.",
    "Follow Ana Ruiz and you will find the harbour.",
    "Join the army and see the world on YouTube, the advert said.",
    "Join protesters in the square, organisers wrote on Facebook.",
    "Photo: a moment of calm before the storm.",
    "Photographs by the police show two men on the pier.",
    "Image matters, the minister said.",
    "Credit: the bank gives none to small firms.",
    "Credit rose by 3 percent.",
    "Updated figures show a fall.",
    "Published figures show a rise.",
    "Published in March, the report blames the owner.",
    "At 9.15am the court sat.",
    "9.15am: The court sits.",
    "2 hours ago the harbour was calm.",
    "Adds up to a loss, he said.",
    "(He added that the port was closed.)",
    "(Updates are due on Monday.)",
    "Section 12 applies.",
    "Length matters: the pier is 85 m long.",
    "Language: it divides the country.",
    "To contact the dead was her trade.",
    "Our standards are high, the principal said.",
    "Share prices fell.",
    "Comments by the minister angered the owners.",
    "Ends meet for few families.",
    "The end.",
    "It ended.",
    "1 of 2 suspects fled.",
    "85 words were cut from the report.",
    "Body found in harbour.",
    "The Associated Press reported the fall first.",
    "In pictures taken at noon the crane still stands.",
    "Editor’s death shocks town.",
    "Analysis shows the cables were worn.",
    "Opinion is split.",
    "Live music returns to the pier.",
    "Continue reading the meter until Friday, the notice says.",
    "Image by image, the film shows how the crane fell.",
    "MR PYE: We knew.",
    "MUMBAI: The Sensex fell 2 percent on Monday.",
    "SOURCE close to the owner: nobody called.",
    "Support our troops, the banner read.",
]


@pytest.mark.parametrize("paragraph", INTERRUPTIONS)
def test_what_interrupts_a_report_is_boilerplate(paragraph: str) -> None:
    """Advertisement, links, offers, rules, fields, times, credits, notes of the desk."""
    text = REPORT.format(paragraph)
    assert [span.of(text) for span in boilerplate(text)] == [paragraph]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_looks_like_it_is_not(sentence: str) -> None:
    """In the middle of the report, at its top and at its end."""
    assert boilerplate(REPORT.format(sentence)) == ()
    assert boilerplate(f"Cranes fall in storm\n\n{sentence}\n\nIt is so.\n\n{sentence}") == ()


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        (
            "Photo: Ana Ruiz/Getty Images The minister left the hall at noon.",
            ["~Photo: Ana Ruiz/Getty Images", "The minister left the hall at noon."],
        ),
        (
            "The minister left the hall at noon. Photo: Ana Ruiz/Getty Images",
            ["The minister left the hall at noon.", "~Photo: Ana Ruiz/Getty Images"],
        ),
        (
            "Image: Tern Pictures The harbour reopened on Monday.",
            ["~Image: Tern Pictures", "The harbour reopened on Monday."],
        ),
        (
            "Credit: Getty Police searched the pier on Monday.",
            ["~Credit: Getty", "Police searched the pier on Monday."],
        ),
        ("Photo: Ana Ruiz. The minister left.", ["~Photo: Ana Ruiz.", "The minister left."]),
        ("Image caption, The dam before it fell", ["~Image caption,", "The dam before it fell"]),
        (
            "FILE PHOTO: A crane on the quay, March 3, 2024. REUTERS/Ana Ruiz/File Photo",
            ["~FILE PHOTO:", "A crane on the quay, March 3, 2024.", "~REUTERS/Ana Ruiz/File Photo"],
        ),
        (
            "The crane lies on the quay on Monday. (AP Photo/Ana Ruiz)",
            ["The crane lies on the quay on Monday.", "~(AP Photo/Ana Ruiz)"],
        ),
        ("Cranes on the quay [Ana Ruiz/Reuters]", ["Cranes on the quay", "~[Ana Ruiz/Reuters]"]),
        ("She gave him credit: The plan worked.", ["She gave him credit: The plan worked."]),
        ("“The Image: A History” is a book.", ["“The Image: A History” is a book."]),
    ],
)
def test_a_credit_is_cut_from_the_line_that_it_is_glued_to(
    paragraph: str, parts: list[str]
) -> None:
    """Before the report's words, behind them, and the leads of captions; `~` is boilerplate."""
    text = REPORT.format(paragraph)
    assert sentences(text)[2:-2] == [part.removeprefix("~") for part in parts]
    marked = [span.of(text) for span in boilerplate(text)]
    assert marked == [part[1:] for part in parts if part.startswith("~")]


def test_a_headline_is_no_link() -> None:
    """What leads to another report further down may be the title of this one."""
    text = "Analysis: Why the bank waited\n\nThe bank waited.\n\nAnalysis: Why the port closed"
    assert [span.of(text) for span in boilerplate(text)] == ["Analysis: Why the port closed"]


@pytest.mark.parametrize(
    "part",
    ["Photo: A ", "Image caption, ", "(AP Photo ", "Read more: ", "Photo by A/", "[A/", "FILE - "],
)
def test_time_is_linear_in_the_text(part: str) -> None:
    """Whatever is repeated, on one line or on many."""
    for between in ("", "\n"):
        text = (part + between) * (400_000 // len(part))
        begun = time.process_time()
        glued(text)
        boilerplate(text)
        assert time.process_time() - begun < 5
    assert article(text).text == text
