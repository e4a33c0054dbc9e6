import { assemble, parseExpression, spaceFromJson, violation } from "@diapason/core"
import type { BenchProblem } from "../problems/problem.ts"
import type { Contender, Contestant, Terms, Unsupported } from "./contestant.ts"
import { lineProcess, type LineProcess } from "./line-process.ts"
import { wireSpace } from "./wire-space.ts"

/**
 * Another tuner behind a program that speaks the lines of `bench/peers/frame.py`; `kind` names one of its samplers. It minimises: what
 * is to be maximised reaches it with the other sign, and a constraint as by how much it is violated, 0 or less where it holds. The program starts with the first question.
 */
export function peer(command: readonly [string, ...string[]], kind: string): Contestant {
  let program: LineProcess | undefined
  const started = (): LineProcess => (program ??= lineProcess(command))
  return {
    async versions() {
      const { versions } = await started().request({ op: "versions" })
      return versions as Readonly<Record<string, string>>
    },
    enter: (problem, terms) => enter(started(), kind, problem, terms),
    close: async () => program?.close(),
  }
}

async function enter(program: LineProcess, kind: string, problem: BenchProblem, terms: Terms): Promise<Contender | Unsupported> {
  const space = spaceFromJson(problem.space)
  const wire = wireSpace(space)
  const constraints = (problem.constraints ?? []).map((text) => parseExpression(text))
  const { unsupported } = await program.request({
    op: "start",
    kind,
    parameters: wire.parameters,
    objectives: problem.objectives.length,
    constraints: constraints.length,
    noisy: problem.family === "noisy",
    ...terms,
  })
  if (typeof unsupported === "string") return { unsupported }
  const configOf = (values: unknown) => assemble(space, wire.read(values as Record<string, number | string>))
  return {
    async ask() {
      const { values, ms } = await program.request({ op: "suggest" })
      return { config: configOf(values), ms: Number(ms) }
    },
    async tell(metrics) {
      const losses = problem.objectives.map(({ metric, direction }) => (direction === "maximize" ? -metrics[metric]! : metrics[metric]!))
      const violations = constraints.map((constraint) => violation(constraint, metrics))
      const { ms } = await program.request({ op: "observe", losses, violations })
      return Number(ms)
    },
    async recommended() {
      const { values } = await program.request({ op: "recommend" })
      return values === undefined || values === null ? undefined : configOf(values)
    },
    leave: () => Promise.resolve(),
  }
}
