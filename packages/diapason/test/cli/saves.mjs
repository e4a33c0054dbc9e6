// Trains five steps and saves after each. Where a file called "tear" lies it loses what it saved at step 4, and asks to be run again.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { trial } from "diapason/trial"

const t = trial({ x: 0.5 })
const from = t.resume === undefined ? 0 : Number(readFileSync(join(t.resume.path, "step"), "utf8"))
console.log(`from ${from}`)
for (let step = from + 1; step <= 5; step++) {
  const saved = await t.checkpoint(step, (folder) => writeFileSync(join(folder, "step"), String(step)))
  await t.report({ loss: t.config.x + 1 / step }, { step, wait: true })
  if (step < 4 || !existsSync("tear")) continue
  rmSync("tear")
  writeFileSync(join(saved, "step"), "")
  process.exit(75)
}
