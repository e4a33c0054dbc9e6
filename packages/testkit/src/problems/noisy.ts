import type { Problem } from "./problem.ts"

/** The same problem with normal noise of standard deviation `sd` on every metric; its optimum is that of the mean. */
export const noisy = (sd: number, problem: Problem): Problem => ({
  ...problem,
  name: `${problem.name} with noise ${sd}`,
  evaluate: (config, random) =>
    Object.fromEntries(Object.entries(problem.evaluate(config, random)).map(([name, y]) => [name, y + sd * random.normal()])),
})
