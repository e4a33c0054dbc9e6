import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pipeline } from "node:stream/promises"
import { fileURLToPath } from "node:url"
import { setup as pageLibrary } from "../page-library.mjs"
import { closure, readLock } from "./closure.mjs"
import { licenceOf, noticeOf, unfit } from "./licences.mjs"
import { layOut, tar } from "./offline.mjs"
import { dependenciesOf, insideThePage, manifestOf, repository } from "./published.mjs"
import { buildPython } from "./python.mjs"
import { sbom } from "./sbom.mjs"
import { stage } from "./stage.mjs"

// `npm run pack [-- FOLDER]`: everything that is published, built from what `npm run build` made, into `dist/` or the folder that is named.
// The same commit gives the same bytes: times are SOURCE_DATE_EPOCH, which is the commit's own time by default.

const root = fileURLToPath(new URL("../..", import.meta.url))

/** @param {string} out */
async function pack(out) {
  const manifest = manifestOf(root, "diapason")
  const epoch = Number(
    process.env["SOURCE_DATE_EPOCH"] ?? execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" }),
  )
  const { overrides } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const work = mkdtempSync(join(tmpdir(), "diapason-pack-"))
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  try {
    await pageLibrary()
    const { direct, installed, shipped } = thirdParty()
    const licensed = shipped.map(({ path }) => licenceOf(join(root, path)))
    const bad = unfit(licensed)
    if (bad.length > 0) throw new Error(bad.join("\n"))
    const notices = {
      "THIRD-PARTY.md": noticeOf(licensed),
      "sbom.cdx.json": sbom({ ...manifest, direct, taken: shipped, overrides, epoch }),
    }
    const staged = join(work, "package")
    mkdirSync(staged)
    stage(root, staged, notices)
    execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", out], { cwd: staged })
    buildPython(root, out, epoch)
    const name = `diapason-${manifest.version}`
    const beside = readdirSync(out).map((file) => join(out, file))
    layOut({ root, folder: join(work, name), staged, taken: installed, version: manifest.version, beside, notices })
    tar(work, name, join(out, `${name}-offline.tar`), epoch)
    for (const [file, text] of Object.entries(notices)) writeFileSync(join(out, file), text)
    await writeSums(out, name)
  } finally {
    rmSync(work, { recursive: true })
  }
  for (const file of readdirSync(out)) console.log(`${String(statSync(join(out, file)).size).padStart(11)}  ${file}`)
  if (repository === "") console.log("The address of the repository is not filled in (scripts/pack/published.mjs); a release needs it.")
}

/** What is installed beside the package, and what is shipped in all: that, and what the page was bundled from. */
function thirdParty() {
  const lock = readLock(root)
  const { dependencies, optionalDependencies } = dependenciesOf(root)
  const there = (/** @type {{ path: string }} */ { path }) => existsSync(join(root, path))
  const run = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]
  const installed = closure(lock, run, "packages/diapason").filter(there)
  const bundled = closure(lock, insideThePage(root), "packages/dashboard").filter(there)
  const all = new Map([...installed, ...bundled].map((one) => [one.path, one]))
  return { direct: [...run, ...insideThePage(root)], installed, shipped: [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

/** `NAME.sha256` is for who takes the archive alone; SHA256SUMS for who takes everything. @param {string} out @param {string} name */
async function writeSums(out, name) {
  const lines = await Promise.all(readdirSync(out).map(async (file) => ({ file, line: `${await digest(join(out, file))}  ${file}\n` })))
  writeFileSync(join(out, "SHA256SUMS"), lines.map(({ line }) => line).join(""))
  writeFileSync(join(out, `${name}.sha256`), lines.find(({ file }) => file === `${name}-offline.tar`)?.line ?? "")
}

/** @param {string} path */
async function digest(path) {
  const hash = createHash("sha256")
  await pipeline(createReadStream(path), hash)
  return hash.digest("hex")
}

await pack(resolve(process.argv[2] ?? join(root, "dist")))
