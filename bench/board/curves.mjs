import { bigStudy } from "@diapason/testkit"
import { curveDensity, curveEnvelope, thinnedCurve } from "@diapason/views"
import { atMost, figure } from "../frame/figures.mjs"
import { timed } from "./studies.mjs"

const ms = (name, samples) => figure(name, "diapason", "ms", samples)

/** The study that the page must bear, and its curves on a screen. */
export async function curves({ say }) {
  const study = bigStudy({ trials: 100_000, points: 5_000_000, parameters: 12, seed: 1 })
  const begin = performance.now()
  const ledger = study.ledger()
  const made = ms("study made and folded", [performance.now() - begin])
  const memory = process.memoryUsage().heapUsed / 1e6
  say(`  ${study.length} events`)
  const all = ledger.trials.map(({ curve }) => curve)
  const window = { metric: "val_loss", width: 800, from: 1, to: 65 }
  return {
    figures: [
      made,
      figure("its heap", "diapason", "MB", [memory]),
      ms(
        "the band of all curves",
        timed(() => curveEnvelope(all, window), 3),
      ),
      ms(
        "the density of all curves",
        timed(() => curveDensity(all, { ...window, height: 400, low: 0, high: 2.5 }), 3),
      ),
      ms(
        "the band of 2000 curves",
        timed(() => curveEnvelope(all.slice(0, 2000), window)),
      ),
      ms(
        "one curve of 100 000 points thinned",
        timed(() => thinnedCurve(long, "y", 800)),
      ),
    ],
    aims: [atMost("study made and folded", made.median / 1000, 15, "s")],
  }
}

const long = {
  steps: Array.from({ length: 100_000 }, (_, i) => i),
  columns: new Map([["y", Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 100))]]),
}
