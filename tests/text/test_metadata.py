"""What title lines, records and dates state."""

from datetime import date

import pytest

from portal.text.dates import read_date, read_recorded_date
from portal.text.metadata import TitleLine, is_closing_colophon, is_opening_colophon, read_title
from portal.text.parser import parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年9月1日", date(2024, 9, 1)),
        ("２０２４年９月１日", date(2024, 9, 1)),
        ("2024 年 9 月 1 日", date(2024, 9, 1)),
        ("二〇二四年九月一日", date(2024, 9, 1)),
        ("二千二十四年十二月三十一日", date(2024, 12, 31)),
        ("令和6年4月1日", date(2024, 4, 1)),
        ("令和六年四月一日", date(2024, 4, 1)),
        ("令和元年五月一日", date(2019, 5, 1)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成三十一年四月三十日", date(2019, 4, 30)),
        ("昭和三十九年七月十一日", date(1964, 7, 11)),
        ("大正十年四月七日", date(1921, 4, 7)),
        ("明治二十九年四月二十七日", date(1896, 4, 27)),
        ("この規約は、2024年9月1日に改め、2025年1月1日から適用します。", date(2024, 9, 1)),
        ("2024年2月29日", date(2024, 2, 29)),
        ("2023年2月29日", None),
        ("2024年13月1日", None),
        ("2024年", None),
        ("2024/9/1", None),
        ("", None),
        ("年月日", None),
        ("9" * 3000, None),
    ],
)
def test_a_date_is_read(text: str, found: date | None) -> None:
    assert read_date(text) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024-09-01", date(2024, 9, 1)),
        ("２０２４/９/１", date(2024, 9, 1)),
        ("2024.9.1", date(2024, 9, 1)),
        ("September 1, 2024", date(2024, 9, 1)),
        ("1st Sept. 2024", date(2024, 9, 1)),
        ("令和6年9月1日", date(2024, 9, 1)),
        ("2024/9", None),
        ("2024-13-01", None),
        ("the first of September", None),
    ],
)
def test_a_date_of_a_record_is_read(value: str, found: date | None) -> None:
    assert read_recorded_date(value) == found


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("みなと利用規約", TitleLine("みなと利用規約")),
        ("みなと利用規約（法人向け）", TitleLine("みなと利用規約（法人向け）")),
        ("（みなと利用規約）", TitleLine("（みなと利用規約）")),
        ("みなと利用規約 2024年2月6日 第15版", TitleLine("みなと利用規約", "2024年2月6日", "第15版")),
        ("みなと利用規約　第十五版", TitleLine("みなと利用規約", "", "第十五版")),
        ("みなと利用規約（第15版）", TitleLine("みなと利用規約", "", "第15版")),
        ("みなと利用規約（令和六年二月六日改定）", TitleLine("みなと利用規約", "令和六年二月六日")),
        (
            "みなと利用規約（法人向け）（2024年2月6日施行　第3版）",
            TitleLine("みなと利用規約（法人向け）", "2024年2月6日", "第3版"),
        ),
        ("みなと利用規約 第15版（2024年2月6日）", TitleLine("みなと利用規約", "2024年2月6日", "第15版")),
        ("みなと利用規約 Ver.2.1", TitleLine("みなと利用規約", "", "Ver.2.1")),
        ("第15版", TitleLine("第15版")),
        ("みなと図書室\n利用規約 第3版", TitleLine("みなと図書室 利用規約", "", "第3版")),
        ("**みなと利用規約**", TitleLine("みなと利用規約")),
        ("規約" + "、" * 20_000, TitleLine("規約" + "、" * 20_000)),
    ],
)
def test_a_title_line_is_taken_apart(line: str, title: TitleLine) -> None:
    assert read_title(line) == title


@pytest.mark.parametrize(
    "line",
    [
        "文書番号：A-1",
        "文書 番号 : A-1",
        "（平成十二年規程第七号）",
        "2024年4月1日制定",
        "（令和6年4月1日）",
        "制定日：2024年4月1日",
        "条例第三号",
        "昭和50年3月31日条例第3号",
        "改正　平成十五年三月二十八日条例第四号",
        "第3版",
    ],
)
def test_a_record_above_the_articles_is_no_preamble(line: str) -> None:
    assert is_opening_colophon(line)


@pytest.mark.parametrize(
    "line",
    ["以上", "以　上", "本規約は、2024年4月1日に制定し、同日から施行します。", "2024年4月1日改定", "機密分類：公開"],
)
def test_a_closing_line_is_known(line: str) -> None:
    assert is_closing_colophon(line)


@pytest.mark.parametrize(
    "line",
    [
        "この規約は、図書室の利用について定めます。",
        "当社は、2024年4月1日から停止します。",
        "以上のとおりです。",
        "注意：静かにします。",
        "電話：00-0000",
        "この規約は、" + "1" * 20_000,
    ],
)
def test_a_sentence_is_no_record(line: str) -> None:
    assert not is_opening_colophon(line)
    assert not is_closing_colophon(line)


def test_the_first_statement_of_a_name_counts_and_dates_are_iso() -> None:
    records = "制定日：2020年4月1日\n2021年4月1日改定\n2022年4月1日改定\n2020年5月1日施行"
    text = f"規約 令和六年二月六日 第二版\n{records}\n第1条\n本。"
    assert dict(parse(text).metadata) == {
        "date": "2024-02-06",
        "edition_label": "第二版",
        "enacted": "2020-04-01",
        "amended": "2021-04-01",
        "effective": "2020-05-01",
    }
