"""Text with the language that somebody stated for it, and the tags by which languages are named (BCP 47)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

# Well-formed tags (RFC 5646, section 2.1) without extensions and those that it grandfathers, in their usual case.
LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}"
VARIANT = r"[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}"
TAG = rf"^{LANGUAGE}(-[A-Za-z]{{4}})?(-([A-Za-z]{{2}}|[0-9]{{3}}))?(-({VARIANT}))*(-[xX](-[A-Za-z0-9]{{1,8}})+)?$"
SUBTAGS = re.compile(r"[^-_\s]+")
SCRIPT, REGION = 4, 2

# The languages of two letters (ISO 639-1), with the names that people write instead.
NAMES = {
    "aa": "Afar", "ab": "Abkhazian", "ae": "Avestan", "af": "Afrikaans", "ak": "Akan", "am": "Amharic",
    "an": "Aragonese", "ar": "Arabic", "as": "Assamese", "av": "Avaric", "ay": "Aymara", "az": "Azerbaijani",
    "ba": "Bashkir", "be": "Belarusian", "bg": "Bulgarian", "bi": "Bislama", "bm": "Bambara", "bn": "Bengali",
    "bo": "Tibetan", "br": "Breton", "bs": "Bosnian", "ca": "Catalan", "ce": "Chechen", "ch": "Chamorro",
    "co": "Corsican", "cr": "Cree", "cs": "Czech", "cu": "Church Slavic", "cv": "Chuvash", "cy": "Welsh",
    "da": "Danish", "de": "German", "dv": "Divehi", "dz": "Dzongkha", "ee": "Ewe", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "ff": "Fulah",
    "fi": "Finnish", "fj": "Fijian", "fo": "Faroese", "fr": "French", "fy": "Western Frisian", "ga": "Irish",
    "gd": "Scottish Gaelic", "gl": "Galician", "gn": "Guarani", "gu": "Gujarati", "gv": "Manx", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "ho": "Hiri Motu", "hr": "Croatian", "ht": "Haitian", "hu": "Hungarian",
    "hy": "Armenian", "hz": "Herero", "ia": "Interlingua", "id": "Indonesian", "ie": "Interlingue", "ig": "Igbo",
    "ii": "Sichuan Yi", "ik": "Inupiaq", "io": "Ido", "is": "Icelandic", "it": "Italian", "iu": "Inuktitut",
    "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kg": "Kongo", "ki": "Kikuyu", "kj": "Kuanyama",
    "kk": "Kazakh", "kl": "Greenlandic", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "kr": "Kanuri",
    "ks": "Kashmiri", "ku": "Kurdish", "kv": "Komi", "kw": "Cornish", "ky": "Kyrgyz", "la": "Latin",
    "lb": "Luxembourgish", "lg": "Ganda", "li": "Limburgish", "ln": "Lingala", "lo": "Lao", "lt": "Lithuanian",
    "lu": "Luba-Katanga", "lv": "Latvian", "mg": "Malagasy", "mh": "Marshallese", "mi": "Maori", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "na": "Nauru", "nb": "Norwegian Bokmål", "nd": "North Ndebele", "ne": "Nepali", "ng": "Ndonga", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "nr": "South Ndebele", "nv": "Navajo", "ny": "Chichewa",
    "oc": "Occitan", "oj": "Ojibwa", "om": "Oromo", "or": "Odia", "os": "Ossetian", "pa": "Punjabi", "pi": "Pali",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "qu": "Quechua", "rm": "Romansh", "rn": "Rundi",
    "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sa": "Sanskrit", "sc": "Sardinian", "sd": "Sindhi",
    "se": "Northern Sami", "sg": "Sango", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sm": "Samoan",
    "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "ss": "Swati", "st": "Southern Sotho",
    "su": "Sundanese", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai",
    "ti": "Tigrinya", "tk": "Turkmen", "tl": "Tagalog", "tn": "Tswana", "to": "Tonga", "tr": "Turkish",
    "ts": "Tsonga", "tt": "Tatar", "tw": "Twi", "ty": "Tahitian", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "ve": "Venda", "vi": "Vietnamese", "vo": "Volapük", "wa": "Walloon", "wo": "Wolof",
    "xh": "Xhosa", "yi": "Yiddish", "yo": "Yoruba", "za": "Zhuang", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
# What is taken for a tag and is none: codes of countries and of three letters, and tags that have been replaced. A
# language that has a code of two letters is tagged by that alone (RFC 5646, section 2.2.1).
OTHERWISE = {
    "cn": "zh", "tw": "zh-Hant", "jp": "ja", "gr": "el", "cz": "cs", "dk": "da", "ua": "uk", "vn": "vi", "us": "en-US",
    "gb": "en-GB", "in": "id", "iw": "he", "ji": "yi", "sh": "sr-Latn", "mo": "ro", "ir": "fa", "il": "he",
    "ara": "ar", "ben": "bn", "bul": "bg", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de",
    "dut": "nl", "ell": "el", "eng": "en", "est": "et", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "geo": "ka",
    "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy", "ind": "id",
    "ita": "it", "jpn": "ja", "kat": "ka", "kaz": "kk", "khm": "km", "kor": "ko", "lao": "lo", "lav": "lv",
    "lit": "lt", "may": "ms", "mon": "mn", "msa": "ms", "mya": "my", "nld": "nl", "nor": "no", "per": "fa",
    "pol": "pl", "por": "pt", "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slv": "sl",
    "spa": "es", "srp": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tha": "th", "tur": "tr", "ukr": "uk",
    "urd": "ur", "uzb": "uz", "vie": "vi", "yid": "yi", "zho": "zh",
    "farsi": "fa", "mandarin": "zh", "traditional chinese": "zh-Hant", "simplified chinese": "zh-Hans",
}  # fmt: skip


class LanguageString(str):
    """A text whose language was stated: as the same text without one, with `language`, its tag of BCP 47.

    It is what RDF calls a language-tagged string. Texts of which nobody said the language are plain `str`; what is cut
    from or joined to such a text is plain too.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """A text in the language of a tag."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # what __new__ takes, for copies
        """What a copy is made of."""
        return str(self), self.language

    def __repr__(self) -> str:
        return f"{super().__repr__()}@{self.language}"


def tagged(text: str, language: str) -> str:
    """The text in a language, or as it is where none is stated."""
    return LanguageString(text, language) if language else text


def language_of(text: str) -> str:
    """The tag of the language that was stated for a text, or nothing."""
    return text.language if isinstance(text, LanguageString) else ""


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same in the same language, or both in none that is stated."""
    return one == other and language_of(one) == language_of(other)


