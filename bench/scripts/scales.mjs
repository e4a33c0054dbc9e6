// node bench/scripts/scales.mjs [NAME…]: measures the best and the random value of every problem, or of those named, and prints them as
// JSON; those not named are printed as they were. Ten minutes for all, nearly all of them for the networks. After npm run build:
//   node bench/scripts/scales.mjs > scales.json && mv scales.json bench/data/scales.json && npx prettier --write bench/data/scales.json
import { existsSync, readFileSync } from "node:fs"
import { landscapes } from "../dist/problems/landscapes.js"
import { scaleOf } from "../dist/problems/scale/scale-of.js"

const file = new URL("../data/scales.json", import.meta.url)
const names = process.argv.slice(2)
const known = names.length > 0 && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
const scales = {}
for (const landscape of landscapes()) {
  const { name } = landscape
  const begun = Date.now()
  scales[name] = names.length === 0 || names.includes(name) ? scaleOf(landscape) : known[name]
  const { best, random } = scales[name] ?? {}
  process.stderr.write(`${name.padEnd(20)} best ${best} random ${random} (${((Date.now() - begun) / 1000).toFixed(1)} s)\n`)
}
process.stdout.write(`${JSON.stringify(scales, undefined, 2)}\n`)
