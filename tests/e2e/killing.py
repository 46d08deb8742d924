"""kill -9 at every moment of a check-in, with the real program: nothing lost, nothing twice."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

from stage import LiveCamera, check, json_lines, wait_until

CHECK_IN = "check-in-by-qr"
ALREADY = "ALREADY_IN"


def may_trace():
    """Empty, or the sentence why this machine cannot kill at a system call."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, text=True)
    return "" if tried.returncode == 0 else "ptrace is not permitted here: " + tried.stderr.strip().split("\n")[0]


def faults(stage, *list_of_faults):
    stage.ask("/sandbox/faults", {"seed": 11, "faults": list(list_of_faults)})


def calls_of(stage, arguments):
    """How often the command makes each system call, and of these how many before it takes the state folder:
    [(call, first, last)]."""
    log = stage.folder / "calls.txt"
    subprocess.run(["strace", "-f", "-qq", "-o", log, stage.usher, *arguments], capture_output=True, timeout=120, check=True)
    before, whole = Counter(), Counter()
    taken = False
    for line in log.read_text(errors="replace").splitlines():
        found = re.match(r"\d+ +(\w+)\(", line)
        if not found:
            continue
        taken = taken or "/state/lock" in line
        whole[found[1]] += 1
        if not taken:
            before[found[1]] += 1
    whole.pop("exit_group", None)
    return [(call, before[call] + 1, whole[call]) for call in sorted(whole) if whole[call] > before[call]]


def killed_at(stage, call, number, arguments):
    """Runs the command until it is about to make that call for that time. What it had said, and whether it was killed."""
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", f"--inject={call}:signal=KILL:when={number}",
         stage.usher, *arguments], capture_output=True, text=True, timeout=120)
    said = "\n".join(line for line in done.stdout.splitlines() if line.startswith("{"))
    return json_lines(said), done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)


class Told:
    """What guests were told, and what must hold of it in the end."""

    def __init__(self):
        self.granted = Counter()
        self.held = set()

    def hear(self, code, verdict):
        """Nobody is granted twice, and nobody hears ALREADY IN who was not granted."""
        if verdict == "GRANT":
            self.granted[code] += 1
        check(self.granted[code] <= 1, f"{code} was admitted twice")
        check(verdict != ALREADY or self.granted[code] == 1, f"{code} was told ALREADY IN and never admitted")
        check(verdict in ("GRANT", ALREADY, "HOLD"), f"{code} was told {verdict}")
        if verdict == "HOLD":
            self.held.add(code)


def reconcile(stage, config, told, before):
    """The journal, the portal and what was said agree."""
    faults(stage)
    for _ in range(40):
        if stage.run("queue", "replay", "--config", config, code=None).returncode == 0:
            break
        time.sleep(0.25)
    rows = json_lines(stage.run("queue", "list", "--all", "--json", "--config", config).stdout)
    open_rows = [r for r in rows if r["state"] != "closed"]
    inside = stage.checked_in() - before
    granted = {code for code, times in told.granted.items() if times}
    check(granted <= inside, f"admitted and lost: {sorted(granted - inside)[:5]}")
    listed = {r["code"] for r in rows if r["verdict"] == "GRANT"}
    check(granted <= listed, f"admitted and not in the journal: {sorted(granted - listed)[:5]}")
    # Staff were called to these, and the journal has the row: the guest may be inside by a green that nobody saw.
    unexplained = inside - granted - {r["code"] for r in rows}
    check(not unexplained, f"checked in by nobody: {sorted(unexplained)[:5]}")
    check(not [r for r in open_rows if r["state"] == "waiting"], f"still waiting: {open_rows[:3]}")
    wrong = [r for r in open_rows if r["reckoning"] != "ECHO"]
    check(not wrong, f"an exception where nobody did anything wrong: {wrong[:3]}")
    report = json_lines(stage.run("report", "--json", "--config", config).stdout)
    times = Counter(r["code"] for r in report if r["verdict"] == "GRANT")
    check(not times or max(times.values()) == 1, f"granted twice in the journal: {times.most_common(3)}")
    return report, len(open_rows)


def every_call(stage, decide, lost, stride):
    """One `usher check` killed at each of its system calls, a guest of their own for each; then shown again."""
    stage.sandbox("--guests", "4000")
    config = stage.config(admission__decide=decide)
    codes = iter([r["qr_code"] for r in stage.eligible()])
    before = stage.checked_in()
    stage.run("roster", "sync", "--config", config)
    told, kills, held = Told(), 0, 0
    for call, first, last in calls_of(stage, ["check", next(codes), "--json", "--config", config]):
        for number in range(first, last + 1):
            if (kills + number) % stride:
                continue
            code = next(codes)
            # The answer is lost in the attempt that is killed and in the next one; both are recorded at the portal.
            faults(stage, *([{"fault": "drop_after", "endpoint": CHECK_IN}] if lost else []))
            said, was_killed = killed_at(stage, call, number, ["check", code, "--json", "--config", config])
            kills += was_killed
            for line in said:
                told.hear(code, line["verdict"])
            faults(stage)
            again = json_lines(stage.run("check", code, "--json", "--config", config).stdout)[0]["verdict"]
            told.hear(code, again)
            if told.granted[code] == 0:
                check(again == "HOLD", f"killed at {call} {number}: {code} was never admitted, and told {again}")
                held += 1
    check(kills > 0, "nothing was killed")
    _, exceptions = reconcile(stage, config, told, before)
    print(f"        {decide}, answers {'lost' if lost else 'come'}: killed at {kills} system calls, {held} guests sent to staff, "
          f"{exceptions} exceptions for staff", flush=True)


