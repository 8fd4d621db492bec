// Reads every file of a folder with godotenv. What is printed: see ScriptedReader.cs.
package main

import (
	"bufio"
	"os"
	"path/filepath"

	"github.com/joho/godotenv"
)

// Set by the linker.
var version string

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	out.WriteString("I" + version + "\x00")
	files, err := os.ReadDir(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		out.WriteString("F" + file.Name() + "\x00")
		variables, err := godotenv.Read(filepath.Join(os.Args[1], file.Name()))
		if err != nil {
			out.WriteString("Erefused\x00")
			continue
		}
		for name, value := range variables {
			out.WriteString("V" + name + "=" + value + "\x00")
		}
	}
}
