import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/**
 * What one package offers to the others: the name they import and the source file behind it.
 * @typedef {{ readonly room: string, readonly specifier: string, readonly source: string }} Entry
 */

/**
 * Every entry of every package under `root`, read from the `exports` of its package.json. The tools judge and run sources, so an entry
 * is the `src` file from which the published `dist` file is built; paths are relative to `root`.
 * @param {string} root
 * @returns {readonly Entry[]}
 */
export function entries(root) {
  return rooms(root).flatMap((room) => {
    const { name, exports } = manifest(root, room)
    return Object.entries(exports ?? {}).map(([subpath, target]) => ({
      room,
      specifier: name + subpath.slice(1),
      source: `packages/${room}/${sourceOf(target.default)}`,
    }))
  })
}

/**
 * The folder names under `packages/` that hold a package.
 * @param {string} root
 * @returns {readonly string[]}
 */
export function rooms(root) {
  const folder = join(root, "packages")
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "package.json")))
    .sort()
}

/**
 * The source behind a built file: `./dist/trial/index.js` is built from `src/trial/index.ts`.
 * @param {string} built
 */
export function sourceOf(built) {
  return built.replace(/^(\.\/)?dist\//, "src/").replace(/\.js$/, ".ts")
}

/**
 * @param {string} root
 * @param {string} room
 * @returns {{ name: string, exports?: Record<string, { default: string }> }}
 */
function manifest(root, room) {
  return JSON.parse(readFileSync(join(root, "packages", room, "package.json"), "utf8"))
}
