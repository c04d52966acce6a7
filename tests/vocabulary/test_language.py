"""Taiwan and Hong Kong are spoken to in their characters and their words; names of institutions stay."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

import liancun_sim
from liancun_sim.vocabulary import Label, current_language, say, use_language
from liancun_sim.vocabulary.language import page_language, page_languages, regional

LOCALE = Path(liancun_sim.__file__).parent / "cli" / "locale"
SAME = str.maketrans("系係帳", "繫繫賬")
"""Characters either place may write."""


@pytest.mark.parametrize(
    ("ours", "taiwan", "hong_kong"),
    [
        ("考核、复核", "考核、複核", "考核、複核"), ("群众", "群眾", "群眾"),
        ("心里", "心裡", "心裏"), ("为", "為", "為"),
        ("默认值", "預設值", "預設值"), ("文件夹", "資料夾", "資料夾"),
        ("文件", "檔案", "檔案"), ("程序", "程式", "程式"),
        ("数据", "資料", "數據"), ("导入", "匯入", "匯入"),
        ("运行", "執行", "執行"), ("网络", "網路", "網絡"),
        ("信息", "資訊", "資訊"), ("磁盘", "磁碟", "磁碟"),
        ("字符", "字元", "字元"), ("置信水平", "信心水準", "置信水平"),
        ("95%置信区间", "95%信賴區間", "95%置信區間"), ("情景", "情境", "情景"),
        ("“联村”", "「聯村」", "「聯村」"), ("平均值", "平均值", "平均值"),
        ("均值", "平均值", "均值"), ("变量名", "變數名", "變量名"),
        ("单元格", "儲存格", "儲存格"), ("工作簿", "活頁簿", "活頁簿"),
        ("计算机", "電腦", "電腦"), ("局限", "侷限", "局限"),
        ("设置", "設定", "設置"), ("批量模拟", "批次模擬", "批量模擬"),
        ("文档", "說明文件", "文檔"), ("软件", "軟體", "軟件"),
        ("脚本", "指令稿", "腳本"), ("函数", "函式", "函數"),
        ("列表", "清單", "清單"), ("内置情景", "內建情境", "內建情景"),
        ("坐标", "座標", "坐標"), ("公布", "公布", "公布"),
        ("没有采取任何行动", "沒有採取任何行動", "沒有採取任何行動"), ("消息", "訊息", "訊息"),
        ("第{row}行", "第{row}列", "第{row}列"), ("第{line}行", "第{line}行", "第{line}行"),
        ("缺少列“{column}”", "缺少欄「{column}」", "缺少欄「{column}」"),
        ("隐藏的行和列", "隱藏的列和欄", "隱藏的列和欄"),
        ("每行一个村", "每列一個村", "每列一個村"), ("乡镇一列是否正确", "鄉鎮一欄是否正確", "鄉鎮一欄是否正確"),
    ],
)  # fmt: skip
def test_a_word_is_said_as_it_is_there(ours: str, taiwan: str, hong_kong: str) -> None:
    assert (regional(ours, "zh-Hant"), regional(ours, "zh-HK")) == (taiwan, hong_kong)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("联系干部", "聯繫幹部"), ("工作进程", "工作進程"),
        ("按程序表决", "按程序表決"), ("村委会", "村委會"),
        ("两推一选", "兩推一選"), ("后进村", "後進村"),
        ("行政村", "行政村"), ("联村运行", "聯村運行"),
        ("村民代表会议", "村民代表會議"), ("联合党支部", "聯合黨支部"),
        ("项目", "項目"), ("支持", "支持"), ("行政村每行动一次", "行政村每行動一次"),
        ("列为帮扶对象", "列為幫扶對象"), ("列入名单", "列入名單"), ("通过的动议", "通過的動議"),
        ("调度会次数", "調度會次數"), ("采用户籍数", "採用戶籍數"),
        ("账户", "賬戶"),
    ],
)  # fmt: skip
def test_what_is_an_institution_or_no_term_of_computers_keeps_its_word(ours: str, theirs: str) -> None:
    for language in ("zh-Hant", "zh-HK"):
        said = regional(ours, language)
        assert said.translate(SAME) == theirs.translate(SAME)


def test_a_languages_other_names_are_understood() -> None:
    for name, language in (("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-HK")):
        use_language(name)
        assert current_language() == language


def test_a_page_opened_in_hong_kong_holds_its_words() -> None:
    use_language("zh-HK")
    assert page_languages() == ("en", "zh-Hans", "zh-HK")
    assert page_language() == "zh-Hant"
    assert str(Label("Scenario", "情景")) == "情景"
    use_language("zh-TW")
    assert str(Label("Scenario", "情景")) == "情境"


def test_a_name_said_already_is_not_said_otherwise_within_a_sentence() -> None:
    use_language("zh-HK")
    named = str(Label("Satisfaction of households", "群众满意度（户）"))
    assert named == "群眾滿意度（戶）"
    assert named in say("cli.unknown_language", value=named, allowed="x")
    assert str(Label("header in row 1", "表头在第1行")) == "表頭在第1列"


def test_a_file_keeps_the_name_it_has() -> None:
    use_language("zh-TW")
    assert "县数据" in say("cli.written", path="县数据")


def test_what_is_filled_into_a_sentence_keeps_its_own_words() -> None:
    use_language("zh-TW")
    assert "文件" in say("cli.unknown_language", value="文件", allowed="x")


def test_clicks_own_words_are_said_as_in_taiwan() -> None:
    ours, theirs = (_spoken_by_click(name) for name in ("zh_CN", "zh_TW"))
    assert ours.keys() == theirs.keys() and len(ours) > 40
    assert {key: said for key, said in theirs.items() if said != regional(ours[key], "zh-Hant")} == {}


def _spoken_by_click(name: str) -> dict[object, str]:
    with (LOCALE / name / "LC_MESSAGES" / "messages.mo").open("rb") as compiled:
        return {key: said for key, said in vars(GNUTranslations(compiled))["_catalog"].items() if key}
