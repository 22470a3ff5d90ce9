"""How private data looks in a text: the patterns that private.py sorts into kinds.

The page where staff tell hands them to its script as they are, so they keep to what Python and JavaScript read alike:
letters and digits are spelt out, since their short forms mean more in Python. No pattern can read the same signs in two
ways, so that a long text takes no longer than its length.
"""

LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
CAPITAL = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f\u1e00-\u1eff"
START, END = rf"(?<![{LETTER}0-9])", rf"(?![{LETTER}0-9])"
NO_PATH = r"(?<![0-9a-z]/)(?<!=)(?<![0-9][.,])"  # no number of an article in a web address, no decimals

ADDRESS_SIGN, HOST_SIGN = rf"[{LETTER}0-9._%+-]", rf"[{LETTER}0-9-]"
BEFORE_AT = rf"(?<!{ADDRESS_SIGN}){ADDRESS_SIGN}+"
EMAIL = rf"{BEFORE_AT}[@\uff20]{HOST_SIGN}+(?:\.{HOST_SIGN}+)+"
# Spelt out: anna (at) example.com, anna @ example.com, anna at example dot com.
DOT = r"(?:\.| ?[(\[]dot[)\]] ?| dot | DOT )"
EMAIL_SPELT = (
    rf"{BEFORE_AT}(?: ?[(\[](?:at|AT|@)[)\]] ?| @ ?|@ )[{LETTER}]{HOST_SIGN}*(?:{DOT}{HOST_SIGN}+)+"
    rf"|{BEFORE_AT} (?:at|AT) {HOST_SIGN}+(?: dot | DOT ){HOST_SIGN}+(?:{DOT}{HOST_SIGN}+)*"
)
SPELT_OUT = r"[@\uff20]|[(\[](?:at|AT)| dot | DOT "
EMAILS = f"{EMAIL}|{EMAIL_SPELT}"
ACCOUNT_NAME = rf"(?<![{LETTER}0-9._%+@/-])@[A-Za-z0-9_][A-Za-z0-9_.]*[A-Za-z0-9_]"

NO_BOOK = rf"(?!97[89](?:[ -]?[0-9]){{10}}{END})"  # an ISBN
CARD = rf"{START}{NO_PATH}{NO_BOOK}[0-9](?:[ .-]?[0-9]){{12,}}{END}"
CARD_END = rf"{START}[Cc]ard (?:number )?(?:that )?(?:ending|ends)(?: in| with)? [0-9]{{4}}{END}"
IBAN = rf"{START}[A-Z]{{2}}[0-9]{{2}}(?: ?[A-Z0-9]{{4}}){{3,7}}(?: ?[A-Z0-9]{{1,3}})?{END}"
INSURED = rf"{START}[A-Z]{{2}} ?[0-9]{{2}} ?[0-9]{{2}} ?[0-9]{{2}} ?[A-D]{END}"  # National Insurance
CARDS = f"{CARD}|{CARD_END}|{IBAN}|{INSURED}"
NEEDED_FOR_CARDS = "[0-9](?:[ .-]?[0-9]){6}|[A-Z]{2} ?[0-9]{2}|[Cc]ard (?:number|that|end)"

