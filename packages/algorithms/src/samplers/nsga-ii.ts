/**
 * A genetic algorithm for several objectives: parents are the best fronts of all trials so far, thinned where they are crowded, and each
 * trial is a child of two of them. Choose it for two or three objectives and hundreds of trials or more, cheap ones in many workers; with
 * fewer trials TPE and Gaussian processes get further. Any space; constraints go before losses; one objective makes it a plain
 * genetic algorithm.
 *
 * An ask costs O(d), a generation O(M population²). Memory: the trials.
 * Deb, Pratap, Agarwal & Meyarivan 2002.
 */
import type { Sampler } from "@diapason/core"
import { crowdedSurvival } from "./nsga/crowded-survival.ts"
import type { NsgaState } from "./nsga/generations.ts"
import { genetic } from "./nsga/genetic.ts"
import { settleII, type NsgaIIOptions } from "./nsga/settings.ts"

/** An NSGA-II sampler. Settings of the study (`problem.settings`) fill in what `options` leaves out; throws RangeError for nonsense. */
export const nsgaII = (options: NsgaIIOptions = {}): Sampler<NsgaState> =>
  genetic("nsga-ii/1", ({ settings }) => ({ ...settleII(options, settings), survive: crowdedSurvival }))
