// node bench/scripts/scales.mjs [NAME…]: measures the best and the random value of every problem, or of those named, and prints them as
// JSON; those not named are printed as they were. The search for a best begins with the one that is known. A quarter of an hour for all,
// nearly all of it for the networks. After npm run build:
//   node bench/scripts/scales.mjs > scales.json && mv scales.json bench/data/scales.json && npx prettier --write bench/data/scales.json
import { existsSync, readFileSync } from "node:fs"
import { landscapes } from "../dist/problems/landscapes.js"
import { scaleOf } from "../dist/problems/scale/scale-of.js"

const file = new URL("../data/scales.json", import.meta.url)
const names = process.argv.slice(2)
const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
const scales = {}
for (const landscape of landscapes()) {
  const { name } = landscape
  if (names.length > 0 && !names.includes(name)) {
    scales[name] = known[name]
    continue
  }
  const begun = Date.now()
  scales[name] = scaleOf({ optimum: known[name]?.at, ...landscape })
  const { best, random } = scales[name]
  process.stderr.write(`${name.padEnd(20)} best ${best} random ${random} (${((Date.now() - begun) / 1000).toFixed(1)} s)\n`)
}
process.stdout.write(`${JSON.stringify(scales, undefined, 2)}\n`)
