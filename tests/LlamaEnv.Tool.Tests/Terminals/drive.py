# Runs a command at a real pseudo-terminal: {"command", "columns", "rows", "environment", "steps"} on standard input as
# JSON, {"exit", "output", "screens", "unknown"} on standard output. A step is [text to wait for, keys to send then], or
# [text to wait for, "", signal to send then]. There is a screen for each time that something was drawn over.
import codecs, fcntl, json, os, pty, re, signal, struct, sys, termios
from screen import Screen

job = json.load(sys.stdin)
ready, started = os.pipe()
child, terminal = pty.fork()
if child == 0:
    # Behind the settings below.
    os.close(started)
    os.read(ready, 1)
    os.environ.update(job["environment"])
    os.execv(job["command"][0], job["command"])

fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", job["rows"], job["columns"], 0, 0))
os.close(started)
screen = Screen(job["columns"], job["rows"])
decode = codecs.getincrementaldecoder("utf-8")("replace").decode
output = ""
seen = 0
steps = list(job["steps"])
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    text = decode(chunk)
    output += text
    screen.feed(text)
    # A terminal that is asked where its cursor is answers.
    if "\x1b[6n" in text:
        os.write(terminal, b"\x1b[%d;%dR" % (screen.row + 1, screen.column + 1))
    while steps and steps[0][0] in output[seen:]:
        seen = output.index(steps[0][0], seen) + len(steps[0][0])
        _, keys, *signals = steps.pop(0)
        os.write(terminal, keys.encode())
        for name in signals:
            os.killpg(os.tcgetpgrp(terminal), signal.Signals[name])

# After the fact: what is read at once need not be what was drawn at once.
screens = []
shown = Screen(job["columns"], job["rows"])
for drawn in re.split(r"(?=\r(?!\n))", output):
    shown.feed(drawn)
    screens.append(shown.text())

_, status = os.waitpid(child, 0)
json.dump({"exit": os.waitstatus_to_exitcode(status), "output": output, "screens": screens, "unknown": screen.unknown}, sys.stdout)
