# Reads a file as docker-compose 1 does, merged over another, with its own code. Prints NAME=value and NUL for each variable.
# Its command "config" would print YAML in which U+0085 is a line end.
import sys

try:
    from compose.config import config
    from compose.config.environment import Environment
except ImportError:
    sys.exit(print("there is no docker-compose", file=sys.stderr) or 77)

with open("base.yaml", "w") as base:
    base.write("services:\n  llama-cloud:\n    image: a\n")
loaded = config.load(config.find(".", ["base.yaml", sys.argv[1]], Environment({}), None))
for name, value in loaded.services[0]["environment"].items():
    sys.stdout.buffer.write(f"{name}={value}\0".encode())
