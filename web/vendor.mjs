// Brings other people's scripts into the site and the console, each from its own package: only the archive itself is
// fetched, through npm, without what it depends on (the web chat declares 440 packages that its bundle already
// contains), and accepted only with the digest package.json states.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const { vendored } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const folders = [...new Set(vendored.map(({ into }) => into))];

const placeOf = (folder) => join(here, "..", folder);
const markerOf = (folder) => join(placeOf(folder), "vendored.json");
const partOf = (folder) => vendored.filter(({ into }) => into === folder);

function upToDate(folder) {
  const wanted = partOf(folder);
  const names = wanted.flatMap(({ files }) => Object.values(files));
  const present = [markerOf(folder), ...names.map((name) => join(placeOf(folder), name))].every((path) => existsSync(path));
  return present && readFileSync(markerOf(folder), "utf8") === JSON.stringify(wanted);
}

function fetchArchive({ package: name, version }, folder) {
  const wanted = `${name}@${version}`;
  try {
    execFileSync("npm", ["pack", wanted, "--silent", "--ignore-scripts", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  } catch {
    throw new Error(`npm could not fetch ${wanted}: check the network and npm's settings, then run this again`);
  }
  return join(folder, `${name}-${version}.tgz`);
}

function verify(archive, integrity) {
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== integrity) {
    throw new Error(`${basename(archive)} is not the archive package.json states (${found}): nothing was installed`);
  }
}

function unpacked(part, folder) {
  const archive = fetchArchive(part, folder);
  verify(archive, part.integrity);
  const into = mkdtempSync(join(folder, "unpacked-"));
  execFileSync("tar", ["-xzf", archive, "-C", into, ...Object.keys(part.files).map((file) => `package/${file}`)]);
  return join(into, "package");
}

function install(source, place) {
  // The map is not brought along; a browser's developer tools would ask for it in vain.
  const content = Buffer.from(readFileSync(source, "utf8").replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n"));
  const write = (path, bytes) => { writeFileSync(`${path}.new`, bytes); renameSync(`${path}.new`, path); };
  write(place, content);
  if (place.endsWith(".js")) {
    write(`${place}.gz`, gzipSync(content, { level: 9 }));
    write(`${place}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function vendor(folder) {
  mkdirSync(placeOf(folder), { recursive: true });
  const scratch = mkdtempSync(join(placeOf(folder), "fetch-"));
  try {
    // All are fetched and verified before the first is installed.
    const parts = partOf(folder).map((part) => ({ ...part, source: unpacked(part, scratch) }));
    for (const { source, files } of parts) {
      for (const [file, name] of Object.entries(files)) install(join(source, file), join(placeOf(folder), name));
    }
    writeFileSync(markerOf(folder), JSON.stringify(partOf(folder)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  const old = folders.filter((folder) => !upToDate(folder));
  old.forEach(vendor);
  const brought = old.flatMap(partOf).map(({ package: name, version }) => `${name} ${version}`);
  console.log(`web assets: ${brought.join(", ") || "up to date"}`);
} catch (problem) {
  console.error(`web assets: ${problem.message}`);
  process.exit(1);
}
