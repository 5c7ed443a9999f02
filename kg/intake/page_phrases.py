"""How lines begin, end or read that are a page's and no article's, by kind, in the languages of the UN and some more.

No quotation mark may stand before the words: “Join us,” she said, is of the article.
"""

from __future__ import annotations

import re

BEGIN = r"^[^\w\"“”«»„'‘’「『]*"
NAME = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w.'’-]*"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(BEGIN + "(?:" + "|".join(patterns) + ")", re.IGNORECASE)


# The reader is asked to do something for the page: sign up, follow, pay, comment, share. Sentences too.
APPEAL = _any(
    r"(?:please\s+)?(?:click|tap)\s+(?:here|to)\b", r"follow\s+(?:us|me|@|the\b.{0,40}\bon\b)", r"like\s+us\b",
    r"subscribe\s+(?:to|now|today|here|for)\b", r"sign\s+up\b", r"join\s+(?:our|us)\b",
    r"join\s+the\s+(?:conversation|discussion)\W*$",
    r"sign\s+in\s+(?:to|with)\b",
    r"don.t\s+miss\b", r"leave\s+a\s+(?:reply|comment)", r"post\s+a\s+comment", r"view\s+(?:all\s+)?comments",
    r"have\s+your\s+say\b", r"tell\s+us\s+what\b", r"share\s+your\s+(?:thoughts|views|story)\b",
    r"what\s+do\s+you\s+think\s*\?", r"let\s+us\s+know\b", r"support\s+(?:our|us|independent)\b",
    r"become\s+a\s+(?:\w+\s+)?(?:member|subscriber|supporter|patron)\b", r"(?:please\s+)?donate\b",
    r"make\s+a\s+(?:donation|contribution)\b", r"you\s+may\s+(?:also\s+)?like\b",
    r"get\s+(?:the|our|your|all)\b.{0,60}\b(?:app|apps|newsletters?|inbox|alerts|magazine)\b",
    r"download\s+(?:the\b.{0,40}\bapp\b|our\b)", r"receive\s+(?:our|the)\b.{0,40}\bnewsletter",
    r"if\s+you\s+(?:liked|enjoyed)\s+(?:this|our|reading)\b", r"for\s+more\s+(?:\w+\s+)?(?:stories|news|articles)\b",
    r"make\s+.{1,30}\s+(?:your\s+)?home\s*page", r"(?:this|our)\s+(?:site|website|page)\s+uses\s+cookies",
    r"(?:reach|contact|email|e-mail|write\s+to|tweet)\b[^.]{0,60}(?:\w@\w|@\w|\bon\s+twitter\b)",
    # German, French, Spanish, Portuguese, Italian, Dutch
    r"abonnier(?:en|e|t)\s+(?:sie|jetzt|unse|den|hier)", r"jetzt\s+(?:abonnieren|anmelden|registrieren|spenden|testen)",
    r"folge?n?\s+(?:sie\s+)?uns\b", r"melde(?:n\s+sie\s+sich|\s+dich)\b.{0,60}\b(?:newsletter|an)\b",
    r"gefällt\s+(?:dir|ihnen)\s+(?:unser|dieser|der\s+artikel)", r"unterstütze?n?\s+(?:sie\s+)?uns\b",
    r"hier\s+(?:geht.s|klicken|anmelden|abonnieren)\b", r"(?:abonnez|inscrivez)-vous\b", r"suivez[-\s]nous\b",
    r"revivez\s.{0,60}\b(?:direct|live|tchat|chat)\b", r"cliquez\s+ici",
    r"recevez\b.{0,60}\b(?:newsletter|lettre)", r"soutenez[-\s]nous\b", r"je\s+m.abonne\b",
    r"suscr[ií]b(?:ete|ase|irse)\b", r"s[ií]g(?:uenos|anos)\b", r"haz\s+clic\b", r"haga\s+clic\b",
    r"reg[ií]str(?:ate|ese)\b", r"reciba?\b.{0,60}\b(?:newsletter|bolet[ií]n)", r"assine\b", r"siga[-\s](?:nos|o\b)",
    r"clique\s+aqui", r"iscriviti\b", r"seguici\b", r"clicca\s+qui", r"abbonati\b", r"abonneer\b", r"volg\s+ons\b",
    # Russian, Chinese, Japanese, Korean, Arabic
    r"подпис(?:ывайтесь|аться|ка\s+на)", r"следите\s+за\b", r"нажмите\s+(?:здесь|сюда)", r"点击(?:此处|这里|查看|进入)",
    r"扫(?:码|描)", r"关注我们", r"欢迎(?:关注|订阅)", r"下载.{0,12}客户端", r"اشترك(?:وا)?\s", r"تابعنا", r"تابعونا",
)  # fmt: skip
# The same wherever it stands in a line.
WITHIN = re.compile(
    r"\bclick(?:ing)?\s+here\b|\b(?:our|free|daily|weekly|unser(?:en|em)?)\s+(?:\w+\s+)?newsletters?\b"
    r"|\b(?:delivered|sent|straight|direct(?:ly)?)\s+(?:\w+\s+){0,3}(?:to|into|in|through)\s+your\s+(?:inbox|email|door|letterbox|mail)"
    r"|\bclick\s+to\s+tweet\b|\bfollow\s+(?:us|him|her|them)\s+on\s+(?:twitter|facebook|instagram|x|linkedin)\b",
    re.IGNORECASE,
)
# Whose opinion it is, and that it is not the paper's.
DISCLAIMED = _any(
    r"(?:the\s+)?(?:views?|opinions?)(?:\s*(?:,|and|or)\s*(?:views?|opinions?))*\s+(?:expressed|presented|stated|contained)\b.{0,120}"
    r"\b(?:authors?|writers?|contributors?|reflect|represent)\b",
    r"les\s+(?:opinions|propos|points\s+de\s+vue)\s+exprimée?s\b.{0,120}\b(?:auteurs?|engagent|reflètent)\b",
    r"las\s+opiniones\s+(?:expresadas|vertidas)\b.{0,120}\b(?:autor(?:es|a)?|reflejan|representan)\b",
    r".{0,80}\bgeben\b.{0,60}\bmeinung\b.{0,40}\b(?:autor|verfasser)\w*\b.{0,80}\bwieder\b",
)  # fmt: skip
# What leads to another article, whatever its title ends with.
LEADS = _any(
    r"(?:lire|lire\s+(?:aussi|également)|mehr\s+lesen|lesen\s+sie\s+(?:auch|mehr)|seguir\s+leyendo|sigue\s+leyendo|lea\s+también"
    r"|read\s+(?:more|also)|leggi\s+anche)\s*[:：]"
)
# What names a part of the page, or leads to other articles; never a sentence.
LABEL = _any(
    r"read\s+(?:more|also|next|the\s+full|our)\b", r"also\s+read\b", r"see\s+(?:also|more)\b", r"related\b.{0,20}:",
    r"related\s+(?:articles?|stories|posts?|news|topics?|content|coverage|links?)\b", r"learn\s+more\b",
    r"more\s+(?:from|on|stories|news)\b", r"recommended\b", r"trending\b", r"most\s+(?:read|popular|viewed)\b",
    r"advertisement\b", r"advertorial\b", r"sponsored\b", r"ads?\s*$", r"share\s*$", r"share\s+(?:this|on|via)\b",
    r"tweet\s*$", r"print\s*$", r"e-?mail\s*$", r"comments?\s*(?:\(\d+\))?\s*$", r"\d+\s+comments?\b",
    r"log\s*in\b", r"sign\s+in\b", r"register\b.{0,20}$", r"subscribe\s*$", r"newsletters?\b",
    r"watch\s*:", r"listen\s*:", r"video\s*:", r"terms\s+(?:of\s+(?:use|service)|and\s+conditions)\b",
    r"privacy\s+policy", r"cookie\s+(?:policy|settings)", r"back\s+to\s+top", r"skip\s+to\b", r"home\s*(?:[>»/|].*)?$",
    r"filed\s+(?:under|in)\b", r"posted\s+in\b", r"real\s*time\s+analytics\b",
    r"(?:next|previous)\s+(?:post|article|story)\b",
    r"continue\s+reading\b", r"show\s+more\b", r"load\s+more\b", r"(?:story|article)\s+continues\b",
    r"loading\b.{0,12}$",
    r"\d{1,3}\s*/\s*\d{1,3}\s*$", r"our\s+standards\s*:",
    r"mehr\s+zum\s+thema", r"lesen\s+sie\s+(?:auch|mehr)", r"mehr\s+lesen\W*$", r"weiterlesen",
    r"(?:anzeige|werbung)\s*$", r"teilen\s*$",
    r"kommentare?\s*$", r"startseite\s*$", r"lire\s+(?:aussi|la\s+suite)", r"(?:à|a)\s+lire\b",
    r"partager\s*$", r"publicité\s*$",
    r"leer\s+más", r"(?:seguir|sigue)\s+leyendo", r"m[aá]s\s+noticias", r"lea\s+también", r"compartir\s*$",
    r"publicidad\s*$",
    r"leia\s+(?:mais|também)", r"compartilhe\b", r"leggi\s+anche", r"condividi\b", r"lees\s+(?:ook|meer)",
    r"читайте\s+также", r"подробнее\b", r"реклама\s*$", r"поделиться\b",
    r"阅读(?:更多|原文)", r"相关(?:新闻|阅读|文章|报道)",
    r"分享(?:到|至)", r"广告\s*$", r"اقرأ\s+أيض", r"شارك\s*$", r"関連(?:記事|ニュース)", r"관련\s*(?:기사|뉴스)",
)  # fmt: skip
# Lines that begin with what they are, a colon after it: credits, tags, sources of pictures, who reported.
FIELD = _any(
    r"\(?\s*(?:(?:file|cover|featured|lead|top|main)\s+)?(?:photos?|images?|pictures?|photograph(?:er|s|y)?|graphic|illustration|fotos?|"
    r"(?:archiv|symbol|titel|beitrags)?bild(?:er|nachweis|quelle)?|credits?|crédits?(?:\s+photos?)?|fotografía|imagen|foto\s+de\s+archivo|фото|照片|图片|写真|사진)"
    r"(?:\s+(?:by|credits?|courtesy(?:\s+of)?|source|via|of|von))?\s*[:：]",
    r"(?:photo|image|picture|photograph)s?\s+(?:by|courtesy)\b",
    r"(?:tags?|topics?|categor(?:y|ies)|keywords?|schlagw(?:ort|örter)|stichwörter|themen|étiquettes|etiquetas|temas|теги|метки|标签|关键词)\s*[:：]",
    r"(?:责任编辑|责编|编辑|来源|记者|기사입력|입력|출처)\s*[:：]", r"【.{0,12}(?:编辑|纠错|来源)",
)  # fmt: skip
# Rights, whole lines.
RIGHTS = re.compile(
    r"^\W*(?:©|ⓒ|\(c\)\s|copyright\s*(?:©|ⓒ|\(c\)|(?:19|20)\d\d|[^\W\d_]*\.|by\b))|\ball\s+rights\s+reserved\b|\balle\s+rechte\s+vorbehalten\b"
    r"|\btous\s+droits\s+réservés\b|\b(?:todos\s+los\s+derechos|все\s+права)\s+(?:reservados|защищены)|版权所有|未经.{0,12}(?:授权|许可|允许)"
    r"|無断転載|무단\s*전재|جميع\s+الحقوق\s+محفوظة"
    r"|^\W*(?:this\s+(?:story|article)\s+(?:was\s+)?(?:originally|first)\s+(?:appeared|published))",
    re.IGNORECASE,
)
# A picture's credit behind its caption.
CREDITED = re.compile(
    r"(?:\((?i:(?:file\s+)?(?:photo|image|picture)|foto|bild|ap\s+photo|crédit|crédits|фото)\b[^()]{0,80}\)"
    r"|\b(?:REUTERS|AFP|EPA|AP\s+Photo|Getty\s+Images|Xinhua|Shutterstock|iStock(?:photo)?|dpa|NurPhoto)\s*/\s*[^.!?]{2,60}"
    r"|(?:/|\||via\s|©\s?|:\s|\(|—\s?|–\s?)\s*(?:Getty\s+Images|AP\s+Photo|Shutterstock|iStock(?:photo)?|Wikimedia\s+Commons|Flickr)\)?)\W*$"
)
# Of longer lines the credit at their beginning.
CREDIT = re.compile(r"^\W*\(?(?:photo|image|foto)\s*:?\s*[^)]{0,60}\)", re.IGNORECASE)
# Who reported, wrote and edited, as agencies end; and who else did.
REPORTED = re.compile(
    r"^\W*(?i:(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|translation|translated|reported|edited))"
    rf"\s+(?i:by)(?:[\s,;:/|()&]+(?:{NAME}|and|in|by|at|of|for|the|de|del|da|di|van|von|der|bin|al|with|from"
    r"|additional|reporting|writing|editing))+[\s.)]*$"
)
CONTRIBUTED = re.compile(
    r"\bcontributed(?:\s+\w+)?\s+to\s+(?:this|the)\s+(?:report|story|article)\b.{0,40}$"
    r"|^\W*with\s+(?:additional\s+)?(?:reporting|files|inputs?|material)\s+(?:by|from)\s.{2,80}$"
    r"|^\W*\(?(?:avec|mit|con(?:\s+informaci[oó]n\s+de)?)\s+(?:AFP|Reuters|AP|dpa|EFE|ANSA)\b[^.]{0,40}\)?\W*$",
    re.IGNORECASE,
)
# A clock of the page, or a signature of an agency, whole.
SIGNED = re.compile(
    r"^\W*(?:reuters|ap|afp|getty images|epa|dpa|xinhua|agencies|agenturen|associated press)"
    r"(?:\s*(?:photo|file photo|/.*))?\W*$",
    re.IGNORECASE,
)
# Buttons to share, and no other words.
BUTTON = re.compile(
    r"\b(?:facebook|twitter|x|whats\s?app|pinterest|linked\s?in|e-?mail|mail|print|reddit|telegram|messenger|share|tweet|pin|"
    r"copy\s+link|link|save|comments?|on|via|this|by|to|teilen|drucken|merken|partager|imprimer|compartir|imprimir|"
    r"vkontakte|weibo|wechat|line|flipboard|tumblr|pocket|instagram|youtube|rss|like|follow)\b",
    re.IGNORECASE,
)
MOST_BUTTONS = 80
# Headings under which other articles are named, up to the next line that is a sentence.
SECTION = _any(
    r"(?:read\s+(?:more|also|next)|related|more\s+(?:from|on|stories|news)|recommended|most\s+(?:read|popular)|also\s+read"
    r"|see\s+also|you\s+may\s+(?:also\s+)?like|seguir\s+leyendo|sigue?\s+leyendo|m[aá]s\s+noticias"
    r"|(?:te|le)\s+puede\s+interesar|noticias\s+relacionadas|leia\s+(?:mais|também)|lire\s+aussi|à\s+lire"
    r"|lesen\s+sie\s+auch|mehr\s+zum\s+thema|leggi\s+anche|читайте\s+также|相关(?:新闻|阅读|文章)|관련\s*기사"
    r"|[\w.]+\s+주요뉴스)[^.]{0,60}$"
)


def is_buttons(line: str) -> bool:
    """Whether a line names buttons to share and no more: two of them or more, since one may be a heading."""
    if len(line) > MOST_BUTTONS:
        return False
    found = len(BUTTON.findall(line))
    return found > 1 and not re.search(r"\w", BUTTON.sub("", line))
