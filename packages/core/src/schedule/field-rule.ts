/** What a value of a field must be: in words that follow "expected", and as a test. */
interface Rule {
  readonly says: string
  holds(value: unknown): boolean
}

const number = (says: string, holds: (x: number) => boolean): Rule => ({
  says,
  holds: (value) => typeof value === "number" && Number.isFinite(value) && holds(value),
})
const share = number("a share from 0 to 1", (x) => x >= 0 && x <= 1)
const part = number("a share above 0, up to 1", (x) => x > 0 && x <= 1)
const inner = number("a share above 0 and below 1", (x) => x > 0 && x < 1)
const positive = number("a number above 0", (x) => x > 0)
const count = number("a whole number from 0", (x) => Number.isInteger(x) && x >= 0)

/** The rule of each field, in the order in which fields are written. */
export const fieldRules = {
  base: number("a rate above 0", (x) => x > 0),
  warmup: number("a share from 0 and below 1", (x) => x >= 0 && x < 1),
  warmupFrom: share,
  factor: part,
  every: part,
  milestones: {
    says: "rising shares above 0 and below 1",
    holds: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((x, i) => inner.holds(x) && (i === 0 || Number(x) > Number(value[i - 1]))),
  } satisfies Rule,
  final: part,
  power: positive,
  cycles: number("a whole number from 1 to 100", (x) => Number.isInteger(x) && x >= 1 && x <= 100),
  growth: number("a number from 0.1 to 10", (x) => x >= 0.1 && x <= 10),
  rise: inner,
  start: part,
  end: share,
  decay: part,
  curve: { says: '"linear" or "sqrt"', holds: (value) => value === "linear" || value === "sqrt" } satisfies Rule,
  patience: count,
  threshold: share,
  cooldown: count,
  floor: share,
} as const satisfies Readonly<Record<string, Rule>>
