import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/**
 * A licence as a package declares it, and the texts that came with the package.
 * @typedef {{ readonly name: string, readonly version: string, readonly licence: string, readonly texts: readonly string[] }} Licensed
 */

/** Licences that may be shipped with a program under Apache-2.0 by anybody, for any purpose. */
const allowed = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "CC0-1.0", "Unlicense", "Zlib"]

/** By package: a licence beyond the list, and why this package may be shipped all the same. @type {Readonly<Record<string, string>>} */
export const exceptions = {
  "@resvg/resvg-wasm": "MPL-2.0: shipped as it was published, unchanged; the licence asks nothing of the files beside it",
}

/**
 * The licence of a package that lies in a folder, with its texts: files that begin with LICENSE, LICENCE, COPYING or NOTICE.
 * @param {string} folder @returns {Licensed}
 */
export function licenceOf(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const said = license ?? licenses?.[0]
  const texts = existsSync(folder) ? readdirSync(folder).filter((file) => /^(licen[sc]e|copying|notice)(\b|[-_.])/i.test(file)) : []
  return {
    name,
    version,
    licence: typeof said === "object" ? said.type : (said ?? "none declared"),
    texts: texts.sort().map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim()),
  }
}

/**
 * One sentence for each package whose licence is not on the list; empty when all may be shipped.
 * @param {readonly Licensed[]} all
 */
export const unfit = (all) =>
  all
    .filter(({ name, licence }) => !fits(licence) && !exceptions[name]?.startsWith(`${licence}:`))
    .map(
      ({ name, version, licence }) => `${name}@${version} is under "${licence}", which is not on the list of licences that may be shipped`,
    )

/** `A OR B` where one is allowed, `A AND B` where all are. @param {string} licence @returns {boolean} */
function fits(licence) {
  const bare = licence.replace(/^\((.*)\)$/, "$1")
  if (bare.includes(" OR ")) return bare.split(" OR ").some(fits)
  if (bare.includes(" AND ")) return bare.split(" AND ").every(fits)
  return allowed.includes(bare)
}

/**
 * The notice that is shipped: each package with its licence, and each text once, with the packages that it is of.
 * @param {readonly Licensed[]} all
 */
export function noticeOf(all) {
  const texts = /** @type {Map<string, string[]>} */ (new Map())
  for (const { name, version, texts: own } of all)
    for (const text of own) texts.set(text, [...(texts.get(text) ?? []), `${name}@${version}`])
  const table = all.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  const rule = "-".repeat(80)
  return [
    "# Third-party software",
    "",
    `Diapason comes with, or installs, ${all.length} packages of others. Code of Diapason itself is under the LICENSE beside this file, data in it under NOTICE.`,
    "",
    "| package | version | licence |",
    "|---|---|---|",
    ...table,
    "",
    ...[...texts].flatMap(([text, names]) => [rule, [...new Set(names)].join(", "), "", text, ""]),
  ].join("\n")
}
