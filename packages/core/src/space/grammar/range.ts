/** `1e-5..1e-1:log`: two ends, then settings after colons. */
export const RANGE = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)\.\.([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)((?::[^:]*)*)$/

export const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** Whether a number is spelled as a real number rather than as a count. */
export const isReal = (spelling: string): boolean => /[.eE]/.test(spelling)

/** Words for a scale; the function form prints `log1m` for `reverse-log`. */
export const scaleWords: Readonly<Record<string, string>> = {
  linear: "linear",
  log: "log",
  log1m: "reverse-log",
  "reverse-log": "reverse-log",
  pow2: "pow2",
}
