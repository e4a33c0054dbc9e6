import { branch, float, int, log, optimize, space, type FunctionTrial, type Infer } from "diapason"

// Tunes gradient descent on the Rosenbrock function, a curved valley whose lowest point is 0 at (1, 1): which step length, which
// method with which settings, and how many small steps make one report.

const settings = space({
  lr: log(1e-5, 1e-1),
  inner: int(1, 20),
  method: branch({
    plain: {},
    momentum: { beta: float(0.5, 0.99) },
    signs: { shrink: float(0.9, 0.999) },
  }),
})

async function descend(config: Infer<typeof settings>, trial: FunctionTrial) {
  const state = { x: -1.2, y: 1, vx: 0, vy: 0, lr: config.lr }
  for (let step = 1; step <= 20; step++) {
    for (let i = 0; i < config.inner; i++) move(state, config.method)
    const decision = await trial.report({ height: height(state) }, { step })
    if (decision.action !== "continue") return decision // stopped early: others were lower at this step
  }
  return height(state)
}

interface State {
  x: number
  y: number
  vx: number
  vy: number
  lr: number
}

const height = ({ x, y }: State): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2

/** One step downhill. `method` is narrowed by its name: `beta` exists for momentum alone. */
function move(s: State, method: Infer<typeof settings>["method"]): void {
  const dx = -2 * (1 - s.x) - 400 * s.x * (s.y - s.x * s.x)
  const dy = 200 * (s.y - s.x * s.x)
  const keep = method.use === "momentum" ? method.beta : 0
  s.vx = keep * s.vx - s.lr * (method.use === "signs" ? Math.sign(dx) : dx)
  s.vy = keep * s.vy - s.lr * (method.use === "signs" ? Math.sign(dy) : dy)
  if (method.use === "signs") s.lr *= method.shrink
  s.x += s.vx
  s.y += s.vy
}

const { best, trials, why } = await optimize({
  space: settings,
  minimize: "height",
  scheduler: "median",
  budget: { trials: 60 },
  parallel: 4,
  seed: 1,
  objective: descend,
})

const count = (state: string): number => trials.filter((trial) => trial.state === state).length
console.log(`${why}: ${count("complete")} complete, ${count("pruned")} stopped early, ${count("failed")} failed`)
if (best !== undefined) {
  const { lr, inner, method } = best.config
  console.log(`best is trial ${best.number}, height ${best.values["height"]?.toPrecision(3)}`)
  console.log(
    `  lr ${lr.toPrecision(3)}, ${inner} steps a report, ${method.use}${method.use === "momentum" ? ` ${method.beta.toFixed(2)}` : ""}`,
  )
  console.log(`  ${best.why}`)
}
