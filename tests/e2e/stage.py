"""A small world for the end-to-end tests: a sandbox portal, a station, and pictures held up to its camera."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PORTAL_ID = "12345678"
EVENT = "Annual Member Conference"


class Failed(Exception):
    pass


def check(condition, sentence):
    if not condition:
        raise Failed(sentence)


def wait_until(condition, sentence, seconds=30):
    """Polls for something that another process does; gives up with the sentence."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise Failed(f"{sentence} (waited {seconds} s)")


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def crash_thread(pid, name):
    """A segmentation fault in the thread of that name, as if its own code had made it."""
    for task in os.listdir(f"/proc/{pid}/task"):
        if Path(f"/proc/{pid}/task/{task}/comm").read_text().strip() == name:
            tgkill = {"x86_64": 234, "aarch64": 131}[os.uname().machine]
            check(ctypes.CDLL(None).syscall(tgkill, pid, int(task), int(signal.SIGSEGV)) == 0, "tgkill")
            return
    raise Failed(f"process {pid} has no thread {name}")


class Stage:
    """Everything is made in a folder of its own and ended by its own process id."""

    def __init__(self, usher):
        self.usher = str(Path(usher).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="usher-e2e-"))
        self.processes = []
        self.origin = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f"what was left behind: {self.folder}", file=sys.stderr)

    # ---- the portal

    def sandbox(self, *options, port=0):
        log = open(self.folder / "sandbox.log", "ab")
        process = subprocess.Popen([self.usher, "sandbox", "--listen", f"127.0.0.1:{port}", *options],
                                   stdout=subprocess.PIPE, stderr=log, text=True)
        self.processes.append(process)
        line = process.stdout.readline().strip()
        check(line.startswith("listening on http://127.0.0.1:"), f"the sandbox said '{line}' first")
        self.origin = line.removeprefix("listening on ")
        return process

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(self.origin + path, method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return json.loads(error.read())

    def details(self, name=EVENT):
        return self.ask("/apps/events/fetch-event-details",
                        {"portalId": PORTAL_ID, "eventId": name, "isNameLookup": True})

    def registrations(self, name=EVENT):
        return self.details(name)["registrations"]

    def eligible(self, name=EVENT):
        """Who may enter, by the rule; without those whose code is somebody else's, too."""
        rows = self.registrations(name)
        codes = [r["qr_code"] for r in rows]
        return [r for r in rows
                if r["registration_status"] == "confirmed" and r["payment_status"] in ("paid", "free", "complimentary")
                and r["attendance_status"] != "checked_in" and not r["check_in_datetime"]
                and codes.count(r["qr_code"]) == 1]

    def checked_in(self, name=EVENT):
        return {r["qr_code"] for r in self.registrations(name) if r["attendance_status"] == "checked_in"}

    # ---- the station

    def config(self, **changes):
        values = {
            "station": {"name": "North door 1", "event": EVENT, "state": str(self.folder / "state")},
            "portal": {"url": self.origin + "/apps/events/", "id": PORTAL_ID},
            "camera": {"source": "none"},
        }
        for key, value in changes.items():
            table, name = key.split("__")
            values.setdefault(table, {})[name] = value
        path = self.folder / "station.toml"
        path.write_text("\n".join(
            f"[{table}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in keys.items()) for table, keys in values.items()))
        return str(path)

    def run(self, *arguments, code=0, input=None, timeout=120):
        done = subprocess.run([self.usher, *arguments], capture_output=True, text=True, input=input, timeout=timeout)
        check(code is None or done.returncode == code,
              f"usher {' '.join(arguments)}: exit {done.returncode} instead of {code}\n{done.stdout}{done.stderr}")
        return done

    def start(self, *arguments, **environment):
        log = open(self.folder / "station.log", "ab")
        process = subprocess.Popen([self.usher, *arguments], stdout=log, stderr=log, env={**os.environ, **environment})
        self.processes.append(process)
        return process

    def stop(self, process, seconds=20):
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"the process did not leave within {seconds} s of SIGTERM") from None

    def pictures(self, codes, name="pictures"):
        """`codes` are (payload, frames); returns the folder."""
        folder = self.folder / name
        paint = Path(self.usher).parent / "tests/e2e/usher_paint"
        subprocess.run([paint, folder], input="".join(f"{c} {n}\n" for c, n in codes), text=True, check=True)
        return str(folder)

    def events(self, name="events.jsonl"):
        path = self.folder / name
        if not path.exists():
            return []
        # The last line may be half written while the station runs, or cut by a kill.
        whole = [line for line in path.read_text().split("\n")[:-1]]
        return [json.loads(line) for line in whole if line]


class Manager:
    """Systemd's end of sd_notify: hears what a service says of itself."""

    def __init__(self, stage):
        self.stage = stage
        self.path = str(stage.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.setblocking(False)
        self.words = []

    def start(self, *arguments, **environment):
        return self.stage.start(*arguments, NOTIFY_SOCKET=self.path, **environment)

    def heard(self):
        while True:
            try:
                self.words.append(self.socket.recv(4096).decode())
            except BlockingIOError:
                return self.words


class Stream:
    """An event stream that is read on and on while the station writes it."""

    def __init__(self, path):
        self.path = Path(path)
        self.at = 0
        self.codes = set()  # of the verdicts told so far

    def told(self, code):
        if self.path.exists():
            with open(self.path, "rb") as file:
                file.seek(self.at)
                fresh = file.read()
            whole = fresh[:fresh.rfind(b"\n") + 1]
            self.at += len(whole)
            self.codes |= {e["code"] for e in json_lines(whole.decode()) if e["type"] == "verdict"}
        return code in self.codes


class LiveCamera:
    """A folder of one picture, shown again and again: what is held up changes while the station looks."""

    def __init__(self, stage, codes, name="live"):
        self.folder = stage.folder / name
        self.folder.mkdir()
        painted = sorted(Path(stage.pictures([("-", 1)] + [(c, 1) for c in codes], name + "-painted")).iterdir())
        self.pictures = dict(zip(["-", *codes], painted))
        self.source = f"images:{self.folder}"
        self.hold("-")

    def hold(self, code):
        """From now on this code is before the camera; "-" is nobody."""
        next_one = self.folder.parent / (self.folder.name + ".next")
        next_one.symlink_to(self.pictures[code])
        next_one.rename(self.folder / "now.png")


def main(tests):
    """Runs every test given, each on a stage of its own; prints a line each."""
    if len(sys.argv) != 2:
        print(f"usage: {sys.argv[0]} PATH_TO_USHER", file=sys.stderr)
        sys.exit(2)
    failures = 0
    for test in tests:
        begin = time.monotonic()
        sentence = test.__doc__.strip().split("\n")[0]
        try:
            with Stage(sys.argv[1]) as stage:
                test(stage)
            print(f"ok      {sentence} ({time.monotonic() - begin:.1f} s)", flush=True)
        except Failed as failure:
            failures += 1
            print(f"FAILED  {sentence}: {failure}", flush=True)
    print(f"{len(tests) - failures} passed, {failures} failed", flush=True)
    sys.exit(1 if failures else 0)