# A phone number is no date and no hours: 05.06.2026, 9.30-17.00.
NO_MORE = "(?![0-9]|[./-][0-9])"
NO_DATE = rf"(?![0-9]{{1,2}} ?[./-] ?[0-9]{{1,2}} ?[./-] ?(?:[0-9]{{4}}|[0-9]{{2}}){NO_MORE})"
NO_DECIMAL = r"(?!0[.,][0-9])"
HOUR = r"(?:[0-2]?[0-9]\.[0-5][0-9]|[0-2][0-9][0-5][0-9])"
NO_HOURS = rf"(?!{HOUR} ?[\u2010-\u2013-] ?{HOUR}{NO_MORE})"
BETWEEN = r"(?:[ \u00a0\u202f]?[./\u2010-\u2013-] ?|[ \u00a0\u202f])"
GAP = rf"(?:[()]{{1,2}}(?:{BETWEEN}[()]?)?|{BETWEEN}[()]?)?"  # what people write between two digits
PHONE_START = rf"{START}(?<![0-9][./:-]){NO_DATE}{NO_DECIMAL}{NO_HOURS}"
PHONE = rf"{PHONE_START}(?:\+ ?[1-9]|\(?0)(?:{GAP}[0-9]){{6,14}}{END}"
PHONE_WITHOUT_ZERO = (
    rf"{PHONE_START}(?:(?:1[ .-])?\(?[2-9][0-9]{{2}}{GAP}[0-9]{{3}}[ .-][0-9]{{4}}"
    rf"|[6-9][0-9]{{3}}(?:[0-9] [0-9]{{5}}| [0-9]{{3}} [0-9]{{3}})){END}"
)
RINGING = ("[Pp]hone", "[Tt]el", "[Tt]elephone", "[Mm]obile", "[Cc]all", "[Cc]alled", "[Rr]ing", "[Rr]ang", "[Tt]ext")
SAID_BEFORE = [*(f"{word}{sign}" for word in RINGING for sign in ("", ":", r"\.", " on")), "[Nn]umber is", "[Nn]umber:"]
AFTER_RINGING = "|".join(f"(?<={before} )" for before in SAID_BEFORE)
PHONE_SAID = rf"(?=[1-9])(?:{AFTER_RINGING}){NO_DATE}{NO_HOURS}(?![0-9 ]*000{END})[1-9](?:{GAP}[0-9]){{6,13}}{END}"
PHONES = f"{PHONE}|{PHONE_WITHOUT_ZERO}|{PHONE_SAID}"

ROAD = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Close|Court|Way|Place|Square|Gardens|Grove|Crescent|Terrace|Boulevard"
    "|Blvd|Hill|Walk|Row|Mews|Parade|Quay|Mall"
)
ROAD_WORD = rf"(?:[{CAPITAL}][{LETTER}'\u2019-]*|[0-9]{{1,3}}(?:st|nd|rd|th))"
STREET = rf"{START}[0-9]{{1,4}}[A-Za-z]?,? (?:{ROAD_WORD} ){{1,3}}(?:{ROAD}){END}"
STREET_IN_HASTE = (
    rf"{START}[0-9]{{1,4}}[a-z]? (?!way |lane )[a-z]{{3,}} (?:street|road|lane|avenue){END}(?!['\u2019-]| [a-z])"
)
ENDS = (
    *("[Ss]traße", "[Ss]trasse", r"[Ss]tr\.", "[Gg]asse", "[Aa]llee", "[Pp]latz"),
    *("weg", "gracht", "straat", "gatan", "laan", "plein"),
)
BEHIND_NUMBER = ("rue", "avenue", "boulevard", "chemin", "impasse", "quai")
BEFORE_NAME = ("Via", "Viale", "Piazza", "Calle", "Avenida", "Rua", r"ul\.")
ROAD_END, ROAD_BEHIND, ROAD_BEFORE = (f"(?:{'|'.join(words)}) " for words in (ENDS, BEHIND_NUMBER, BEFORE_NAME))
ITS_NAME = rf"(?:d[a-z]+ |la )*[{CAPITAL}][{LETTER}]+"
STREET_ABROAD = (
    rf"{START}[{LETTER}]*{ROAD_END}[0-9]{{1,4}}[a-z]?{END}"
    rf"|{START}[0-9]{{1,4}},? (?:bis |ter )?{ROAD_BEHIND}{ITS_NAME}"
    rf"|{START}{ROAD_BEFORE}{ITS_NAME},? [0-9]{{1,4}}{END}"
)
POSTCODE = rf"{START}(?:[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]){END}"
NO_ORDINAL = "(?!st|nd|rd|th|am|pm|[ckm]m|kg|ml)"
POSTCODE_IN_HASTE = rf"{START}[a-z]{{1,2}}[0-9][0-9a-z]? [0-9]{NO_ORDINAL}[a-z]{{2}}{END}"
ZIP = rf"{START}[A-Z]{{2}} (?![0-9]*000{END})[0-9]{{5}}(?:-[0-9]{{4}})?{END}"
BOX = rf"{START}P\.?O\.? ?[Bb]ox [0-9]{{1,6}}{END}"
STREETS = "|".join((STREET, STREET_IN_HASTE, POSTCODE, POSTCODE_IN_HASTE, ZIP, BOX))
NEEDED_FOR_STREETS = (
    rf"[0-9][A-Za-z]?,? (?:[{CAPITAL}]|[0-9]{{1,3}}[snrt])|[0-9][a-z]? [a-z]+ (?:[sl]|ro|av)"
    "|[A-Za-z][0-9][0-9A-Za-z]? ?[0-9]|[A-Z] [0-9]{5}|[Bb]ox [0-9]"
)
# Each choice begins with a letter that is always the same: that takes a third of the time.
NEEDED_ABROAD = "|".join(
    [*(f"{end.rpartition(']')[2]} [0-9]" for end in ENDS), *(f"{word} " for word in (*BEHIND_NUMBER, *BEFORE_NAME))]
)