def by_language(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text in each language once, sorted by language and then by text: the order in which a graph gives them."""
    return tuple(text for _, text in sorted({(language_of(text), text): text for text in texts}.items()))


def shown(texts: Iterable[str], like: str = "") -> str:
    """The text that is shown of several that say one thing, or an empty one where there is none.

    The very text `like`, else the one in its language, else the one in no language, else the first by language.
    """
    language = language_of(like)
    ranked = sorted(by_language(texts), key=lambda text: (not same_text(text, like), language_of(text) != language))
    return next(iter(ranked), "")


def canonical_tag(tag: str) -> str:
    """The tag in its usual case (RFC 5646, section 2.1.1): zh-Hant-TW for ZH-hant-tw."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_cased(subtag) for subtag in rest)])


def named_language(tag: str) -> str:
    """A language in words and by its tag, Persian (fa), or by its tag alone where we have no word for it."""
    name = NAMES.get(tag.partition("-")[0])
    return f"{name} ({tag})" if name else tag


def is_tag(text: str) -> bool:
    """Whether a text is a well-formed tag whose language has no other code that takes its place."""
    language = text.partition("-")[0].lower()
    known = language in NAMES if len(language) == REGION else language not in OTHERWISE
    return known and is_well_formed(text)


def is_well_formed(text: str) -> bool:
    """Whether a text has the form of a tag."""
    return re.fullmatch(TAG, text) is not None


def tag_meant(text: str) -> str:
    """The tag that was probably meant by a text that is none: en for English, eng or en_; ja for jp; or nothing."""
    low = text.strip().casefold()
    named = {name.casefold(): tag for tag, name in NAMES.items()}
    for word in (low, *SUBTAGS.findall(low)[:1]):
        found = OTHERWISE.get(word) or named.get(word)
        if found:
            return found
    joined = "-".join(SUBTAGS.findall(text))
    return canonical_tag(joined) if is_tag(joined) else ""


def _cased(subtag: str) -> str:
    if len(subtag) == SCRIPT and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == REGION else subtag.lower()
