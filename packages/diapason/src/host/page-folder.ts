import { createRequire } from "node:module"
import { dirname, join } from "node:path"

/** Where the built page lies. It is found through its package, so that a bundle finds it too. */
export const pageFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("@diapason/dashboard/package.json")), "dist/site")
