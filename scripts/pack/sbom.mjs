import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/**
 * The bill of materials in CycloneDX: `npm sbom` over a lock file of what is shipped alone. What would differ from run to run is derived
 * instead: the time is `epoch`, the serial number a digest of the rest.
 * @param {{ name: string, version: string, description: string, license: string, direct: readonly string[], taken: readonly import("./closure.mjs").Taken[],
 *   overrides: object, epoch: number }} about `overrides` of the repository, without which npm finds fault with the versions that they chose
 */
export function sbom({ name, version, description, license, direct, taken, overrides, epoch }) {
  const work = mkdtempSync(join(tmpdir(), "diapason-sbom-"))
  // npm takes the name of the folder for that of the program.
  const folder = join(work, name)
  try {
    mkdirSync(folder)
    const asked = new Set(direct)
    const dependencies = Object.fromEntries(taken.filter(({ name }) => asked.has(name)).map(({ name, version }) => [name, version]))
    const self = { name, version, description, license, dependencies, overrides }
    const packages = { "": self, ...Object.fromEntries(taken.map(({ path, entry }) => [path, plain(entry)])) }
    writeFileSync(join(folder, "package.json"), JSON.stringify(self))
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ name, version, lockfileVersion: 3, requires: true, packages }))
    const command = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--sbom-type=application", "--offline", "--loglevel=error"]
    const told = JSON.parse(execFileSync("npm", command, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 }))
    return `${JSON.stringify(settled(told, epoch), undefined, 2)}\n`
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** As an entry that somebody installs: neither for development nor optional. @param {import("./closure.mjs").Locked} entry */
const plain = (entry) => ({ ...entry, dev: undefined, devOptional: undefined, optional: undefined, peer: undefined })

/** @param {{ serialNumber: string, metadata: { timestamp: string }, components: { "bom-ref": string }[] }} told @param {number} epoch */
function settled(told, epoch) {
  const components = told.components.toSorted((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1))
  const metadata = { ...told.metadata, timestamp: new Date(epoch * 1000).toISOString() }
  const hex = createHash("sha256")
    .update(JSON.stringify([metadata, components]))
    .digest("hex")
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { ...told, serialNumber: `urn:uuid:${uuid}`, metadata, components }
}
