import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { dependenciesOf, manifestOf, repository, roomsInside } from "./published.mjs"

// The package `diapason` as it is published: its own files, and the rooms below it in `rooms/`. Imports of `@diapason/core` become paths,
// so that one package is all that has to be installed, with every package manager, and no two of its parts can differ in version.

/**
 * Lays the package out in `folder`, which is empty. The workspace has been built.
 * @param {string} root @param {string} folder @param {Readonly<Record<string, string>>} notices texts by file name that go in beside
 */
export function stage(root, folder, notices) {
  const rooms = roomsInside(root)
  copyRoom(root, "diapason", folder)
  for (const room of rooms) {
    const inside = join(folder, "rooms", room)
    copyRoom(root, room, inside)
    const { name, version, license } = manifestOf(root, room)
    writeJson(join(inside, "package.json"), { name, version, private: true, license, type: "module", sideEffects: false })
  }
  for (const path of filesIn(folder)) if (/\.(m?js|d\.ts)$/.test(path)) pointInside(root, folder, path)
  writeJson(join(folder, "package.json"), publishedManifest(root))
  for (const name of ["LICENSE", "NOTICE", "README.md"]) cpSync(join(root, name), join(folder, name))
  for (const [name, text] of Object.entries(notices)) writeFileSync(join(folder, name), text)
  chmodSync(join(folder, "bin/diapason.js"), 0o755)
}

/** @param {string} root */
function publishedManifest(root) {
  const { name, version, description, license, type, engines, exports, bin, publishConfig } = manifestOf(root, "diapason")
  return {
    name,
    version,
    description,
    license,
    keywords: ["hyperparameter", "tuning", "optimization", "bayesian-optimization", "early-stopping", "neural-architecture-search"],
    ...(repository !== "" && { repository: { type: "git", url: repository } }),
    type,
    engines,
    sideEffects: false,
    bin,
    exports: {
      ...exports,
      "./browser.min.js": { default: "./dist/browser/diapason.min.js" },
      "./package.json": { default: "./package.json" },
    },
    unpkg: "./dist/browser/diapason.min.js",
    ...dependenciesOf(root),
    publishConfig,
  }
}

/** The folders of a room that a user needs. What was compiled from a source that is gone stays behind. @param {string} root @param {string} room @param {string} to */
function copyRoom(root, room, to) {
  const from = join(root, "packages", room)
  for (const part of ["bin", "fonts", "schema", "transcripts", "worker"])
    if (existsSync(join(from, part))) cpSync(join(from, part), join(to, part), { recursive: true })
  for (const path of filesIn(join(from, "dist"))) {
    const name = relative(join(from, "dist"), path)
    if (!wanted(from, name)) continue
    mkdirSync(dirname(join(to, "dist", name)), { recursive: true })
    cpSync(path, join(to, "dist", name))
  }
}

/** Made by a bundler, not compiled from a source of the same name. */
const bundled = /^(command|python|site)\/|^browser\/diapason\.min\.js$/

/** @param {string} room @param {string} name */
function wanted(room, name) {
  if (/\.map$|tsbuildinfo|__pycache__/.test(name)) return false
  if (bundled.test(name)) return true
  const source = join(room, "src", name.replace(/(\.d\.ts|\.js)$/, ""))
  return existsSync(`${source}.ts`) || existsSync(`${source}.tsx`)
}

/** Names of rooms become paths to their files, in code and in types. @param {string} root @param {string} folder @param {string} path */
function pointInside(root, folder, path) {
  const text = readFileSync(path, "utf8")
  const pointed = text
    .replaceAll(/"@diapason\/([\w-]+)((?:\/[\w.-]+)*)"/g, (_, room, sub) => {
      const target = manifestOf(root, room).exports[`.${sub}`]?.default
      if (target === undefined) throw new Error(`${path} wants @diapason/${room}${sub}, which is not offered`)
      const way = relative(dirname(path), join(folder, "rooms", room, target)).replaceAll("\\", "/")
      return JSON.stringify(way.startsWith(".") ? way : `./${way}`)
    })
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n")
  if (pointed !== text) writeFileSync(path, pointed)
}

/** @param {string} folder @returns {readonly string[]} */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()

/** @param {string} path @param {object} value */
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`)
