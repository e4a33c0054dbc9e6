import { readFileSync } from "node:fs"
import { join } from "node:path"

/**
 * The address of the repository, as `git+https://host/owner/name.git`. TO BE FILLED IN before the first release, here and nowhere else: what
 * proves where a package was built is compared with it. While it is empty, packages are built without it, and say so.
 */
export const repository = ""

/**
 * What is said of one package.
 * @typedef {{ name: string, version: string, description: string, license: string, engines: object, bin?: object, type: string, private?: boolean,
 *   exports: Record<string, { types?: string, default: string }>, dependencies?: Record<string, string>,
 *   devDependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, publishConfig?: object }} Manifest
 */

/** @param {string} root @param {string} room @returns {Manifest} */
export const manifestOf = (root, room) => JSON.parse(readFileSync(join(root, "packages", room, "package.json"), "utf8"))

/**
 * The rooms that travel inside the package `diapason`, itself left out: those that it needs to run.
 * @param {string} root
 */
export function roomsInside(root) {
  const found = /** @type {Set<string>} */ (new Set())
  const visit = (/** @type {string} */ room) => {
    for (const name of Object.keys(manifestOf(root, room).dependencies ?? {})) {
      const inside = /^@diapason\/(.*)$/.exec(name)?.[1]
      if (inside === undefined || found.has(inside)) continue
      found.add(inside)
      visit(inside)
    }
  }
  visit("diapason")
  return [...found].sort()
}

/**
 * The packages of others that `diapason` and the rooms inside need at run time. Throws where two rooms want different versions.
 * @param {string} root
 */
export function dependenciesOf(root) {
  const manifests = ["diapason", ...roomsInside(root)].map((room) => manifestOf(root, room))
  /** @param {"dependencies" | "optionalDependencies"} field */
  const merged = (field) => {
    const all = /** @type {Record<string, string>} */ ({})
    for (const [name, version] of manifests.flatMap((manifest) => Object.entries(manifest[field] ?? {}))) {
      if (name.startsWith("@diapason/")) continue
      if ((all[name] ?? version) !== version) throw new Error(`${name} is wanted as ${all[name]} and as ${version}`)
      all[name] = version
    }
    return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return { dependencies: merged("dependencies"), optionalDependencies: merged("optionalDependencies") }
}

/** Packages of others whose code the bundler put into the page. They are shipped, though nobody installs them. @param {string} root */
export const insideThePage = (root) =>
  Object.keys(manifestOf(root, "dashboard").devDependencies ?? {})
    .filter((name) => !name.startsWith("@diapason/") && !name.startsWith("@types/"))
    .sort()