def every_call_of_delivery(stage, stride):
    """`usher queue replay` killed at each of its system calls, with a check-in to deliver; then again."""
    stage.sandbox("--guests", "4000")
    config = stage.config(admission__decide="local-first")
    codes = iter([r["qr_code"] for r in stage.eligible()])
    before = stage.checked_in()
    stage.run("roster", "sync", "--config", config)
    told, kills = Told(), 0

    def admit():
        code = next(codes)
        told.hear(code, json_lines(stage.run("check", code, "--json", "--config", config).stdout)[0]["verdict"])

    admit()
    replay = ["queue", "replay", "--config", config]
    for call, first, last in calls_of(stage, replay):
        for number in range(first, last + 1):
            if (kills + number) % stride:
                continue
            admit()
            kills += killed_at(stage, call, number, replay)[1]
    check(kills > 0, "nothing was killed")
    reconcile(stage, config, told, before)
    print(f"        delivery: killed at {kills} system calls", flush=True)


def every_call_of_mending(stage, stride):
    """A start on a damaged journal killed at each of its system calls; then another start, and nobody is missing."""
    stage.sandbox("--guests", "60")
    config = stage.config(admission__decide="local-first")
    codes = [r["qr_code"] for r in stage.eligible()][:8]
    stage.run("roster", "sync", "--config", config)
    stage.run("check", *codes, "--json", "--config", config)
    state = stage.folder / "state"
    journal, wal = state / "journal.db", state / "journal.db-wal"
    hurt = b"x" * 4096 + journal.read_bytes()[4096:], wal.read_bytes() if wal.exists() else None
    look = ["check", codes[0], "--json", "--verify", "--config", config]

    def damage():
        for old in state.glob("journal*"):
            old.unlink()
        journal.write_bytes(hurt[0])
        if hurt[1] is not None:
            wal.write_bytes(hurt[1])

    damage()
    kills = 0
    for call, first, last in calls_of(stage, look):
        for number in range(first, last + 1):
            if (kills + number) % stride:
                continue
            damage()
            kills += killed_at(stage, call, number, look)[1]
            told = json_lines(stage.run(*look).stdout)[0]["verdict"]
            check(told == ALREADY, f"killed at {call} {number} of mending: {codes[0]} was told {told}")
            rows = json_lines(stage.run("queue", "list", "--json", "--config", config).stdout)
            check({r["code"] for r in rows} == set(codes), f"killed at {call} {number} of mending: {len(rows)} of 8 open check-ins")
    check(kills > 0, "nothing was killed")
    print(f"        mending: killed at {kills} system calls, 8 open check-ins kept each time", flush=True)


def random_kills(stage, rounds, seed):
    """The whole station killed at random moments while it scans, against a portal that loses answers."""
    dice = random.Random(seed)
    stage.sandbox("--guests", "4000")
    codes = [r["qr_code"] for r in stage.eligible()]
    before = stage.checked_in()
    config = stage.config(camera__fps=20)
    stage.run("roster", "sync", "--config", config)
    faults(stage, {"fault": "latency", "ms": 5, "jitter_ms": 40},
           {"fault": "drop_after", "endpoint": CHECK_IN, "probability": 0.15},
           {"fault": "drop_before", "endpoint": CHECK_IN, "probability": 0.08},
           {"fault": "error_after", "endpoint": CHECK_IN, "probability": 0.05},
           {"fault": "html", "endpoint": CHECK_IN, "after": True, "probability": 0.04})
    fresh = iter(codes)
    seen_before, kills = [], 0
    stream = stage.folder / "events.jsonl"
    for number in range(rounds):
        # Some who were here in an earlier round, and new ones.
        guests = [*dice.sample(seen_before[-40:], min(3, len(seen_before))), *(next(fresh) for _ in range(5))]
        seen_before += guests[-5:]
        folder = stage.pictures([(code, 2) for code in guests], f"round-{number}")
        arguments = ["run", "--headless", "--config", config, "--camera", "images:" + folder, "--events", str(stream)]
        begin = stream.stat().st_size if stream.exists() else 0
        station = stage.start(*arguments)
        # Every other one is killed among its guests, however long a crowded machine takes until the first is served.
        if number % 2:
            served = lambda: stream.exists() and b'"type":"verdict"' in stream.read_bytes()[begin:]
            wait_until(lambda: served() or station.poll() is not None, "the first guest to be served")
        try:
            station.wait(dice.uniform(0.02, 1.6))
        except subprocess.TimeoutExpired:
            station.kill()
            kills += 1
        station.wait()
        stage.processes.remove(station)
        shutil.rmtree(folder)
    faults(stage)
    # Once more in peace: whoever is still between two states is taken up.
    stage.run("run", "--headless", "--config", config, "--camera", "images:" + stage.pictures([("-", 2)], "peace"),
              "--events", str(stage.folder / "events.jsonl"))
    told = Told()
    report = json_lines(stage.run("report", "--json", "--config", config).stdout)
    for line in report:
        told.hear(line["code"], line["verdict"])
    report, exceptions = reconcile(stage, config, told, before)
    key = lambda line: (line["code"], line["verdict"], line["at"])
    told_there = [key(e) for e in stage.events() if e["type"] == "verdict"]
    journal = Counter(key(line) for line in report)
    check(all(times == 1 for times in Counter(told_there).values()), "the event stream told a verdict twice")
    lost = [line for line in told_there if not journal[line]]
    check(not lost, f"on the event stream and not in the journal: {lost[:3]}")
    granted = sum(told.granted.values())
    check(granted > rounds // 2, f"only {granted} guests were admitted in {rounds} rounds")
    print(f"        {rounds} rounds, {kills} killed: {len(report)} presentations, {len(told_there)} of them told on the stream, "
          f"{granted} admitted, {len(told.held)} sent to staff, {exceptions} exceptions for staff; nothing lost, nobody twice",
          flush=True)
