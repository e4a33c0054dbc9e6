import type { Sampler } from "@diapason/core"
import { auto, autoHeavy } from "./samplers/auto.ts"
import { bohb } from "./samplers/bohb.ts"
import { boundingBoxSampler } from "./samplers/bounding-box.ts"
import { bruteForce } from "./samplers/brute-force.ts"
import { cmaEs } from "./samplers/cma-es.ts"
import { learningKinds, restartKinds } from "./samplers/cma-es/settings.ts"
import { freezeThaw, freezeThawHeavy } from "./samplers/freeze-thaw.ts"
import { gp, gpHeavy } from "./samplers/gp.ts"
import { grid } from "./samplers/grid.ts"
import { halton } from "./samplers/halton.ts"
import { latinHypercube } from "./samplers/latin-hypercube.ts"
import { metaGp, metaGpHeavy } from "./samplers/meta-gp.ts"
import { mobster, mobsterHeavy } from "./samplers/mobster.ts"
import { networkGp, networkGpHeavy } from "./samplers/network-gp.ts"
import { nsgaII } from "./samplers/nsga-ii.ts"
import { nsgaIII } from "./samplers/nsga-iii.ts"
import { pb2, type Pb2Options } from "./samplers/pb2.ts"
import { perturb, type PerturbOptions } from "./samplers/perturb.ts"
import { portfolio, portfolioHeavy } from "./samplers/portfolio.ts"
import { quantileHeavy, quantileTransfer } from "./samplers/quantile-transfer.ts"
import { random } from "./samplers/random.ts"
import { regularisedEvolution } from "./samplers/regularised-evolution.ts"
import { forestHeavy, randomForest } from "./samplers/random-forest.ts"
import { rgpe } from "./samplers/rgpe.ts"
import { sobol } from "./samplers/sobol.ts"
import { tpe } from "./samplers/tpe.ts"
import { presets } from "./samplers/tpe/preset.ts"
import { turbo, turboHeavy } from "./samplers/turbo.ts"
import { ucbPe } from "./samplers/ucb-pe.ts"
import { heavy, inRange, listed, namesOf, numberWithin, oneOf, plain, wholeFrom, type Listed } from "./setting.ts"

/**
 * Every sampler that a study can name. The laws run over this list: a new sampler is a file, and a line here. One that fits a model for
 * each suggestion says so by `heavy`.
 */
export const samplers: Readonly<Record<string, Listed<Sampler, never>>> = {
  auto: heavy(plain(auto), autoHeavy),
  random: plain(random),
  grid: listed(grid, { resolution: wholeFrom(1) }),
  "brute-force": plain(bruteForce),
  sobol: plain(sobol),
  halton: plain(halton),
  "latin-hypercube": listed(latinHypercube, { n: wholeFrom(1) }),
  bohb: listed(bohb, { eta: numberWithin(1, 1000), grace: wholeFrom(1), random: numberWithin(0, 1) }),
  "cma-es": listed(cmaEs, {
    restarts: oneOf(restartKinds),
    population: wholeFrom(2),
    sigma: numberWithin(0, 1),
    learning: oneOf(learningKinds),
    warm: wholeFrom(0),
  }),
  mobster: heavy(listed(mobster, { eta: numberWithin(1, 1000), grace: wholeFrom(1) }), mobsterHeavy),
  "nsga-ii": listed(nsgaII, { population: wholeFrom(4) }),
  "nsga-iii": listed(nsgaIII, { population: wholeFrom(4), divisions: wholeFrom(1) }),
  "freeze-thaw": heavy(listed(freezeThaw, { startup: wholeFrom(1) }), freezeThawHeavy),
  perturb: listed((options: PerturbOptions) => perturb(options), { mutate: namesOf, resample: inRange(0, 1) }),
  pb2: listed((options: Pb2Options) => pb2(options), { mutate: namesOf, every: wholeFrom(1) }),
  gp: heavy(listed(gp, { startup: wholeFrom(0) }), gpHeavy),
  "meta-gp": heavy(listed(metaGp, { startup: wholeFrom(0) }), metaGpHeavy),
  rgpe: heavy(listed(rgpe, { startup: wholeFrom(0) }), metaGpHeavy),
  "quantile-transfer": heavy(plain(quantileTransfer), quantileHeavy),
  "bounding-box": plain(boundingBoxSampler),
  portfolio: heavy(listed(portfolio, { size: wholeFrom(1) }), portfolioHeavy),
  "network-gp": heavy(listed(networkGp, { startup: wholeFrom(0) }), networkGpHeavy),
  "regularised-evolution": listed(regularisedEvolution, { population: wholeFrom(2), sample: wholeFrom(2) }),
  "random-forest": heavy(listed(randomForest, { startup: wholeFrom(0) }), forestHeavy),
  "ucb-pe": heavy(listed(ucbPe, { startup: wholeFrom(0) }), gpHeavy),
  turbo: heavy(listed(turbo, { startup: wholeFrom(0) }), turboHeavy),
  tpe: listed(tpe, { preset: oneOf(Object.keys(presets)), candidates: wholeFrom(1), startup: wholeFrom(0), gamma: numberWithin(0, 1) }),
}
