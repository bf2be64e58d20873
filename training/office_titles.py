"""Which position of the source is which office of the codebook, by rules in order.

The first rule whose pattern is the whole position decides; a rule with countries holds for them
alone and stands before those for all. What no rule names is left out: deputies, ministers of state,
offices of parts of a country, ambassadors to single states, judges, speakers.
"""

import re
from dataclasses import dataclass

# A title of the codebook, or one of these: what is printed instead depends on the row.
MONARCH = "monarch"  # king or queen, by the holder's gender
NOTHING = ""  # an office that would mislead under its name


@dataclass(frozen=True, slots=True)
class Post:
    """An office of the codebook: of whom, what, and with whom its holder is accredited."""

    of: str
    title: str
    at: str = ""


# The source's codes for bodies, as the codebook names them.
BODIES = {
    "UN": "United Nations",
    "ICJ": "International Court of Justice",
    "WTO": "World Trade Organization",
    "OSCE": "Organization for Security and Co-operation in Europe",
}
ACCREDITED = {
    "united nations": "United Nations",
    "nato": "North Atlantic Treaty Organization",
    "arab league": "Arab League",
}

# (countries, none for all; pattern of the whole position, any case; title).
RULES: tuple[tuple[str, str, str], ...] = (
    # In India these are civil servants; the ministers are the Ministers of External Affairs.
    ("IND", r"minister of foreign affairs", "foreign secretary"),
    ("IND", r"home secretary", NOTHING),
    ("PAK", r"foreign secretary", "foreign secretary"),
    ("AFG", r"supreme leader", NOTHING),  # of the Taliban, long before it was an office of state
    ("USA", r"secretary of state", "secretary of state"),
    ("USA", r"secretary of defen[cs]e", "secretary of defense"),
    ("USA", r"secretary of the interior", NOTHING),  # of public lands
    ("GBR", r"secretary of state for foreign\b.*", "foreign secretary"),
    ("GBR", r"secretary of state for defence", "secretary of defense"),
    ("GBR", r"secretary of state for the home department", "home secretary"),
    ("MEX PHL KEN", r"secretary (of|for) foreign affairs", "foreign minister"),
    ("MEX PHL KEN", r"secretary (of|for) (national )?defen[cs]e", "defence minister"),
    ("PHL KEN", r"secretary (of|for) the interior\b.*", "interior minister"),
    ("FRA", r"minister of europe and foreign affairs", "foreign minister"),
    ("FRA TGO SEN CUB MOZ", r"minister (of|for) (the )?(revolutionary )?armed forces",
     "defence minister"),
    ("CMR", r"minister delegate at the presidency in charge of defence", "defence minister"),
    ("ZAF", r"minister of international relations and cooperation", "foreign minister"),
    ("AUT", r"federal minister of european and international affairs", "foreign minister"),
    # Their police and security are here; Vietnam's "internal affairs" are its civil service.
    ("CHN VNM LAO", r"minister of public security", "interior minister"),
    ("VNM LAO", r"minister of (internal|home) affairs", NOTHING),
    ("JPN", r"minister for internal affairs and communications", NOTHING),
    ("JPN", r"minister of home affairs", NOTHING),
    # Heads of state and government under titles of their own.
    ("CHN", r"general secretary of the chinese communist party", "general secretary"),
    ("BIH", r"chairman of the presidency", "president"),
    ("BIH", r"chairman of the council of ministers", "prime minister"),
    ("KGZ", r"chairman of the cabinet of ministers \(prime minister\)", "prime minister"),
    ("CHN", r"premier of the state council", "prime minister"),
    ("PRK TWN", r"premier", "prime minister"),
    ("PSE", r"president of the palestinian national authority", "president"),
    ("PSE", r"prime minister of the palestinian national authority", "prime minister"),
    ("MNE", r"president of montenegro", "president"),
    ("MNE", r"prime minister of montenegro", "prime minister"),
    ("LBY", r"chairman of the presidential council", "head of state"),
    ("SDN", r"chairman of the (sovereignty council|transitional military council)",
     "head of state"),
    ("MLI", r"chairman of the national committee for the salvation of the people",
     "head of state"),
    ("LUX", r"grand duke", "head of state"),
    ("MYS", r"yang di_pertuan agong \(monarch\)", "king"),
    ("AUT", r"federal chancellor", "chancellor"),
    ("IRL", r"taoiseach", "taoiseach"),
    # For all countries.
    ("", r"(acting )?president", "president"),
    ("", r"(acting )?prime minister", "prime minister"),
    ("", r"monarch", MONARCH),
    ("", r"king|emir|sultan|emperor|crown prince|supreme leader", r"\g<0>"),
    ("", r"(.+ prime minister and )?(federal )?minister (of|for) foreign (and european )?affairs"
         r"(,? .*)?", "foreign minister"),
    ("", r"minister (of|for) external (affairs|relations)", "foreign minister"),
    ("", r"(federal )?minister (of|for) (national )?defence( and (?!space).*)?",
     "defence minister"),
    ("", r"(federal )?minister (of|for) (the )?(interior|internal affairs|home affairs|"
         r"interior affairs|internal administration)(,? .*)?", "interior minister"),
    ("", r"(perma\w+ representative|ambassador) to (the )?(united nations|nato|arab league)"
         r"(,? (in )?new york)?", "ambassador"),
)  # fmt: skip

# Positions of international bodies: whole position, post.
BODY_POSTS = {
    "Secretary-General of the United Nations": Post("United Nations", "secretary-general"),
    "President of the United Nations General Assembly": Post("UN General Assembly", "president"),
    "President of the International Court of Justice": Post(BODIES["ICJ"], "president"),
    "Director-General of the World Trade Organization": Post(BODIES["WTO"], "director-general"),
    "OSCE High Commissioner on National Minorities": Post(BODIES["OSCE"], "high commissioner"),
}


def post_of(country: str, position: str, gender: str) -> Post | None:
    """Return the office that a position of the source is, None for one that is not kept."""
    if country in BODIES or country in ("LAS", "COE"):
        return BODY_POSTS.get(position)
    name = " ".join(position.lower().split())
    for countries, pattern, title in RULES:
        if countries and country not in countries.split():
            continue
        found = re.fullmatch(pattern, name)
        if found:
            return _post(country, found.expand(title), found, gender) if title else None
    return None


def _post(country: str, title: str, found: re.Match[str], gender: str) -> Post:
    if title == MONARCH:
        title = "queen" if gender == "female" else "king"
    at = ACCREDITED[found[3]] if title == "ambassador" else ""
    return Post(country, title, at)
