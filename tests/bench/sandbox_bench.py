#!/usr/bin/env python3
"""What the sandbox costs with 100,000 registrations: the whole list (time, memory it held meanwhile), a guest's check-in
while somebody fetches that list, and check-ins per second from one and from several stations, each a process.
usage: sandbox_bench [GUESTS [STATIONS]]"""

import http.client
import json
import multiprocessing
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

GUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
STATIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
SECONDS = 5
USHER = str(Path(__file__).resolve().parents[2] / "usher")
PORTAL = "12345678"
LIST = json.dumps({"portalId": PORTAL, "eventId": "Annual Member Conference", "isNameLookup": True})
HEADERS = {"Content-Type": "application/json"}


def mib(process, name):
    return int(re.search(name + r":\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())[1]) / 1024


def ask(connection, endpoint, body):
    connection.request("POST", "/apps/events/" + endpoint, body, HEADERS)
    return connection.getresponse()


def check_in(connection, code):
    begin = time.monotonic()
    answer = ask(connection, "check-in-by-qr", json.dumps({"portalId": PORTAL, "qrCode": code, "action": "checkin"}))
    answer.read()
    return (time.monotonic() - begin) * 1000


def whole_list(port, sandbox):
    """Read as it comes and thrown away, but for the codes."""
    Path(f"/proc/{sandbox.pid}/clear_refs").write_text("5")  # the peak counts from here
    before = mib(sandbox, "VmHWM")
    connection = http.client.HTTPConnection("127.0.0.1", port)
    begin = time.monotonic()
    answer = ask(connection, "fetch-event-details", LIST)
    codes, size, tail = [], 0, b""
    while piece := answer.read(1 << 20):
        size += len(piece)
        found = re.findall(rb'"qr_code":"(EVT-[A-Z0-9]{12})"', tail + piece)
        codes += [code.decode() for code in found]
        tail = piece[-30:]
    took = time.monotonic() - begin
    print(f"list of {GUESTS} registrations, {size / 1e6:.0f} MB: {took:.2f} s, "
          f"{mib(sandbox, 'VmHWM') - before:.1f} MiB more resident at its peak (of {mib(sandbox, 'VmRSS'):.0f})")
    return sorted(set(codes))


def drain(port, stop):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while not stop.is_set():
        answer = ask(connection, "fetch-event-details", LIST)
        while answer.read(1 << 20):
            pass


def beside_a_list(port, codes):
    for name, busy in (("alone", False), ("while somebody fetches the list", True)):
        stop = threading.Event()
        other = multiprocessing.Process(target=drain, args=(port, stop), daemon=True)
        if busy:
            other.start()
            time.sleep(0.2)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        times = sorted(check_in(connection, codes.pop()) for _ in range(500))
        if busy:
            other.terminate()
            other.join()
        print(f"a check-in {name}, 500 calls: p50 {statistics.median(times):.2f} ms, p99 {times[-5]:.2f} ms")


def station(port, codes, count):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    end = time.monotonic() + SECONDS
    done = 0
    for code in codes:
        if time.monotonic() > end:
            break
        check_in(connection, code)
        done += 1
    count.value = done


def stations(port, codes):
    for number in (1, STATIONS):
        share = min(8000, GUESTS // (2 * STATIONS + 2))
        counts = [multiprocessing.Value("i") for _ in range(number)]
        people = [multiprocessing.Process(target=station, args=(port, [codes.pop() for _ in range(share)], count))
                  for count in counts]
        begin = time.monotonic()
        for one in people:
            one.start()
        for one in people:
            one.join()
        took = time.monotonic() - begin
        print(f"{number} station{'s' * (number > 1)}, {sum(c.value for c in counts)} check-ins, each durable: "
              f"{sum(c.value for c in counts) / took:.0f} a second")


def main():
    folder = Path(tempfile.mkdtemp(prefix="usher-sandbox-"))
    begin = time.monotonic()
    sandbox = subprocess.Popen([USHER, "sandbox", "--guests", str(GUESTS), "--data", str(folder / "data.db")],
                               stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL)
    try:
        port = int(sandbox.stdout.readline().rsplit(":", 1)[1])
        print(f"{GUESTS} registrations written in {time.monotonic() - begin:.1f} s")
        codes = whole_list(port, sandbox)
        beside_a_list(port, codes)
        stations(port, codes)
    finally:
        sandbox.terminate()
        sandbox.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
