/**
 * The genetic algorithm for many objectives: as NSGA-II, but what keeps the parents apart are directions spread evenly over the
 * objectives, for with four and more nearly every trial lies on the first front and crowding says little. Choose it from three or four
 * objectives on and for hundreds of trials or more.
 *
 * An ask costs O(d), a generation O(M population (population + directions)). Memory: the trials.
 * Deb & Jain 2014.
 */
import type { Sampler } from "@diapason/core"
import type { NsgaState } from "./nsga/generations.ts"
import { genetic } from "./nsga/genetic.ts"
import { nichedSurvival } from "./nsga/niched-survival.ts"
import { referencePoints } from "./nsga/reference-points.ts"
import { settleIII, type NsgaIIIOptions } from "./nsga/settings.ts"

/** An NSGA-III sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const nsgaIII = (options: NsgaIIIOptions = {}): Sampler<NsgaState> =>
  genetic("nsga-iii/1", ({ settings, objectives }) => {
    const { population, divisions } = settleIII(options, settings, objectives)
    return { population, survive: nichedSurvival(referencePoints(objectives, divisions)) }
  })
