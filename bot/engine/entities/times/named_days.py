"""Holidays by their names, and the time zones times are told in."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, has_digit, matches, says

_NOT_A_GREETING = r"(?<!merry )(?<!happy )(?<!joyeux )(?<!bonne )(?<!bon )(?<!bonnes )(?<!joyeuses )(?<!joyeuse )"
_NEW_YEAR = r"(?:new year(?:'?s)?(?: day)?|(?:le |du |au )?(?:nouvel an|jour de l'an)|1er janvier)"
_HOLIDAYS = {
    "year_end": rf"(?:between |entre )(?:christmas|xmas|noel) (?:and|et) (?:the |le )?{_NEW_YEAR}|"
    r"entre les (?:deux )?fetes|(?:christmas|xmas|festive|year[- ]end) (?:break|period|holidays|season|week|closure)|"
    r"(?:vacances|periode|conges) (?:de noel|des fetes)|fetes de fin d'annee|treve des confiseurs",
    "christmas_eve": r"(?:christmas|xmas) eve|(?:la )?veille de noel|reveillon de noel",
    "new_year_eve": r"new year'?s? eve|nye|saint[- ]sylvestre|st[- ]sylvestre|"
    r"(?:veille|reveillon) du (?:nouvel an|jour de l'an)",
    "christmas": r"christmas(?: day)?(?! (?:party|present|gift|card|tree|market|bonus))|xmas(?: day)?|x-mas|"
    r"(?:jour de )?(?:(?<=\ba )|(?<=\bde )|(?<=\ble )|(?<=\bpour )|(?<=\bavant )|(?<=\bapres )|(?<=\bet )|"
    r"(?<=\bentre )|(?<=\bpendant )|(?<=\bjour de ))noel|noel(?= ?(?:[?.!,;]|$| (?:et|ou|vous|le|etes|on|prochain)\b))",
    "new_year": r"new year(?:'s day|s day| day|'s)?(?! (?:resolution|budget|price|plan))|(?:le |du |au )?(?:nouvel an|"
    r"jour de l'an)",
    "good_friday": r"good friday|vendredi saint",
    "easter_monday": r"easter monday|(?:le )?lundi de paques",
    "easter": r"easter(?: sunday| weekend)?|(?:(?:dimanche|week-?end|jour) de )?paques",
    "ascension": r"ascension(?: day| thursday)?|(?:jeudi|pont|jour) de l'ascension",
    "whit_monday": r"whit[ -]?(?:monday|sunday)|pentecost(?: monday)?|(?:lundi de )?(?:la )?pentecote",
    "labour_day": r"labou?r day|fete du travail|international workers' day",
    "victory_day": r"v-?e day|victory day|victory in europe day|fete de la victoire",
    "saint_patrick": r"(?:st\.?|saint) (?:patrick|paddy)'?s?(?: day)?|padd(?:y|ie)'?s day|la (?:saint|st)[- ]patrick",
    "kings_day": r"king'?s ?day|koningsdag|(?:jour|fete) du roi(?: des pays-bas)?",
    "saint_jean": r"(?:la |le jour de la )?(?:saint|st)[- ]jean(?:[- ]baptiste)?(?! \w+ (?:de|du))",
    "canada_day": r"canada day|fete du canada",
    "independence_day": (
        r"(?:us |american )?independence day|(?:the )?(?:4th|fourth) of july|"
        r"fete nationale (?:americaine|des etats-unis)"
    ),
    "belgian_day": r"belgian national (?:day|holiday)|fete nationale belge",
    "swiss_day": r"swiss national (?:day|holiday)|fete nationale suisse",
    "halloween": r"halloween",
    "mlk_day": r"(?:martin luther king|mlk)(?: jr\.?)?'?s? day",
    "presidents_day": r"president'?s'? day",
    "early_may": r"early may bank holiday",
    "memorial_day": r"memorial day",
    "august_bank_holiday": r"(?:august|summer) bank holiday",
    "columbus_day": r"columbus day|indigenous peoples'? day",
    "thanksgiving": (
        r"thanks ?giving(?: day)?(?! (?:weekend|break|week))|(?:action|jour) de graces?|jour de l'action de graces?"
    ),
    "bastille_day": r"bastille day|quatorze juillet",
    "national_day": (
        r"(?:french )?national day|(?:la )?fete nationale(?: francaise)?(?! (?:belge|suisse|americaine|des))"
    ),
    "assumption": r"assumption(?: day)?|(?:l')?assomption|15 aout ferie",
    "all_saints": r"all saints'?(?: day)?|(?:la )?toussaint",
    "armistice": r"(?:l')?armistice(?: day)?|remembrance day|veterans'? day",
    "boxing_day": r"boxing day|st\.? stephen's day|(?:la )?saint[- ]etienne(?= ferie)",
}
_HOLIDAY_WORDS = {
    code: re.compile(rf"(?<![\w-]){_NOT_A_GREETING}(?:{words})(?!\w)") for code, words in _HOLIDAYS.items()
}
_STEMS = (
    *(
        "mas",
        "noel",
        "new year",
        "nouvel",
        "l'an",
        "nye",
        "sylvestre",
        "friday",
        "saint",
        "easter",
        "paques",
        "ascension",
    ),
    *(
        "whit",
        "pentec",
        "labo",
        "travail",
        "worker",
        "victo",
        "ve day",
        "v-e",
        "bastille",
        "quatorze",
        "national",
        "assum",
    ),
    *("assom", "armist", "remembr", "veteran", "boxing", "stephen", "fete", "festive", "year", "treve"),
    *("day", "jean", "patrick", "padd", "koning", "roi", "july", "halloween", "giving", "grace"),
)

_PLACES = {
    "America/New_York": "new york|nyc|east coast|eastern|cote est|miami|boston|washington|atlanta",
    "America/Toronto": "montreal|toronto|quebec|ottawa",
    "America/Chicago": "chicago|central|texas|dallas|houston",
    "America/Denver": "denver|mountain",
    "America/Los_Angeles": "los angeles|san francisco|seattle|pacific|pacifique|california|californie|west coast",
    "America/Vancouver": "vancouver",
    "America/Halifax": "halifax|atlantic|atlantique",
    "Europe/London": "london|londres|uk|british|gmt",
    "Europe/Dublin": "dublin",
    "Europe/Paris": "paris|french|francaise|lyon|marseille",
    "Europe/Brussels": "brussels|bruxelles|belgian|belge",
    "Europe/Zurich": "zurich|geneva|geneve|swiss|suisse|lausanne",
    "Europe/Luxembourg": "luxembourg",
    "Europe/Berlin": "berlin|german|allemande|frankfurt",
    "Europe/Madrid": "madrid|spanish|espagnole",
    "Africa/Casablanca": "casablanca|morocco|maroc|rabat",
    "Africa/Tunis": "tunis|tunisie",
    "Africa/Algiers": "algiers|alger",
    "Africa/Abidjan": "abidjan|dakar",
    "Asia/Kolkata": "india|indian|mumbai|delhi|bangalore",
    "Asia/Tokyo": "tokyo|japan",
    "Asia/Singapore": "singapore|singapour",
    "Asia/Dubai": "dubai",
    "Australia/Sydney": "sydney|melbourne",
}
_PLACE_OF = {name: zone for zone, names in _PLACES.items() for name in names.split("|")}
_NAMES = "|".join(sorted(_PLACE_OF, key=len, reverse=True))
_PLACE_TIME = re.compile(
    rf"(?<!\w)(?:(?P<en>{_NAMES})(?: (?:standard|daylight|local))?[- ]time|heure (?:normale |"
    rf"locale )?(?:d[eu] (?:l')?|de la |d')?(?P<fr>{_NAMES})|heure (?:normale |avancee )?de l'(?P<east>est))(?!\w)"
)
_SHORT = {
    **dict.fromkeys(("est", "edt", "et"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt"), "America/Los_Angeles"),
    **dict.fromkeys(("ast", "adt"), "America/Halifax"),
    **dict.fromkeys(("bst",), "Europe/London"),
    **dict.fromkeys(("gmt", "utc"), "UTC"),
    **dict.fromkeys(("cet", "cest"), "Europe/Paris"),
    **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
    **dict.fromkeys(("ist",), "Asia/Kolkata"),
    **dict.fromkeys(("jst",), "Asia/Tokyo"),
    **dict.fromkeys(("sgt",), "Asia/Singapore"),
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
}
_ZONES = "|".join(sorted(_SHORT, key=len, reverse=True))
_CLEAR = "gmt|utc|edt|pst|pdt"  # no word of either language
_ABBREVIATED = re.compile(
    rf"(?:(?:(?<=\d)|(?<=\dh)|(?<=[ap]m)|(?<=m\.)),? ?\(?|(?<![\w.-])(?={_CLEAR}))"
    rf"(?P<at>(?P<zone>{_ZONES})(?P<offset>[+-]\d{{1,2}})?)(?!\w)"
)
_CLEAR_STEMS = tuple(_CLEAR.split("|"))
_HALF_DAY = re.compile(r"\d ?[ap]\.?m\.?,? ?\(?$")


def holidays(text: str) -> Iterator[Entity]:
    """Yield the days that are called by a name, not those told by their date."""
    if says(text, _STEMS):
        for code, words in _HOLIDAY_WORDS.items():
            yield from matches("holiday", words, always(code), text)


def zones(text: str, written: str) -> Iterator[Entity]:
    """Yield the zone a time is told in. "EST" is French "est" too: it counts in capitals or after am and pm."""
    if "time" in text or "heure" in text:
        yield from matches("zone", _PLACE_TIME, _place_time, text)
    for match in _ABBREVIATED.finditer(text) if has_digit(text) or says(text, _CLEAR_STEMS) else ():
        clear = written[match.start("zone") : match.end("zone")].isupper() or _HALF_DAY.search(
            text[max(0, match.start("at") - 8) : match.start("at")]
        )
        if clear or match["zone"] in _CLEAR_STEMS:
            yield Entity("zone", _abbreviated(match["zone"], match["offset"]), *match.span("at"))


def _place_time(found: re.Match[str]) -> str:
    place = found["en"] or found["fr"]
    return _PLACE_OF[place] if place else "America/New_York"


def _abbreviated(zone: str, offset: str | None) -> str:
    """Return the IANA name; its zones of a fixed offset bear the opposite sign."""
    if not offset:
        return _SHORT[zone]
    hours = -int(offset)
    return f"Etc/GMT{hours:+d}" if hours else "UTC"
