"""Currencies and percent signs beside numbers, by ISO 4217: "US$ 5", "5 million euros", "5 pct"."""

import re

# A currency sign or code before the number. "Y=" is how agencies without the sign write yen, "PS"
# what is left of a pound sign in some feeds.
_SIGNS = {
    "us$": "USD", "$us": "USD", "a$": "AUD", "au$": "AUD", "$a": "AUD", "c$": "CAD", "ca$": "CAD",
    "hk$": "HKD", "nz$": "NZD", "s$": "SGD", "r$": "BRL", "nt$": "TWD", "$": "USD",
    "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "\u20bd": "RUB",
    "\u20aa": "ILS", "\u20a9": "KRW", "\u20ba": "TRY", "\u20b4": "UAH", "\u20a6": "NGN",
    "y=": "JPY", "ps": "GBP", "rm": "MYR", "rs": "INR", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "chf": "CHF", "rub": "RUB", "jpy": "JPY", "inr": "INR", "cny": "CNY", "aud": "AUD",
    "cad": "CAD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "uah": "UAH",
    "try": "TRY", "zar": "ZAR", "aed": "AED", "sar": "SAR", "ils": "ILS", "krw": "KRW",
}  # fmt: skip
_CURRENCIES = {
    "us dollars": "USD", "u.s. dollars": "USD", "dollars": "USD", "dollar": "USD", "euros": "EUR",
    "euro": "EUR", "pounds sterling": "GBP", "rubles": "RUB", "roubles": "RUB", "ruble": "RUB",
    "rouble": "RUB", "yen": "JPY",
    "yuan": "CNY", "rupees": "INR", "rials": "IRR", "riyals": "SAR", "shekels": "ILS",
    "hryvnia": "UAH", "zlotys": "PLN", "lira": "TRY", "won": "KRW", "swiss francs": "CHF",
    "canadian dollars": "CAD", "australian dollars": "AUD", "hong kong dollars": "HKD",
    "new zealand dollars": "NZD", "singapore dollars": "SGD", "dirhams": "AED",
    "kronor": "SEK", "ringgit": "MYR", "baht": "THB", "pesos": "MXN", "reais": "BRL",
    "chf": "CHF", "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY",
}  # fmt: skip
_PERCENT = r"%|percent\b|per cent\b|percentage points?\b|pct\b"


def _sign(sign: str) -> str:
    """Return the pattern of a sign: codes in capitals only, "US $" with or without a blank."""
    if sign.isalpha():
        return (
            rf"(?-i:(?<![A-Za-z]){sign.upper() if sign != 'rs' else 'Rs'}){'[.]?' * (sign == 'rs')}"
        )
    letters = re.sub(r"[^a-z]", "", sign)
    if letters and "$" in sign:
        written = re.escape(sign.upper()).replace(r"\$", r"\s?\$") if sign[0] != "$" else None
        return rf"(?-i:(?<![A-Za-z]){written or re.escape(sign.upper())})"
    return re.escape(sign)


# Codes that may stand right at the digits.
CODES = (*(sign.upper() for sign in _SIGNS if sign.isalpha()), "Rs", "$US", "$A")
# Patterns for what stands right before a numeral (with the blank after it) and right after it.
SIGNED = rf"(?:{'|'.join(map(_sign, sorted(_SIGNS, key=len, reverse=True)))})\s?"
_WORDS = (
    "|".join(sorted(_CURRENCIES, key=len, reverse=True)).replace(" ", r"\s").replace(".", r"\.")
)
UNIT_AFTER = rf"[\s-]?(?P<after>{_PERCENT.replace(' ', r'[ ]')}|(?:{_WORDS})\b)"


def unit_of_sign(sign: str | None) -> str | None:
    """Return the currency of a sign before a number."""
    return None if not sign else _SIGNS.get(re.sub(r"[\s.]", "", sign.lower()))


def unit_after(words: str | None) -> str | None:
    """Return the unit that the words after a number name: a currency or "percent"."""
    if not words:
        return None
    return _CURRENCIES.get(re.sub(r"\s", " ", words.lower()), "percent")
