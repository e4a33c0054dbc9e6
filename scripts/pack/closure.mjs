import { readFileSync } from "node:fs"
import { join } from "node:path"

/**
 * A package of others as the lock file has it: `path` is where it lies, such as `node_modules/pg`.
 * @typedef {{ readonly path: string, readonly name: string, readonly version: string, readonly entry: Locked }} Taken
 * @typedef {{ version?: string, license?: string, integrity?: string, resolved?: string, link?: boolean, os?: string[], cpu?: string[],
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string>,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }> }} Locked
 */

/**
 * The lock file of the repository: places to packages.
 * @param {string} root
 * @returns {Readonly<Record<string, Locked>>}
 */
export const readLock = (root) => JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages

/**
 * All packages that those with these names need to run, themselves included, by place. Names are looked up as Node would from `from`, and what
 * is built for other machines is left out where the lock says so. Throws where one is missing that is not optional.
 * @param {Readonly<Record<string, Locked>>} lock
 * @param {readonly string[]} names
 * @param {string} from
 * @returns {readonly Taken[]}
 */
export function closure(lock, names, from) {
  const taken = /** @type {Map<string, Taken>} */ (new Map())
  const waiting = names.map((name) => ({ name, from, optional: false }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = placeOf(lock, next.name, next.from)
    const entry = path === undefined ? undefined : lock[path]
    if (path === undefined || entry === undefined) {
      if (next.optional) continue
      throw new Error(`${next.name}, which ${next.from} needs, is not in the lock file`)
    }
    if (entry.link === true || taken.has(path)) continue
    taken.set(path, { path, name: next.name, version: entry.version ?? "", entry })
    waiting.push(...needs(entry).map(({ name, optional }) => ({ name, optional, from: path })))
  }
  return [...taken.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What a package asks for. @param {Locked} entry */
function needs({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  return [
    ...Object.keys(dependencies).map((name) => ({ name, optional: name in optionalDependencies })),
    ...Object.keys(optionalDependencies).map((name) => ({ name, optional: true })),
    ...Object.keys(peerDependencies)
      .filter((name) => peerDependenciesMeta[name]?.optional !== true)
      .map((name) => ({ name, optional: false })),
  ]
}

/**
 * Where Node finds a package from another's place: beside it, or in a folder further up.
 * @param {Readonly<Record<string, Locked>>} lock @param {string} name @param {string} from
 */
function placeOf(lock, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock[path] !== undefined) return path
    if (folder === "") return undefined
  }
}