# What has numbers, and what may also be counted: 1500 tickets, the customers of 2009.
COUNTABLE = (
    "[Oo]rder|[Bb]ooking|[Rr]eservation|[Tt]icket|[Ii]nvoice|[Cc]ustomer|[Aa]ccount|[Mm]ember|[Rr]ef(?:erence)?|PNR"
)
THING = (
    rf"{COUNTABLE}|[Mm]embership|[Cc]onfirmation|[Cc]ase|[Cc]omplaint|[Pp]arcel|[Tt]racking|[Pp]olicy|[Pp]assport"
    "|[Ll]oyalty card|[Ll]icen[cs]e|[Ss]ort|[Ss]erial"
)
NUMBER_WORD = "[Nn]umbers?|[Nn]o|[Nn]r|[Rr]ef(?:erence)?|[Cc]ode|I[Dd]|id|[Pp]late"
SAID_TO_BE = r"(?: is| was)?[.:]{0,2} ?#? ?"
COUNTED = (
    "views?|people|persons|customers|users|visitors|visits|guests|members|readers|followers|subscribers|downloads|likes"
    "|clicks|times|copies|items|parcels|orders|calls|letters|words|pages|miles|kilometres|metres|tonnes|euros?|dollars?"
    "|pounds?|yen|francs|households|homes|years|days|hours|minutes|seconds|shops|stores|staff|workers|employees"
)
NOT_COUNTED = rf"(?! (?:{COUNTED}){END}| ?[%\u0024£€¥])"
NOT_SO_ROUND = rf"(?!(?:19|20)[0-9]{{2}}{END}(?!-)|[0-9]+00{END})"  # no year, either
NUMBERED = (
    rf"{START}(?:{THING})(?:(?:[ -](?:{NUMBER_WORD}))+{SAID_TO_BE}|[.:]* ?# ?|[.:]+ (?=[A-Z/-]*[0-9]))"
    rf"[A-Z0-9](?:[/-]?[A-Z0-9]){{3,}}{END}"
    rf"|{START}(?:{COUNTABLE})(?: is| was)? {NOT_SO_ROUND}[A-Z]{{0,3}}-?[0-9][A-Z0-9-]{{3,}}{END}{NOT_COUNTED}"
)
# A long number by itself is no money, no round number, and no number of anything.
NO_MONEY, NOT_ROUND = r"(?<![\u0024£€¥])(?<![\u0024£€¥] )", rf"(?![0-9]*000{END})"
LONG_NUMBER = rf"{START}{NO_PATH}{NO_MONEY}#?{NOT_ROUND}[0-9]{{7,12}}{END}{NOT_COUNTED}"
NUMBERS = f"{NUMBERED}|{LONG_NUMBER}"

