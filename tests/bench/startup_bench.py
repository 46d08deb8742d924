#!/usr/bin/env python3
"""Process start to ready with 10,000 registrations, warm and cold, without a window and under Xvfb.

`turning` is the first full turn of the loop (READY=1 to systemd); `ready` is the event stream's word: the event is
bound and guests are served. Cold means that the pages of program, libraries and state were dropped from the page cache
as far as no other process maps them. usage: startup_bench [RUNS [GUESTS]]"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
GUESTS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
USHER = str(Path(__file__).resolve().parents[2] / "usher")


def drop(paths):
    for path in paths:
        try:
            with open(path, "rb") as file:
                os.fsync(file.fileno()) if os.access(path, os.W_OK) else None
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError:
            pass


def libraries():
    lines = subprocess.run(["ldd", USHER], capture_output=True, text=True).stdout.splitlines()
    return [word for line in lines for word in line.split() if word.startswith("/")]


def one(folder, options, environment):
    path = str(folder / "notify")
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(path)
    manager.settimeout(60)
    begin = time.monotonic()
    station = subprocess.Popen([USHER, "run", *options, "--events", "-"], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.DEVNULL, env=environment | {"NOTIFY_SOCKET": path})
    while manager.recv(4096) != b"READY=1":
        pass
    turning = time.monotonic() - begin
    for line in station.stdout:
        if json.loads(line)["type"] == "ready":
            break
    ready = time.monotonic() - begin
    station.terminate()
    station.communicate(timeout=30)
    manager.close()
    os.unlink(path)
    return turning * 1000, ready * 1000


def main():
    folder = Path(tempfile.mkdtemp(prefix="usher-startup-"))
    sandbox = subprocess.Popen([USHER, "sandbox", "--guests", str(GUESTS)], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.DEVNULL)
    x = None
    try:
        origin = sandbox.stdout.readline().split()[-1]
        state = folder / "state"
        station = ["--portal-url", origin + "/apps/events/", "--portal-id", "12345678", "--event",
                   "annual-member-conference", "--state", str(state), "--camera", "none"]
        subprocess.run([USHER, "roster", "sync", *station], check=True, stdout=subprocess.DEVNULL, timeout=120)
        print(f"{GUESTS} registrations, {RUNS} starts each, median (slowest), ms")
        kinds = [("headless", ["--headless"], dict(os.environ))]
        if shutil.which("Xvfb"):
            x = subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL)
            time.sleep(1)
            kinds.append(("window, Xvfb", ["--windowed"], dict(os.environ) | {"DISPLAY": ":97"}))
        for name, options, environment in kinds:
            for temperature in ("warm", "cold"):
                one(folder, station + options, environment)  # not counted
                times = []
                for _ in range(RUNS):
                    if temperature == "cold":
                        drop([USHER, *libraries(), *map(str, state.iterdir())])
                    times.append(one(folder, station + options, environment))
                turning, ready = zip(*times)
                print(f"  {name:14} {temperature}: turning {statistics.median(turning):6.0f} ({max(turning):.0f}), "
                      f"ready {statistics.median(ready):6.0f} ({max(ready):.0f})", flush=True)
    finally:
        for process in (sandbox, x):
            if process:
                process.terminate()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
