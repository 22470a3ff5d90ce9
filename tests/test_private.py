"""What looks private is found, what does not is left alone, and the page where staff tell a story sees the same."""

import re
from random import Random

import pytest
from playwright.sync_api import Page

from handbook.content import private

EMAIL, ACCOUNT, CARD, PHONE = "an e-mail address", "an account name", "a card or account number", "a phone number"
STREET, ORDER, NAME = "a street address", "an order or customer number", "a name"

FOUND = {
    # e-mail addresses and account names
    "Write to anna.lee+shop@mail.example.co.uk today.": [("anna.lee+shop@mail.example.co.uk", EMAIL)],
    "Ends a sentence: anna@example.com.": [("anna@example.com", EMAIL)],
    "Jörg schrieb von jörg@müller.example": [("jörg@müller.example", EMAIL)],
    "She is @anna_lee on all of them.": [("@anna_lee", ACCOUNT)],
    "anna (at) example.com": [("anna (at) example.com", EMAIL)],
    "anna[at]example[dot]com": [("anna[at]example[dot]com", EMAIL)],
    "Write to anna at example dot com.": [("anna at example dot com", EMAIL)],
    "anna @ example.com": [("anna @ example.com", EMAIL)],
    "anna.lee at mail dot example dot co dot uk": [("anna.lee at mail dot example dot co dot uk", EMAIL)],
    "anna＠example.com": [("anna＠example.com", EMAIL)],
    # cards and accounts
    "His card is 4111 1111 1111 1111, he said.": [("4111 1111 1111 1111", CARD)],
    "4111-1111-1111-1111": [("4111-1111-1111-1111", CARD)],
    "Amex 378282246310005": [("378282246310005", CARD)],
    "to GB29 NWBK 6016 1331 9268 19 please": [("GB29 NWBK 6016 1331 9268 19", CARD)],
    "DE89370400440532013000": [("DE89370400440532013000", CARD)],
    "sort code 12-34-56 12345678": [("12-34-56 12345678", CARD)],
    "4111.1111.1111.1111": [("4111.1111.1111.1111", CARD)],
    "the card ending in 4242": [("card ending in 4242", CARD)],
    "her sort code 12-34-56": [("sort code 12-34-56", ORDER)],
    "National Insurance QQ 12 34 56 C": [("QQ 12 34 56 C", CARD)],
    # phones
    "Ring 01632 960100 after six.": [("01632 960100", PHONE)],
    "+44 (0)20 7946 0958": [("+44 (0)20 7946 0958", PHONE)],
    "(020) 7946 0958": [("(020) 7946 0958", PHONE)],
    "06.12.34.56.78": [("06.12.34.56.78", PHONE)],
    "0049-89-123456": [("0049-89-123456", PHONE)],
    "202-555-0147 or (202) 555-0148": [("202-555-0147", PHONE), ("(202) 555-0148", PHONE)],
    "Ring 012 3456 today.": [("012 3456", PHONE)],
    "07700\u00a0900\u2011123": [("07700\u00a0900\u2011123", PHONE)],
    "+49 (0) 89 / 12 34 56": [("+49 (0) 89 / 12 34 56", PHONE)],
    "+1.415.555.0132": [("+1.415.555.0132", PHONE)],
    "1-800-555-0199 or 1 800 555 0199": [("1-800-555-0199", PHONE), ("1 800 555 0199", PHONE)],
    "415 555 0132": [("415 555 0132", PHONE)],
    "Tel: 030 – 1234567": [("030 – 1234567", PHONE)],
    "Phone 62 79 30 12": [("62 79 30 12", PHONE)],
    "Call 555-0132.": [("555-0132", PHONE)],
    "My number is 98765 432": [("98765 432", PHONE)],
    "98765 43210 or 7700 900 123": [("98765 43210", PHONE), ("7700 900 123", PHONE)],
    # addresses
    "She lives at 14 Mill Lane.": [("14 Mill Lane", STREET)],
    "221B Old Baker Street": [("221B Old Baker Street", STREET)],
    "Send it to SW1A 1AA": [("SW1A 1AA", STREET)],
    "350 5th Avenue": [("350 5th Avenue", STREET)],
    "7 Station Hill": [("7 Station Hill", STREET)],
    "14 mill lane, York": [("14 mill lane", STREET)],
    "Musterstraße 12a": [("Musterstraße 12a", STREET)],
    "Hauptstr. 5": [("Hauptstr. 5", STREET)],
    "Berliner Platz 7": [("Platz 7", STREET)],
    "Keizersgracht 123": [("Keizersgracht 123", STREET)],
    "12 bis rue Victor Hugo": [("12 bis rue Victor", STREET)],
    "12, rue de la Paix": [("12, rue de la Paix", STREET)],
    "Calle de Alcalá, 42": [("Calle de Alcalá, 42", STREET)],
    "Via Roma 12": [("Via Roma 12", STREET)],
    "ul. Długa 12": [("ul. Długa 12", STREET)],
    "P.O. Box 4412": [("P.O. Box 4412", STREET)],
    "sw1a 1aa": [("sw1a 1aa", STREET)],
    "K1A 0B6": [("K1A 0B6", STREET)],
    "Springfield, IL 62704": [("IL 62704", STREET)],
    # numbers
    "order number 10442 was late": [("order number 10442", ORDER)],
    "Booking ref: AB-20417": [("Booking ref: AB-20417", ORDER)],
    "Her parcel, 88123456, was late.": [("88123456", ORDER)],
    "Parcel 8812345 was late.": [("8812345", ORDER)],
    "order no. A-12345": [("order no. A-12345", ORDER)],
    "order nr. 12345": [("order nr. 12345", ORDER)],
    "Order # 12345": [("Order # 12345", ORDER)],
    "order ID: AB12CD34": [("order ID: AB12CD34", ORDER)],
    "order numbers 12345": [("order numbers 12345", ORDER)],
    "booking code K7XQ2P": [("booking code K7XQ2P", ORDER)],
    "booking reference XKQPRT": [("booking reference XKQPRT", ORDER)],
    "reservation 88412": [("reservation 88412", ORDER)],
    "PNR K7XQ2P": [("PNR K7XQ2P", ORDER)],
    "tracking number RR123456785GB": [("tracking number RR123456785GB", ORDER)],
    "policy number AB/123456": [("policy number AB/123456", ORDER)],
    "customer no.: 4711": [("customer no.: 4711", ORDER)],
    "case number 88-1234": [("case number 88-1234", ORDER)],
    # names
    "Mrs Jones rang.": [("Mrs Jones", NAME)],
    "Hello Anna, are you there?": [("Hello Anna", NAME)],
    "Mr Pepper rang.": [("Mr Pepper", NAME)],
    "Mr. O'Neil-Smith rang.": [("Mr. O'Neil-Smith", NAME)],
    "Dr Müller rang.": [("Dr Müller", NAME)],
    "Mr John Paul Smith rang.": [("Mr John Paul Smith", NAME)],
    "mrs jones rang": [("mrs jones", NAME)],
    "A woman called Anna Lee came in.": [("called Anna Lee", NAME)],
    "His name was Paul.": [("name was Paul", NAME)],
    "My name\u2019s Sue": [("name\u2019s Sue", NAME)],
    "Thank you, Anna!": [("Thank you, Anna", NAME)],
    "Dear Sue": [("Dear Sue", NAME)],
    "My colleague Tom took over.": [("colleague Tom", NAME)],
    "Her daughter, Zofia, waited.": [("daughter, Zofia", NAME)],
    "Hello, this is Anna from the shop.": [("this is Anna from", NAME)],
    # several, in order, each place once
    "Mr Lee, lee@example.com, 01632 960100": [("Mr Lee", NAME), ("lee@example.com", EMAIL), ("01632 960100", PHONE)],
    "anna@Mr.Lee": [("anna@Mr.Lee", EMAIL)],
    "😀 Mrs Jones": [("Mrs Jones", NAME)],
}

