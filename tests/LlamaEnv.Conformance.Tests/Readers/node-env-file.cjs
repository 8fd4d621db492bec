// Reads every file of a folder with the parser behind node --env-file. What is printed: see ScriptedReader.cs.
const fs = require('node:fs');
const path = require('node:path');
const { parseEnv } = require('node:util');

if (!parseEnv) {
  console.error(`Node.js ${process.version} has no util.parseEnv`);
  process.exit(77);
}

const out = [`I${process.versions.node}`];
for (const file of fs.readdirSync(process.argv[2])) {
  out.push(`F${file}`);
  const variables = parseEnv(fs.readFileSync(path.join(process.argv[2], file), 'utf8'));
  for (const [name, value] of Object.entries(variables)) out.push(`V${name}=${value}`);
}
fs.writeFileSync(1, out.join('\0') + '\0');
