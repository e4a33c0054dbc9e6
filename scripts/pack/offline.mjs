import { execFileSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

// The archive for machines without a network: the package with everything that it needs to run, laid out as npm would have installed it from
// the lock file of this repository, so that nothing happens after it is unpacked.

/** What starts the command line wherever the folder lies. Links to it are followed, so that one may stand in a folder of PATH. */
const launcher = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec node "$here/../node_modules/diapason/bin/diapason.js" "$@"
`

const windowsLauncher = `@node "%~dp0..\\node_modules\\diapason\\bin\\diapason.js" %*\r\n`

/**
 * Lays out `folder`.
 * @param {{ root: string, folder: string, staged: string, taken: readonly import("./closure.mjs").Taken[], version: string,
 *   beside: readonly string[], notices: Readonly<Record<string, string>> }} what `staged` is the package's folder, `beside` built packages
 */
export function layOut({ root, folder, staged, taken, version, beside, notices }) {
  mkdirSync(join(folder, "bin"), { recursive: true })
  writeFileSync(join(folder, "bin/diapason"), launcher, { mode: 0o755 })
  writeFileSync(join(folder, "bin/diapason.cmd"), windowsLauncher)
  cpSync(staged, join(folder, "node_modules/diapason"), { recursive: true })
  for (const { path } of taken) copyPackage(join(root, path), join(folder, path))
  const about = { name: "diapason-offline", private: true, version, dependencies: { diapason: version } }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(about, undefined, 2)}\n`)
  mkdirSync(join(folder, "packages"))
  for (const path of beside) cpSync(path, join(folder, "packages", path.slice(path.lastIndexOf("/") + 1)))
  cpSync(join(root, "docs"), join(folder, "docs"), {
    recursive: true,
    filter: (path) => !/[\\/](\.site|\.vitepress|node_modules)$/.test(path),
  })
  const site = join(root, "docs/.site")
  if (existsSync(site)) cpSync(site, join(folder, "site"), { recursive: true })
  for (const name of ["LICENSE", "NOTICE", "README.md"]) cpSync(join(root, name), join(folder, name))
  for (const [name, text] of Object.entries(notices)) writeFileSync(join(folder, name), text)
}

/** A package without those that lie in it, which are listed by themselves; of files for debuggers nothing. @param {string} from @param {string} to */
function copyPackage(from, to) {
  if (!existsSync(from)) return
  mkdirSync(dirname(to), { recursive: true })
  const filter = (/** @type {string} */ path) => !path.slice(from.length).includes("node_modules") && !path.endsWith(".map")
  cpSync(from, to, { recursive: true, filter })
}

/**
 * One tar of a folder with the same bytes each time: names in order, one time, no owner. By GNU tar.
 * @param {string} parent @param {string} name @param {string} file @param {number} epoch
 */
export function tar(parent, name, file, epoch) {
  const same = [
    "--sort=name",
    `--mtime=@${epoch}`,
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "--mode=u+rwX,go+rX,go-w",
    "--format=ustar",
  ]
  execFileSync("tar", [...same, "-C", parent, "-cf", file, name])
}
