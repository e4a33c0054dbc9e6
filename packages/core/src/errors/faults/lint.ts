/** D12 and D13: what the linter finds in a space that can be searched, but likely should not be. */
export const lintFaults = {
  D121: (f: { parameter: string; bound: string; share: string }) => ({
    what: `${f.parameter}: ${f.share} of the best trials lie at its ${f.bound} bound.`,
    why: "The best value may lie outside.",
    mend: "widen it there and run with --extend; what was learned stays",
  }),
  D122: (f: { points: number; trials: number }) => ({
    what: `The grid has ${f.points} points, the budget ${f.trials} trials.`,
    why: "A grid that is not finished has looked at one corner of the space.",
    mend: "--sampler auto, or a coarser grid, or more trials",
  }),
  D123: (f: { name: string; min: number; max: number; least: number }) => ({
    what: `${f.name} ${f.min}..${f.max} is too short for early stopping.`,
    why: "Between so few steps there is nothing to compare; trials are stopped by chance or not at all.",
    mend: `let a trial run to at least ${f.least} steps, or leave the fidelity out`,
  }),
  D124: (f: { parameters: number; trials: number }) => ({
    what: `${f.trials} trials for ${f.parameters} parameters are few.`,
    why: "Below five trials for each parameter any search is close to chance.",
    mend: "fix what matters least at a proven value, state --prior, or give more trials",
  }),
  D125: (f: { parameter: string; values: string }) => ({
    what: `${f.parameter}: choice(${f.values}) has an order that a choice does not know.`,
    why: "What one value teaches says nothing of its neighbours.",
    mend: `ordinal(${f.values})`,
  }),
  D126: (f: { parameter: string; low: string; high: string }) => ({
    what: `${f.parameter}: between ${f.low} and ${f.high} a logarithm changes next to nothing.`,
    why: "The range is narrower than a factor of two; perhaps an exponent was mistyped.",
    mend: "widen it, or leave the scale out",
  }),
  D127: (f: { parameter: string; low: string; high: string; fix: string }) => ({
    what: `${f.parameter}: linear from ${f.low} to ${f.high}; did you mean log?`,
    why: "Nine tenths of all suggestions would lie in the uppermost decade.",
    mend: f.fix,
  }),
  D128: (f: { parameter: string; share: string }) => ({
    what: `${f.parameter} is active in ${f.share} of random configurations.`,
    why: "What is seldom active is seldom learned.",
    mend: "look at its condition, and at the ranges of what it names",
  }),
  D129: (f: { parameter: string; value: string; label: string }) => ({
    what: `${f.parameter}: the ${f.label} ${f.value} lies at a bound.`,
    why: "Only one side of a value that is known to work is searched.",
    mend: "widen the range around it",
  }),
  D130: (f: { share: string }) => ({
    what: `The constraints allow ${f.share} of random configurations.`,
    why: "Where nearly nothing is allowed, much time goes into finding what is.",
    mend: "narrow the ranges, or derive one parameter from the others",
  }),
  D131: (f: { parameter: string; value: string; most: string }) => ({
    what: `${f.parameter}: ${f.value} is above every value that fitted in memory so far (${f.most}).`,
    why: "Such trials have only failed.",
    mend: `end the range at ${f.most}, or give each trial more memory`,
  }),
  D132: (f: { metric: string; direction: string; other: string }) => ({
    what: `${f.metric} is to be ${f.direction}d.`,
    why: "By its name the other direction would be expected.",
    mend: `--${f.other} ${f.metric}, unless it is meant so`,
  }),
  D133: (f: { parameter: string; high: string; limit: string; meaning: string }) => ({
    what: `${f.parameter}: up to ${f.high} is far for ${f.meaning}.`,
    why: `Values above ${f.limit} hardly ever work.`,
    mend: `end the range at ${f.limit}`,
  }),
  D134: (f: { slots: number; trials: number; fewer: number }) => ({
    what: `${f.slots} trials run at one time, and the budget is ${f.trials}.`,
    why: "Suggestions that are made before results are there can learn nothing from them.",
    mend: `--jobs ${f.fewer}, or more trials`,
  }),
  D135: (f: { parameter: string; count: number }) => ({
    what: `${f.parameter} has ${f.count} values without an order.`,
    why: "Each has to be tried before anything is known of it.",
    mend: "group them by a branch, or keep the few that are likely",
  }),
  D180: (f: { parameter: string; range: string; values: string; job: string; source: string; fix: string }) => ({
    what: `${f.parameter}: ${f.range} leaves out every start that is proven for ${f.job} (${f.values}).`,
    why: `Such values are known to work: ${f.source}.`,
    mend: f.fix,
  }),
}
