"""A planner's session on the page: memory of its server after each step, and how long each was waited for.

The page of the default county is served as it always is, on 127.0.0.1; its own table is opened as a county of one's
own, strategies are compared on that, plans searched, everything taken away.

    python benchmarks/page_session.py [--county FOLDER]
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from hostile_traffic import Server
from ready import table

from liancun_sim.county import load_county
from liancun_sim.county.export import export_county

PATIENCE = 1_800.0


def asked(server, method, path, body=b"", kind=b"application/json"):
    """What a request is answered with, as JSON where it is."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    cookie = server.cookies.get("session", b"session=bench")
    head, _, text = server.answer(
        server.request(method, path, sent, content_type=kind, cookie=cookie, accept=b"application/json")
    ).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{path.decode()}: {head[:80]!r} {text[:400].decode('utf-8', 'replace')}")
    return json.loads(text) if b"application/json" in head else text


def finished(server, question):
    """Ask and wait: seconds to the check of the question and to the whole answer, and the answer's key."""
    began = time.perf_counter()
    told = asked(server, b"POST", b"/questions", question)
    checked = time.perf_counter() - began
    while told["state"] in ("waiting", "running"):
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit("not within half an hour")
        time.sleep(0.2)
        told = asked(server, b"GET", f"/questions/{told['id']}".encode())
    if told["state"] != "done":
        raise SystemExit(f"{question}: {told}")
    return checked, time.perf_counter() - began, told["id"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--county", default="default")
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        written = export_county(load_county(given.county), Path(folder) / "ours")
        content = next(one for one in written if one.suffix == ".xlsx").read_bytes()
        began = time.perf_counter()
        server = Server(False, folder, None if given.county == "default" else given.county)

        def noted(what, waited):
            rows.append((what, waited, server.megabytes()))

        try:
            noted("served", time.perf_counter() - began)
            began = time.perf_counter()
            asked(server, b"GET", b"/")
            noted("the page", time.perf_counter() - began)
            began = time.perf_counter()
            told = asked(server, b"POST", b"/tables?name=ours.xlsx&language=en", content, b"application/octet-stream")
            while told["doubts"]:
                way = {"doubt": told["doubts"][0]["name"], "way": 0, "value": "2008", "language": "en"}
                told = asked(server, b"POST", f"/tables/{told['table']}".encode(), way)
            noted("a table opened", time.perf_counter() - began)
            county = told["county"]
            began = time.perf_counter()
            asked(server, b"GET", f"/?county={county}".encode())
            noted("its page", time.perf_counter() - began)
            began = time.perf_counter()
            asked(server, b"GET", b"/assumptions")
            noted("assumptions", time.perf_counter() - began)
            question = {"county": county, "scenarios": ["strong_weak_pairing"], "months": 12, "replications": 1,
                        "language": "en"}  # fmt: skip
            checked, whole, key = finished(server, question)
            rows.append(("a question checked", checked, server.megabytes()))
            noted("compared", whole)
            checked, whole, plan = finished(
                server, {"county": county, "plan": {"unions": 5, "largest": 2, "simulate": False}, "language": "en"}
            )
            rows.append(("rules of a plan checked", checked, server.megabytes()))
            noted("planned", whole)
            began = time.perf_counter()
            for path in (f"/answers/{key}/report.html", f"/answers/{key}/comparison.xlsx",
                         f"/scenarios/{key}/strong_weak_pairing.yaml", f"/answers/{plan}/plans.json"):  # fmt: skip
                asked(server, b"GET", path.encode())
            noted("taken away", time.perf_counter() - began)
        finally:
            server.close()
    print(table(rows, "after", "seconds", "MB of the server"))


if __name__ == "__main__":
    main()
