// Climbs by its rate, which is worth most at 0.5 up to step 4 and at 1 after that. It saves itself after each step, and goes on from there.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { trial } from "diapason/trial"

const t = trial({ rate: 0.5 })
const { resume, fidelity = 12 } = t
let height = resume === undefined ? 0 : Number(readFileSync(join(resume.path, "height"), "utf8"))
for (let step = (resume?.step ?? 0) + 1; step <= fidelity; step++) {
  height += 1 - Math.abs(t.config.rate - (step <= 4 ? 0.5 : 1))
  await t.checkpoint(step, (folder) => writeFileSync(join(folder, "height"), String(height)))
  const { action } = await t.report({ height }, { step, wait: true })
  if (action === "stop" || action === "pause") break
}
