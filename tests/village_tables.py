"""A small village table as a county office might send it."""

import io

import xlsxwriter

HEADER = ("乡镇", "村名", "户数", "人口", "人均纯收入（元）", "经度", "纬度")
OF_2008 = 3900
"""An income near that of the model's own year; of one far from it the reader asks the year."""


def villages(income=OF_2008, places=True, count=12):
    """Rows of a table: header, then villages of two townships."""
    rows = [list(HEADER)]
    for number in range(count):
        town, name = "城关镇" if number < count // 2 else "河口乡", "东西南北中上下前后左右新"[number] + "庄"
        place = (113.20 + 0.02 * (number % 4), 34.50 + 0.02 * (number // 4))
        rows.append([town, name, 180 + 7 * number, 640 + 20 * number, income + 50 * number, *place])
    return rows if places else [row[:-2] for row in rows]


def csv(rows):
    return "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8-sig")


def xlsx(rows):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("村级表")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return held.getvalue()
