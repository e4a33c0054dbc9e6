/** Which earlier studies may teach a study, and how much they are believed. */
export interface Transfer {
  /**
   * Names of studies, `*` stands for anything; `same-space`: every study of the store with the same goal of which most parameters are
   * today's and none contradicts. Default `["same-space"]`.
   */
  readonly from?: readonly string[]
  /** How much of what was taught counts at the beginning: `auto`, the sampler's own judgement (default), or 0, nothing, to 1. It fades. */
  readonly strength?: "auto" | number
  /** Studies that teach at most, the most alike first; default 20, which is also the most. */
  readonly maxStudies?: number
  /** Names there of parameters and metrics, with those of today: `{ learning_rate: "lr" }`. */
  readonly map?: Readonly<Record<string, string>>
}

/** Studies that teach at most. */
export const mostStudies = 20
