import { existsSync } from "node:fs"
import { join } from "node:path"

/** The files that are read when none is named, the first that is there, and beside it what concerns this machine alone. */
const names = ["diapason.yaml", "diapason.yml", "diapason.config.ts", "diapason.config.mjs", "diapason.config.js"]
const local = "diapason.local.yaml"

/** The configuration files of a folder, the farthest first. */
export const configFilesIn = (folder: string): readonly string[] =>
  [...names.filter((name) => existsSync(join(folder, name))).slice(0, 1), ...(existsSync(join(folder, local)) ? [local] : [])].map((name) =>
    join(folder, name),
  )
