/** How the rate goes over a run. */
export type Form = keyof typeof formFields

/**
 * A learning-rate schedule: with the total number of steps it says the rate at each. What is left out has the value of `formFields`;
 * a field that the form does not read has no effect. Lengths are shares of the run, so a schedule means the same for any budget.
 */
export interface Schedule {
  readonly form: Form
  /** The highest rate, above 0; every other rate is a share of it. */
  readonly base: number
  /** The share of the run in which the rate rises linearly to where the form begins, in [0, 1); 0 unless given. */
  readonly warmup?: number
  /** Where the warm-up begins, as a share of where the form begins; 0 unless given. */
  readonly warmupFrom?: number
  /** The lowest rate, as a share of the base. */
  readonly floor?: number
  /** step, multistep, plateau: what the rate is multiplied by at each drop. */
  readonly factor?: number
  /** step: the share of the run after warm-up between two drops. */
  readonly every?: number
  /** multistep: where the drops are, as shares of the run after warm-up. */
  readonly milestones?: readonly number[]
  /** exponential: the rate at the end, as a share of the base. */
  readonly final?: number
  /** polynomial: the power of the share of the run that is left. */
  readonly power?: number
  /** warm-restarts: how many descents, the last one ending with the run. */
  readonly cycles?: number
  /** warm-restarts: how many times as long as the one before each descent is. */
  readonly growth?: number
  /** one-cycle: the share of the run after warm-up that goes up. */
  readonly rise?: number
  /** one-cycle: the rate at the start, as a share of the base. */
  readonly start?: number
  /** one-cycle: the rate at the end, as a share of the base. */
  readonly end?: number
  /** wsd: the share of the run after warm-up, at its end, in which the rate falls. */
  readonly decay?: number
  /** wsd: how it falls there. */
  readonly curve?: "linear" | "sqrt"
  /** plateau: how many reports without improvement are borne; the next one drops the rate. */
  readonly patience?: number
  /** plateau: by which share of the best loss so far a loss must be better to count as an improvement. */
  readonly threshold?: number
  /** plateau: for how many reports after a drop none counts as bad. */
  readonly cooldown?: number
}

/**
 * The forms, and what each reads besides `base`, `warmup` and `warmupFrom`, with the value of what a schedule leaves out. Of one-cycle
 * and plateau these are PyTorch's; wsd falls over the last fifth along 1 - √x, which Hägele et al. 2024 found best.
 */
export const formFields = {
  constant: {},
  step: { factor: 0.1, every: 0.3 },
  multistep: { factor: 0.1, milestones: [0.5, 0.75] },
  exponential: { final: 0.01 },
  polynomial: { power: 2, floor: 0 },
  linear: { floor: 0 },
  "inverse-sqrt": {},
  cosine: { floor: 0 },
  "warm-restarts": { cycles: 3, growth: 2, floor: 0 },
  "one-cycle": { rise: 0.3, start: 0.04, end: 4e-6 },
  wsd: { decay: 0.2, curve: "sqrt", floor: 0 },
  plateau: { factor: 0.1, patience: 10, threshold: 1e-4, cooldown: 0, floor: 0 },
} as const
