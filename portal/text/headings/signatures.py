"""Who made a document: the lines with names of companies, representatives and addresses at its top or end."""

from __future__ import annotations

import re

from portal.text.numbering.labels import BLANKS

LONGEST = 50
COMPANY = re.compile(
    "(?:株式|有限|合同|合資|合名)会社|[（(][株有][）)]|(?:財団|社団|学校|医療|宗教)法人|協同組合|㈱|㈲"
    r"|\b(?:Inc|Ltd|LLC|Corp|GmbH|Co)\b",
)
_SIGNATORY = re.compile(
    rf"代表(?:取締役|者|理事|社員)|(?:取締役|理事長|会長|社長|組合長|学長|市長|町長|村長|知事|大臣)[{BLANKS}]"
    r"|[㊞印]$|〒|^(?:By|Name|Title|Date|Signature|Signed)\b\s*:?|^(?:住所|所在地|氏名|商号|名称|署名|電話|TEL|Tel|メール|E-mail)"
    rf"|^[（(]?[甲乙丙丁][）)]?[{BLANKS}：:]|_{{5,}}|＿{{5,}}"
)
_SENTENCE = re.compile("[。、，「」]|(?:[はがをにと]|以下|とする|します|です)$")


def is_signatory(line: str) -> bool:
    """Whether a line without its indent is the bare name, office or address of somebody who signs: no sentence."""
    if len(line) > LONGEST or _SENTENCE.search(line):
        return False
    return _SIGNATORY.search(line) is not None or _is_company(line)


def _is_company(line: str) -> bool:
    found = COMPANY.search(line)
    return found is not None and not re.search("[はがをにへで]|規約|約款|ポリシー|方針", line)


def may_stand_between(line: str) -> bool:
    """Whether a line may stand among those of who signs: an address, a name; short, and no sentence."""
    return len(line) <= LONGEST and _SENTENCE.search(line) is None
