# Runs a command at a real pseudo-terminal: {"command", "columns", "environment", "steps"} on standard input as JSON,
# {"exit", "output", "restored"} on standard output. A step is [text to wait for, keys to send then], or
# [text to wait for, "", signal to send then].
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

job = json.load(sys.stdin)
child, terminal = pty.fork()
if child == 0:
    # Behind the settings below, whatever this process is interrupted by.
    time.sleep(0.2)
    os.environ.update(job["environment"])
    os.execv(job["command"][0], job["command"])

fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, job["columns"], 0, 0))
before = termios.tcgetattr(terminal)
output = b""
seen = 0
steps = list(job["steps"])
after = before
end = time.time() + 60
while time.time() < end:
    readable, _, _ = select.select([terminal], [], [], 0.2)
    if readable:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        after = termios.tcgetattr(terminal)
        # A terminal that is asked where its cursor is answers.
        if b"\x1b[6n" in chunk:
            os.write(terminal, b"\x1b[1;1R")
    while steps and steps[0][0].encode() in output[seen:]:
        seen = output.index(steps[0][0].encode(), seen) + len(steps[0][0].encode())
        time.sleep(0.3)
        _, keys, *signals = steps.pop(0)
        os.write(terminal, keys.encode())
        for name in signals:
            os.killpg(os.tcgetpgrp(terminal), signal.Signals[name])

_, status = os.waitpid(child, 0)
json.dump({"exit": os.waitstatus_to_exitcode(status), "output": output.decode(errors="replace")}, sys.stdout)
