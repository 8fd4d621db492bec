# Reads every file of a folder with python-dotenv. What is printed: see ScriptedReader.cs.
import importlib.metadata
import logging
import os
import sys

try:
    import dotenv
except ImportError:
    sys.exit(print("python-dotenv is not installed", file=sys.stderr) or 77)

logging.disable()
out = ["I" + importlib.metadata.version("python-dotenv")]
for file in os.listdir(sys.argv[1]):
    out.append("F" + file)
    try:
        variables = dotenv.dotenv_values(os.path.join(sys.argv[1], file))
        out += [f"V{name}={value}" for name, value in variables.items() if value is not None]
    except ValueError as e:
        out.append(f"E{type(e).__name__}")
sys.stdout.buffer.write(("\0".join(out) + "\0").encode("utf-8", "surrogateescape"))
