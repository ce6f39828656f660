// Brings the chat's one bundled file into the site. The package declares 440 dependencies that its bundle already
// contains; so only its own archive is fetched, through npm, and accepted only with the digest package.json states.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "bot", "site", "static", "vendor");
const { vendored } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const marker = join(target, "vendored.json");

function upToDate() {
  const present = [marker, ...vendored.files.map((file) => join(target, basename(file)))].every((path) => existsSync(path));
  return present && readFileSync(marker, "utf8") === JSON.stringify(vendored);
}

function fetchArchive(folder) {
  const wanted = `${vendored.package}@${vendored.version}`;
  try {
    execFileSync("npm", ["pack", wanted, "--silent", "--ignore-scripts", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  } catch {
    throw new Error(`npm could not fetch ${wanted}: check the network and npm's settings, then run this again`);
  }
  return join(folder, `${vendored.package}-${vendored.version}.tgz`);
}

function verify(archive) {
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== vendored.integrity) {
    throw new Error(`${basename(archive)} is not the archive package.json states (${found}): nothing was installed`);
  }
}

function install(folder, file) {
  const content = readFileSync(join(folder, "package", file));
  const place = join(target, basename(file));
  const write = (path, bytes) => { writeFileSync(`${path}.new`, bytes); renameSync(`${path}.new`, path); };
  write(place, content);
  if (place.endsWith(".js")) {
    write(`${place}.gz`, gzipSync(content, { level: 9 }));
    write(`${place}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function vendor() {
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(join(target, "fetch-"));
  try {
    const archive = fetchArchive(folder);
    verify(archive);
    execFileSync("tar", ["-xzf", archive, "-C", folder, ...vendored.files.map((file) => `package/${file}`)]);
    vendored.files.forEach((file) => install(folder, file));
    writeFileSync(marker, JSON.stringify(vendored));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  if (upToDate()) {
    console.log("web assets: up to date");
  } else {
    vendor();
    console.log(`web assets: ${vendored.package} ${vendored.version}`);
  }
} catch (problem) {
  console.error(`web assets: ${problem.message}`);
  process.exit(1);
}
