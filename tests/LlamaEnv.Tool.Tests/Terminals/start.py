# Starts a program as no shell and no runtime can: {"command", "environment", "input", "closed"} on standard input as JSON,
# strings of bytes (Latin 1), the environment entry by entry. {"status", "process", "output", "error"} on standard output;
# a signal that ended it is a negative status.
import ctypes, json, os, signal, sys, tempfile

job = json.load(sys.stdin)
strings = lambda texts: (ctypes.c_char_p * (len(texts) + 1))(*[text.encode("latin-1") for text in texts], None)
command, environment = strings(job["command"]), strings(job["environment"])
streams = [tempfile.TemporaryFile() for _ in range(3)]
streams[0].write(job["input"].encode("latin-1"))
streams[0].seek(0)
libc = ctypes.CDLL(None, use_errno=True)

child = os.fork()
if child == 0:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    for number in job["closed"]:
        os.close(number)
    libc.execve(command[0], command, environment)
    os._exit(99)

_, status = os.waitpid(child, 0)
for stream in streams[1:]:
    stream.seek(0)
output, error = [stream.read().decode("latin-1") for stream in streams[1:]]
json.dump({"status": os.waitstatus_to_exitcode(status), "process": child, "output": output, "error": error}, sys.stdout)
