import { readFileSync } from "node:fs"
import type { Scale } from "./scale-of.ts"

/** The scales as `bench/scripts/scales.mjs` measured them, by the name of the landscape. */
export const scales = JSON.parse(readFileSync(new URL("../../../data/scales.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Scale>
>
