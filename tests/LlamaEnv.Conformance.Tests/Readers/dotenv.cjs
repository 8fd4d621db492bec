// Reads every file of a folder with dotenv. What is printed: see ScriptedReader.cs.
const fs = require('node:fs');
const path = require('node:path');

let dotenv;
try {
  dotenv = require('dotenv');
} catch {
  console.error('the npm package dotenv is not installed');
  process.exit(77);
}

const out = [`I${require('dotenv/package.json').version}`];
for (const file of fs.readdirSync(process.argv[2])) {
  out.push(`F${file}`);
  const variables = dotenv.parse(fs.readFileSync(path.join(process.argv[2], file)));
  for (const [name, value] of Object.entries(variables)) out.push(`V${name}=${value}`);
}
fs.writeFileSync(1, out.join('\0') + '\0');
