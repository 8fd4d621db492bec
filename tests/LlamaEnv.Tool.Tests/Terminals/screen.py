# What a person sees of a terminal's output: its lines, those that scrolled away included.
import re, unicodedata

CONTROL = re.compile(r"\x1b\[([?>=]?)([0-9;]*)([A-Za-z])|\x1b[=>78cM]|[\r\n\b\a\t]|.", re.DOTALL)


def width(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.gone = []  # Scrolled away.
        self.lines = [[]]
        self.row = self.column = 0
        self.unknown = []  # What this does not understand, or what a program should not do.

    def feed(self, text):
        for match in CONTROL.finditer(text):
            kind, numbers, end = match.group(1), match.group(2), match.group(3)
            if end is not None:
                self.control(match.group(0), kind, [int(n or 0) for n in numbers.split(";")], end)
            elif match.group(0) == "\r":
                self.column = 0
            elif match.group(0) == "\n":
                self.down()
            elif match.group(0) == "\b":
                self.column = max(0, self.column - 1)
            elif match.group(0) >= " ":
                self.put(match.group(0))

    def down(self):
        self.row += 1
        while self.row >= len(self.lines):
            self.lines.append([])
        if self.row == self.rows:
            self.gone.append(self.lines.pop(0))
            self.row -= 1

    def put(self, character):
        line = self.lines[self.row]
        if width(character) == 0:
            if self.column > 0 and self.column <= len(line):
                line[self.column - 1] += character
            return
        if self.column + width(character) > self.columns:
            self.column = 0
            self.down()
            line = self.lines[self.row]
        while len(line) < self.column:
            line.append(" ")
        line[self.column : self.column + width(character)] = [character] + [""] * (width(character) - 1)
        self.column += width(character)

    def control(self, text, kind, numbers, end):
        count = max(1, numbers[0])
        if kind == "" and end == "A":
            self.row = max(0, self.row - count)
        elif kind == "" and end == "B":
            self.row = min(len(self.lines) - 1, self.row + count)
        elif kind == "" and end == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif kind == "" and end == "D":
            self.column = max(0, self.column - count)
        elif kind == "" and end == "G":
            self.column = min(self.columns, count) - 1
        elif kind == "" and end == "K" and numbers[0] == 0:
            del self.lines[self.row][self.column :]
        elif kind == "" and end == "K" and numbers[0] == 2:
            self.lines[self.row].clear()
        elif kind == "?" and end in "hl" and numbers[0] == 1 or end == "n":
            pass  # How keys are sent, which concerns no screen; the question where the cursor is.
        else:
            self.unknown.append(text)

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.gone + self.lines)