# Words with a capital that are no names, where a name could stand.
NO_NAME = (
    "(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    "|October|November|December|Christmas|Easter|The|This|That|There|What|When|Then|If|In|On|At|And|But|So|No|Not|Yes"
    "|We|You|He|She|It|They|My|Our|Your|All|Everyone|Everybody|Team|Customers?|Valued|Sir|Madam|God|Again|OK|ID"
    rf"|I['\u2019](?:m|d|ve|ll)){END})"
)
WORD = rf"[{CAPITAL}][{LETTER}'\u2019-]*[{LETTER}]"
NAME = rf"{NO_NAME}{WORD}(?: {WORD}){{0,2}}"
SOMEBODY = (
    "customer|colleague|guest|client|manager|supervisor|boss|nurse|driver|waiter|waitress|lady|gentleman|man|woman|boy"
    "|girl|child|daughter|son|husband|wife|mother|father|mum|dad|friend|neighbour"
)
GREETING = "[Dd]ear|[Hh]i|[Hh]ello|[Tt]hanks|[Tt]hank you|[Ss]igned"
WELL_KNOWN = (
    r"Dr\.? (?:Pepper|Martens|Oetker|Seuss|Who|Dre|Scholl)|Mr\.? (?:Kipling|Muscle|Bean|Whippy|Potato|Sheen|Clean|Men"
    r"|Monopoly)|Mrs\.? (?:Doubtfire|Beeton|Claus|Butterworth)|Ms\.? Pac-Man|Miss (?:Piggy|Dior)"
)
BEFORE_A_NAME = (
    rf"(?!(?:{WELL_KNOWN}){END})(?:[Mm]rs?|M[sx]|Miss|Dr|Prof|Sir|Madam|Mister)\.?",
    r"(?:[Nn]amed|[Cc]alled|[Nn]ames? (?:is|was|are)|[Nn]ame['\u2019]s)",
    rf"(?:{GREETING}|{SOMEBODY}),?",
)
TITLE_IN_HASTE = rf"(?:mrs?|ms)\.? [a-z\u00df-\u00f6\u00f8-\u00ff]{{3,}}{END}"
SPEAKING = rf"(?:[Tt]his is|I am|I['\u2019]m) {NAME},? (?:from|at|speaking|calling|here){END}"
NAME_PATTERNS = (*(f"{before} {NAME}" for before in BEFORE_A_NAME), TITLE_IN_HASTE, SPEAKING)
NAMES = tuple(START + pattern for pattern in NAME_PATTERNS)
# What stands before each of these, and a space: a text is searched only where a word with a capital stands behind it.
TITLES = ("[Mm]r", "[Mm]rs", "M[sx]", "Miss", "Dr", "Prof", "Sir", "Madam", "Mister")
ENDS_BEFORE = ("[Nn]amed", "[Cc]alled", "is", "was", "are", "[Nn]ame['\u2019]s", "am", "I['\u2019]m")
SOME_ONE = (*GREETING.split("|"), *SOMEBODY.split("|"))


def _behind(signs: str, sign: str, *words: str) -> str:
    return f"(?<={signs} )(?:{'|'.join(f'(?<={word}{sign} )' for word in words)})"


BEHIND = (
    _behind(f"[{LETTER}]", "", *TITLES, *ENDS_BEFORE, *SOME_ONE),
    *(_behind(r"\.", r"\.", *TITLES), _behind(",", ",", *SOME_ONE)),
)
HASTE = [f"{START}{title}" for title in ("mr", "mrs", "ms")]  # and not the end of "forms"
IN_HASTE = (_behind("[rs]", "", *HASTE), _behind(r"\.", r"\.", *HASTE))
ANY_NAME = f" (?:(?=[{CAPITAL}])(?:{'|'.join(BEHIND)})|(?:{'|'.join(IN_HASTE)}))"