LEFT_ALONE = [
    "A customer left an umbrella in the shop.",
    "It cost £20, or 1,200 yen, or 10.50, or 2 % of 100000.",
    "We are open 9.00-17.00, and 09.30 – 18.00 on Saturdays.",
    "On 2026-11-22, on 05/06/2026, on 05.06.2026 and on 5-6-26.",
    "In the years 2009 to 2011, 12 people waited 45 minutes.",
    "Room 101, extension 100, size 10 1/2, 3 for 2, 24/7.",
    "She called on Monday. He called Monday, and again in May.",
    "They called The manager, and I called It off.",
    "Thank you, I said. Thanks! Dear customer, hello there. Hi, I'm back.",
    "Dear Sir or Madam, dear Customer, dear Team",
    "The customer, This time, was right. Every guest counts.",
    "Did sir or madam miss the bus?",
    "We sat at 5 or 6 tables in the street, 2 doors from the road.",
    "The order of 12 cups was late, and the ticket cost 20.",
    "Write @ or at; 3 @ 5 each.",
    "https://doi.org/10.1177/1094670519883347",
    "A film with 3141592 views and 10000000 fans, at £2500000, 1234567 euros or 7654321 %.",
    "It fell to 0.3333333, or 0,2500000.",
    "https://example.com/watch?v=12345678 and 3000000 views.",
    "We sell Dr Pepper, Dr. Martens, Mr Kipling and Mrs. Beeton.",
    "The ticket was 1500 yen, we had 1000 customers, order 2000 cups, customer 1000, a member 2009 to 2012.",
    "Harvard 85 (2), 116-126; ISBN 978-0-13-468599-1 or 9780134685991.",
    "Ring 999. Open 0900-1700, 09.30 - 18.00, and on 05 / 06 / 2026. Room b2 2nd floor, at t2 3am.",
    "Look at example.com, shop at www.example.org, 3 cups @ 5.50 each. She looked at it, dot by dot.",
    "A 2 way street. 5 miles of country lane. We called 100 000 people. Flight BA 117, ISO 9001, Boeing 737-800.",
    "In any case 1250 people came. A booking code, an order number and a customer ID help.",
    "This is great from start to end. I am happy here.",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_looks_private_is_found_with_its_kind(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(private.find(text))
    assert [(words, kind.name) for _, words, kind in found] == expected
    assert [text[start : start + len(words)] for start, words, _ in found] == [words for words, _ in expected]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_tells_nothing_of_anybody_is_left_alone(text: str) -> None:
    assert [words for _, words, _ in private.find(text)] == []


def test_every_kind_is_found_in_the_table() -> None:
    assert {name for found in FOUND.values() for _, name in found} == {kind.name for kind in private.KINDS}


BEFORE_A_NAME = (
    *(
        "Mr",
        "mrs",
        "Ms",
        "Dr",
        "Miss",
        "Named",
        "called",
        "names are",
        "name’s",
        "Dear",
        "thank you",
        "customer",
        "boss",
    ),
    *("This is", "I am", "I'm", "I’m", "x"),
)
NAMES = ("Anna", "O'Neil", "Émile", "smith", "straße", "Pepper", "The", "Bob from", "Al here")


@pytest.mark.parametrize("between", [" ", ", ", ". ", "  ", "\n", "-"])
def test_no_place_that_looks_private_lacks_what_its_kind_needs(between: str) -> None:
    texts = [f"{start}{before}{between}{name}." for start in ("", "A ") for before in BEFORE_A_NAME for name in NAMES]
    found = [(kind, text) for kind in private.KINDS for text in (*texts, *FOUND) if re.search(kind.pattern, text)]
    assert [(kind.name, text) for kind, text in found if not re.search(kind.needs, text)] == []


@pytest.mark.parametrize("kind", private.KINDS, ids=lambda kind: kind.name)
def test_a_pattern_uses_no_sign_that_python_and_javascript_read_otherwise(kind: private.Kind) -> None:
    assert re.findall(r"\\[a-zA-Z](?<!\\u)|\(\?P|\$|\^", kind.pattern) == []


def test_the_page_where_staff_tell_a_story_finds_the_same(page: Page) -> None:
    parts = [
        *" .,-/@#+()0123456789aZéß_\n\u00a0\u2011\u0130\u212a٣😀",
        *" ".join(FOUND).split(),
        "order number",
        "10.30",
        " Mr ",
    ]
    mixed = ["".join(Random(seed).choices(parts, k=30)) for seed in range(500)]
    texts = [*FOUND, *LEFT_ALONE, *mixed]
    page.goto("contribute/tell-a-story/")
    found = page.evaluate(
        """async texts => {
            const {find, kindsOf} = await import(document.querySelector('script[src*="/private."]').src)
            const kinds = kindsOf(document.getElementById("tell").dataset.private)
            return texts.map(text => find(text, kinds).map(({words, name, advice}) => [words, name, advice]))
        }""",
        texts,
    )
    assert found == [[[words, kind.name, kind.advice] for _, words, kind in private.find(text)] for text in texts]
