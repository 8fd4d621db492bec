# Reads a file as systemd reads EnvironmentFile=, with systemd's own function. Prints NAME=value and NUL for each variable.
import ctypes
import glob
import sys

found = glob.glob("/usr/lib/*/systemd/libsystemd-shared-*.so") + glob.glob("/lib/systemd/libsystemd-shared-*.so") + glob.glob("/usr/lib/systemd/libsystemd-shared-*.so")
if not found:
    sys.exit(print("there is no libsystemd-shared", file=sys.stderr) or 77)

library = ctypes.CDLL(found[0])
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = libc.fopen(sys.argv[1].encode(), b"re")
result = ctypes.POINTER(ctypes.c_char_p)()
code = library.load_env_file(ctypes.c_void_p(file), sys.argv[1].encode(), ctypes.byref(result))
if code < 0:
    sys.exit(f"load_env_file: {code}")
index = 0
while result[index] is not None:
    sys.stdout.buffer.write(result[index] + b"\0")
    index += 1
